"""Cells for data and notes, beside the steps they belong to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field

from procflow.bpmn.layout.scene import Band, Item, Sheet

_CROSSING = 2.0  # columns: a note stands this much farther off rather than have its line crossed
# Columns: a row away is a little worse than in the row of its step, so that it only decides between near places.
_AWAY = 0.6
_BELOW = 0.4  # columns: above is free of the labels that events and data have below
_BAND = 1000  # rows
_REACH = 8  # columns: there is nearly always room by then, and a line as long as a page is hard to follow


@dataclass(slots=True)
class _Row:
    """
    One row of data and notes.

    Attributes:
        passing: The columns where flows likely pass it, in order.
        taken: Its cells in use, in order.
        runs: Where links run along it, by each of their two ends.
    """

    passing: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    runs: dict[int, list[int]] = field(default_factory=dict)

    def take(self, column: int) -> None:
        """Note that the cell in *column* is in use."""
        insort(self.taken, column)

    def run(self, column: int, friend: int) -> None:
        """Note that a link runs from *column* to that of a *friend*."""
        self.runs.setdefault(column, []).append(friend)
        self.runs.setdefault(friend, []).append(column)

    def meets(self, low: int, high: int) -> int:
        """Count the links that begin between two columns and end outside of them."""
        inside = (end for column in range(low + 1, high) for end in self.runs.get(column, ()))
        return sum(end < low or end > high for end in inside)


def place_artifacts(sheet: Sheet) -> None:
    """Put data and notes into rows of their own, above or below the steps they belong to; number all rows anew."""
    for item in sheet.items:
        item.row *= 2
    artifacts = [item for item in sheet.items if item.is_artifact]
    friends = _friends(sheet)
    rows = _Rows(sheet) if artifacts else None
    for item in artifacts:
        found = [friend for friend in friends.get(item, ()) if not friend.is_artifact]
        if rows is not None:
            if found:
                _put_near(item, found, rows, sheet.columns)
            else:
                _put_above(item, rows)
        sheet.columns = max(sheet.columns, item.column + 1)
    _count_rows(sheet)


class _Rows:
    """The rows that data and notes may go to, made when they are asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self._drops = _drops(sheet)
        self._rows: dict[tuple[Band, int], _Row] = {}
        self._tops: dict[Band, int] = {}
        for item in sheet.items:
            if not item.is_artifact:
                self._tops[item.band] = min(self._tops.get(item.band, item.row), item.row)

    def row(self, band: Band, number: int) -> _Row:
        """Return a row of *band*."""
        if (band, number) not in self._rows:
            passing = {at for at, low, high in self._drops.get(band, ()) if low < number < high}
            self._rows[band, number] = _Row(sorted(passing))
        return self._rows[band, number]

    def top(self, band: Band) -> int:
        """Return the row above all steps of *band*."""
        return self._tops.get(band, 0) - 1


def _friends(sheet: Sheet) -> dict[Item, list[Item]]:
    friends: dict[Item, list[Item]] = {}
    for link in sheet.links:
        source, target = link.source.item, link.target.item
        if source is not None and target is not None and link.kind == "association":
            friends.setdefault(source, []).append(target)
            friends.setdefault(target, []).append(source)
    return friends


def _drops(sheet: Sheet) -> dict[Band, list[tuple[int, int, int]]]:
    """Return by band where flows between rows likely run: column, and the rows they run between."""
    found: dict[Band, list[tuple[int, int, int]]] = {}
    bands = sheet.bands
    place = {band: number * _BAND for number, band in enumerate(bands)}
    for link in sheet.links:
        source, target = link.source.item, link.target.item
        if source is None or target is None or link.kind == "association":
            continue
        at = source.column if source.form == "diamond" or link.source.guest is not None else target.column
        first, last = sorted((place[source.band] + source.row, place[target.band] + target.row))
        for number in range(max(0, (first - _BAND // 2) // _BAND), min(len(bands), (last + _BAND // 2) // _BAND + 1)):
            low, high = first - number * _BAND, last - number * _BAND
            if low != high and high > -_BAND // 2 and low < _BAND // 2:
                found.setdefault(bands[number], []).append((at, low, high))
    return found


def _put_near(item: Item, friends: list[Item], rows: _Rows, columns: int) -> None:
    """Put *item* into the free cell above or below one of its *friends* from which the way to all is best."""
    options: list[tuple[float, int, int, int, Band]] = []
    for number, owner in enumerate(friends):
        for side in (-1, 1):
            row = rows.row(owner.band, owner.row + side)
            for column in _free_columns(friends, row, columns):
                cost = _cost(column, owner, friends, row) + (_BELOW if side > 0 else 0)
                options.append((cost, number, column, owner.row + side, owner.band))
    _, _, item.column, item.row, item.band = min(options, key=lambda option: option[:4])
    chosen = rows.row(item.band, item.row)
    chosen.take(item.column)
    for friend in friends:
        if friend.column != item.column:
            chosen.run(item.column, friend.column)


def _free_columns(friends: list[Item], row: _Row, columns: int) -> list[int]:
    """Return the free columns of *row* from a little before the first of *friends* to a little behind the last."""
    taken = set(row.taken)
    first, last = min(friend.column for friend in friends), max(friend.column for friend in friends)
    reach, found = _REACH, list[int]()
    while not found:  # the column behind the last one is always free
        found = [at for at in range(max(0, first - reach), min(columns, last + reach) + 1) if at not in taken]
        reach *= 2
    return found


def _cost(column: int, owner: Item, friends: list[Item], row: _Row) -> float:
    total = 0.0
    for friend in friends:
        total += abs(friend.column - column) * (1.5 if friend is owner else 1.0)
        if friend.band is not owner.band:
            total += 2 * _AWAY
        elif friend.row != owner.row:
            total += _AWAY
        low, high = sorted((column, friend.column))
        total += (
            _CROSSING * _between(row.passing, low, high) + _CROSSING * _between(row.passing, column - 1, column + 1) / 2
        )
        total += _CROSSING * row.meets(low, high)
        total += _CROSSING / 2 * _between(row.taken, low, high)
    return total


def _between(columns: list[int], low: int, high: int) -> int:
    """Count how many of *columns*, which are in order, lie between two others."""
    return max(0, bisect_left(columns, high) - bisect_right(columns, low))


def _put_above(item: Item, rows: _Rows) -> None:
    """Put what belongs to nothing into the first free cell above its band."""
    item.row = rows.top(item.band)
    row = rows.row(item.band, item.row)
    item.column = next((place for place, cell in enumerate(row.taken) if place != cell), len(row.taken))
    row.take(item.column)


def _count_rows(sheet: Sheet) -> None:
    members: dict[Band, list[Item]] = {band: [] for band in sheet.bands}
    for item in sheet.items:
        members[item.band].append(item)
    for band, items in members.items():
        places = {row: place for place, row in enumerate(sorted({item.row for item in items}))}
        band.rows = max(1, len(places))
        for item in items:
            item.row = places[item.row]
