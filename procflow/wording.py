"""Texts in Vietnamese and in English, numbers as each language writes them, and the article of an English word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from procflow.errors import DataError

Language = Literal["vi", "en"]
_TAKES_AN = re.compile(r"[aeio]|u(?!ser|ni)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both languages."""

    en: str
    vi: str

    def text(self, language: Language) -> str:
        """Return it in one language."""
        return self.vi if language == "vi" else self.en


def expect_language(language: object) -> None:
    """
    Refuse what is no language of procflow.

    Raises:
        DataError: It is another one, or no language at all.
    """
    known = get_args(Language)
    if language not in known:
        raise DataError(f"no text is written in {language!r}", hint=f"choose {' or '.join(known)}", language=language)


EMPTY = Wording("", "")


def plain(value: Decimal, language: Language = "en") -> str:
    """
    Return *value* without needless zeros, thousands apart, as the language writes it.

    Example:
        >>> plain(Decimal("1234567.50")), plain(Decimal("1234567.50"), "vi")
        ('1,234,567.5', '1.234.567,5')
    """
    text = f"{value.normalize() + 0:,f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def with_article(word: str) -> str:
    """
    Return *word* behind the indefinite article that it takes.

    Example:
        >>> with_article("endEvent"), with_article("userTask"), with_article("task")
        ('an endEvent', 'a userTask', 'a task')
    """
    return f"{'an' if _TAKES_AN.match(word) else 'a'} {word}"
