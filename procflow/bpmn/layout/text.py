"""How large a text is when the Modeler draws it: Arial, wrapped at blanks."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

# Advance widths of Arial (Liberation Sans has the same) in thousandths of the font size.
_ADVANCES = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r“”",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    584: "+<=>~",
    611: "FTZ",
    656: "ơ",
    667: "&ABEKPSVXY",
    669: "ư",
    722: "CDHNRUwĐ",
    778: "GOQ",
    833: "Mm",
    854: "Ư",
    857: "Ơ",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_ADVANCE = {char: advance for advance, chars in _ADVANCES.items() for char in chars}
_USUAL = 556  # most letters, figures among them
_WIDE = 1000  # letters of Chinese, Japanese and Korean: a full square
_HORN = {"o": 656, "O": 857, "u": 669, "U": 854}
_LINE_HEIGHT = 1.2  # of the font size, in the Modeler
_SLACK = 1.02  # room for a font that is a little wider than the one measured
_LONGEST = 2000  # letters that are measured: more do not fit any shape
_BREAKS = re.compile(r"(\s|-)")

SHAPE_FONT = 12  # in the Modeler
LABEL_FONT = 11  # in the Modeler
LINE = SHAPE_FONT * _LINE_HEIGHT


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in diagram units."""

    width: int
    height: int


def text_width(text: str, font: int) -> float:
    """Return the width of one line of *text*, composed or decomposed alike."""
    total, last = 0, ""
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            if char == "\u031b" and last in _HORN:
                total += _HORN[last] - _ADVANCE.get(last, _USUAL)
            continue
        last = char
        usual = _WIDE if unicodedata.east_asian_width(char) in "WF" else _USUAL
        total += _ADVANCE.get(char, usual)
    return total * font / 1000


def wrap(text: str, width: float, font: int) -> list[str]:
    """
    Return the lines of *text* no wider than *width*, broken where the Modeler breaks them.

    What stands behind the first 2,000 letters is left out: no shape has room for it.
    """
    lines: list[str] = []
    for paragraph in text[:_LONGEST].splitlines():
        rest = paragraph.strip()
        while True:
            line = _fitting(rest, width, font)
            lines.append(line)
            rest = rest[len(line) :].strip()
            if not rest:
                break
    return lines


def _fitting(text: str, width: float, font: int) -> str:
    """Return the beginning of *text* that fits: the Modeler guesses its length from the mean width of a letter."""
    line = text
    while len(line) > 1:
        found = text_width(line.rstrip(), font) * _SLACK
        if found <= width:
            break
        most = max(len(line) * width / found, 1.0)
        line = _whole_words(line, most) or line[: max(round(most - 1), 1)]
    return line


def _whole_words(line: str, most: float) -> str:
    parts: list[str] = []
    length = 0
    for part in _BREAKS.split(line):
        if length + len(part) >= most:
            if part == "-" and parts:
                length -= len(parts.pop())
            break
        parts.append(part)
        length += len(part)
    return "".join(parts)


def label_size(text: str, *, wrap_at: int = 90) -> Size | None:
    """
    Return the size of a label beside its element, None for no text.

    The width is an integer with slack: the Modeler freezes on a label that its text fills exactly.
    """
    if not text.strip():
        return None
    lines = wrap(text, wrap_at, LABEL_FONT)
    if len(lines) > 3:
        lines = wrap(text, wrap_at * 1.5, LABEL_FONT)
    widest = max(text_width(line, LABEL_FONT) for line in lines)
    return Size(math.ceil(widest * _SLACK) + 4, math.ceil(len(lines) * LABEL_FONT * _LINE_HEIGHT))


def block_height(text: str, width: float) -> int:
    """Return the height of *text* inside a shape, wrapped at *width*."""
    return math.ceil(len(wrap(text, width, SHAPE_FONT)) * LINE)
