"""What an expression is once read: a small tree that FEEL and the JUEL subset share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Scalar = Decimal | str | bool | None
"""A value that can be written as a literal; numbers are exact."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a string, ``true``, ``false`` or ``null``."""

    value: Scalar
    column: int


@dataclass(frozen=True, slots=True)
class Path:
    """A variable or an entry of a nested variable: ``dossier.applicant.age``."""

    names: tuple[str, ...]
    column: int

    @property
    def dotted(self) -> str:
        """The path as it is written."""
        return ".".join(self.names)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A path against a literal; *operator* is the FEEL one, with the path on its left."""

    operator: str
    path: Path
    literal: Literal
    column: int


@dataclass(frozen=True, slots=True)
class Junction:
    """Two or more operands under one ``and`` or ``or``."""

    operator: str
    operands: tuple[Node, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Negation:
    """The opposite of its operand."""

    operand: Node
    column: int


Node = Literal | Path | Comparison | Junction | Negation


def comparisons(node: Node) -> tuple[tuple[Path, Scalar], ...]:
    """
    Return each path of the tree with the literal it is compared with, in reading order.

    A path that stands alone as a condition is compared with true.
    """
    match node:
        case Comparison(path=path, literal=literal):
            return ((path, literal.value),)
        case Path():
            return ((node, True),)
        case Junction(operands=operands):
            return tuple(pair for operand in operands for pair in comparisons(operand))
        case Negation(operand=operand):
            return comparisons(operand)
        case _:
            return ()
