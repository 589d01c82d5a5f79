"""How wide a label is and how it is broken into lines, measured in the font that pictures are made with."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

from procflow.errors import EnvironmentMissing

# A browser without the font takes Arial or its like, which run wider.
_SLACK = 1.08
_LINE_HEIGHT = 1.2


@cache
def font_files() -> tuple[Path, ...]:
    """
    Return the font files for pictures: regular and bold, with all Vietnamese letters.

    Raises:
        EnvironmentMissing: The font package is not installed.
    """
    spec = find_spec("font_roboto")
    folder = Path(spec.origin).parent / "files" if spec is not None and spec.origin else None
    if folder is None or not folder.is_dir():
        raise EnvironmentMissing("the font for pictures is missing", hint="pip install font-roboto")
    return folder / "Roboto-Regular.ttf", folder / "Roboto-Bold.ttf"


@cache
def _advances(*, bold: bool) -> tuple[dict[int, float], float]:
    with TTFont(font_files()[int(bold)], lazy=True) as font:
        units = font["head"].unitsPerEm
        metrics, names = font["hmtx"], font.getBestCmap()
        widths = {code: metrics[name][0] / units for code, name in names.items()}
    return widths, max(widths[ord("W")], widths[ord("M")])


def is_written(text: str) -> bool:
    """
    Return whether the font of the pictures has every letter of *text*.

    Example:
        >>> is_written("Thẩm định"), is_written("審査")
        (True, False)
    """
    widths, _ = _advances(bold=False)
    return all(ord(letter) in widths or letter.isspace() for letter in set(text))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """
    Return how wide *text* is drawn at *size* pixels, with slack for a reader's own font.

    Example:
        >>> text_width("Thẩm định", 12) == text_width(unicodedata.normalize("NFD", "Thẩm định"), 12)
        True
    """
    widths, widest = _advances(bold=bold)
    composed = unicodedata.normalize("NFC", text)
    return sum(widths.get(ord(letter), widest) for letter in composed) * size * _SLACK


def line_height(size: float) -> float:
    """Return the distance of two lines at *size* pixels."""
    return size * _LINE_HEIGHT


def wrap(text: str, width: float, size: float, *, max_lines: int | None = None) -> tuple[str, ...]:
    """
    Return the lines of *text* that fit *width*; words wider than a line are broken.

    With *max_lines* the rest is cut and the last line ends with an ellipsis.
    """
    lines: list[str] = []
    for paragraph in unicodedata.normalize("NFC", text).splitlines():
        lines.extend(_wrap_paragraph(paragraph.split(), width, size))
    if max_lines is None or len(lines) <= max_lines:
        return tuple(lines)
    return (*lines[: max_lines - 1], ellipsis(lines[max_lines - 1], width, size))


def _wrap_paragraph(words: list[str], width: float, size: float) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in words:
        candidate = f"{current} {word}".strip()
        if text_width(candidate, size) <= width:
            current = candidate
            continue
        if current:
            lines.append(current)
        *full, current = _break_word(word, width, size)
        lines.extend(full)
    return [*lines, current] if current else lines


def _break_word(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def ellipsis(line: str, width: float, size: float) -> str:
    """Return *line* with an ellipsis behind it, cut as far as *width* asks for."""
    while line and text_width(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
