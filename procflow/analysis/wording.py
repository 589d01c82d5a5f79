"""What figures say in words, in English and in Vietnamese, from one table."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from pydantic import TypeAdapter

from procflow.calendars import LimitUnit
from procflow.calendars.unit_words import UNIT_WORDS, amount_wording
from procflow.procedure import Limit
from procflow.wording import EMPTY, Language, Wording, plain


@dataclass(frozen=True, slots=True)
class _Table:
    units: dict[str, str]
    bases: dict[str, str]
    verdicts: dict[str, str]
    text: dict[str, Wording]


def wording(key: str, **values: Wording | str) -> Wording:
    """
    Return the text *key* of the table with *values* put in, each in its language.

    Example:
        >>> wording("drafts-and-approves", performer="Chuyên viên").vi
        'Chuyên viên vừa dự thảo vừa phê duyệt'
    """
    found = _table().text[key]
    both = {name: value if isinstance(value, Wording) else Wording(value, value) for name, value in values.items()}
    english = {name: value.en for name, value in both.items()}
    vietnamese = {name: value.vi for name, value in both.items()}
    return Wording(found.en.format_map(english), found.vi.format_map(vietnamese))


def joined(parts: Iterable[Wording], by: Wording) -> Wording:
    """Return *parts* with *by* between them."""
    items = tuple(parts)
    return Wording(by.en.join(item.en for item in items), by.vi.join(item.vi for item in items))


def unit_wording(unit: str) -> Wording:
    """Return the name of a unit; in English it is its code."""
    named = UNIT_WORDS[LimitUnit(unit)].many.vi if unit in UNIT_WORDS else _table().units.get(unit, unit)
    return Wording(unit, named)


def kind_wording(unit: str, basis: str) -> Wording:
    """Return a unit with its basis."""
    named = unit_wording(unit)
    return Wording(f"{unit} ({basis})", f"{named.vi} ({_table().bases.get(basis, basis)})")


def verdict_text(verdict: str, language: Language) -> str:
    """Return a verdict on a figure that is not known."""
    return _table().verdicts.get(verdict, verdict) if language == "vi" else verdict


def limit_wording(limit: Limit | None) -> Wording:
    """
    Return a limit in words, empty for an unknown one.

    Example:
        >>> limit_wording(Limit(value=Decimal("3"), unit=LimitUnit.WORKING_DAY))
        Wording(en='3 working days', vi='3 ngày làm việc')
    """
    if limit is None:
        return EMPTY
    return Wording(limit.text, limit.text) if limit.unit is None else amount_wording(limit.value, limit.unit)


def no_limit_wording(limit: Limit | None) -> Wording:
    """Return why a limit cannot be reckoned with: it is not filled in, or it is no number."""
    return wording("limit-is", limit=limit_wording(limit)) if limit else wording("limit-not-filled-in")


def number_wording(value: Decimal) -> Wording:
    """Return a number as each language writes it."""
    return Wording(plain(value), plain(value, "vi"))


@functools.cache
def _table() -> _Table:
    text = files("procflow.analysis").joinpath("data", "words.toml").read_text(encoding="utf-8")
    return TypeAdapter(_Table).validate_python(tomllib.loads(text))
