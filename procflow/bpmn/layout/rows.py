"""Which row of its band each item stands in: few crossings, straight main paths."""

from __future__ import annotations

from collections.abc import Iterable

from procflow.bpmn.layout.columns import flow_edges, through_guests, topological, without_loops
from procflow.bpmn.layout.scene import Band, Item, Sheet

_CROSSING = 4.0
_BEND = 1.0
_SPAN = 1.0
_BLOCKED = 3.0
_UNDER_HOST = 6.0
_NEW_ROW = 2.0
_UPWARD = 0.25
_PASSES = 4
_SEARCHED_EDGES = 300
_BAND_STEP = 20


def assign_rows(sheet: Sheet) -> None:
    """Give every item of *sheet* its row, counted from the top of its band."""
    board = _Board(sheet)
    board.place_all()
    if len(board.edges) <= _SEARCHED_EDGES:
        board.improve()
    _place_artifacts(sheet)
    _count_rows(sheet)


class _Board:
    """The cells of a sheet while rows are chosen."""

    def __init__(self, sheet: Sheet) -> None:
        after = flow_edges(sheet)
        self.nodes = [item for item in sheet.items if not item.is_artifact]
        self.edges = [(source, target) for source, targets in after.items() for target in targets]
        self.around: dict[Item, list[tuple[Item, Item]]] = {item: [] for item in self.nodes}
        for edge in self.edges:
            for end in edge:
                self.around[end].append(edge)
        self._forward = without_loops(self.nodes, after)
        self._through_guests = through_guests(sheet)
        self._level = {band: place * _BAND_STEP for place, band in enumerate(sheet.bands)}
        self._cells: dict[tuple[Band, int, int], Item] = {}
        self._rows: dict[Band, dict[int, int]] = {band: {} for band in sheet.bands}

    def place_all(self) -> None:
        """Place the items column by column, those with the longest way ahead of them first."""
        ahead: dict[Item, int] = {}
        for item in reversed(topological(self._forward)):
            ahead[item] = 1 + max((ahead[target] for target in self._forward[item]), default=0)
        aside = self._aside()
        for item in sorted(self.nodes, key=lambda item: (item.column, item in aside, -ahead[item], item.order)):
            self._put(item, self._best_row(item))

    def _aside(self) -> set[Item]:
        """Return the items that are reached only through events on the border of others."""
        entered = {target for targets in self._forward.values() for target in targets}
        main = {item for item in self.nodes if item not in entered}
        for item in topological(self._forward):
            if item in main:
                main.update(target for target in self._forward[item] if (item, target) not in self._through_guests)
        return set(self.nodes) - main

    def improve(self) -> None:
        """Move single items, or swap two of one column, as long as that helps."""
        for _ in range(_PASSES):
            moved = [item for item in self.nodes if self._try_moves(item)]
            if not moved:
                return

    def _try_moves(self, item: Item) -> bool:
        start = item.row
        self._take(item)
        best = self._best_row(item, stay=start)
        self._put(item, best)
        return best != start or self._try_swaps(item)

    def _try_swaps(self, item: Item) -> bool:
        for row in sorted(self._rows[item.band]):
            other = self._cells.get((item.band, item.column, row))
            if other is None or other is item:
                continue
            before = self._cost((item, other))
            self._swap(item, other)
            if self._cost((item, other)) < before - 1e-9:
                return True
            self._swap(item, other)
        return False

    def _swap(self, one: Item, other: Item) -> None:
        rows = one.row, other.row
        self._take(one)
        self._take(other)
        self._put(one, rows[1])
        self._put(other, rows[0])

    def _put(self, item: Item, row: int) -> None:
        item.row = row
        self._cells[item.band, item.column, row] = item
        self._rows[item.band][row] = self._rows[item.band].get(row, 0) + 1

    def _take(self, item: Item) -> None:
        del self._cells[item.band, item.column, item.row]
        self._rows[item.band][item.row] -= 1
        if not self._rows[item.band][item.row]:
            del self._rows[item.band][item.row]

    def _best_row(self, item: Item, stay: int | None = None) -> int:
        used = self._rows[item.band]
        low, high = min(used, default=0), max(used, default=0)
        options = range(low - 1, high + 2) if used else range(1)
        free = [row for row in options if (item.band, item.column, row) not in self._cells]
        costs: list[tuple[float, int, int]] = []
        for row in free:
            self._put(item, row)
            cost = self._cost((item,)) + (_NEW_ROW if used[row] == 1 else 0)
            self._take(item)
            costs.append((cost + (_UPWARD if row < 0 else 0), abs(row - (stay or 0)), row))
        return min(costs)[2]

    def _cost(self, moved: Iterable[Item]) -> float:
        mine = dict.fromkeys(edge for item in moved for edge in self.around[item] if self._is_placed(edge))
        others = [edge for edge in self.edges if edge not in mine and self._is_placed(edge)]
        total = 0.0
        for edge in mine:
            total += self._shape_cost(*edge)
            total += _CROSSING * sum(self._crosses(edge, other) for other in others)
        return total

    def _is_placed(self, edge: tuple[Item, Item]) -> bool:
        return all(self._cells.get((end.band, end.column, end.row)) is end for end in edge)

    def _shape_cost(self, source: Item, target: Item) -> float:
        if source.band is not target.band:
            return 0.0
        drop = target.row - source.row
        if (source, target) in self._through_guests:
            return _SPAN * (drop - 1) if drop > 0 else _UNDER_HOST + _SPAN * -drop
        if drop:
            return _BEND + _SPAN * abs(drop)
        low, high = sorted((source.column, target.column))
        between = sum((source.band, column, source.row) in self._cells for column in range(low + 1, high))
        return _BLOCKED if between else 0.0

    def _height(self, item: Item) -> int:
        return self._level[item.band] + item.row

    def _crosses(self, edge: tuple[Item, Item], other: tuple[Item, Item]) -> bool:
        if edge[0] in other or edge[1] in other:
            return False
        a, b = sorted(edge, key=lambda item: item.column)
        c, d = sorted(other, key=lambda item: item.column)
        left, right = max(a.column, c.column), min(b.column, d.column)
        if left > right or a.column == b.column or c.column == d.column:
            return False
        at_left = self._at(a, b, left) - self._at(c, d, left)
        at_right = self._at(a, b, right) - self._at(c, d, right)
        return at_left * at_right < 0

    def _at(self, a: Item, b: Item, column: int) -> float:
        share = (column - a.column) / (b.column - a.column)
        return self._height(a) + share * (self._height(b) - self._height(a))


def _place_artifacts(sheet: Sheet) -> None:
    """Put data and notes into rows of their own, above the row of the step they belong to."""
    for item in sheet.items:
        item.row *= 2
    friends: dict[Item, list[Item]] = {}
    for link in sheet.links:
        ends = link.source.item, link.target.item
        if ends[0] is not None and ends[1] is not None and link.kind == "association":
            friends.setdefault(ends[0], []).append(ends[1])
            friends.setdefault(ends[1], []).append(ends[0])
    taken = {(item.band, item.column, item.row) for item in sheet.items if not item.is_artifact}
    for item in [item for item in sheet.items if item.is_artifact]:
        owner = next((friend for friend in friends.get(item, ()) if not friend.is_artifact), None)
        if owner is not None:
            item.band = owner.band
        _nearest_cell(item, owner, taken, sheet.columns)
        taken.add((item.band, item.column, item.row))
        sheet.columns = max(sheet.columns, item.column + 1)


def _nearest_cell(item: Item, owner: Item | None, taken: set[tuple[Band, int, int]], columns: int) -> None:
    column = owner.column if owner is not None else 0
    row = (owner.row if owner is not None else min((row for band, _, row in taken if band is item.band), default=0)) - 1
    free = (place for place in range(columns + 1) if (item.band, place, row) not in taken)
    item.column, item.row = min(free, key=lambda place: (abs(place - column), place)), row


def _count_rows(sheet: Sheet) -> None:
    for band in sheet.bands:
        members = [item for item in sheet.items if item.band is band]
        places = {row: place for place, row in enumerate(sorted({item.row for item in members}))}
        band.rows = max(1, len(places))
        for item in members:
            item.row = places[item.row]
