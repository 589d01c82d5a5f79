"""Where lines cross."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from procflow.bpmn.layout.scene import Link

_Run = tuple[int, int, int, int]  # where it lies, where it begins and ends, the number of its link


def crossing_pairs(links: list[Link]) -> list[tuple[Link, Link]]:
    """Return the two links of each crossing at right angles; a link is not held to cross itself."""
    level, upright = _runs(links)
    heights = [run[0] for run in level]
    found: list[tuple[int, int]] = []
    for x, top, bottom, one in upright:
        for place in range(bisect_right(heights, top), bisect_left(heights, bottom)):
            _, left, right, other = level[place]
            if left < x < right and one != other:
                found.append((min(one, other), max(one, other)))
    return [(links[one], links[other]) for one, other in sorted(found)]


def _runs(links: list[Link]) -> tuple[list[_Run], list[_Run]]:
    """Return the level parts of all lines from top to bottom, and the upright ones."""
    level: list[_Run] = []
    upright: list[_Run] = []
    for number, link in enumerate(links):
        for (x1, y1), (x2, y2) in pairwise(link.points):
            if y1 == y2:
                level.append((y1, min(x1, x2), max(x1, x2), number))
            else:
                upright.append((x1, min(y1, y2), max(y1, y2), number))
    return sorted(level), upright
