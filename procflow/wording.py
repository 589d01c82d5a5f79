"""Texts in Vietnamese and in English, numbers as each language writes them, and the article of an English word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Self, get_args

from procflow.errors import DataError

Language = Literal["vi", "en"]
_GAP = re.compile(r"\{\d\}")
_TAKES_AN = re.compile(r"[aeio]|u(?!ser|ni)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both languages."""

    en: str
    vi: str

    def text(self, language: Language) -> str:
        """Return it in one language."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Sentences:
    """
    Sentences of one language for those of another, with what they say of a model left as it is.

    Attributes:
        whole: The sentence for each text without gaps.
        with_gaps: The pattern of each text with gaps and its sentence, the longest first.
        words: What is said for what may stand in a gap; names are in quotes.
    """

    whole: Mapping[str, str] = field(default_factory=dict)
    with_gaps: tuple[tuple[re.Pattern[str], str], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Mapping[str, str], words: Mapping[str, str]) -> Self:
        """Return the sentences of *table*: for each text, in which ``{0}``, ``{1}`` ... are gaps, another one."""
        gaps = sorted((text for text in table if _GAP.search(text)), key=lambda text: -len(_GAP.sub("", text)))
        return cls(
            {text: told for text, told in table.items() if not _GAP.search(text)},
            tuple(
                (re.compile("(.*?)".join(map(re.escape, _GAP.split(text))), re.DOTALL), table[text]) for text in gaps
            ),
            words,
        )

    def told(self, text: str) -> str:
        """Return the sentence for *text*; the text as it is where there is none."""
        if text in self.whole:
            return self.whole[text]
        for pattern, told in self.with_gaps:
            if found := pattern.fullmatch(text):
                return told.format(*map(self._part, found.groups()))
        return text

    def _part(self, text: str) -> str:
        return self.words.get(text.removeprefix("a ")) or self.told(text)


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
