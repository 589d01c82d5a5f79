"""Which way each link takes over the grid: short, few bends, few crossings, never through an item."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import pairwise

from procflow.bpmn.layout.grid import Grid, Node
from procflow.bpmn.layout.scene import Anchor, Item, Link, Pool, Side
from procflow.bpmn.layout.usage import BEND, OPPOSITE, STEPS, Usage

_TURNS: dict[Side, tuple[Side, ...]] = {
    "right": ("right", "bottom", "top"),
    "left": ("left", "bottom", "top"),
    "bottom": ("bottom", "right", "left"),
    "top": ("top", "right", "left"),
}
_KINDS = ("sequence", "message", "association")
_MANY = 300  # links
_HASTE = 3.0
_FURTHER = 24  # grid lines
_State = tuple[Node, Side, bool]  # where, heading where, still in the item where it begins


def route(grid: Grid) -> dict[Link, list[Node]]:
    """
    Return the way of every link of the sheet, as the grid nodes where it begins, bends and ends.

    The short ones are laid first, then each that meets another is laid once more with all the others in place.
    Of very many each is laid once, and the first good way is taken for the best.
    """
    usage = Usage(grid)
    paths: dict[Link, list[Node]] = {}
    order = sorted(grid.sheet.links, key=lambda link: _rank(link, usage))
    for link in order:
        paths[link] = _way(link, usage)
        usage.add(link, paths[link])
    for link in order if len(order) <= _MANY else ():
        if usage.is_contested(link, paths[link]):
            usage.remove(link, paths[link])
            paths[link] = _way(link, usage)
            usage.add(link, paths[link])
    return {link: _corners(path) for link, path in paths.items()}


def _rank(link: Link, usage: Usage) -> tuple[int, bool, float]:
    a, b = link.source.item, link.target.item
    distance = 0.0 if a is None or b is None else usage.length(usage.grid.node(a), usage.grid.node(b))
    return _KINDS.index(link.kind), link.is_loop, distance


def _way(link: Link, usage: Usage) -> list[Node]:
    if link.source.item is not None:
        return _Search(link, usage, link.source.item, leaving=True).run()
    if link.target.item is not None:
        return _Search(link, usage, link.target.item, leaving=False).run()[::-1]
    return _between_pools(link, usage.grid)


def _between_pools(link: Link, grid: Grid) -> list[Node]:
    """Return a straight way between two pools that stand for themselves."""
    first, second = (grid.borders[_pool(anchor)] for anchor in (link.source, link.target))
    start, end = (first[1], second[0]) if first[1] < second[0] else (first[0], second[1])
    step = 1 if end > start else -1
    among = [other for other in grid.sheet.links if other.source.item is None and other.target.item is None]
    line = 2 * (among.index(link) % grid.sheet.columns) + 1
    return [(line, y) for y in range(start, end + step, step)]


def _pool(anchor: Anchor) -> Pool:
    if anchor.pool is None:
        raise TypeError(anchor)
    return anchor.pool


class _Search:
    """The cheapest way from one item to the other end of a link (A*)."""

    def __init__(self, link: Link, usage: Usage, item: Item, *, leaving: bool) -> None:
        self._link, self._usage, self._leaving = link, usage, leaving
        self._items = usage.grid.item_at
        self._start, self._goal = (link.source, link.target) if leaving else (link.target, link.source)
        self._haste = 1.0 if len(usage.grid.sheet.links) <= _MANY else _HASTE
        self._first = usage.grid.node(item)
        self._goals = self._find_goals()
        self._low, self._high = self._region()
        self._left, self._right = self._reach_across()
        goal = next(iter(self._goals)) if self._goal.item is not None else None
        self._x, self._y = usage.x, usage.y
        self._ends = {node[1] for node in self._goals}
        self._far = None if goal is None else (self._x[goal[0]], self._y[goal[1]])
        self._queue: list[tuple[float, int, float, _State]] = []
        self._came: dict[_State, _State | None] = {}
        self._best: dict[_State, float] = {}
        self._settled: set[_State] = set()  # looked at once: in haste, a cheaper way there comes too late

    def run(self) -> list[Node]:
        """Return the nodes from the item to the other end; channels run around every item, so there is a way."""
        for side in STEPS:
            if self._start.side in {None, side}:
                cost = self._usage.port_cost(self._link, self._start, side, leaving=self._leaving)
                self._reach((self._first, side, True), None, cost)
        while True:
            _, _, cost, state = heapq.heappop(self._queue)
            if cost > self._best[state] or state in self._settled:
                continue
            self._settled.add(state)
            if self._is_end(state):
                return self._unwind(state)
            self._expand(state, cost)

    def _expand(self, state: _State, cost: float) -> None:
        node, heading, begins = state
        self._usage.grid.work += 1
        if node in self._items and not begins:
            return
        for side in (heading,) if begins else _TURNS[heading]:
            step_x, step_y = STEPS[side]
            after = node[0] + step_x, node[1] + step_y
            if not self._may_enter(after, side):
                continue
            step = self._usage.step_cost(self._link, node, heading, side)
            if step is None:
                continue
            if after in self._goals:
                step += self._usage.port_cost(self._link, self._goal, OPPOSITE[side], leaving=not self._leaving)
            self._reach((after, side, False), state, cost + step)

    def _may_enter(self, node: Node, side: Side) -> bool:
        if not (self._left <= node[0] <= self._right and self._low <= node[1] <= self._high):
            return False
        if node in self._items:
            return node in self._goals and self._goal.side in {None, OPPOSITE[side]}
        return True

    def _reach(self, state: _State, source: _State | None, cost: float) -> None:
        if state not in self._settled and cost < self._best.get(state, float("inf")):
            self._best[state] = cost
            self._came[state] = source
            heapq.heappush(
                self._queue, (cost + self._haste * self._ahead(state[0], state[1]), len(self._came), cost, state)
            )

    def _is_end(self, state: _State) -> bool:
        sides = self._goals.get(state[0])
        return sides is not None and not state[2] and (not sides or state[1] in sides)

    def _ahead(self, node: Node, heading: Side) -> float:
        """Return what the rest of the way costs at least: its length and the bends it needs."""
        y = self._y[node[1]]
        if self._far is None:
            return min(abs(y - self._y[line]) for line in self._ends)
        across, down = self._far[0] - self._x[node[0]], self._far[1] - y
        if not across and not down:
            return 0.0
        step_x, step_y = STEPS[heading]
        along, aside = (across * step_x, down) if step_x else (down * step_y, across)
        bends = (2 if along < 0 else 1) if aside or along < 0 else 0
        return abs(across) + abs(down) + BEND * bends

    def _find_goals(self) -> dict[Node, tuple[Side, ...]]:
        """Return the nodes where the link may end, each with the headings allowed there (none: any)."""
        grid = self._usage.grid
        if self._goal.item is not None:
            return {grid.node(self._goal.item): ()}
        pool = _pool(self._goal)
        top, bottom = grid.borders[pool]
        headings: tuple[Side, Side] = ("bottom", "top") if pool.id else ("top", "bottom")
        found: dict[Node, tuple[Side, ...]] = {}
        for x in range(grid.width):
            if self._goal.side != "bottom":
                found[x, top] = (headings[0],)
            if self._goal.side != "top":
                found[x, bottom] = (headings[1],)
        return found

    def _region(self) -> tuple[int, int]:
        """Return the first and last horizontal line the link may use: a flow stays in its pool."""
        grid = self._usage.grid
        items = [anchor.item for anchor in (self._start, self._goal) if anchor.item is not None]
        pools = [grid.lines[grid.node(item)[1]].pool for item in items]
        if self._link.kind != "message" and len(pools) == 2 and pools[0] is pools[1] and pools[0] is not None:
            top, bottom = grid.borders[pools[0]]
            lines = [grid.node(item)[1] for item in items]
            return max(top + 1, min(lines) - _FURTHER), min(bottom - 1, max(lines) + _FURTHER)
        return 0, len(grid.lines) - 1

    def _reach_across(self) -> tuple[int, int]:
        """Return the first and last vertical line the link may use: none far beyond its ends."""
        columns = [self._first[0], *(node[0] for node in self._goals)]
        return max(0, min(columns) - _FURTHER), min(self._usage.grid.width - 1, max(columns) + _FURTHER)

    def _unwind(self, state: _State) -> list[Node]:
        path: list[Node] = []
        at: _State | None = state
        while at is not None:
            path.append(at[0])
            at = self._came[at]
        return path[::-1]


def _corners(path: list[Node]) -> list[Node]:
    return [path[0], *_bends(path), path[-1]]


def _bends(path: list[Node]) -> Iterator[Node]:
    for (before, node), (_, after) in pairwise(pairwise(path)):
        if (node[0] - before[0], node[1] - before[1]) != (after[0] - node[0], after[1] - node[1]):
            yield node
