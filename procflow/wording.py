"""Texts in Vietnamese and in English, numbers as each language writes them, and the article of an English word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Self, get_args

from procflow.errors import DataError

Language = Literal["vi", "en"]
_GAP = re.compile(r"\{(\d+)(:told)?\}")
# As repr writes it; a quote behind a letter is an apostrophe, and one that nothing closes runs to the end.
_QUOTED = re.compile(r"""(?<!\w)(?:'(?:[^'\\]|\\.?)*+'?|"(?:[^"\\]|\\.?)*+"?)""", re.DOTALL)
_ARTICLE = re.compile("^(?:an?|the) ")
_DEPTH = 4
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
class Sentence:
    """
    A text with gaps and the sentence of another language for it.

    Attributes:
        pieces: What stands before, between and behind the gaps of the text.
        told: The sentence.
    """

    pieces: tuple[str, ...]
    told: str

    @classmethod
    def of(cls, text: str, told: str) -> Self:
        """
        Return the sentence *told* for *text*.

        Raises:
            DataError: The gaps of the text are not numbered one after the other from 0, or touch each other,
                or the sentence has others.
        """
        numbers = [int(number) for number, _ in _GAP.findall(text)]
        pieces = _GAP.split(text)[::3]
        if numbers != list(range(len(numbers))) or not all(pieces[1:-1]):
            raise DataError(f"the gaps of {text!r} are not {{0}}, {{1}} ...", hint="number them, with words between")
        if set(numbers) != {int(number) for number, _ in _GAP.findall(told)}:
            raise DataError(f"{told!r} has other gaps than {text!r}", hint="give each gap of the text a place")
        return cls(tuple(pieces), told)

    def gaps(self, text: str, bare: str) -> list[str] | None:
        """Return what stands in the gaps of *text*, None if it is another text; the words are sought in *bare* only."""
        first, *between, last = self.pieces
        start, end = len(first), len(bare) - len(last)
        if start > end or not (bare.startswith(first) and bare.endswith(last)):
            return None
        gaps = []
        for piece in between:
            stop = bare.find(piece, start, end)
            if stop < 0:
                return None
            gaps.append(text[start:stop])
            start = stop + len(piece)
        return [*gaps, text[start:end]]


@dataclass(frozen=True, slots=True)
class Sentences:
    """
    Sentences of one language for those of another, with what they say of a model left as it is.

    Attributes:
        whole: The sentence for each text without gaps.
        with_gaps: The sentences with gaps, those with the most words first.
        words: What is said for kinds of element, which may stand in a gap for words.
    """

    whole: Mapping[str, str] = field(default_factory=dict)
    with_gaps: tuple[Sentence, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Mapping[str, str], words: Mapping[str, str]) -> Self:
        """
        Return the sentences of *table*, which has for each text another one.

        ``{0}``, ``{1}`` ... are gaps; what is said of a model stays in them as it is.
        Where the other text has ``{0:told}``, words are expected that *table* or *words* have.

        Raises:
            DataError: The two texts of a sentence do not have the same gaps.
        """
        sentences = [Sentence.of(text, told) for text, told in table.items() if _GAP.search(text + told)]
        return cls(
            {text: told for text, told in table.items() if not _GAP.search(text)},
            tuple(sorted(sentences, key=lambda one: -sum(map(len, one.pieces)))),
            words,
        )

    def told(self, text: str) -> str:
        """Return the sentence for *text*; the text as it is where there is none."""
        return self._told(text, _DEPTH)

    def _told(self, text: str, depth: int) -> str:
        if text in self.whole:
            return self.whole[text]
        # As long as the text, so that what is found in the one stands at the same place in the other.
        bare = _QUOTED.sub(lambda found: "\0" * len(found[0]), text)
        for sentence in self.with_gaps if depth else ():
            gaps = sentence.gaps(text, bare)
            if gaps is not None:
                return self._filled(sentence.told, gaps, depth)
        return text

    def _filled(self, told: str, gaps: Sequence[str], depth: int) -> str:
        def part(gap: re.Match[str]) -> str:
            text = gaps[int(gap[1])]
            return self._words(text, depth) if gap[2] else text

        return _GAP.sub(part, told)

    def _words(self, text: str, depth: int) -> str:
        word = _ARTICLE.sub("", text)
        told = self.words.get(word) or self._told(text, depth - 1)
        if told == text and ", " in text:
            return ", ".join(self.words.get(item) or self.whole.get(item, item) for item in text.split(", "))
        # Another language has no use for the article of a name.
        return word if told == text and word.isalnum() else told


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
