"""
A tree to a function: compiled once, then called with variables.

Variables are read as keys of mappings and in no other way.
Truth has three values; None means that a value is of another kind, or missing where it is ordered or stands alone.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from procflow.expressions.nodes import Comparison, Junction, Literal, Node, Path, Scalar

Variables = Mapping[str, object]
Closure = Callable[[Variables], object]
Coerce = Callable[[object, Scalar], tuple[object, object]]
_ORDERS: Mapping[str, Callable[[str, str], bool] | Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_DECIDED = {"and": False, "or": True}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def compile_node(node: Node, coerce: Coerce) -> Closure:
    """Return the function that works *node* out; *coerce* makes both sides of a comparison comparable."""
    match node:
        case Literal(value=value):
            return lambda _variables: value
        case Path(names=names):
            return _reader(names)
        case Comparison():
            return _comparison(node, coerce)
        case Junction():
            return _junction(node, coerce)
        case _:
            inner = compile_node(node.operand, coerce)
            return lambda variables: opposite(truth(inner(variables)))


def truth(value: object) -> bool | None:
    """Return *value* if it is true or false, else None."""
    return value if isinstance(value, bool) else None


def opposite(value: bool | None) -> bool | None:  # noqa: FBT001 - the value is the argument
    """Return the other truth value; the unknown one has itself."""
    return None if value is None else not value


def feel_coerce(value: object, literal: Scalar) -> tuple[object, object]:
    """Return both sides as FEEL compares them: numbers exact, texts composed, nothing converted."""
    return plain(value), plain(literal)


def juel_coerce(value: object, literal: Scalar) -> tuple[object, object]:
    """Return both sides as JUEL compares them: a number or a truth value written as text is converted."""
    left, right = plain(value), plain(literal)
    match left, right:
        case (Decimal(), str()) | (str(), Decimal()):
            return _number(left), _number(right)
        case (bool(), str()) | (str(), bool()):
            return _true_text(left), _true_text(right)
    return left, right


def plain(value: object) -> object:
    """Return a number as exact Decimal and a text in composed form; every other value as it is."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return plain(Decimal(str(value)))
    if isinstance(value, Decimal):
        return None if value.is_nan() else value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str.__str__(value))
    return value


def _reader(names: tuple[str, ...]) -> Closure:
    def read(variables: Variables) -> object:
        value: object = variables
        for name in names:
            if not isinstance(value, Mapping):
                return None
            value = _entry(value, name)
        return value

    return read


def _entry(mapping: Mapping[Any, object], name: str) -> object:
    """Return the entry under *name*, whether its key is written composed or decomposed."""
    if name in mapping or name.isascii():
        return mapping.get(name)
    keys = (key for key in mapping if isinstance(key, str) and unicodedata.normalize("NFC", key) == name)
    return mapping.get(next(keys, name))


def _comparison(node: Comparison, coerce: Coerce) -> Closure:
    read, literal = _reader(node.path.names), node.literal.value
    if node.operator in _ORDERS:
        return lambda variables: _ordered(node.operator, *coerce(read(variables), literal))
    if node.operator == "=":
        return lambda variables: _equal(*coerce(read(variables), literal))
    return lambda variables: opposite(_equal(*coerce(read(variables), literal)))


def _equal(left: object, right: object) -> bool | None:
    if left is None or right is None:
        return left is right
    return left == right if type(left) is type(right) else None


def _ordered(sign: str, left: object, right: object) -> bool | None:
    if type(left) is not type(right) or not isinstance(left, Decimal | str):
        return None
    return bool(_ORDERS[sign](left, right))  # type: ignore[arg-type]


def _junction(node: Junction, coerce: Coerce) -> Closure:
    operands = tuple(compile_node(operand, coerce) for operand in node.operands)
    decided = _DECIDED[node.operator]

    def combine(variables: Variables) -> bool | None:
        result: bool | None = not decided
        for operand in operands:
            value = truth(operand(variables))
            if value is decided:
                return decided
            if value is None:
                result = None
        return result

    return combine


def _number(value: object) -> object:
    """Return a text as the number it is written as; one that is no number stays a text."""
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


def _true_text(value: object) -> object:
    return value.lower() == "true" if isinstance(value, str) else value
