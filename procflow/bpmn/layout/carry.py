"""Ways laid on one grid carried over to another, after some items have changed places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from procflow.bpmn.layout.grid import Grid, Node
from procflow.bpmn.layout.routes import corners
from procflow.bpmn.layout.scene import Item, Link
from procflow.bpmn.layout.usage import Way


def carry(ways: Mapping[Link, Way], before: Grid, after: Grid, moved: Collection[Item]) -> dict[Link, Way]:
    """
    Return the ways that still hold once *moved* items stand elsewhere, over the nodes of the grid *after*.

    A way is left out where it begins or ends at one of them, would run through an item, or would turn back.
    """
    lines = _lines(before, after, moved)
    alike = before.width == after.width and lines == list(range(len(after.lines)))
    found: dict[Link, Way] = {}
    for link, way in ways.items():
        if link.source.item in moved or link.target.item in moved:
            continue
        laid = way if alike else _translated(way, lines, before, after)
        if _holds(laid, after):
            found[link] = laid
    return found


def _translated(way: Way, lines: list[int], before: Grid, after: Grid) -> Way:
    nodes = [(x, lines[y]) for x, y in corners(way, before)]
    return list(_steps(nodes, after)) if max(x for x, _ in nodes) < after.width else []


def _lines(before: Grid, after: Grid, moved: Collection[Item]) -> list[int]:
    """
    Return the line of the new grid for each line of the old one; a row that is gone becomes a channel.

    Both grids are of one sheet, whose pools and bands keep their number and order while items move within their bands:
    so the gaps and borders come in one order in both, and the n-th gap here is the n-th gap there.
    Only how many rows and channels a band has may differ.
    """
    rows = {line: after.nodes[item][1] for item, (_, line) in before.nodes.items() if item not in moved}
    found: list[int] = []
    gaps = [number for number, line in enumerate(after.lines) if line.kind == "gap"]
    n_gaps = channel = 0
    for number, line in enumerate(before.lines):
        if line.kind == "gap":
            found.append(gaps[n_gaps])
            n_gaps += 1
        elif line.kind == "border" and line.pool is not None:
            found.append(after.borders[line.pool][number != before.borders[line.pool][0]])
        elif number in rows:
            found.append(rows[number])
            channel = rows[number] + 1
        else:
            if line.band is not None and number == before.channels_of[line.band][0]:
                channel = after.channels_of[line.band][0]
            found.append(channel)
    return found


def _steps(nodes: list[Node], grid: Grid) -> Iterator[int]:
    """Yield the numbers of all nodes on the way along *nodes*, where it begins, bends and ends."""
    yield grid.number(nodes[0])
    for (x1, y1), (x2, y2) in pairwise(nodes):
        step = (x2 > x1) - (x2 < x1) + grid.width * ((y2 > y1) - (y2 < y1))
        first, last = grid.number((x1, y1)), grid.number((x2, y2))
        if step:
            yield from range(first + step, last + step, step)


def _holds(way: Way, grid: Grid) -> bool:
    if len(way) < 2 or not grid.item_at.keys().isdisjoint(way[1:-1]):
        return False
    return all(after != before for before, after in zip(way, way[2:], strict=False))
