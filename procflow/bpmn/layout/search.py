"""The cheapest way of one link over the grid."""

from __future__ import annotations

import heapq

from procflow.bpmn.layout.scene import MANY, Item, Link
from procflow.bpmn.layout.usage import BEND, BOTTOM, LEFT, RIGHT, SIDES, TOP, Usage, Way
from procflow.errors import ModelError

_TURNS = ((RIGHT, BOTTOM, TOP), (BOTTOM, RIGHT, LEFT), (LEFT, BOTTOM, TOP), (TOP, RIGHT, LEFT))
_HASTE = 3.0  # of very many links: looks ahead as if the rest were three times as long, and settles far fewer nodes
_FURTHER = 24  # grid lines
_FAR_OFF = 96  # grid lines: the way to the next free place on a border is never as long, and a wide pool has thousands


class Search:
    """
    The cheapest way from one item to the other end of a link (A*).

    A state is a node and a heading, as one number; larger ones mean that the way is still in the item where it begins.
    """

    def __init__(self, link: Link, usage: Usage, item: Item, *, leaving: bool) -> None:
        grid = usage.grid
        self._link, self._usage, self._leaving = link, usage, leaving
        self._width, self._steps, self._items = grid.width, usage.steps, grid.item_at
        self._start, self._goal = (link.source, link.target) if leaving else (link.target, link.source)
        self._haste = 1.0 if len(grid.sheet.links) <= MANY else _HASTE
        self._first = grid.node(item)
        self._states = 4 * grid.width * len(grid.lines)
        self._x, self._y = usage.x, usage.y
        self._far: tuple[float, float] | None = None
        self._ends: list[float] = []
        self._goals = self._find_goals()
        self._top, self._bottom = self._region()
        self._left, self._right = self._reach_across()
        self._queue: list[tuple[float, int, float, int]] = []
        self._came: dict[int, int] = {}
        self._best: dict[int, float] = {}
        self._settled: set[int] = set()  # looked at once: in haste, a cheaper way there comes too late

    def run(self) -> Way:
        """
        Return the nodes from the item to the other end; channels run around every item, so there should be a way.

        Raises:
            ModelError: There is none.
        """
        x, y = self._first
        node = self._usage.grid.number(self._first)
        for side, name in enumerate(SIDES):
            if self._start.side in {None, name}:
                cost = self._usage.port_cost(self._link, self._start, name, leaving=self._leaving)
                state = self._states + 4 * node + side
                self._best[state], self._came[state] = cost, -1
                heapq.heappush(
                    self._queue, (cost + self._haste * self._ahead(x, y, side), len(self._came), cost, state)
                )
        while self._queue:
            _, _, cost, state = heapq.heappop(self._queue)
            if state in self._settled or cost > self._best[state]:
                continue
            self._settled.add(state)
            if self._is_end(state):
                return self._unwind(state)
            self._expand(state, cost)
        raise ModelError(
            f"no way was found for {self._link.id!r}",
            hint="take it out of the model, lay that out, and draw it by hand",
            element=self._link.id,
        )

    def _expand(self, state: int, cost: float) -> None:
        self._usage.grid.work += 1
        begins = state >= self._states
        node, heading = divmod(state - self._states if begins else state, 4)
        if node in self._items and not begins:
            return
        y, x = divmod(node, self._width)
        room = self._right - x, self._bottom - y, x - self._left, y - self._top
        for side in (heading,) if begins else _TURNS[heading]:
            after = node + self._steps[side]
            if room[side] <= 0 or (after in self._items and not self._may_enter(after, side)):
                continue
            step = self._step_cost(node, x, y, heading, side)
            if step is None:
                continue
            if after in self._goals:
                name = SIDES[side ^ 2]
                step += self._usage.port_cost(self._link, self._goal, name, leaving=not self._leaving)
            self._reach(4 * after + side, state, cost + step)

    def _step_cost(self, node: int, x: int, y: int, heading: int, side: int) -> float | None:
        """Return the cost of going on from *node* to *side*, None where the line is taken by others."""
        usage, down = self._usage, side & 1
        if not down and usage.is_border[y]:
            return None
        place = node if side < LEFT else node + self._steps[side]
        cost = usage.gaps[down][(y if down else x) - (side >= LEFT)]
        users = usage.users[down].get(place)
        if users is not None and users.links:
            shared = usage.shared_cost(self._link, place, self._steps[down], users)
            if shared is None:
                return None
            cost += shared
        if side != heading:
            cost += BEND
        if node in usage.passing[0] or node in usage.passing[1]:
            cost += usage.meeting_cost(self._link, node, heading, side)
        if node in usage.corners:
            cost += usage.corner_cost(self._link, node, bends=side != heading)
        return cost

    def _may_enter(self, node: int, side: int) -> bool:
        return node in self._goals and self._goal.side in {None, SIDES[side ^ 2]}

    def _reach(self, state: int, source: int, cost: float) -> None:
        if state in self._settled:
            return
        best = self._best.get(state)
        if best is None or cost < best:
            self._best[state] = cost
            self._came[state] = source
            y, x = divmod(state >> 2, self._width)
            ahead = self._haste * self._ahead(x, y, state & 3)
            heapq.heappush(self._queue, (cost + ahead, len(self._came), cost, state))

    def _is_end(self, state: int) -> bool:
        sides = self._goals.get(state >> 2)
        return sides is not None and (not sides or state & 3 in sides)

    def _ahead(self, x: int, y: int, heading: int) -> float:
        """Return what the rest of the way costs at least: its length and the bends it needs."""
        height = self._y[y]
        if self._far is None:
            return min([abs(height - end) for end in self._ends])
        across, down = self._far[0] - self._x[x], self._far[1] - height
        if not across and not down:
            return 0.0
        along, aside = (down, across) if heading & 1 else (across, down)
        if heading >= LEFT:
            along = -along
        bends = 2 if along < 0 else 1 if aside else 0
        return abs(across) + abs(down) + BEND * bends

    def _find_goals(self) -> dict[int, tuple[int, ...]]:
        """Return the nodes where the link may end, each with the headings allowed there (none: any)."""
        grid = self._usage.grid
        if self._goal.item is not None:
            x, y = grid.node(self._goal.item)
            self._far = self._x[x], self._y[y]
            return {grid.number((x, y)): ()}
        top, bottom = grid.borders_of(self._goal)
        self._ends = [self._y[top], self._y[bottom]]
        headings = (BOTTOM, TOP) if self._goal.pool is not None and self._goal.pool.id else (TOP, BOTTOM)
        found: dict[int, tuple[int, ...]] = {}
        # Far from where the link begins there is no better place to end.
        for x in range(max(0, self._first[0] - _FAR_OFF), min(grid.width, self._first[0] + _FAR_OFF + 1)):
            if self._goal.side != "bottom":
                found[grid.number((x, top))] = (headings[0],)
            if self._goal.side != "top":
                found[grid.number((x, bottom))] = (headings[1],)
        return found

    def _region(self) -> tuple[int, int]:
        """Return the first and last horizontal line the link may use: a flow stays in its pool."""
        grid = self._usage.grid
        items = [anchor.item for anchor in (self._start, self._goal) if anchor.item is not None]
        lines = [grid.node(item)[1] for item in items]
        pools = [grid.lines[line].pool for line in lines]
        if self._link.kind != "message" and len(pools) == 2 and pools[0] is pools[1] and pools[0] is not None:
            top, bottom = grid.borders[pools[0]]
            return max(top + 1, min(lines) - _FURTHER), min(bottom - 1, max(lines) + _FURTHER)
        return 0, len(grid.lines) - 1

    def _reach_across(self) -> tuple[int, int]:
        """Return the first and last vertical line the link may use: none far beyond its ends."""
        columns = [self._first[0], *(node % self._width for node in self._goals)]
        return max(0, min(columns) - _FURTHER), min(self._width - 1, max(columns) + _FURTHER)

    def _unwind(self, state: int) -> Way:
        way: Way = []
        while state >= 0:
            way.append((state - self._states if state >= self._states else state) >> 2)
            state = self._came[state]
        return way[::-1]
