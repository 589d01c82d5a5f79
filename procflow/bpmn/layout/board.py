"""The cells of a sheet while rows are chosen, and what the choice costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from procflow.bpmn.layout.columns import Edges, flow_edges, through_guests, without_loops
from procflow.bpmn.layout.guess import Guess, early, late
from procflow.bpmn.layout.scene import LEAST_GAIN, Band, Item, Sheet

_CROSSING = 4.0  # four bends: the first of all aims
_BEND = 1.0  # the unit of the costs of a choice of rows
_SPAN = 1.0  # a row farther away is as bad as a bend
_BLOCKED = 3.0  # less than a crossing: the line can mostly go around
_NEW_ROW = 2.0  # two bends: a row makes the whole sheet higher
_UNDER_HOST = 12.0  # three crossings: what an event on the lower border leads to belongs below its host
_BAND_STEP = 1000  # rows: more than a strip has, so that strips never mix

Edge = tuple[Item, Item]


class Board:
    """
    Which item stands in which cell.

    Attributes:
        nodes: The items that rows are chosen for, in the order of the file.
        edges: Which item leads to which, without loops from an item to itself.
        forward: The same without the edges that close a loop.
    """

    def __init__(self, sheet: Sheet) -> None:
        after = flow_edges(sheet)
        self.nodes = [item for item in sheet.items if not item.is_artifact and not item.is_single]
        self.edges = [(source, target) for source, targets in after.items() for target in targets]
        self.forward: Edges = without_loops(self.nodes, after)
        self.through_guests = through_guests(sheet)
        self._around: dict[Item, list[Edge]] = {item: [] for item in self.nodes}
        for edge in self.edges:
            for end in edge:
                self._around[end].append(edge)
        self._ends = {item: _ends(item, edges) for item, edges in self._around.items()}
        self._entered = Counter(target for targets in self.forward.values() for target in targets)
        self._level = {band: place * _BAND_STEP for place, band in enumerate(sheet.bands)}
        self._cells: dict[tuple[Band, int, int], Item] = {}
        self._placed: set[Item] = set()
        self._columns: dict[int, list[Item]] = {}
        self._rows: dict[Band, dict[int, int]] = {band: {} for band in sheet.bands}
        self._row_count = 0
        self._guesses: dict[Edge, Guess] = {}
        self._over: dict[int, dict[Edge, Guess]] = {}  # the guesses that touch each column

    def put(self, item: Item, row: int) -> None:
        """Put *item* into a free row of its column."""
        item.row = row
        self._cells[item.band, item.column, row] = item
        self._placed.add(item)
        self._columns.setdefault(item.column, []).append(item)
        self._row_count += row not in self._rows[item.band]
        self._rows[item.band][row] = self._rows[item.band].get(row, 0) + 1
        for edge in self._around[item]:
            guess = self._guess(*edge) if self._is_placed(edge) else None
            if guess is not None:
                self._guesses[edge] = guess
                for column in guess.columns:
                    self._over.setdefault(column, {})[edge] = guess

    def take(self, item: Item) -> None:
        """Take *item* off the board."""
        del self._cells[item.band, item.column, item.row]
        self._placed.discard(item)
        self._columns[item.column].remove(item)
        self._rows[item.band][item.row] -= 1
        if not self._rows[item.band][item.row]:
            del self._rows[item.band][item.row]
            self._row_count -= 1
        for edge in self._around[item]:
            guess = self._guesses.pop(edge, None)
            for column in guess.columns if guess is not None else ():
                del self._over[column][edge]

    def move(self, rows: dict[Item, int]) -> None:
        """Give several items of the board new rows at once."""
        for item in rows:
            self.take(item)
        for item, row in rows.items():
            self.put(item, row)

    def change(self, rows: dict[Item, int], *, at_most: float = -LEAST_GAIN) -> bool:
        """Give several items new rows if the cost grows by *at_most* this much; tell whether it was done."""
        before = {item: item.row for item in rows}
        cost = self.cost(rows)
        self.move(rows)
        if self.cost(rows) <= cost + at_most:
            return True
        self.move(before)
        return False

    def at(self, band: Band, column: int, row: int) -> Item | None:
        """Return the item in a cell, None if the cell is free."""
        return self._cells.get((band, column, row))

    def rows(self, band: Band) -> list[int]:
        """Return the rows of *band* that hold items, from top to bottom."""
        return sorted(self._rows[band])

    def ends(self, item: Item) -> frozenset[tuple[Item, bool]]:
        """Return what flows join to *item*: the other end of each, and whether it leads to the item."""
        return self._ends[item]

    def rows_beside(self, item: Item) -> list[int]:
        """Return the rows of what flows join to *item* in its band and is on the board."""
        ends = {end for edge in self._around[item] for end in edge if end is not item and end.band is item.band}
        return [end.row for end in ends if end in self._placed]

    def row_count(self) -> int:
        """Return how many rows hold items."""
        return self._row_count

    def cost(self, moved: Iterable[Item]) -> float:
        """Return what the flows of the *moved* items cost, and their standing in the way of others."""
        moved = list(moved)
        mine = {edge for item in moved for edge in self._around[item] if self._is_placed(edge)}
        total = _NEW_ROW * self.row_count() + sum(self._shape_cost(*edge) for edge in mine)
        guesses = [self._guesses[edge] for edge in mine if edge in self._guesses]
        for place, guess in enumerate(guesses):
            total += _CROSSING * guess.count_crossings(self._others(guess.columns, mine))
            total += _CROSSING * guess.count_crossings(guesses[:place])
        for item in moved:
            others = self._others((item.column,), mine)
            total += _BLOCKED * sum(other.covers(item.column, self._height(item)) for other in others)
        return total

    def _others(self, columns: Iterable[int], mine: set[Edge]) -> Iterable[Guess]:
        """Return the guesses that touch one of *columns*, but for those of the edges *mine*."""
        near: dict[Edge, Guess] = {}
        for column in columns:
            near |= self._over.get(column, {})
        return [guess for edge, guess in near.items() if edge not in mine]

    def _is_placed(self, edge: Edge) -> bool:
        return edge[0] in self._placed and edge[1] in self._placed

    def _height(self, item: Item) -> int:
        return self._level[item.band] + item.row

    def _shape_cost(self, source: Item, target: Item) -> float:
        drop = self._height(target) - self._height(source)
        if (source, target) in self.through_guests:
            drop = min(drop, _BAND_STEP // 2)
            return (_SPAN * (drop - 1) if source.band is target.band else 0.0) if drop > 0 else _UNDER_HOST
        if source.band is not target.band or not drop:
            return 0.0
        return _BEND + _SPAN * abs(drop)

    def _guess(self, source: Item, target: Item) -> Guess | None:
        """Return the likely way of a forward flow with fewest items in it, None for a loop."""
        if target.column <= source.column:
            return None
        start, end = (source.column, self._height(source)), (target.column, self._height(target))
        ahead = early(start, end, beside=source.form != "diamond" and (source, target) not in self.through_guests)
        behind = late(start, end, beside=target.form != "diamond")
        fork = source.form == "diamond" and len(self.forward[source]) > 1
        join = target.form == "diamond" and self._entered[target] > 1
        first, second = (
            (ahead, behind) if (fork and not join) or (source, target) in self.through_guests else (behind, ahead)
        )
        blocked = self._in_the_way(first)
        return first if not blocked or blocked <= self._in_the_way(second) else second

    def _in_the_way(self, guess: Guess) -> int:
        y, left, right, x, top, bottom = guess
        count = 0
        for column in range(int(left) + 1, -int(-right // 1)):
            for item in self._columns.get(column, ()):
                count += self._height(item) == y
        for item in self._columns.get(int(x), ()) if x == int(x) and bottom - top > 1 else ():
            count += top < self._height(item) < bottom
        return count


def _ends(item: Item, edges: list[Edge]) -> frozenset[tuple[Item, bool]]:
    return frozenset((target, False) if source is item else (source, True) for source, target in edges)
