"""Cells for data and notes, beside the steps they belong to."""

from __future__ import annotations

from procflow.bpmn.layout.scene import Band, Item, Sheet


def place_artifacts(sheet: Sheet) -> None:
    """Put data and notes into rows of their own, above the row of the step they belong to; number all rows anew."""
    for item in sheet.items:
        item.row *= 2
    friends = _friends(sheet)
    taken = {(item.band, item.column, item.row) for item in sheet.items if not item.is_artifact}
    for item in [item for item in sheet.items if item.is_artifact]:
        owner = next((friend for friend in friends.get(item, ()) if not friend.is_artifact), None)
        if owner is not None:
            item.band = owner.band
        _nearest_cell(item, owner, taken, sheet.columns)
        taken.add((item.band, item.column, item.row))
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
