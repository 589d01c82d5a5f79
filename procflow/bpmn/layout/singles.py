"""Cells for what no flow leads to: event sub-processes, the parts of an ad-hoc sub-process, loose ends."""

from __future__ import annotations

import math

from procflow.bpmn.layout.grid import COLUMN_GAP, reach
from procflow.bpmn.layout.scene import Item, Sheet

_FEWEST = 4
_SLACK = 10


def place_singles(sheet: Sheet) -> None:
    """
    Put the single items of *sheet* into rows of their own, below the others of their band.

    A wide one without links spans several columns, so that it does not stretch the flow above it.
    """
    singles = [item for item in sheet.items if item.is_single]
    flowing = any(not item.is_single and not item.is_artifact for item in sheet.items)
    if not flowing:
        sheet.columns = min(len(singles), max(_FEWEST, math.ceil(math.sqrt(len(singles)) * 1.5))) or 1
    linked = {anchor.item for link in sheet.links for anchor in (link.source, link.target)}
    widths = _widths(sheet)
    for band in sheet.bands:
        members = [item for item in singles if item.band is band]
        row = 1 + max((item.row for item in sheet.items if item.band is band and item not in members), default=-1)
        column = 0
        for item in members:
            span = 1 if item in linked or not flowing else _span(item, widths)
            if column and column + span > sheet.columns:
                column, row = 0, row + 1
            item.column, item.row, item.span = column, row, min(span, sheet.columns - column)
            column += item.span


def _widths(sheet: Sheet) -> list[int]:
    found = [0] * sheet.columns
    for item in sheet.items:
        if not item.is_single and not item.is_artifact:
            extent = reach(item)
            found[item.column] = max(found[item.column], extent.left + extent.right)
    return found


def _span(item: Item, widths: list[int]) -> int:
    """Return how many columns *item* needs, each as wide as the average one."""
    average = sum(widths) / len(widths) + COLUMN_GAP
    return max(1, math.ceil((item.size.width + COLUMN_GAP + _SLACK) / average))
