"""Where the name of a task stands, clear of the events at its border and of its own signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot

from procflow.bpmn import Bounds, Point
from procflow.render.text import ellipsis, line_height, text_width, wrap

_CLEAR = 1.0
_STEP = 2.0
_NARROWEST = 0.6
# How far letters reach above and below the line they stand on, marks of Vietnamese included, as parts of their size.
_ASCENT, _DESCENT = 0.9, 0.25


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, centred at *x* on the baseline *y*."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Round:
    """A circle that text keeps clear of."""

    centre: Point
    radius: float

    def touches(self, box: Bounds) -> bool:
        """Tell whether *box* reaches into it."""
        dx = max(box.x - self.centre[0], 0, self.centre[0] - box.right)
        dy = max(box.y - self.centre[1], 0, self.centre[1] - box.bottom)
        return hypot(dx, dy) < self.radius + _CLEAR


def around(box: Bounds) -> Round:
    """Return the circle that stands in a square box, as events do."""
    return Round(box.centre, min(box.width, box.height) / 2)


def clear_lines(text: str, inside: Bounds, sizes: Sequence[float], taken: Sequence[Round]) -> tuple[list[Line], float]:
    """
    Return the lines of *text* in *inside* that touch nothing *taken*, and their size; no lines where none fit.

    The first of the *sizes* that fits is taken, the widest lines before the position nearest to the middle.
    """
    for size in sizes:
        for narrower in _steps(inside.width * (1 - _NARROWEST)):
            texts = wrap(text, inside.width - narrower, size)
            if narrower and " ".join(texts).split() != text.split():
                # A block is not made narrower than its longest word.
                break
            for lines in _placed(texts, inside, size):
                if not any(thing.touches(extent_of(line, size)) for line in lines for thing in taken):
                    return lines, size
    return [], sizes[0]


def extent_of(line: Line, size: float) -> Bounds:
    """Return the box that *line* fills."""
    width = text_width(line.text, size)
    return Bounds(line.x - width / 2, line.y - _ASCENT * size, width, (_ASCENT + _DESCENT) * size)


def _placed(texts: tuple[str, ...], inside: Bounds, size: float) -> Iterator[list[Line]]:
    """Yield the block of lines at every height that keeps it inside, the middle first."""
    step, (x, y) = line_height(size), inside.centre
    height = step * (len(texts) - 1) + (_ASCENT + _DESCENT) * size
    for distance in _steps((inside.height - height) / 2):
        for shift in dict.fromkeys((-distance, distance)):
            top = y - height / 2 + shift + _ASCENT * size
            yield [Line(text, x, top + position * step) for position, text in enumerate(texts)]


def _steps(most: float) -> list[float]:
    """Return the numbers from 0 up to *most* in even steps, none where it is negative."""
    return [_STEP * number for number in range(int(most / _STEP) + 1)] if most >= 0 else []


def flowed_lines(text: str, inside: Bounds, sizes: Sequence[float], taken: Sequence[Round]) -> tuple[list[Line], float]:
    """
    Return the lines of *text* that fill *inside* around what is *taken*, and their size.

    Each line is as wide as its own height leaves it.
    The first of the *sizes* that has room for all words is taken; else the last, where the text ends with an ellipsis.
    No lines where not one has room.
    """
    words = " ".join(text.split())
    for size in sizes:
        fitting = (
            _filled(words, inside._replace(y=inside.y + down, height=inside.height - down), size, taken)
            for down in _steps(inside.height)
        )
        whole = [lines for lines, rest in fitting if lines and not rest]
        if whole:
            middle = inside.centre[1]
            return min(whole, key=lambda lines: abs(lines[0].y + lines[-1].y - size / 2 - 2 * middle)), size
    lines, rest = _filled(words, inside, sizes[-1], taken)
    if lines and rest:
        lines[-1] = replace(
            lines[-1], text=ellipsis(lines[-1].text, _gap(lines[-1].y, inside, sizes[-1], taken)[1], sizes[-1])
        )
    return lines, sizes[-1]


def _filled(words: str, inside: Bounds, size: float, taken: Sequence[Round]) -> tuple[list[Line], str]:
    """Return lines from the top of *inside* down, and what of the *words* found no room."""
    lines: list[Line] = []
    y = inside.y + _ASCENT * size
    while words and y + _DESCENT * size <= inside.bottom:
        left, width = _gap(y, inside, size, taken)
        first = wrap(words, width, size)[0] if width > size else ""
        if first and (words.startswith(f"{first} ") or words == first):
            lines.append(Line(first, left + width / 2, y))
            words = words[len(first) :].lstrip()
        y += line_height(size)
    return lines, words


def _gap(y: float, inside: Bounds, size: float, taken: Sequence[Round]) -> tuple[float, float]:
    """Return left edge and width of the widest piece of the line on the baseline *y* that touches nothing *taken*."""
    top, bottom = y - _ASCENT * size, y + _DESCENT * size
    edge, widest = inside.x, (inside.x, 0.0)
    for left, right in [*sorted(_blocked(taken, top, bottom)), (inside.right, inside.right)]:
        if min(left, inside.right) - edge > widest[1]:
            widest = edge, min(left, inside.right) - edge
        edge = max(edge, right)
    return widest


def _blocked(taken: Sequence[Round], top: float, bottom: float) -> Iterator[Point]:
    """Yield from where to where each thing takes room between the heights *top* and *bottom*."""
    for thing in taken:
        x, y = thing.centre
        away, reach = max(top - y, 0.0, y - bottom), thing.radius + _CLEAR
        if away < reach:
            half = (reach**2 - away**2) ** 0.5
            yield x - half, x + half
