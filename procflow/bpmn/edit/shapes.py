"""Rectangles and lines of a drawing, in the two axes alike."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from procflow.bpmn.model.diagram import Bounds, Point

X, Y = 0, 1
Segment = tuple[Point, Point]


def low(bounds: Bounds, axis: int) -> float:
    """Return the left or upper end."""
    return bounds.y if axis else bounds.x


def high(bounds: Bounds, axis: int) -> float:
    """Return the right or lower end."""
    return bounds.bottom if axis else bounds.right


def extent(bounds: Bounds, axis: int) -> float:
    """Return the width or height."""
    return bounds.height if axis else bounds.width


def point(axis: int, along: float, across: float) -> Point:
    """Return the point at *along* on the axis and at *across* on the other."""
    return (across, along) if axis else (along, across)


def moved(bounds: Bounds, axis: int, by: float) -> Bounds:
    """Return the rectangle moved along an axis."""
    return shifted(bounds, *point(axis, by, 0))


def shifted(bounds: Bounds, dx: float, dy: float) -> Bounds:
    """Return the rectangle moved."""
    return Bounds(bounds.x + dx, bounds.y + dy, bounds.width, bounds.height)


def widened(bounds: Bounds, axis: int, by: float) -> Bounds:
    """Return the rectangle with its right or lower end moved."""
    dx, dy = point(axis, by, 0)
    return Bounds(bounds.x, bounds.y, bounds.width + dx, bounds.height + dy)


def grown(bounds: Bounds, by: float) -> Bounds:
    """Return the rectangle larger by *by* on each side."""
    return Bounds(bounds.x - by, bounds.y - by, bounds.width + 2 * by, bounds.height + 2 * by)


def around_point(centre: Point, width: float, height: float) -> Bounds:
    """Return the rectangle of a size with its centre at a point, on whole numbers where the size is even."""
    return Bounds(round(centre[0] - width / 2), round(centre[1] - height / 2), width, height)


def overlap(one: Bounds, other: Bounds) -> bool:
    """Tell whether both share more than a border."""
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def segments(points: Sequence[Point]) -> Iterator[Segment]:
    """Yield the straight parts of a line."""
    return (part for part in pairwise(points) if part[0] != part[1])


def crosses(segment: Segment, bounds: Bounds) -> bool:
    """Tell whether a straight part, slanting or not, passes through the inside of a rectangle."""
    (x1, y1), (x2, y2) = segment
    start, end = 0.0, 1.0
    for begin, step, least, most in ((x1, x2 - x1, bounds.x, bounds.right), (y1, y2 - y1, bounds.y, bounds.bottom)):
        if step == 0:
            if not least < begin < most:
                return False
            continue
        ends = sorted(((least - begin) / step, (most - begin) / step))
        start, end = max(start, ends[0]), min(end, ends[1])
    return start < end


def runs_through(points: Sequence[Point], bounds: Bounds) -> bool:
    """Tell whether a line passes through the inside of a rectangle."""
    return any(crosses(part, bounds) for part in segments(points))


def simplified(points: Iterable[Point]) -> list[Point]:
    """Return the line without points that change nothing."""
    found: list[Point] = []
    for here in points:
        if found and here == found[-1]:
            continue
        if len(found) > 1 and any(found[-2][axis] == found[-1][axis] == here[axis] for axis in (X, Y)):
            found.pop()
            if here == found[-1]:
                continue
        found.append(here)
    return found


def middle(points: Sequence[Point]) -> Point:
    """Return the middle of the longest straight part of a line, its only point where it has none."""
    (x1, y1), (x2, y2) = max(segments(points), key=lambda part: math.dist(*part), default=(points[0], points[0]))
    return (x1 + x2) / 2, (y1 + y2) / 2
