"""The way of one line through a drawing: the cheapest on a grid along the borders of what stands there."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from procflow.bpmn.edit.shapes import Segment, X, Y, grown, high, low, overlap
from procflow.bpmn.model.diagram import Bounds, Point

STUB = 15.0
_CLEAR = 4.0
_WINDOW = 250.0
_BEND = 30.0
_CROSSING = 40.0
_SHARED = 600.0
_LABEL = 60.0
_NEAR = 3.0


class Port(NamedTuple):
    """Where a line may end: on a border, its way out, and what choosing it costs."""

    at: Point
    out: Point
    cost: float

    @property
    def stub(self) -> Point:
        """The first point that may be a bend."""
        return self.at[0] + self.out[0] * STUB, self.at[1] + self.out[1] * STUB


@dataclass(frozen=True, slots=True)
class Ground:
    """
    What a line has to heed.

    Attributes:
        walls: Shapes it may not touch.
        lines: The straight parts of other lines, which it should not cross and may hardly lie on.
        labels: Texts, which it should not strike out.
    """

    walls: Sequence[Bounds]
    lines: Sequence[Segment]
    labels: Sequence[Bounds]


@dataclass(slots=True)
class _Track:
    """What lies along one coordinate of the grid."""

    walls: list[tuple[float, float]]
    along: list[tuple[float, float]]
    across: list[float]
    labels: list[tuple[float, float]]


_State = tuple[int, int, int]


@dataclass(slots=True)
class Grid:
    """
    Finds the cheapest way.

    Args:
        ground: What is there.
        starts: Where the line may begin.
        targets: Where it may end.
    """

    ground: Ground
    starts: Sequence[Port]
    targets: Sequence[Port]
    _coordinates: tuple[list[float], list[float]] = field(default=([], []), init=False)
    _tracks: dict[tuple[int, int], _Track] = field(default_factory=dict, init=False)
    _walls: list[Bounds] = field(default_factory=list, init=False)

    def way(self) -> list[Point] | None:
        """Return the points of the cheapest way from a start to a target, None if all are walled in."""
        straight = self._straight()
        if straight is not None:
            return straight
        self._lay_out()
        return self._search()

    def _straight(self) -> list[Point] | None:
        """Return a way without a bend between two ports that look at each other, None if there is none."""
        found = []
        for start in self.starts:
            for target in self.targets:
                axis = X if start.out[0] else Y
                gap = (target.at[axis] - start.at[axis]) * start.out[axis]
                faces = start.out[axis] == -target.out[axis] and start.at[1 - axis] == target.at[1 - axis]
                if faces and gap > 0 and self._is_clear(start.at, target.at, axis):
                    found.append((start.cost + target.cost + gap, [start.at, target.at]))
        return min(found)[1] if found else None

    def _is_clear(self, one: Point, other: Point, axis: int) -> bool:
        box = _box(one, other)
        if any(overlap(box, grown(wall, -0.5)) for wall in self.ground.walls):
            return False
        track = self._track_at(axis, one[1 - axis])
        least, most = sorted((one[axis], other[axis]))
        return not any(least < end - 1 and begin + 1 < most for begin, end in track.along)

    def _lay_out(self) -> None:
        points = [port.stub for port in (*self.starts, *self.targets)]
        window = grown(_around(points), _WINDOW)
        self._walls = [wall for wall in self.ground.walls if overlap(window, wall)]
        for axis, found in zip((X, Y), self._coordinates, strict=True):
            values = {here[axis] for here in points}
            for wall in self._walls:
                values |= {low(wall, axis) - STUB, high(wall, axis) + STUB}
            found[:] = sorted(value for value in values if low(window, axis) <= value <= high(window, axis))
        self._tracks.clear()

    def _search(self) -> list[Point] | None:
        ends: dict[_State, tuple[float, Port]] = {}
        for port in self.targets:
            ends[self._state(port.stub, (-port.out[0], -port.out[1]))] = port.cost, port
        goals = _around([port.stub for port in self.targets])
        queue: list[tuple[float, float, int, _State, _State | None]] = []
        begun: dict[_State, Port] = {}
        number = 0
        for port in self.starts:
            state = self._state(port.stub, port.out)
            begun[state] = port
            heapq.heappush(queue, (port.cost + self._least(state, goals), port.cost, number, state, None))
            number += 1
        came: dict[_State, _State | None] = {}
        best: tuple[float, _State, Port] | None = None
        while queue:
            guess, cost, _, state, before = heapq.heappop(queue)
            if best is not None and guess >= best[0]:
                break
            if state in came:
                continue
            came[state] = before
            for turned, extra in self._arrivals(state):
                if turned in ends and (best is None or cost + extra + ends[turned][0] < best[0]):
                    best = cost + extra + ends[turned][0], state, ends[turned][1]
            for after, price in self._steps(state):
                if after not in came:
                    number += 1
                    total = cost + price
                    heapq.heappush(queue, (total + self._least(after, goals), total, number, after, state))
        return None if best is None else self._points(came, begun, best[1], best[2])

    def _state(self, here: Point, out: Point) -> _State:
        xs, ys = self._coordinates
        return xs.index(here[0]), ys.index(here[1]), _WAYS.index((int(out[0]), int(out[1])))

    def _least(self, state: _State, goals: Bounds) -> float:
        x, y = self._coordinates[X][state[0]], self._coordinates[Y][state[1]]
        return max(goals.x - x, 0.0, x - goals.right) + max(goals.y - y, 0.0, y - goals.bottom)

    def _arrivals(self, state: _State) -> Iterable[tuple[_State, float]]:
        """Yield how the line may go on into a target from here: as it came, or after a bend."""
        for way, (dx, dy) in enumerate(_WAYS):
            old = _WAYS[state[2]]
            if (dx, dy) != (-old[0], -old[1]):
                yield (state[0], state[1], way), 0.0 if way == state[2] else _BEND

    def _steps(self, state: _State) -> Iterable[tuple[_State, float]]:
        old = _WAYS[state[2]]
        for way, (dx, dy) in enumerate(_WAYS):
            column, row = state[0] + dx, state[1] + dy
            if (dx, dy) == (-old[0], -old[1]):
                continue
            if not (0 <= column < len(self._coordinates[X]) and 0 <= row < len(self._coordinates[Y])):
                continue
            axis = X if dx else Y
            price = self._price(axis, (state[0], state[1]), (column, row))
            if price is not None:
                yield (column, row, way), price + (0.0 if way == state[2] else _BEND)

    def _price(self, axis: int, one: tuple[int, int], other: tuple[int, int]) -> float | None:
        """Return what one step costs, None if a wall is in its way."""
        along = self._coordinates[axis]
        least, most = sorted((along[one[axis]], along[other[axis]]))
        key = axis, one[1 - axis]
        track = self._tracks.get(key)
        if track is None:
            track = self._tracks[key] = self._track_at(axis, self._coordinates[1 - axis][one[1 - axis]])
        if any(begin < most and least < end for begin, end in track.walls):
            return None
        price = most - least
        price += _SHARED * any(begin + 1 < most and least < end - 1 for begin, end in track.along)
        price += _CROSSING * sum(least < place <= most for place in track.across)
        return price + _LABEL * sum(begin < most and least < end for begin, end in track.labels)

    def _track_at(self, axis: int, across: float) -> _Track:
        other = 1 - axis
        walls = [
            (low(wall, axis) - _CLEAR, high(wall, axis) + _CLEAR)
            for wall in self._walls
            if low(wall, other) - _CLEAR < across < high(wall, other) + _CLEAR
        ]
        labels = [
            (low(label, axis), high(label, axis))
            for label in self.ground.labels
            if low(label, other) < across < high(label, other)
        ]
        along, crossing = [], []
        for one, two in self.ground.lines:
            if abs(one[other] - across) < _NEAR and abs(two[other] - across) < _NEAR:
                along.append((min(one[axis], two[axis]), max(one[axis], two[axis])))
            elif min(one[other], two[other]) < across < max(one[other], two[other]):
                share = (across - one[other]) / (two[other] - one[other])
                crossing.append(one[axis] + share * (two[axis] - one[axis]))
        return _Track(walls, along, crossing, labels)

    def _points(
        self, came: dict[_State, _State | None], begun: dict[_State, Port], last: _State, port: Port
    ) -> list[Point]:
        found = [port.at]
        state: _State | None = last
        first = last
        while state is not None:
            found.append((self._coordinates[X][state[0]], self._coordinates[Y][state[1]]))
            first, state = state, came[state]
        return [begun[first].at, *reversed(found)]


_WAYS = ((1, 0), (0, 1), (-1, 0), (0, -1))


def _box(one: Point, other: Point) -> Bounds:
    x, y = min(one[0], other[0]), min(one[1], other[1])
    return Bounds(x, y, abs(one[0] - other[0]), abs(one[1] - other[1]))


def _around(points: Sequence[Point]) -> Bounds:
    xs, ys = zip(*points, strict=True)
    return _box((min(xs), min(ys)), (max(xs), max(ys)))
