"""Which parts of a line are its own, and which it has in common with others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from procflow.bpmn.layout.scene import Link, Point

Part = tuple[Point, Point, bool]  # from where to where, and whether another line lies there, too
_Stretch = tuple[int, int]


class Common:
    """The stretches on which several of *links* lie on each other: the trunk of a fork or of a join."""

    def __init__(self, links: Iterable[Link]) -> None:
        marks: dict[tuple[bool, int], list[_Stretch]] = {}
        for link in links:
            for a, b in pairwise(link.points):
                low, high = sorted((_along(a, b), _along(b, a)))
                marks.setdefault(_line(a, b), []).extend(((low, 1), (high, -1)))
        self._stretches = {line: list(_doubled(found)) for line, found in marks.items()}

    def parts(self, points: Sequence[Point]) -> Iterator[Part]:
        """Yield the line through *points* part by part, each wholly its own or wholly common."""
        for a, b in pairwise(points):
            start, end = _along(a, b), _along(b, a)
            cuts = sorted(self._cuts(a, b), reverse=start > end)
            for one, other in pairwise([start, *cuts, end]):
                if one != other:
                    yield _at(a, b, one), _at(a, b, other), self._is_common(_line(a, b), (one + other) / 2)

    def _cuts(self, a: Point, b: Point) -> Iterator[int]:
        """Yield where a common stretch begins or ends between *a* and *b*."""
        low, high = sorted((_along(a, b), _along(b, a)))
        stretches = self._stretches[_line(a, b)]
        first = bisect_right(stretches, low, key=lambda stretch: stretch[1])
        for stretch in stretches[first : bisect_left(stretches, high, key=lambda stretch: stretch[0])]:
            yield from (place for place in stretch if low < place < high)

    def _is_common(self, line: tuple[bool, int], place: float) -> bool:
        stretches = self._stretches[line]
        before = bisect_right(stretches, place, key=lambda stretch: stretch[0])
        return before > 0 and place < stretches[before - 1][1]


def _line(a: Point, b: Point) -> tuple[bool, int]:
    """Return the endless line through *a* and *b*: whether it is level, and where it lies."""
    return a[1] == b[1], a[1] if a[1] == b[1] else a[0]


def _along(a: Point, b: Point) -> int:
    return a[0] if a[1] == b[1] else a[1]


def _at(a: Point, b: Point, place: int) -> Point:
    return (place, a[1]) if a[1] == b[1] else (a[0], place)


def _doubled(marks: list[_Stretch]) -> Iterator[_Stretch]:
    """Yield, in order, where at least two of the lines lie that begin and end at *marks*."""
    count = start = 0
    for place, by in sorted(marks):
        if by > 0 and count == 1:
            start = place
        elif by < 0 and count == 2 and place > start:
            yield start, place
        count += by
