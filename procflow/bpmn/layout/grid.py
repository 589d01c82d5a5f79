"""The grid that links are routed on: columns and rows, and the channels between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from procflow.bpmn.layout.scene import Anchor, Band, Item, Pool, Sheet
from procflow.bpmn.layout.sizes import EVENT
from procflow.bpmn.layout.text import Size
from procflow.errors import ModelError

LineKind = Literal["gap", "border", "channel", "row"]
Node = tuple[int, int]

COLUMN_GAP = 50  # as between steps that the Modeler appends: room for an arrow and a track
ROW_GAP = 30  # without a line in it; enough to see the labels of one row apart from the next
BAND_PADDING = 20  # so that no shape touches the border of its lane
SIDE_PADDING = 30  # a little more than above, for a line back that turns at the first or last step
POOL_GAP = 40  # so that the arrow of a message is seen between two pools
BLACK_BOX = 60  # height of a pool without steps: its name and air, as the Modeler draws it
LABEL_GAP = 4  # so that a label does not touch its shape


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal grid line: a gap between pools, the border of one, a channel or a row in it."""

    kind: LineKind
    pool: Pool | None = None
    band: Band | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an item with its labels and guests extends from its centre."""

    left: int
    right: int
    up: int
    down: int


class Grid:
    """
    Grid lines of a sheet.

    Vertical lines are numbered from 0: even ones are channels, odd ones columns.
    Horizontal ones are listed in ``lines``; a node is a pair of numbers.
    Cells of items are as they were when the grid was made.
    ``between_pools`` numbers the links from one pool to another.
    ``work`` counts the steps looked at while links were routed: what routing cost, alike on every machine.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.width = 2 * sheet.columns + 1
        self.lines: list[Line] = []
        self.work = 0
        self.borders: dict[Pool, tuple[int, int]] = {}
        self.channels_of: dict[Band, list[int]] = {}
        self._rows: dict[tuple[Band, int], int] = {}
        for pool in sheet.pools:
            self._add_pool(pool)
        self.lines.append(Line("gap"))
        self.item_at: dict[int, Item] = {}  # by the number of the node
        self.nodes = {item: (2 * item.column + 1, self._rows[item.band, item.row]) for item in sheet.items}
        for item in sheet.items:
            first = self.number(self.nodes[item])
            self.item_at.update(dict.fromkeys(range(first, first + 2 * item.span - 1), item))
        apart = [link for link in sheet.links if link.source.item is None and link.target.item is None]
        self.between_pools = {link: number for number, link in enumerate(apart)}
        self.reach = {item: reach(item) for item in sheet.items}
        self._in_column: dict[int, list[Reach]] = {}
        self._in_row: dict[int, list[Reach]] = {}
        for item, extent in self.reach.items():
            self._in_row.setdefault(self.nodes[item][1], []).append(extent)
            if item.span == 1:
                self._in_column.setdefault(item.column, []).append(extent)

    def node(self, item: Item) -> Node:
        """Return the grid node in the middle of *item*."""
        return self.nodes[item]

    def number(self, node: Node) -> int:
        """Return the number of *node*, counted row by row."""
        return node[1] * self.width + node[0]

    def node_of(self, number: int) -> Node:
        """Return the node of a number."""
        return number % self.width, number // self.width

    def borders_of(self, anchor: Anchor) -> tuple[int, int]:
        """
        Return the lines of the upper and lower border of the pool where a link ends.

        Raises:
            ModelError: It ends at none.
        """
        if anchor.pool is None:
            raise ModelError("a link ends neither at a shape nor at a pool", hint="report this model")
        return self.borders[anchor.pool]

    def is_channel(self, line: int, *, vertical: bool) -> bool:
        """Tell whether links on the line may lie side by side."""
        return line % 2 == 0 if vertical else self.lines[line].kind in {"channel", "gap"}

    def column_reach(self, column: int) -> tuple[int, int]:
        """Return how far the items of a column extend to the left and right of its middle."""
        members = self._in_column.get(column, ())
        return max((m.left for m in members), default=0), max((m.right for m in members), default=0)

    def row_reach(self, line: int) -> tuple[int, int]:
        """Return how far the items of a row extend above and below its middle."""
        members = self._in_row.get(line, ())
        return max((m.up for m in members), default=20), max((m.down for m in members), default=20)

    def _add_pool(self, pool: Pool) -> None:
        self.lines.append(Line("gap"))
        top = self._add(Line("border", pool))
        for band in pool.bands:
            channels = [self._add(Line("channel", pool, band))]
            for row in range(band.rows):
                self._rows[band, row] = self._add(Line("row", pool, band, row))
                channels.append(self._add(Line("channel", pool, band)))
            self.channels_of[band] = channels
        self.borders[pool] = top, self._add(Line("border", pool))

    def _add(self, line: Line) -> int:
        self.lines.append(line)
        return len(self.lines) - 1


def reach(item: Item) -> Reach:
    """Return how far *item* extends from its centre, with labels and guests."""
    across, up = item.size.width // 2, item.size.height // 2
    left, right, down = across, across, up
    if item.label is not None:
        left = right = max(across, (item.label.width + 1) // 2)
        if item.label_above or item.form == "diamond":
            up += LABEL_GAP + item.label.height
        else:
            down += LABEL_GAP + item.label.height
    if item.guests:
        labels = [guest.label or Size(0, 0) for guest in item.guests]
        down += EVENT.height // 2 + max(label.height for label in labels)
        right = max(right, *(g.dx + 6 + label.width for g, label in zip(item.guests, labels, strict=True)))
    return Reach(left, right, up, down)
