"""The numbers that Word itself writes before the paragraphs of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from procflow.documents.docx_text import W, attribute

_LETTERS = 26
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_SMALL = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MAX_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    pattern: str


@dataclass(slots=True)
class Numbering:
    """
    Counts the list paragraphs of a document in reading order.

    Args:
        root: The numbering part, None where the document has none.
    """

    root: etree._Element | None
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_label(self, paragraph: etree._Element) -> str:
        """Return what Word shows before *paragraph*, empty for bullets and plain paragraphs; count it."""
        number_id = attribute(paragraph, "pPr/numPr/numId")
        level_text = attribute(paragraph, "pPr/numPr/ilvl") or "0"
        if not number_id or number_id == "0" or not level_text.isdecimal() or self.root is None:
            return ""
        level, levels = int(level_text), self._levels_of(number_id)
        if level not in levels:
            return ""
        counters = self._counters.setdefault(number_id, {})
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]
        if levels[level].style in {"bullet", "none"}:
            return ""
        return _fill(levels, counters, levels[level].pattern)

    def _levels_of(self, number_id: str) -> dict[int, _Level]:
        if number_id not in self._levels and self.root is not None:
            number = _child(self.root, "num", "numId", number_id)
            abstract_id = attribute(number, "abstractNumId") or ""
            abstract = _child(self.root, "abstractNum", "abstractNumId", abstract_id)
            found = abstract.findall(f"{W}lvl") if abstract is not None else []
            self._levels[number_id] = {
                position: _Level(
                    start=_number(attribute(item, "start")),
                    style=attribute(item, "numFmt") or "decimal",
                    pattern=attribute(item, "lvlText") or "",
                )
                for position, item in enumerate(found[:_MAX_LEVELS])
            }
        return self._levels[number_id]


def _child(root: etree._Element, tag: str, name: str, value: str) -> etree._Element | None:
    return next((item for item in root.iterfind(W + tag) if item.get(W + name) == value), None)


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else 1


def _fill(levels: dict[int, _Level], counters: dict[int, int], pattern: str) -> str:
    def shown(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        if level not in levels:
            return ""
        return _shown(counters.get(level, levels[level].start), levels[level].style)

    return re.sub(r"%([1-9])", shown, pattern)


def _shown(number: int, style: str) -> str:
    if style in {"upperRoman", "lowerRoman"}:
        text = _roman(number)
        return text if style == "upperRoman" else text.lower()
    if style in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS % 9 + 1)
        return letter if style == "upperLetter" else letter.lower()
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        count, number = divmod(number, value)
        text += letters * count
    return text
