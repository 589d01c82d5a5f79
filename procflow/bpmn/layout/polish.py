"""The last touch: small changes of place, kept where the drawing as it really comes out is better for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from procflow.bpmn.layout.scene import Band, Item, Link, Point, Sheet

_CROSSING = 10.0
_BEND = 1.0
_LENGTH = 250.0
_HEIGHT = 100.0
_WORK = 60_000
_BETTER = 1e-6

Draw = Callable[[], None]
Places = dict[Item, tuple[Band, int, int]]


def polish(sheet: Sheet, draw: Draw) -> None:
    """
    Move single steps of *sheet* to other rows as long as fewer lines cross.

    Args:
        sheet: The sheet, with a column and a row for every item.
        draw: Routes and places what is on the sheet.
    """
    draw()
    _Polish(sheet, draw).run()


class _Polish:
    def __init__(self, sheet: Sheet, draw: Draw) -> None:
        self._sheet = sheet
        self._draw = draw
        import os; self._left = int(os.environ.get("EV","40"))
        self._score = _score(sheet)

    def run(self) -> None:
        """Try changes until none helps or enough have been tried."""
        while self._left > 0 and (pairs := crossing_links(self._sheet)):
            if not any(self._try(change) for change in self._changes(pairs)):
                return

    def _try(self, change: dict[Item, float]) -> bool:
        if self._left <= 0:
            return False
        self._left -= 1
        before = {item: item.row for item in self._sheet.items}
        rows = {item: float(item.row) for item in self._sheet.items} | change
        _number_rows(self._sheet, rows)
        self._draw()
        score = _score(self._sheet)
        if score < self._score - _BETTER:
            self._score = score
            return True
        _number_rows(self._sheet, {item: float(row) for item, row in before.items()})
        self._draw()
        return False

    def _changes(self, pairs: list[tuple[Link, Link]]) -> Iterator[dict[Item, float]]:
        seen: set[tuple[tuple[int, float], ...]] = set()
        items = [item for pair in pairs for link in pair for item in (link.source.item, link.target.item) if item]
        for item in dict.fromkeys(items):
            for change in self._moves(item):
                key = tuple(sorted((moved.order, row) for moved, row in change.items()))
                if key not in seen:
                    seen.add(key)
                    yield change

    def _moves(self, item: Item) -> Iterator[dict[Item, float]]:
        band = [other for other in self._sheet.items if other.band is item.band]
        column = [other for other in band if other is not item and _meet(item, other)]
        rows = sorted({other.row for other in band})
        for other in column:
            if not other.is_artifact:
                yield {item: other.row, other: item.row}
        places = [float(row) for row in rows] + [rows[0] - 1.0, rows[-1] + 1.0] + [a + 0.5 for a, _ in pairwise(rows)]
        for place in sorted(places, key=lambda row: abs(row - item.row)):
            if place != item.row and all(other.row != place for other in column):
                yield {item: place}
        tail = [other for other in band if other.row == item.row and other.column >= item.column]
        if len(tail) > 1:
            for place in sorted(places, key=lambda row: abs(row - item.row)):
                if place != item.row:
                    others = [other for other in band if other.row == place and any(_meet(other, t) for t in tail)]
                    yield {**dict.fromkeys(tail, place), **dict.fromkeys(others, float(item.row))}


def _meet(one: Item, other: Item) -> bool:
    return one.column < other.column + other.span and other.column < one.column + one.span


def _number_rows(sheet: Sheet, rows: dict[Item, float]) -> None:
    for band in sheet.bands:
        members = [item for item in sheet.items if item.band is band]
        places = {row: place for place, row in enumerate(sorted({rows[item] for item in members}))}
        band.rows = max(1, len(places))
        for item in members:
            item.row = places[rows[item]]


def crossing_links(sheet: Sheet) -> list[tuple[Link, Link]]:
    """Return the pairs of links that cross."""
    return [(a, b) for a, b in combinations(sheet.links, 2) if count_crossings(a.points, b.points)]


def _score(sheet: Sheet) -> float:
    crossings = sum(count_crossings(a.points, b.points) for a, b in combinations(sheet.links, 2))
    bends = sum(max(0, len(link.points) - 2) for link in sheet.links)
    length = sum(abs(x2 - x1) + abs(y2 - y1) for link in sheet.links for (x1, y1), (x2, y2) in pairwise(link.points))
    return _CROSSING * crossings + _BEND * bends + length / _LENGTH + sheet.height / _HEIGHT


def count_crossings(one: list[Point], other: list[Point]) -> int:
    """Count how often two lines cross at right angles."""
    count = 0
    for (x1, y1), (x2, y2) in pairwise(one):
        for (x3, y3), (x4, y4) in pairwise(other):
            if y1 == y2 and x3 == x4:
                count += min(x1, x2) < x3 < max(x1, x2) and min(y3, y4) < y1 < max(y3, y4)
            elif x1 == x2 and y3 == y4:
                count += min(x3, x4) < x1 < max(x3, x4) and min(y1, y2) < y3 < max(y1, y2)
    return count
