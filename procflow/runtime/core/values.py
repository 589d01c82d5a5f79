"""Variables: what may be stored, and how it is written as JSON and read back equal."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from procflow.clock import aware
from procflow.errors import DataError, expect
from procflow.wording import with_article

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_NAME = 255
MAX_DIGITS = 4_300
_TOO_LARGE: int = 10**MAX_DIGITS
_TAG = "$"


def checked(data: Mapping[str, object]) -> dict[str, object]:
    """
    Return a copy of *data* that shares nothing with it, ready to become variables.

    Values are None, truth values, numbers (whole ones of at most 4,300 digits), Decimal, text, dates, instants,
    and lists and mappings of them.

    Raises:
        DataError: They are no mapping, a value is of another type, a name is empty or no text, or it is over 1 MB or
            50 levels.
    """
    if not isinstance(data, Mapping):
        raise DataError(f"the data are {with_article(type(data).__name__)}", hint="pass a mapping of names to values")
    copied = {_name(name): _copied(value, name, 1) for name, value in data.items()}
    size = len(json.dumps({name: to_json(value) for name, value in copied.items()}))
    if size > MAX_BYTES:
        raise DataError(f"the data have {size} bytes", hint=f"at most {MAX_BYTES} are kept; store files elsewhere")
    return copied


def checked_text(text: str, what: str) -> str:
    """
    Return a text that names something: not empty, in one line, storable, of at most 255 characters.

    Raises:
        DataError: It is no text, or none of these.
    """
    expect(text, str, what, "give a text")
    if not text.strip():
        raise DataError(f"{what} is empty", hint="give a text")
    if len(text) > MAX_NAME or not text.isprintable():
        raise DataError(
            f"{what} {text[:40]!r} is no short text in one line", hint=f"use at most {MAX_NAME} printable characters"
        )
    return text


def to_json(value: object) -> object:
    """Return *value* as JSON can hold it; a decimal, date or instant becomes a tagged mapping."""
    if isinstance(value, Mapping):
        plain = {key: to_json(item) for key, item in value.items()}
        return {_TAG: plain} if _TAG in plain else plain
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, Decimal):
        return {_TAG: ["decimal", str(value)]}
    if isinstance(value, datetime):
        return {_TAG: ["instant", value.isoformat()]}
    if isinstance(value, date):
        return {_TAG: ["date", value.isoformat()]}
    return value


def from_json(value: object) -> object:
    """Return the value that `to_json` wrote."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    tagged = value.get(_TAG)
    if isinstance(tagged, list):
        kind, text = tagged
        return _READERS[kind](text)
    return {key: from_json(item) for key, item in (value if tagged is None else tagged).items()}


_READERS: Mapping[str, Callable[[str], object]] = {
    "decimal": Decimal,
    "instant": datetime.fromisoformat,
    "date": date.fromisoformat,
}


def _name(name: object) -> str:
    if not isinstance(name, str) or not name.strip() or not _is_storable(name):
        shown = repr(name) if isinstance(name, str) else f"a value of type {type(name).__name__}"
        raise DataError(f"{shown} is no name of a variable", hint="use a text that is not empty", name=name)
    return name


def _copied(value: object, name: str, depth: int) -> object:
    if depth > MAX_DEPTH:
        raise DataError(f"{name!r} is nested over {MAX_DEPTH} levels", hint="flatten it", name=name)
    if isinstance(value, Mapping):
        return {_name(key): _copied(item, name, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(item, name, depth + 1) for item in value]
    if isinstance(value, datetime):
        return aware(value, f"the variable {name!r}")
    if value is None or (isinstance(value, str | int | date | bool | float | Decimal) and _is_storable(value)):
        return value
    raise DataError(
        f"{name!r} holds a value of type {type(value).__name__} that cannot be stored",
        hint="use text, finite numbers, whole ones of at most 4300 digits, truth values, dates, lists and mappings",
        name=name,
    )


def _is_storable(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) < _TOO_LARGE
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    return not isinstance(value, Decimal) or value.is_finite()
