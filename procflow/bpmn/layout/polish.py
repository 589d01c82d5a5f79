"""The last touch: small changes of place, kept where the drawing as it really comes out is better for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from procflow.bpmn.layout.columns import Edges, flow_edges, without_loops
from procflow.bpmn.layout.crossings import crossing_pairs
from procflow.bpmn.layout.drawer import Drawer
from procflow.bpmn.layout.scene import LEAST_GAIN, MANY, Item, Link, Sheet
from procflow.bpmn.layout.usage import BENDS_OF_A_CROSSING

_LENGTH = 250.0  # points of line that are as bad as a bend: short of two steps with their gaps
_HEIGHT = 100.0  # points of height that are as bad as a bend: about a row
_WORK = 220  # steps of routing, for each change that may be tried
# What a change takes besides routing, in such steps for each link: without it, many cheap searches on a large sheet
# would be as good as free, and the effort would not bound the time.
_LAYING = 2  # carrying a way over to another grid
_PLACING = 3  # cutting, tracks and coordinates

Cell = tuple[int, float]  # column and row; half a row lies between two
Change = dict[Item, Cell]


def polish(sheet: Sheet, drawer: Drawer, effort: int) -> None:
    """
    Move single steps of *sheet* to other cells as long as fewer lines cross.

    The more work a drawing takes, the fewer changes are tried; none on a sheet of more than 300 lines.

    Args:
        sheet: The sheet, with a column and a row for every item.
        drawer: Routes and places what is on the sheet.
        effort: How many changes are tried at most.
    """
    drawer.draw()
    if len(sheet.links) <= MANY:
        _Polish(sheet, drawer, effort).run()


class _Polish:
    def __init__(self, sheet: Sheet, drawer: Drawer, effort: int) -> None:
        self._sheet = sheet
        self._drawer = drawer
        self._left = effort
        self._work = _WORK * effort
        self._after: Edges = without_loops([i for i in sheet.items if not i.is_artifact], flow_edges(sheet))
        self._friends = {
            item: [end for link in sheet.links for end in _ends(link) if item in _ends(link) and end is not item]
            for item in sheet.items
            if item.is_artifact
        }

    def run(self) -> None:
        """Try changes until none helps or enough have been tried."""
        score = _score(self._sheet) if self._left > 0 else 0.0
        while self._left > 0 and (pairs := crossing_pairs(self._sheet.links)):
            for change in self._changes(pairs):
                if self._left <= 0 or self._work <= 0:
                    return
                self._left -= 1
                if (found := self._try(change, score)) < score - LEAST_GAIN:
                    score = found
                    break
            else:
                return

    def _try(self, change: Change, score: float) -> float:
        """Return the score of the sheet with *change*, which is undone where it is no better than *score*."""
        restore = self._drawer.keep()
        self._put({item: (item.column, float(item.row)) for item in self._sheet.items} | change)
        promising = self._drawer.lay_again(change)
        self._work -= self._drawer.usage.grid.work + _LAYING * len(self._sheet.links)
        if promising:
            self._drawer.place()
            self._work -= _PLACING * len(self._sheet.links)
            if (found := _score(self._sheet)) < score - LEAST_GAIN:
                return self._settle(found)
        restore()
        return score

    def _settle(self, score: float) -> float:
        """Lay once more what meets others; return the score, of the drawing as it was where that is no worse."""
        restore = self._drawer.keep()
        self._drawer.draw_again()
        if (found := _score(self._sheet)) < score - LEAST_GAIN:
            return found
        restore()
        return score

    def _put(self, cells: Change) -> None:
        for band in self._sheet.bands:
            members = [item for item in self._sheet.items if item.band is band]
            places = {row: place for place, row in enumerate(sorted({cells[item][1] for item in members}))}
            band.rows = max(1, len(places))
            for item in members:
                item.column, item.row = cells[item][0], places[cells[item][1]]
        self._sheet.columns = max(item.column + item.span for item in self._sheet.items)

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
                yield _exchanged([item], blocked, place, band)
            if number == 1 and not item.is_artifact:
                yield self._shifted(item)
            for moved in _parts_of_row(item, band):
                yield _exchanged(moved, there, place, band)

    def _shifted(self, item: Item) -> Change:
        """Return the change that moves *item*, and what follows it, to the right."""
        moved = {item}
        rest = [item]
        while rest:
            fresh = [target for target in self._after.get(rest.pop(), ()) if target not in moved]
            moved.update(fresh)
            rest += fresh
        moved |= {note for note, friends in self._friends.items() if friends and moved.issuperset(friends)}
        taken = {
            (other.band, other.column + place, other.row)
            for other in self._sheet.items
            if other not in moved
            for place in range(other.span)
        }
        if any((one.band, one.column + 1 + place, one.row) in taken for one in moved for place in range(one.span)):
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


def _exchanged(moved: list[Item], there: list[Item], place: float, band: list[Item]) -> Change:
    """Return the change that puts *moved* into the row *place*, and what is in their way into theirs, if it fits."""
    back = [other for other in there if any(_meet(other, item) for item in moved)]
    row = float(moved[0].row)
    staying = [other for other in band if other.row == row and other not in moved]
    if any(_meet(one, other) for one in back for other in staying):
        return {}
    return {item: (item.column, place) for item in moved} | {other: (other.column, row) for other in back}


def _meet(one: Item, other: Item) -> bool:
    return one is not other and one.column < other.column + other.span and other.column < one.column + one.span


def _score(sheet: Sheet) -> float:
    """Return how bad the drawing is: crossings before all, then bends, length and height."""
    crossings = len(crossing_pairs(sheet.links))
    bends = sum(max(0, len(link.points) - 2) for link in sheet.links)
    length = sum(abs(x2 - x1) + abs(y2 - y1) for link in sheet.links for (x1, y1), (x2, y2) in pairwise(link.points))
    return BENDS_OF_A_CROSSING * crossings + bends + length / _LENGTH + sheet.height / _HEIGHT
