"""What is in use on the grid, and what a step over it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from procflow.bpmn.layout.grid import BLACK_BOX, COLUMN_GAP, ROW_GAP, Grid, Node
from procflow.bpmn.layout.scene import Anchor, Item, Link, Side

STEPS: dict[Side, Node] = {"right": (1, 0), "bottom": (0, 1), "left": (-1, 0), "top": (0, -1)}
OPPOSITE: dict[Side, Side] = {"right": "left", "left": "right", "top": "bottom", "bottom": "top"}

BEND = 50.0
_CROSSING = 90.0
_TOUCH = 25.0
_BESIDE = 6.0
_THROUGH_POOL = 400.0
_UNUSUAL = 140.0
_SIDEWAYS = 45.0
_OVER_LABEL = 15.0
_MIXED = 160.0
_SHARED = 60.0
_FORK = 10.0
_LABEL_SIDE: Mapping[str, Side] = {"circle": "bottom", "diamond": "top"}


class Usage:
    """
    Remembers the ways of the links laid so far and prices new ones.

    Attributes:
        x: Where each vertical grid line lies, before the channels know how many links they hold.
        y: The same for the horizontal ones.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.x, self.y = _estimate(grid)
        self._is_border = [line.kind == "border" for line in grid.lines]
        self._across: dict[Node, list[Link]] = {}  # users of the piece from a node to the right
        self._down: dict[Node, list[Link]] = {}  # users of the piece from a node downwards
        self._through: dict[tuple[Node, bool], list[Link]] = {}  # who passes a node straight, across or down
        self._ports: dict[tuple[Item, Side], list[tuple[Link, bool]]] = {}
        self._degree: dict[tuple[Item, bool], int] = {}
        for link in grid.sheet.links:
            for anchor, leaving in ((link.source, True), (link.target, False)):
                if anchor.item is not None:
                    key = anchor.item, leaving
                    self._degree[key] = self._degree.get(key, 0) + 1

    def add(self, link: Link, path: list[Node]) -> None:
        """Note that *link* takes the way *path*."""
        for a, b in pairwise(path):
            users = self._across if a[1] == b[1] else self._down
            users.setdefault(min(a, b), []).append(link)
        for place in _straight(path):
            self._through.setdefault(place, []).append(link)
        for anchor, ends, leaving in ((link.source, path[:2], True), (link.target, path[:-3:-1], False)):
            if anchor.item is not None:
                self._ports.setdefault((anchor.item, side_of(*ends)), []).append((link, leaving))

    def remove(self, link: Link, path: list[Node]) -> None:
        """Forget the way of *link*."""
        for a, b in pairwise(path):
            (self._across if a[1] == b[1] else self._down)[min(a, b)].remove(link)
        for place in _straight(path):
            self._through[place].remove(link)
        for anchor, ends, leaving in ((link.source, path[:2], True), (link.target, path[:-3:-1], False)):
            if anchor.item is not None:
                self._ports[anchor.item, side_of(*ends)].remove((link, leaving))

    def length(self, a: Node, b: Node) -> float:
        """Return the distance of two nodes along the grid."""
        return abs(self.x[a[0]] - self.x[b[0]]) + abs(self.y[a[1]] - self.y[b[1]])

    def is_contested(self, link: Link, path: list[Node]) -> bool:
        """Tell whether *link* meets another on its way, so that it may be laid better now."""
        for a, b in pairwise(path):
            across = a[1] == b[1]
            users = (self._across if across else self._down)[min(a, b)]
            if len(users) > 1 or (b != path[-1] and self._passing(b, across=not across)):
                return True
        ends = ((link.source, path[:2]), (link.target, path[:-3:-1]))
        return any(a.item is not None and len(self._ports[a.item, side_of(*nodes)]) > 1 for a, nodes in ends)

    def step_cost(self, link: Link, node: Node, heading: Side, side: Side) -> float | None:
        """Return the cost of going on from *node* to *side*, None where the line is taken by others."""
        step_x, step_y = STEPS[side]
        after = node[0] + step_x, node[1] + step_y
        across = step_x != 0
        on_border = self._is_border[node[1]]
        if across and on_border:
            return None
        users = (self._across if across else self._down).get(min(node, after))
        cost = self.length(node, after)
        if users:
            if self._is_single(node, after, across=across) and not all(_may_share(link, other) for other in users):
                return None
            cost += _BESIDE * len(users)
        if not across and on_border and self._is_border[after[1]]:
            cost += _THROUGH_POOL
        if side != heading:
            passing = [*self._passing(node, across=True), *self._passing(node, across=False)]
            return cost + BEND + _TOUCH * sum(not _bundled(link, other) for other in passing)
        return cost + _CROSSING * len(self._passing(node, across=not across))

    def port_cost(self, link: Link, anchor: Anchor, side: Side, *, leaving: bool) -> float:
        """Return what it costs to leave or enter the item of *anchor* on *side*."""
        item = anchor.item
        if item is None or anchor.side is not None:
            return 0.0
        cost = self._habit(link, item, side, leaving=leaving)
        for other, other_leaves in self._ports.get((item, side), ()):
            if same_end(link.source, other.source) and same_end(link.target, other.target):
                cost += _MIXED
            elif other_leaves != leaving:
                cost += _opposed_cost(link, other, item)
            else:
                cost += _beside_cost(link, other, item, leaving=leaving)
        return cost

    def _is_single(self, node: Node, after: Node, *, across: bool) -> bool:
        """Tell whether the line holds one link only; beside an item every link has its own port."""
        channel = self.grid.is_channel(node[1] if across else node[0], vertical=not across)
        return not channel and node not in self.grid.item_at and after not in self.grid.item_at

    def _passing(self, node: Node, *, across: bool) -> Sequence[Link]:
        """Return the links that pass straight through *node*, across or down."""
        return self._through.get((node, across), ())

    def _habit(self, link: Link, item: Item, side: Side, *, leaving: bool) -> float:
        if link.kind != "sequence":
            return 0.0 if side in {"top", "bottom"} else _SIDEWAYS
        usual: Side = "right" if leaving else "left"
        if side in {usual, OPPOSITE[usual]}:
            return 0.0 if side == usual else _UNUSUAL
        under_label = item.label is not None and side == _LABEL_SIDE.get(item.form)
        if item.form == "circle" and under_label:
            return _UNUSUAL
        if item.form == "diamond" and self._degree.get((item, leaving), 0) > 1:
            return _OVER_LABEL if under_label else 0.0
        return 0.0 if link.is_loop else _SIDEWAYS


def side_of(start: Node, after: Node) -> Side:
    """Return the side of *start* on which *after* lies."""
    if after[1] == start[1]:
        return "right" if after[0] > start[0] else "left"
    return "bottom" if after[1] > start[1] else "top"


def _straight(path: list[Node]) -> Iterator[tuple[Node, bool]]:
    """Yield the nodes that *path* passes without a bend, and whether it does so across."""
    for a, node, b in zip(path, path[1:], path[2:], strict=False):
        if a[1] == b[1] or a[0] == b[0]:
            yield node, a[1] == b[1]


def _opposed_cost(link: Link, other: Link, item: Item) -> float:
    """Return what it costs that one link leaves where the other enters."""
    if item.form != "box":
        return _MIXED
    return _FORK if _is_aside(link, other) else _SHARED


def _beside_cost(link: Link, other: Link, item: Item, *, leaving: bool) -> float:
    """Return what it costs that both links leave, or enter, on one side; flows that join there cost nothing."""
    if item.form == "box" and _is_aside(link, other):
        return _FORK
    if not leaving and link.kind == other.kind:
        return 0.0
    return _FORK if item.form == "diamond" and link.label is None else _SHARED


def _is_aside(link: Link, other: Link) -> bool:
    """Tell whether neither link is a sequence flow."""
    return "sequence" not in {link.kind, other.kind}


def _bundled(link: Link, other: Link) -> bool:
    """Tell whether both have just one end in common, so that they may share a line near it."""
    return same_end(link.source, other.source) != same_end(link.target, other.target)


def _may_share(link: Link, other: Link) -> bool:
    """Tell whether both may run along one column or row: with one end in common, or side by side below one host."""
    hosts = link.source, other.source
    return _bundled(link, other) or (
        hosts[0].item is hosts[1].item
        and None not in {hosts[0].guest, hosts[1].guest}
        and hosts[0].guest is not hosts[1].guest
    )


def same_end(one: Anchor, other: Anchor) -> bool:
    """Tell whether both anchors are the same shape."""
    if one.item is None or one.way_out is not None or other.way_out is not None:
        return False
    return one.item is other.item and one.guest is other.guest


def _estimate(grid: Grid) -> tuple[list[float], list[float]]:
    x, xs = 0.0, [0.0]
    for column in range(grid.sheet.columns):
        left, right = grid.column_reach(column)
        xs.append(x + COLUMN_GAP / 2 + left)
        x += COLUMN_GAP + left + right
        xs.append(x)
    y, ys = 0.0, []
    for place, line in enumerate(grid.lines):
        half = ROW_GAP / 2, ROW_GAP / 2
        if line.kind == "row":
            up, down = grid.row_reach(place)
            half = float(up), float(down)
        elif line.kind == "border":
            half = (0.0, 0.0) if line.pool is not None and line.pool.bands else (BLACK_BOX / 4, BLACK_BOX / 4)
        ys.append(y + half[0])
        y += sum(half)
    return xs, ys
