"""Which way each link takes over the grid: short, few bends, few crossings, never through an item."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import chain

from procflow.bpmn.layout.grid import Grid, Node
from procflow.bpmn.layout.scene import MANY, Link
from procflow.bpmn.layout.search import Search
from procflow.bpmn.layout.usage import Usage, Way

_KINDS = ("sequence", "message", "association")


def route(grid: Grid, kept: Mapping[Link, Way], *, settle: bool, most: float = math.inf) -> Usage:
    """
    Lay every link of the sheet over the nodes of the grid; *kept* ones are laid already.

    The short ones are laid first, then each that meets another is laid once more with all the others in place.
    Of very many each is laid once, and the first good way is taken for the best.

    Args:
        grid: The grid.
        kept: The ways of the links that are laid already.
        settle: Whether of those, too, each that meets another is laid once more.
        most: The toll above which no second try is made.
    """
    usage = Usage(grid)
    for link, way in kept.items():
        usage.add(link, way)
    order = sorted(grid.sheet.links, key=lambda link: _rank(link, usage))
    for link in order:
        if link not in kept:
            usage.add(link, _way(link, usage))
    for link in order if len(order) <= MANY and usage.toll <= most else ():
        if (settle or link not in kept) and usage.is_contested(link):
            usage.remove(link)
            usage.add(link, _way(link, usage))
    return usage


def corners(way: Way, grid: Grid) -> list[Node]:
    """Return the nodes where *way* begins, bends and ends."""
    return [grid.node_of(number) for number in (way[0], *_bends(way), way[-1])]


def _bends(way: Way) -> Iterator[int]:
    for before, node, after in zip(way, way[1:], way[2:], strict=False):
        if node - before != after - node:
            yield node


def _rank(link: Link, usage: Usage) -> tuple[int, bool, float]:
    a, b = link.source.item, link.target.item
    distance = 0.0 if a is None or b is None else usage.length(usage.grid.node(a), usage.grid.node(b))
    return _KINDS.index(link.kind), link.is_loop, distance


def _way(link: Link, usage: Usage) -> Way:
    if link.source.item is not None:
        return Search(link, usage, link.source.item, leaving=True).run()
    if link.target.item is not None:
        return Search(link, usage, link.target.item, leaving=False).run()[::-1]
    return _between_pools(link, usage.grid)


def _between_pools(link: Link, grid: Grid) -> Way:
    """Return a straight way between two pools that stand for themselves."""
    first, second = (grid.borders_of(anchor) for anchor in (link.source, link.target))
    start, end = (first[1], second[0]) if first[1] < second[0] else (first[0], second[1])
    step = 1 if end > start else -1
    number = grid.between_pools[link]
    columns = (2 * ((number + place) % grid.sheet.columns) + 1 for place in range(grid.sheet.columns))
    ways = (
        [grid.number((x, y)) for y in range(start, end + step, step)] for x in chain(columns, range(0, grid.width, 2))
    )
    return next(way for way in ways if grid.item_at.keys().isdisjoint(way))
