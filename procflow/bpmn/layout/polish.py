"""The last touch: small changes of place, kept where the drawing as it really comes out is better for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise, zip_longest

from procflow.bpmn.layout.columns import Edges, flow_edges, without_loops
from procflow.bpmn.layout.scene import Item, Link, Point, Rect, Sheet, around

_CROSSING = 10.0
_BEND = 1.0
_LENGTH = 250.0
_HEIGHT = 100.0
_WORK = 120_000
_MANY = 300  # links
_BETTER = 1e-6

Draw = Callable[[], int]
Cell = tuple[int, float]  # column and row; half a row lies between two
Change = dict[Item, Cell]


def polish(sheet: Sheet, draw: Draw, effort: int) -> None:
    """
    Move single steps of *sheet* to other cells as long as fewer lines cross.

    The more work a drawing takes, the fewer changes are tried; none on a sheet of very many lines.

    Args:
        sheet: The sheet, with a column and a row for every item.
        draw: Routes and places what is on the sheet, and returns what that cost, counted in steps of routing.
        effort: How many changes are tried at most.
    """
    cost = max(1, draw())
    if len(sheet.links) <= _MANY:
        _Polish(sheet, draw, min(effort, _WORK // cost)).run()


class _Polish:
    def __init__(self, sheet: Sheet, draw: Draw, effort: int) -> None:
        self._sheet = sheet
        self._draw = draw
        self._left = effort
        self._after: Edges = without_loops([i for i in sheet.items if not i.is_artifact], flow_edges(sheet))
        self._friends = {
            item: [end for link in sheet.links for end in _ends(link) if item in _ends(link) and end is not item]
            for item in sheet.items
            if item.is_artifact
        }

    def run(self) -> None:
        """Try changes until none helps or enough have been tried."""
        score = _score(self._sheet) if self._left > 0 else 0.0
        while self._left > 0 and (pairs := _crossing_pairs(self._sheet)):
            for change in self._changes(pairs):
                if self._left <= 0:
                    return
                self._left -= 1
                if (found := self._try(change, score)) < score - _BETTER:
                    score = found
                    break
            else:
                return

    def _try(self, change: Change, score: float) -> float:
        """Return the score of the sheet with *change*, which is undone where it is no better than *score*."""
        before: Change = {item: (item.column, float(item.row)) for item in self._sheet.items}
        self._put(before | change)
        found = _score(self._sheet)
        if found >= score - _BETTER:
            self._put(before)
        return found

    def _put(self, cells: Change) -> None:
        for band in self._sheet.bands:
            members = [item for item in self._sheet.items if item.band is band]
            places = {row: place for place, row in enumerate(sorted({cells[item][1] for item in members}))}
            band.rows = max(1, len(places))
            for item in members:
                item.column, item.row = cells[item][0], places[cells[item][1]]
        self._sheet.columns = max(item.column + item.span for item in self._sheet.items)
        self._draw()

    def _changes(self, pairs: list[tuple[Link, Link]]) -> Iterator[Change]:
        """Yield changes around the lines that cross, one for each step in turn."""
        items = [item for pair in pairs for link in pair for item in reversed(_ends(link))]
        seen: set[tuple[tuple[int, Cell], ...]] = set()
        for turn in zip_longest(*(self._moves(item) for item in dict.fromkeys(items))):
            for change in turn:
                key = tuple(sorted((item.order, cell) for item, cell in change.items())) if change else ()
                if change and key not in seen:
                    seen.add(key)
                    yield change

    def _moves(self, item: Item) -> Iterator[Change]:
        band = [other for other in self._sheet.items if other.band is item.band]
        for number, place in enumerate(_places(item, band)):
            there = [other for other in band if other.row == place]
            blocked = [other for other in there if _meet(item, other)]
            if all(other.is_artifact == item.is_artifact for other in blocked):
                yield _exchanged([item], blocked, place)
            if number == 1 and not item.is_artifact:
                yield self._shifted(item)
            for moved in _parts_of_row(item, band):
                yield _exchanged(moved, there, place)

    def _shifted(self, item: Item) -> Change:
        """Return the change that moves *item*, and what follows it, to the right."""
        moved = {item}
        rest = [item]
        while rest:
            fresh = [target for target in self._after.get(rest.pop(), ()) if target not in moved]
            moved.update(fresh)
            rest += fresh
        moved |= {note for note, friends in self._friends.items() if friends and moved.issuperset(friends)}
        taken = {(other.band, other.column, other.row) for other in self._sheet.items if other not in moved}
        if any((one.band, one.column + 1, one.row) in taken for one in moved):
            return {}
        return {one: (one.column + 1, float(one.row)) for one in moved}


def _ends(link: Link) -> list[Item]:
    return [item for item in (link.source.item, link.target.item) if item is not None]


def _parts_of_row(item: Item, band: list[Item]) -> Iterator[list[Item]]:
    """Yield what may move with *item*: what follows it in its row, and all of the row."""
    row = [other for other in band if other.row == item.row and not item.is_artifact]
    tail = [other for other in row if other.column >= item.column]
    if len(tail) > 1:
        yield tail
    if len(row) > len(tail):
        yield row


def _places(item: Item, band: list[Item]) -> list[float]:
    """Return the rows that *item* may go to, the nearest first; halves lie between rows."""
    rows = sorted({other.row for other in band})
    between = [rows[0] - 1.0, *(row + 0.5 for row in rows[:-1]), rows[-1] + 1.0]
    near = sorted([*map(float, rows), *between], key=lambda row: abs(row - item.row))
    return [row for row in near if row != item.row]


def _exchanged(moved: list[Item], there: list[Item], place: float) -> Change:
    """Return the change that puts *moved* into the row *place*, and what stands in their way into theirs."""
    back = [other for other in there if any(_meet(other, item) for item in moved)]
    row = float(moved[0].row)
    return {item: (item.column, place) for item in moved} | {other: (other.column, row) for other in back}


def _meet(one: Item, other: Item) -> bool:
    return one is not other and one.column < other.column + other.span and other.column < one.column + one.span


def _crossing_pairs(sheet: Sheet) -> list[tuple[Link, Link]]:
    return [(one, other) for one, other in _near_pairs(sheet) if _count_crossings(one.points, other.points)]


def _score(sheet: Sheet) -> float:
    """Return how bad the drawing is: crossings before all, then bends, length and height."""
    crossings = sum(_count_crossings(one.points, other.points) for one, other in _near_pairs(sheet))
    bends = sum(max(0, len(link.points) - 2) for link in sheet.links)
    length = sum(abs(x2 - x1) + abs(y2 - y1) for link in sheet.links for (x1, y1), (x2, y2) in pairwise(link.points))
    return _CROSSING * crossings + _BEND * bends + length / _LENGTH + sheet.height / _HEIGHT


def _near_pairs(sheet: Sheet) -> Iterator[tuple[Link, Link]]:
    """Yield the pairs of links whose bounds overlap: no others can cross."""
    bounds = {link: around(Rect(x, y, x, y) for x, y in link.points) for link in sheet.links}
    for one, other in combinations(sheet.links, 2):
        if bounds[one].overlaps(bounds[other]):
            yield one, other


def _count_crossings(one: list[Point], other: list[Point]) -> int:
    """Count how often two lines cross at right angles."""
    count = 0
    for (x1, y1), (x2, y2) in pairwise(one):
        for (x3, y3), (x4, y4) in pairwise(other):
            if y1 == y2 and x3 == x4:
                count += (x1 < x3 < x2 or x2 < x3 < x1) and (y3 < y1 < y4 or y4 < y1 < y3)
            elif x1 == x2 and y3 == y4:
                count += (x3 < x1 < x4 or x4 < x1 < x3) and (y1 < y3 < y2 or y2 < y3 < y1)
    return count
