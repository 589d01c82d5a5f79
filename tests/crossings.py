"""How often lines cross: counted alike for what is laid out here and for what a person drew."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations, pairwise

from procflow.bpmn import Diagram, Point

# A line moved aside by a hair lies on no other and meets no corner. Two lines that cross do so wherever they are
# moved; two that only touch, share a stretch or meet at an end are parted by one of the four moves.
_MOVES = ((0.013, 0.0071), (-0.0123, 0.0079), (0.0117, -0.0083), (-0.0109, -0.0067))


def crossings(page: Diagram, among: Collection[str] | None = None) -> int:
    """Return how often two lines of the page cross; *among* names the elements whose lines count, None for all."""
    lines = [edge.waypoints for edge in page.edges.values() if among is None or edge.element_id in among]
    return sum(cross(one, other) for one, other in combinations(lines, 2))


def cross(one: tuple[Point, ...], other: tuple[Point, ...]) -> int:
    """Return how often two lines of any shape cross; to touch, to run together or to meet at an end is no crossing."""
    if _apart(one, other):
        return 0
    return min(_cross_moved(one, tuple((x + dx, y + dy) for x, y in other)) for dx, dy in _MOVES)


def _apart(one: tuple[Point, ...], other: tuple[Point, ...]) -> bool:
    return any(
        max(p[axis] for p in a) + 1 < min(p[axis] for p in b)
        for axis in (0, 1)
        for a, b in ((one, other), (other, one))
    )


def _cross_moved(one: tuple[Point, ...], other: tuple[Point, ...]) -> int:
    return sum(_parted(a, b, c, d) and _parted(c, d, a, b) for a, b in pairwise(one) for c, d in pairwise(other))


def _parted(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Tell whether *c* and *d* lie on different sides of the straight line through *a* and *b*."""
    return _side(a, b, c) * _side(a, b, d) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
