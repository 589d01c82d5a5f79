"""Cells for what no flow leads to: event sub-processes, the parts of an ad-hoc sub-process, loose ends."""

from __future__ import annotations

import math

from procflow.bpmn.layout.grid import COLUMN_GAP, reach
from procflow.bpmn.layout.scene import Band, Item, Sheet

_FEWEST = 4  # beside each other before a second row is begun, so that a few stand in one
_SLACK = 10  # a column begins at the next multiple of ten


def place_singles(sheet: Sheet) -> None:
    """
    Put the single items of *sheet* into rows of their own, below the others of their band.

    A wide one without links spans several columns, so that it does not stretch the flow above it.
    """
    singles = [item for item in sheet.items if item.is_single]
    if not any(_is_flowing(item) for item in sheet.items):
        sheet.columns = min(len(singles), max(_FEWEST, math.ceil(math.sqrt(len(singles)) * 1.5))) or 1
    spans = _spans(sheet, singles)
    members: dict[Band, list[Item]] = {}
    lowest: dict[Band, int] = {}
    for item in sheet.items:
        if item.is_single:
            members.setdefault(item.band, []).append(item)
        else:
            lowest[item.band] = max(lowest.get(item.band, -1), item.row)
    for band, items in members.items():
        _fill_rows(items, spans, first_row=1 + lowest.get(band, -1), columns=sheet.columns)


def _fill_rows(members: list[Item], spans: dict[Item, int], *, first_row: int, columns: int) -> None:
    """Put *members* beside each other, and go on in the next row where one is full."""
    column, row = 0, first_row
    for item in members:
        span = spans[item]
        if column and column + span > columns:
            column, row = 0, row + 1
        item.column, item.row, item.span = column, row, min(span, columns - column)
        column += item.span


def _is_flowing(item: Item) -> bool:
    return not item.is_single and not item.is_artifact


def _spans(sheet: Sheet, singles: list[Item]) -> dict[Item, int]:
    """Return how many columns each single item spans: one where nothing flows or a link leads to it."""
    widths = _widths(sheet)
    if not any(widths):
        return dict.fromkeys(singles, 1)
    linked = {anchor.item for link in sheet.links for anchor in (link.source, link.target)}
    return {item: 1 if item in linked else _span(item, widths) for item in singles}


def _widths(sheet: Sheet) -> list[int]:
    found = [0] * sheet.columns
    for item in sheet.items:
        if _is_flowing(item):
            extent = reach(item)
            found[item.column] = max(found[item.column], extent.left + extent.right)
    return found


def _span(item: Item, widths: list[int]) -> int:
    """Return how many columns *item* needs, each as wide as the average one."""
    average = sum(widths) / len(widths) + COLUMN_GAP
    return max(1, math.ceil((item.size.width + COLUMN_GAP + _SLACK) / average))
