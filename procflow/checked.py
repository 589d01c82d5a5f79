"""Value objects that are checked when they are made, and what is wrong with one in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from procflow.errors import DataError, Location

_TRUE_FALSE = ("is neither true nor false", "give true or false")
_NUMBER = ("is no number", 'write digits with a point before the decimals, e.g. "0.5"')
_WHOLE = ("is no whole number", "write digits alone")
_TEXT = ("is no text", "put it in quotes")
_DATE = ("is no date", "write year-month-day, e.g. 2026-01-31")
_INSTANT = ("is no instant with a time zone", "write e.g. 2026-01-31T08:00:00+07:00")
_LIST = ("is no list", "give a list, also of one item")
_TABLE = ("is no set of named fields", "give names and their values")
# What pydantic calls a mistake (its own type, else the first word of it) to what is said of it and what to do.
_PLAIN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "missing": ("is missing", "give it a value"),
        "extra_forbidden": ("is no known field", "check how it is spelled, or remove it"),
        "greater_than_equal": ("is below {ge}", "give at least {ge}"),
        "less_than_equal": ("is above {le}", "give at most {le}"),
        "enum": ("is none of the possible values", "choose {expected}"),
        "literal_error": ("is none of the possible values", "choose {expected}"),
        "string_pattern_mismatch": ("is not written as asked", "let it match {pattern}"),
        "too_short": ("holds too little", "give at least {min_length}"),
        "none_required": ("must be empty", "leave it out"),
        "json_invalid": ("is no JSON", "{error}"),
        "finite_number": _NUMBER,
        "timezone_aware": _INSTANT,
        "timezone_naive": _INSTANT,
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


def first_mistake(exc: ValidationError) -> Mistake:
    """Return the first thing that *exc* found wrong, in plain words."""
    found = exc.errors(include_url=False)[0]
    message, hint = _plain(found)
    return Mistake(tuple(found["loc"]), message, hint)


def _plain(found: ErrorDetails) -> tuple[str, str]:
    kind, facts = found["type"], found.get("ctx", {})
    if kind == "value_error":
        return f"cannot be used: {facts['error']}", ""
    if kind not in _PLAIN:
        kind = kind.partition("_")[0]
    said, hint = _PLAIN.get(kind, ("is not usable", found["msg"]))
    shown = "" if found["type"] in {"missing", "extra_forbidden", "json_invalid"} else f"= {_short(found['input'])} "
    return shown + said.format_map(facts), hint.format_map(facts)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class Checked(BaseModel):
    """
    Base of the value objects: checked when made, never changed.

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
        with _refused(type(self)):
            super().__init__(**data)

    # Tells pydantic that nested values need not come through here, so a mistake in one is found by the outermost.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    if not TYPE_CHECKING:  # a type checker would take any name for a field that can be set

        def __setattr__(self, name: str, value: object) -> None:
            kind = type(self).__name__
            raise DataError(f"{kind}: {name} cannot be set, it is never changed", hint=f"make a new {kind}", field=name)

    @classmethod
    def model_validate(cls, *args: Any, **options: Any) -> Self:  # noqa: ANN401 - pydantic's own arguments
        """Return the object that *obj* describes, as pydantic does."""
        with _refused(cls):
            return super().model_validate(*args, **options)

    @classmethod
    def model_validate_json(cls, *args: Any, **options: Any) -> Self:  # noqa: ANN401 - pydantic's own arguments
        """Return the object that a JSON text describes, as pydantic does."""
        with _refused(cls):
            return super().model_validate_json(*args, **options)


@contextmanager
def _refused(kind: type[BaseModel]) -> Iterator[None]:
    try:
        yield
    except ValidationError as exc:
        raise first_mistake(exc).error(kind.__name__) from exc
