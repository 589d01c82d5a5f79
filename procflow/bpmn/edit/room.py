"""Room on a page: all that lies beyond a line is moved away, what it cuts grows."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from procflow.bpmn.edit.page import Box, Line, Page, host_box
from procflow.bpmn.edit.shapes import high, low, moved, point, simplified, widened
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.diagram import Point

_NEAR = 0.5


class _Cut(NamedTuple):
    axis: int
    at: float
    by: float

    def step(self, here: Point) -> float:
        """Return by how much a point moves."""
        return self.by if here[self.axis] >= self.at else 0.0


def make_room(page: Page, axis: int, at: float, by: float, growing: AbstractSet[Element] = frozenset()) -> None:
    """
    Move all that begins at or beyond *at* by *by*; frames that the line cuts grow, other shapes it cuts stay.

    No two shapes come to overlap by it, and lines stay orthogonal and on the borders they end at.

    Args:
        page: The page.
        axis: Along which axis.
        at: Where the room begins.
        by: How much room.
        growing: Frames that grow, too, because they end just at the line.
    """
    steps = {box: _step(box, axis, at, by, growing) for box in page.boxes}
    for box in page.boxes:
        host = host_box(page, box)
        if host is not None and not host.is_frame:
            steps[box] = steps[host]
        elif host is not None:
            steps[box] = (by, 0.0) if box.bounds.centre[axis] >= at else (0.0, 0.0)
    for line in page.lines:
        _stretch(page, line, _Cut(axis, at, by), steps)
    for box, (step, growth) in steps.items():
        if box.label is not None:
            beyond = low(box.label, axis) >= at if box.is_frame else step > 0
            box.label = moved(box.label, axis, by) if beyond else box.label
        box.bounds = widened(moved(box.bounds, axis, step), axis, growth)


def _step(box: Box, axis: int, at: float, by: float, growing: AbstractSet[Element]) -> tuple[float, float]:
    """Return by how much a shape moves, and by how much it grows."""
    if low(box.bounds, axis) >= at:
        return by, 0.0
    cut = high(box.bounds, axis) > at or (box.element is not None and box.element in growing)
    return (0.0, by) if box.is_frame and cut else (0.0, 0.0)


def _stretch(page: Page, line: Line, cut: _Cut, steps: dict[Box, tuple[float, float]]) -> None:
    old = simplified(line.points)
    new = [_along(here, cut.axis, cut.step(here)) for here in old]
    for first, end in zip((True, False), line.ends, strict=True):
        box = page.box(end)
        if box is None:
            continue
        step, growth = steps[box]
        _dock(old, new, cut.axis, cut.step(old[0 if first else -1]) if growth else step, first=first)
    if new != old:
        line.points = simplified(_jogged(new, cut.axis))
    if line.label is not None and low(line.label, cut.axis) >= cut.at:
        line.label = moved(line.label, cut.axis, cut.by)


def _dock(old: list[Point], new: list[Point], axis: int, step: float, *, first: bool) -> None:
    """Let the end of a line, and what runs straight across from it, move with the shape it ends at."""
    order = list(range(len(old))) if first else list(range(len(old) - 1, -1, -1))
    if len(old) > 1 and abs(old[order[1]][axis] - old[order[0]][axis]) <= _NEAR:
        run = [order[0]]
        for number in order[1:-1]:
            if abs(old[number][axis] - old[order[0]][axis]) > _NEAR:
                break
            run.append(number)
    else:
        run = order[:1]
    for number in run:
        new[number] = _along(old[number], axis, step)


def _jogged(points: list[Point], axis: int) -> list[Point]:
    """Return a straight line whose ends moved apart with a bend in its middle; others as they are."""
    if len(points) != 2 or points[0][axis] == points[1][axis] or points[0][1 - axis] == points[1][1 - axis]:
        return points
    across = round((points[0][1 - axis] + points[1][1 - axis]) / 2)
    return [points[0], point(axis, points[0][axis], across), point(axis, points[1][axis], across), points[1]]


def _along(here: Point, axis: int, by: float) -> Point:
    return point(axis, here[axis] + by, here[1 - axis])
