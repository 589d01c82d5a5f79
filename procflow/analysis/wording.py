"""What figures say in words, in English and in Vietnamese, from one table."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Literal

from pydantic import TypeAdapter

from procflow.procedure import Limit

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both languages."""

    en: str = ""
    vi: str = ""

    def text(self, language: Language) -> str:
        """Return it in one language."""
        return self.vi if language == "vi" else self.en


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
    return Wording(unit, _table().units.get(unit, unit))


def kind_wording(unit: str, basis: str) -> Wording:
    """Return a unit with its basis."""
    named = unit_wording(unit)
    return Wording(f"{unit} ({basis})", f"{named.vi} ({_table().bases.get(basis, basis)})")


def verdict_text(verdict: str, language: Language) -> str:
    """Return a verdict on a figure that is not known."""
    return _table().verdicts.get(verdict, verdict) if language == "vi" else verdict


def limit_wording(limit: Limit) -> Wording:
    """Return a limit in words."""
    if limit.unit is None:
        return Wording(limit.text, limit.text)
    unit = unit_wording(str(limit.unit)).vi
    return Wording(str(limit), unit if limit.value is None else f"{plain(limit.value, 'vi')} {unit}")


def number_wording(value: Decimal) -> Wording:
    """Return a number as each language writes it."""
    return Wording(plain(value), plain(value, "vi"))


def plain(value: Decimal, language: Language = "en") -> str:
    """
    Return *value* without needless zeros, thousands apart, as the language writes it.

    Example:
        >>> plain(Decimal("1234567.50")), plain(Decimal("1234567.50"), "vi")
        ('1,234,567.5', '1.234.567,5')
    """
    text = f"{value.normalize() + 0:,f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


@functools.cache
def _table() -> _Table:
    text = files("procflow.analysis").joinpath("data", "words.toml").read_text(encoding="utf-8")
    return TypeAdapter(_Table).validate_python(tomllib.loads(text))
