"""What is drawn on a page, asked for by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from procflow.bpmn import Bounds, Diagram

_ROW = 100.0
# What is wider may reach from far off into a place, and is looked at whatever place is asked for.
_WIDE = 400.0


class Things:
    """Boxes in rows from top to bottom, and in each row from left to right: who asks for a place looks into few."""

    def __init__(self, boxes: Iterable[Bounds]) -> None:
        things = list(boxes)
        self._top = min((thing.y for thing in things), default=0.0)
        height = max((thing.bottom for thing in things), default=0.0) - self._top
        # No more rows than things, else one that lies far off would make millions of them.
        self._row = max(height / max(len(things), 1), _ROW)
        self._rows: dict[int, list[Bounds]] = {}
        self._wide: dict[int, list[Bounds]] = {}
        for thing in things:
            for row in self._rows_of(thing):
                self._rows.setdefault(row, []).append(thing)
                if thing.width > _WIDE:
                    self._wide.setdefault(row, []).append(thing)
        for listed in self._rows.values():
            listed.sort()

    def first(self, strip: Bounds, most: float) -> float:
        """Return where the first thing begins at the height of *strip* and right of its border, *most* at the most."""
        for row in self._rows_of(strip):
            things = self._rows.get(row, [])
            for number in range(bisect_right(things, strip.x, key=_left), len(things)):
                thing = things[number]
                if thing.x >= most:
                    break
                if thing.y < strip.bottom and thing.bottom > strip.y:
                    most = thing.x
                    break
        return most

    def touched(self, box: Bounds) -> int:
        """Return how many things *box* reaches into."""
        found: set[Bounds] = set()
        for row in self._rows_of(box):
            things = self._rows.get(row, [])
            begin = bisect_right(things, box.x - _WIDE, key=_left)
            near = things[begin : bisect_left(things, box.right, key=_left)]
            found.update(thing for thing in near + self._wide.get(row, []) if _meet(thing, box))
        return len(found)

    def _rows_of(self, thing: Bounds) -> range:
        return range(int((thing.y - self._top) / self._row), int((thing.bottom - self._top) / self._row) + 1)


def _meet(one: Bounds, other: Bounds) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _left(thing: Bounds) -> float:
    return thing.x


def line_boxes(page: Diagram) -> Iterator[Bounds]:
    """Yield the box of each piece of the flows on *page*."""
    for edge in page.edges.values():
        for (x, y), (next_x, next_y) in pairwise(edge.waypoints):
            yield Bounds(min(x, next_x), min(y, next_y), abs(x - next_x) + 1, abs(y - next_y) + 1)
