"""The part of JUEL, the ``${...}`` language of Camunda 7, that conditions are made of."""

from __future__ import annotations

from procflow.expressions.nodes import Node
from procflow.expressions.parser import parse
from procflow.expressions.scanner import COMPARE, Dialect, Source

_NO_ARITHMETIC = "calculate the value in a form field or a decision table before the gateway"

JUEL = Dialect(
    name="JUEL",
    signs={
        "==": "=",
        "!=": "!=",
        "<=": "<=",
        ">=": ">=",
        "&&": "and",
        "||": "or",
        "<": "<",
        ">": ">",
        "!": "!",
        "(": "(",
        ")": ")",
        ".": ".",
        ",": ",",
        "-": "-",
    },
    words={
        "eq": "=",
        "ne": "!=",
        "lt": "<",
        "le": "<=",
        "gt": ">",
        "ge": ">=",
        "and": "and",
        "or": "or",
        "not": "!",
    },
    quotes="'\"",
    escapes={'"': '"', "\\": "\\", "'": "'"},
    refused={
        "empty": "compare with null or '' instead",
        "instanceof": COMPARE,
        "div": _NO_ARITHMETIC,
        "mod": _NO_ARITHMETIC,
        "=": "JUEL writes == for equality",
        "+": _NO_ARITHMETIC,
        "*": _NO_ARITHMETIC,
        "/": _NO_ARITHMETIC,
        "%": _NO_ARITHMETIC,
        "[": "read an entry with a dot: form.amount",
        "?": "draw a gateway for each case",
        "}": "write one ${...} around the whole condition",
    },
)


def parse_juel(source: Source) -> Node:
    """
    Return the tree of what stands between ``${`` and ``}``.

    Raises:
        ExpressionError: The text is not of the subset; ``facts['column']`` says where.
    """
    return parse(source, JUEL)
