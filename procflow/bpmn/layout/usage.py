"""What is in use on the grid, and what a step over it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from procflow.bpmn.layout.grid import BLACK_BOX, COLUMN_GAP, ROW_GAP, Grid, Node
from procflow.bpmn.layout.scene import Anchor, Item, Link, LinkKind, Side

SIDES: tuple[Side, ...] = ("right", "bottom", "left", "top")
RIGHT, BOTTOM, LEFT, TOP = range(4)

BEND = 50.0  # points of way: as far as a column gap, so that a line goes a little farther rather than bend
BENDS_OF_A_CROSSING = 10  # a crossing is what readers stumble over most
_CROSSING = 90.0  # about two bends: a way around a crossing is worth two corners and no more
_TOUCH = 25.0  # half a bend: a corner on a strange line seems to join it
_SAME_CORNER = 90.0  # two strange lines that bend at one point look like two others that cross there
_BESIDE = 6.0  # a step: a channel holds many, but an empty one is easier to follow
_TOGETHER = 3.0  # a step: less than beside each other, so that a fork is a trunk; not nothing, so that it is short
_MANY_NEAR = 12  # links looked at around a node: more would make it no less attractive
_CROWD = 3  # links: among more, one more makes no difference, else the last of many would go around the page
_THROUGH_POOL = 400.0  # more than a long way around: the name of a pool without steps stands there
_UNUSUAL = 140.0  # against the reading direction: about three bends
_SIDEWAYS = 45.0  # a little less than a bend: taken where it saves one
_OVER_LABEL = 15.0  # a name above a gateway can move aside
_MIXED = 160.0  # a flow out where one comes in reads as one line: about three bends
_TWO_KINDS = 500.0  # a message and a flow at one corner of a shape are one line for a while: rather any other side
_ALIKE = 500.0  # two links with the same ends need two sides: on one they would be one line
_SHARED = 60.0  # a little more than a bend: rather another side
_FORK = 10.0  # flows of a fork may share a corner; little, so that they spread where that is free
_LABEL_SIDE: Mapping[str, Side] = {"circle": "bottom", "diamond": "top"}

_Ports = dict[tuple[LinkKind, bool], dict["Ends", int]]  # by kind and whether it leaves: how many by their ends
Way = list[int]  # the nodes of a link from end to end, each as its number
Ends = tuple[int, int]  # a number for each end of a link, equal for two ends that are the same shape


class Users:
    """
    The links on one piece of the grid, counted by their ends: in a wide fork, looking at each takes too long.

    Attributes:
        links: The links.
    """

    __slots__ = ("_counts", "links")

    def __init__(self) -> None:
        self.links: list[Link] = []
        self._counts: dict[int | Ends, int] = {}

    def add(self, link: Link, ends: Ends) -> None:
        """Note that *link* is on the piece."""
        self.links.append(link)
        self._count(ends, 1)

    def remove(self, link: Link, ends: Ends) -> None:
        """Note that *link* is no longer on the piece."""
        self.links.remove(link)
        self._count(ends, -1)

    def n_strange(self, ends: Ends) -> int:
        """Count the links that have no end in common with a link with *ends*, or both."""
        count = self._counts.get
        return len(self.links) - count(ends[0], 0) - count(~ends[1], 0) + 2 * count(ends, 0)

    def _count(self, ends: Ends, by: int) -> None:
        for key in (ends[0], ~ends[1], ends):
            self._counts[key] = self._counts.get(key, 0) + by


class Usage:
    """
    Remembers the ways of the links laid so far and prices new ones.

    A node is known by its number, counted row by row; a heading by its place in `SIDES`.

    Attributes:
        grid: The grid that links are laid on.
        x: Where each vertical grid line lies, before the channels know how many links they hold.
        y: The same for the horizontal ones.
        steps: How much the number of a node grows by a step to each side.
        is_border: Whether each horizontal line is the border of a pool.
        gaps: What a free step costs, by direction (across, down) and the line it begins at, rightwards or downwards.
        users: Who uses the piece from a node to the right, and from a node downwards.
        passing: Who passes a node straight, across and down.
        corners: Who bends at a node where no line can be moved aside for another.
        ways: The way of each link laid so far.
        crossings: How often two of them cross at a node; those of two that run along one channel are not known yet.
        bends: How often they bend.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.x, self.y = _estimate(grid)
        self.steps = (1, grid.width, -1, -grid.width)
        self.is_border = [line.kind == "border" for line in grid.lines]
        self.gaps = (
            [b - a for a, b in pairwise(self.x)],
            [
                b - a + _THROUGH_POOL * (self.is_border[line] and self.is_border[line + 1])
                for line, (a, b) in enumerate(pairwise(self.y))
            ],
        )
        self.users: tuple[dict[int, Users], dict[int, Users]] = ({}, {})
        self.passing: tuple[dict[int, list[Link]], dict[int, list[Link]]] = ({}, {})
        self.corners: dict[int, list[Link]] = {}
        self.ways: dict[Link, Way] = {}
        self.crossings = 0
        self.bends = 0
        self._link_ends = _numbered(grid.sheet.links)
        self._ports: dict[tuple[Item, Side], _Ports] = {}
        self._degree: dict[tuple[Item, bool], int] = {}
        for link in grid.sheet.links:
            for anchor, leaving in ((link.source, True), (link.target, False)):
                if anchor.item is not None:
                    key = anchor.item, leaving
                    self._degree[key] = self._degree.get(key, 0) + 1

    def add(self, link: Link, way: Way) -> None:
        """Note that *link* takes the way *way*."""
        self.ways[link] = way
        ends = self._link_ends[link]
        last = 0
        for a, b in pairwise(way):
            step = b - a
            down = step not in {1, -1}
            place = min(a, b)
            if (users := self.users[down].get(place)) is None:
                users = self.users[down][place] = Users()
            users.add(link, ends)
            if step == last:
                self.passing[down].setdefault(a, []).append(link)
                self.crossings += len(self.passing[not down].get(a, ()))
            elif last:
                self.bends += 1
                if self._is_cell(a):
                    self.corners.setdefault(a, []).append(link)
            last = step
        for port, leaving in self._ends(link, way):
            same = self._ports.setdefault(port, {}).setdefault((link.kind, leaving), {})
            same[ends] = same.get(ends, 0) + 1

    def remove(self, link: Link) -> None:
        """Forget the way of *link*."""
        way = self.ways.pop(link)
        ends = self._link_ends[link]
        last = 0
        for a, b in pairwise(way):
            step = b - a
            down = step not in {1, -1}
            self.users[down][min(a, b)].remove(link, ends)
            if step == last:
                self.passing[down][a].remove(link)
                self.crossings -= len(self.passing[not down].get(a, ()))
            elif last:
                self.bends -= 1
                if self._is_cell(a):
                    self.corners[a].remove(link)
            last = step
        for port, leaving in self._ends(link, way):
            same = self._ports[port][link.kind, leaving]
            same[ends] -= 1

    @property
    def toll(self) -> int:
        """How bad the ways are before anything is placed: crossings count as much as many bends."""
        return BENDS_OF_A_CROSSING * self.crossings + self.bends

    def length(self, a: Node, b: Node) -> float:
        """Return the distance of two nodes along the grid."""
        return abs(self.x[a[0]] - self.x[b[0]]) + abs(self.y[a[1]] - self.y[b[1]])

    def is_contested(self, link: Link) -> bool:
        """Tell whether *link* meets another on its way, so that it may be laid better now."""
        way = self.ways[link]
        for a, b in pairwise(way):
            down = abs(b - a) != 1
            if len(self.users[down][min(a, b)].links) > 1 or (b != way[-1] and self.passing[not down].get(b)):
                return True
        ports = (self._ports[port] for port, _ in self._ends(link, way))
        return any(sum(sum(same.values()) for same in groups.values()) > 1 for groups in ports)

    def shared_cost(self, link: Link, place: int, step: int, users: Users) -> float | None:
        """Return what it costs to share the piece from *place* on with *users*, None where only one has room."""
        if self._is_single(place, place + step, across=step == 1):
            ends = self._link_ends[link]
            if users.n_strange(ends) and not self._is_beside_all(link, ends, users.links):
                return None
            if link.label is None:
                return _TOGETHER
        # Whose name is whose cannot be told where flows with names share a line.
        return _BESIDE * min(len(users.links), _CROWD)

    def _is_beside_all(self, link: Link, ends: Ends, others: Sequence[Link]) -> bool:
        """Tell whether *link* shares a line with *others*, or runs beside them from another event of its host."""
        if link.source.guest is None:
            return False
        return all(_bundled(ends, self._link_ends[other]) or _below_one_host(link, other) for other in others)

    def meeting_cost(self, link: Link, node: int, heading: int, side: int) -> float:
        """Return what it costs to meet the links that pass *node* straight, entering it and leaving it so."""
        across, down = self.passing[0].get(node, ()), self.passing[1].get(node, ())
        if side == heading:
            return _CROSSING * len(across if side & 1 else down)
        return _TOUCH * self._n_strange(link, (*across[:_MANY_NEAR], *down[:_MANY_NEAR]))

    def corner_cost(self, link: Link, node: int, *, bends: bool) -> float:
        """Return what it costs to meet the links that bend at *node*, and to bend there, too, or to pass."""
        return (_SAME_CORNER if bends else _TOUCH) * self._n_strange(link, self.corners[node][:_MANY_NEAR])

    def _n_strange(self, link: Link, others: Sequence[Link]) -> int:
        """Count the *others* that have no end in common with *link*, or both."""
        ends, known = self._link_ends[link], self._link_ends
        strange = 0
        for other in others:
            its_ends = known[other]
            strange += (ends[0] == its_ends[0]) == (ends[1] == its_ends[1])
        return strange

    def port_cost(self, link: Link, anchor: Anchor, side: Side, *, leaving: bool) -> float:
        """Return what it costs to leave or enter the item of *anchor* on *side*."""
        item = anchor.item
        if item is None or anchor.side is not None:
            return 0.0
        cost = self._habit(link, item, side, leaving=leaving)
        ends = self._link_ends[link]
        beside: list[float] = []
        for (kind, other_leaves), same in self._ports.get((item, side), {}).items():
            alike = same.get(ends, 0)
            cost += _ALIKE * alike
            count = sum(same.values()) - alike
            if other_leaves != leaving:
                cost += count * _opposed_cost(link, kind, item)
            else:
                beside += [_beside_cost(link, kind, item, leaving=leaving)] * count
        counted = sorted(beside, reverse=True)[:_CROWD] if item.form == "diamond" else beside
        return cost + sum(counted)

    def _is_cell(self, node: int) -> bool:
        """Tell whether *node* lies in a column and a row, and so in no channel."""
        y, x = divmod(node, self.grid.width)
        return not (self.grid.is_channel(x, vertical=True) or self.grid.is_channel(y, vertical=False))

    def _is_single(self, node: int, after: int, *, across: bool) -> bool:
        """Tell whether the line holds one link only; beside an item every link has its own port."""
        y, x = divmod(node, self.grid.width)
        channel = self.grid.is_channel(y if across else x, vertical=not across)
        return not channel and node not in self.grid.item_at and after not in self.grid.item_at

    def _ends(self, link: Link, way: Way) -> Iterator[tuple[tuple[Item, Side], bool]]:
        """Yield the item and side at each end of *link*, and whether the link leaves there."""
        if link.source.item is not None:
            yield (link.source.item, SIDES[self.steps.index(way[1] - way[0])]), True
        if link.target.item is not None:
            yield (link.target.item, SIDES[self.steps.index(way[-2] - way[-1])]), False

    def _habit(self, link: Link, item: Item, side: Side, *, leaving: bool) -> float:
        if link.kind != "sequence":
            return 0.0 if side in {"top", "bottom"} else _SIDEWAYS
        usual: Side = "right" if leaving else "left"
        if side in {"right", "left"}:
            return 0.0 if side == usual else _UNUSUAL
        under_label = item.label is not None and side == _LABEL_SIDE.get(item.form)
        if item.form == "circle" and under_label:
            return _UNUSUAL
        if item.form == "diamond" and self._degree.get((item, leaving), 0) > 1:
            return _OVER_LABEL if under_label else 0.0
        return 0.0 if link.is_loop else _SIDEWAYS


def _opposed_cost(link: Link, kind: LinkKind, item: Item) -> float:
    """Return what it costs that *link* leaves where another of *kind* enters, or the other way round."""
    if item.form != "box":
        return _MIXED if link.kind == kind else _TWO_KINDS
    return _FORK if _is_aside(link, kind) else _SHARED


def _beside_cost(link: Link, kind: LinkKind, item: Item, *, leaving: bool) -> float:
    """Return what it costs that another of *kind* is on that side, too; flows that join there cost nothing."""
    if item.form == "box" and _is_aside(link, kind):
        return _FORK
    if item.form != "box" and link.kind != kind:
        return _TWO_KINDS
    if not leaving and link.kind == kind:
        return 0.0
    return _FORK if item.form == "diamond" and link.label is None else _SHARED


def _is_aside(link: Link, kind: LinkKind) -> bool:
    """Tell whether neither *link* nor one of *kind* is a sequence flow."""
    return "sequence" not in {link.kind, kind}


def _bundled(ends: Ends, others: Ends) -> bool:
    """Tell whether two links have just one end in common, so that they may share a line near it."""
    return (ends[0] == others[0]) != (ends[1] == others[1])


def _below_one_host(link: Link, other: Link) -> bool:
    """Tell whether both begin at two events on the border of one host, so that they run side by side."""
    hosts = link.source, other.source
    return (
        hosts[0].item is hosts[1].item
        and None not in {hosts[0].guest, hosts[1].guest}
        and hosts[0].guest is not hosts[1].guest
    )


def _numbered(links: Sequence[Link]) -> dict[Link, Ends]:
    """Return a number for each end of each link."""
    numbers: dict[tuple[object, ...], int] = {}

    def number(link: Link, anchor: Anchor) -> int:
        return numbers.setdefault(_key(link, anchor), len(numbers))

    return {link: (number(link, link.source), number(link, link.target)) for link in links}


def _key(link: Link, anchor: Anchor) -> tuple[object, ...]:
    """Return what is equal for two ends of links if both are the same shape."""
    if anchor.item is None or anchor.way_out is not None:
        return (id(link), anchor is link.source)
    return (id(anchor.item), id(anchor.guest))


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
