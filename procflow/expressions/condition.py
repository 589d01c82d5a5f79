"""Conditions of sequence flows, in either language, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from procflow.errors import Location
from procflow.expressions.closures import Closure, compile_node, feel_coerce, juel_coerce, truth
from procflow.expressions.feel import parse_feel
from procflow.expressions.juel import parse_juel
from procflow.expressions.nodes import Literal, Node, Scalar, comparisons
from procflow.expressions.scanner import COMPARE, Source


@dataclass(frozen=True, slots=True)
class Condition:
    """
    A condition ready to be worked out.

    Args:
        text: As the author wrote it.
        language: ``feel`` or ``juel``.
    """

    text: str
    language: str
    _root: Node = field(repr=False)
    _closure: Closure = field(repr=False, compare=False)

    @property
    def paths(self) -> tuple[str, ...]:
        """The variables it reads, dotted, in reading order and each once."""
        return tuple(dict.fromkeys(path.dotted for path, _ in comparisons(self._root)))

    def literals_for(self, path: str) -> tuple[Scalar, ...]:
        """
        Return the literals that *path* is compared with, in reading order and each once.

        A path that stands alone is compared with true.
        """
        found = [(type(value), value) for read, value in comparisons(self._root) if read.dotted == path]
        return tuple(value for _, value in dict.fromkeys(found))

    def evaluate(self, variables: Mapping[str, object]) -> bool | None:
        """
        Return whether the condition holds for *variables*.

        None means undecided: a variable is of another kind than what it is compared with, or it is missing where an
        order or a truth value is asked for.
        A missing variable equals null and nothing else, as in FEEL.
        Variables are read as keys of mappings and in no other way.
        """
        return truth(self._closure(variables))


def compile_condition(text: str, *, where: Location) -> Condition:
    """
    Return the condition that *text* states.

    ``${...}`` and ``#{...}`` are read as JUEL, everything else as FEEL, with or without the leading ``=`` of Camunda 8.
    Paths are compared with literals; ``and``, ``or``, ``not`` and parentheses combine the comparisons.

    Raises:
        ExpressionError: The text is anything else; ``facts['column']`` says where, the hint what to write.

    Example:
        >>> condition = compile_condition("${days > 5 && result == 'approve'}", where=Location())
        >>> condition.paths, condition.evaluate({"days": 7, "result": "approve"})
        (('days', 'result'), True)
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if text.startswith(("${", "#{"), start):
        if text[end - 1] != "}":
            source = Source(text, start, end, where)
            raise source.refused("the condition does not end with }", end, "write one ${...} around all of it")
        return _condition(Source(text, start + 2, end - 1, where), "juel")
    return _condition(Source(text, start + text.startswith("=", start), len(text), where), "feel")


def _condition(source: Source, language: str) -> Condition:
    root = parse_feel(source) if language == "feel" else parse_juel(source)
    if isinstance(root, Literal) and not isinstance(root.value, bool):
        raise source.refused("a literal stands where a condition is needed", root.column - 1, COMPARE)
    coerce = feel_coerce if language == "feel" else juel_coerce
    return Condition(source.text, language, root, compile_node(root, coerce))
