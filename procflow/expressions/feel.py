"""FEEL, the expression language of DMN and Camunda 8: the part that conditions are made of."""

from __future__ import annotations

from collections.abc import Mapping

from procflow.errors import Location
from procflow.expressions.closures import compile_node, feel_coerce
from procflow.expressions.nodes import Node
from procflow.expressions.parser import parse
from procflow.expressions.scanner import Dialect, Source

_NO_FUNCTIONS = "compute the value before the gateway; only comparisons, and, or, not(...) are evaluated"
_NO_ARITHMETIC = "calculate the value in a form field or a decision table before the gateway"

FEEL = Dialect(
    name="FEEL",
    signs={sign: sign for sign in ("!=", "<=", ">=", "=", "<", ">", "(", ")", ".", ",", "-")},
    words={word: word for word in ("and", "or", "not")},
    quotes='"',
    escapes={'"': '"', "\\": "\\", "'": "'", "n": "\n", "r": "\r", "t": "\t"},
    code_points={"u": 4, "U": 6},
    refused={
        "==": "FEEL writes = for equality",
        "&&": "FEEL writes and",
        "||": "FEEL writes or",
        "!": "FEEL writes not(...)",
        "'": "FEEL writes strings in double quotes",
        "**": _NO_ARITHMETIC,
        "+": _NO_ARITHMETIC,
        "*": _NO_ARITHMETIC,
        "/": _NO_ARITHMETIC,
        **dict.fromkeys(("between", "in", "if", "then", "else", "for", "return", "some", "every"), _NO_FUNCTIONS),
        **dict.fromkeys(("satisfies", "instance", "function"), _NO_FUNCTIONS),
    },
)


def parse_feel(source: Source) -> Node:
    """
    Return the tree of a FEEL text.

    Raises:
        ExpressionError: The text is not of the subset; ``facts['column']`` says where.
    """
    return parse(source, FEEL)


def evaluate(text: str, context: Mapping[str, object]) -> object:
    """
    Return the value of one FEEL text over *context*; a leading ``=`` as in Camunda 8 is dropped.

    Read are paths, literals, comparisons of a path with a literal, ``and``, ``or``, ``not(...)`` and parentheses.
    Numbers are Decimal; a missing variable is None, and so is what depends on it.
    Texts are equal when their letters are, composed or decomposed.

    Raises:
        ExpressionError: The text is not of the subset; ``facts['column']`` says where.

    Example:
        >>> evaluate('= dossier.days > 5 and not(urgent)', {"dossier": {"days": 7}, "urgent": False})
        True
    """
    start = len(text) - len(text.lstrip())
    start += text.startswith("=", start)
    source = Source(text, start, len(text), Location())
    return compile_node(parse_feel(source), feel_coerce)(context)
