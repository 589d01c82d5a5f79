"""Value objects that are checked when they are made, and what is wrong with one in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, TypeGuard

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails, from_json

from procflow.errors import DataError, Location

_TRUE_FALSE = ("is neither true nor false", "give true or false")
_NUMBER = ("is no number", 'write digits with a point before the decimals, e.g. "0.5"')
_WHOLE = ("is no whole number", "write digits alone")
_TEXT = ("is no text", "put it in quotes")
_DATE = ("is no date", "write year-month-day, e.g. 2026-01-31")
_INSTANT = ("is no instant with a time zone", "write e.g. 2026-01-31T08:00:00+07:00")
_LIST = ("is no list", "give a list, also of one item")
_TABLE = ("is no set of named fields", "give names and their values")
_NO_FIELD = ("is no known field", "check how it is spelled, or remove it")
# Of these what was given says nothing.
_VALUE_NOT_SHOWN = frozenset({"missing", "extra_forbidden", "unexpected_keyword_argument", "json_invalid"})
# What pydantic calls a mistake to what is said of it and what to do.
_PLAIN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "missing": ("is missing", "give it a value"),
        "extra_forbidden": _NO_FIELD,
        "unexpected_keyword_argument": _NO_FIELD,
        "greater_than_equal": ("is below {ge}", "give at least {ge}"),
        "less_than_equal": ("is above {le}", "give at most {le}"),
        "greater_than": ("is not above {gt}", "give more than {gt}"),
        "less_than": ("is not below {lt}", "give less than {lt}"),
        "enum": ("is none of the possible values", "choose {expected}"),
        "literal_error": ("is none of the possible values", "choose {expected}"),
        "string_pattern_mismatch": ("is not written as asked", "let it match {pattern}"),
        "string_too_short": ("is too short", "write at least this many characters: {min_length}"),
        "string_too_long": ("is too long", "write at most this many characters: {max_length}"),
        "too_short": ("holds too little", "give at least {min_length}"),
        "too_long": ("holds too much", "give at most {max_length}"),
        "decimal_max_digits": ("has too many digits", "write at most this many digits: {max_digits}"),
        "decimal_max_places": ("has too many decimals", "write at most this many decimals: {decimal_places}"),
        "none_required": ("must be empty", "leave it out"),
        "json_invalid": ("is no JSON", "{error}"),
        "finite_number": _NUMBER,
        "timezone_aware": _INSTANT,
        "int_from_float": _WHOLE,
        "string_unicode": _TEXT,
        "date_from_datetime_parsing": _DATE,
        "date_from_datetime_inexact": _DATE,
        "datetime_from_date_parsing": _INSTANT,
        "datetime_object_invalid": _INSTANT,
    }
)
# The first word of what pydantic calls a value of another kind (``int_type``, ``int_parsing``), likewise.
_OTHER_KIND: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "decimal": _NUMBER,
        "float": _NUMBER,
        "int": _WHOLE,
        "bool": _TRUE_FALSE,
        "string": _TEXT,
        "path": _TEXT,
        "datetime": _INSTANT,
        "date": _DATE,
        "tuple": _LIST,
        "list": _LIST,
        "dict": _TABLE,
        "mapping": _TABLE,
        "model": _TABLE,
        "dataclass": _TABLE,
    }
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Mistake:
    """
    The first thing that is wrong with data from outside.

    Attributes:
        key: Names and positions (from 0) that lead to it, empty for the whole.
        message: What is wrong with it, without its name.
        hint: What to do about it.
    """

    key: tuple[int | str, ...]
    message: str
    hint: str

    @property
    def path(self) -> str:
        """The key as one text, positions counted from 1: ``steps.3.number``."""
        return ".".join(str(part + 1 if isinstance(part, int) else part) for part in self.key)

    def error(self, subject: str, hint: str = "", where: Location | None = None) -> DataError:
        """Return it as an error of *subject*, with what helps with that subject as a *hint* of its own."""
        named = f"{subject}: {self.path}" if self.path else subject
        return DataError(f"{named} {self.message}", hint=hint or self.hint, where=where, field=self.path)


def first_mistake(exc: ValidationError, data: object) -> Mistake:
    """
    Return the first thing that *exc* found wrong in *data*, in plain words.

    Where several kinds of value are allowed, it is what is wrong by the kind that fits furthest.
    """
    errors = exc.errors(include_url=False)
    key, branched_at = _key(errors[0], data)
    if branched_at is None:
        return Mistake(key, *_plain(errors[0]))
    keys = [_key(other, data)[0] for other in errors]
    inside = [place for place, other in enumerate(keys) if other[:branched_at] == key[:branched_at]]
    furthest = max(inside, key=lambda place: len(keys[place]))
    return Mistake(keys[furthest], *_plain(errors[furthest]))


def _key(found: ErrorDetails, data: object) -> tuple[tuple[int | str, ...], int | None]:
    """Return what leads to the mistake in *data*, and after how many parts pydantic first named an allowed kind."""
    place, key, branched_at = found["loc"], list[int | str](), None
    for position, part in enumerate(place):
        if isinstance(part, int) and not _holds(data, part):  # lists are made of more than can be looked into
            return (*key, *place[position:]), branched_at
        if _holds(data, part):
            key.append(str(part) if isinstance(data, Mapping) else part)
            data = data[part]
        elif found["type"] != "missing" or position < len(place) - 1:
            branched_at = len(key) if branched_at is None else branched_at
        else:
            key.append(part)
    return tuple(key), branched_at


def _holds(data: object, part: int | str) -> TypeGuard[Any]:
    return part in data if isinstance(data, Mapping) else isinstance(data, list | tuple) and part in range(len(data))


def _plain(found: ErrorDetails) -> tuple[str, str]:
    kind, facts = found["type"], found.get("ctx", {})
    if kind == "value_error":
        return f"cannot be used: {facts['error']}", ""
    said, hint = _PLAIN.get(kind) or _of_another_kind(kind) or ("is not usable", "")
    shown = "" if kind in _VALUE_NOT_SHOWN else f"= {_short(found['input'])} "
    return shown + said.format_map(facts), hint.format_map(facts) or found["msg"]


def _of_another_kind(kind: str) -> tuple[str, str] | None:
    word = kind.partition("_")[0]
    return _OTHER_KIND.get(word) if kind.endswith(("_type", "_parsing")) else None


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class Checked(BaseModel):
    """
    Base of the value objects: checked when made, and neither set nor deleted afterwards.

    pydantic's ``model_copy(update=...)`` takes what it is given unchecked; to change a field, make a new object.

    Raises:
        DataError: A field is missing, unknown or of another kind; ``facts['field']`` names it.

    Example:
        >>> class Copies(Checked):
        ...     number: int
        >>> Copies(number="hai")
        Traceback (most recent call last):
        procflow.errors.DataError: PF160: Copies: number = 'hai' is no whole number - write digits alone
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __init__(self, /, **data: Any) -> None:  # noqa: ANN401 - what a subclass takes, it declares
        with _refused(type(self), data):
            super().__init__(**data)

    # Tells pydantic that nested values need not come through here, so a mistake in one is found by the outermost.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    if not TYPE_CHECKING:  # a type checker would take any name for a field that can be set

        def __setattr__(self, name: str, value: object) -> None:
            kind = type(self).__name__
            raise DataError(f"{kind}: {name} cannot be set, it is never changed", hint=f"make a new {kind}", field=name)

        def __delattr__(self, name: str) -> None:
            kind = type(self).__name__
            raise DataError(f"{kind}: {name} cannot be deleted", hint=f"make a new {kind}", field=name)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:  # noqa: ANN401 - pydantic's own arguments
        """Return the object that *obj* describes, as pydantic does."""
        with _refused(cls, obj):
            return super().model_validate(obj, **options)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401 - pydantic's own arguments
        """Return the object that a JSON text describes, as pydantic does."""
        with _refused(cls, json_data):
            return super().model_validate_json(json_data, **options)


@contextmanager
def _refused(kind: type[BaseModel], data: object) -> Iterator[None]:
    try:
        yield
    except ValidationError as exc:
        if isinstance(data, str | bytes | bytearray) and exc.errors()[0]["type"] != "json_invalid":
            data = from_json(data)
        raise first_mistake(exc, data).error(kind.__name__) from exc
