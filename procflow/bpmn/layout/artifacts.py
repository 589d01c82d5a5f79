"""Cells for data and notes, beside the steps they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field

from procflow.bpmn.layout.scene import Band, Item, Sheet

_CROSSING = 2.0
_AWAY = 0.6
_BELOW = 0.4

_Run = tuple[int, int]  # from the cell of an artifact to the column of a friend


@dataclass(slots=True)
class _Row:
    """One row of data and notes: its cells in use, and where links run along it."""

    taken: set[int] = field(default_factory=set)
    runs: list[_Run] = field(default_factory=list)


def place_artifacts(sheet: Sheet) -> None:
    """Put data and notes into rows of their own, above or below the steps they belong to; number all rows anew."""
    for item in sheet.items:
        item.row *= 2
    friends = _friends(sheet)
    drops = _drops(sheet)
    rows: dict[tuple[Band, int], _Row] = {}
    for item in [item for item in sheet.items if item.is_artifact]:
        found = [friend for friend in friends.get(item, ()) if not friend.is_artifact]
        if found:
            _put_near(item, found, rows, drops, sheet.columns)
        else:
            _put_above(item, sheet, rows)
        sheet.columns = max(sheet.columns, item.column + 1)
    _count_rows(sheet)


def _friends(sheet: Sheet) -> dict[Item, list[Item]]:
    friends: dict[Item, list[Item]] = {}
    for link in sheet.links:
        source, target = link.source.item, link.target.item
        if source is not None and target is not None and link.kind == "association":
            friends.setdefault(source, []).append(target)
            friends.setdefault(target, []).append(source)
    return friends


def _drops(sheet: Sheet) -> list[tuple[Band, int, int, int]]:
    """Return where flows between rows likely run: band, column, and the rows they run between."""
    found: list[tuple[Band, int, int, int]] = []
    place = {band: number * 1000 for number, band in enumerate(sheet.bands)}
    for link in sheet.links:
        source, target = link.source.item, link.target.item
        if source is None or target is None or link.kind == "association":
            continue
        at = source.column if source.form == "diamond" or link.source.guest is not None else target.column
        heights = sorted((place[source.band] + source.row, place[target.band] + target.row))
        for band in sheet.bands:
            low, high = heights[0] - place[band], heights[1] - place[band]
            if low != high and high > -500 and low < 500:
                found.append((band, at, low, high))
    return found


def _put_near(
    item: Item,
    friends: list[Item],
    rows: dict[tuple[Band, int], _Row],
    drops: list[tuple[Band, int, int, int]],
    columns: int,
) -> None:
    """Put *item* into the free cell above or below one of its *friends* from which the way to all is best."""
    options: list[tuple[float, int, int, int, Band]] = []
    for number, owner in enumerate(friends):
        for side in (-1, 1):
            row = rows.setdefault((owner.band, owner.row + side), _Row())
            passing = {at for band, at, low, high in drops if band is owner.band and low < owner.row + side < high}
            for column in range(columns + 1):
                if column not in row.taken:
                    cost = _cost(column, owner, friends, row, passing) + (_BELOW if side > 0 else 0)
                    options.append((cost, number, column, owner.row + side, owner.band))
    _, _, item.column, item.row, item.band = min(options, key=lambda option: option[:4])
    chosen = rows[item.band, item.row]
    chosen.taken.add(item.column)
    chosen.runs += [(item.column, friend.column) for friend in friends if friend.column != item.column]


def _cost(column: int, owner: Item, friends: list[Item], row: _Row, passing: set[int]) -> float:
    total = 0.0
    for friend in friends:
        total += abs(friend.column - column) * (1.5 if friend is owner else 1.0)
        if friend.band is not owner.band:
            total += 2 * _AWAY
        elif friend.row != owner.row:
            total += _AWAY
        low, high = sorted((column, friend.column))
        total += _CROSSING * sum(low < at < high for at in passing) + _CROSSING * (column in passing) / 2
        total += _CROSSING * sum(_interleave(low, high, run) for run in row.runs)
        total += _CROSSING / 2 * sum(low < cell < high for cell in row.taken)
    return total


def _interleave(low: int, high: int, run: _Run) -> bool:
    first, last = sorted(run)
    return low < first < high < last or first < low < last < high


def _put_above(item: Item, sheet: Sheet, rows: dict[tuple[Band, int], _Row]) -> None:
    """Put what belongs to nothing into the first free cell above its band."""
    top = min((other.row for other in sheet.items if other.band is item.band and not other.is_artifact), default=0) - 1
    row = rows.setdefault((item.band, top), _Row())
    item.column, item.row = next(place for place in range(len(row.taken) + 1) if place not in row.taken), top
    row.taken.add(item.column)


def _count_rows(sheet: Sheet) -> None:
    for band in sheet.bands:
        members = [item for item in sheet.items if item.band is band]
        places = {row: place for place, row in enumerate(sorted({item.row for item in members}))}
        band.rows = max(1, len(places))
        for item in members:
            item.row = places[item.row]
