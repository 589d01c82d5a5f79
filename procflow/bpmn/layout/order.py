"""The order of the pools, and on which side what leads to others leaves a sub-process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import permutations

from procflow.bpmn.layout.scene import Anchor, Pool, Sheet

_FEW = 6


def order_pools(sheet: Sheet) -> None:
    """
    Put the pools of *sheet* into the order in which messages pass fewest of them.

    The order of the file stands where no other is better; of more than six pools only neighbours change places.
    """
    pairs = _pairs(sheet)
    if not _passed(sheet.pools, pairs):
        return
    if len(sheet.pools) <= _FEW:
        options = ([sheet.pools[place] for place in places] for places in permutations(range(len(sheet.pools))))
        sheet.pools = min(options, key=lambda pools: _passed(pools, pairs))
    else:
        _swap_neighbours(sheet, pairs)


def lead_out(sheet: Sheet) -> None:
    """Let each link that begins inside a sub-process leave it on the side where the pool of its other end lies."""
    place = {pool: number for number, pool in enumerate(sheet.pools)}
    pool_of = _finder(sheet)
    for link in sheet.links:
        for here, there in ((link.source, link.target), (link.target, link.source)):
            own, other = pool_of(here), pool_of(there)
            if own is None or other is None or own is other:
                continue
            way_out = here.way_out
            while way_out is not None:
                way_out.target.side = "top" if place[other] < place[own] else "bottom"
                way_out = way_out.source.way_out


def _finder(sheet: Sheet) -> Callable[[Anchor], Pool | None]:
    """Return a look-up of the pool that an end of a link lies in."""
    owner = {band: pool for pool in sheet.pools for band in pool.bands}
    return lambda anchor: anchor.pool if anchor.item is None else owner.get(anchor.item.band)


def _pairs(sheet: Sheet) -> Counter[tuple[Pool, Pool]]:
    """Return how many links join each two pools."""
    pool_of = _finder(sheet)
    pairs: Counter[tuple[Pool, Pool]] = Counter()
    for link in sheet.links:
        ends = pool_of(link.source), pool_of(link.target)
        if ends[0] is not None and ends[1] is not None and ends[0] is not ends[1]:
            pairs[ends[0], ends[1]] += 1
    return pairs


def _passed(pools: list[Pool], pairs: Counter[tuple[Pool, Pool]]) -> int:
    """Return how many pools lie between the ends of links, in all."""
    place = {pool: number for number, pool in enumerate(pools)}
    return sum(count * (abs(place[one] - place[other]) - 1) for (one, other), count in pairs.items())


def _swap_neighbours(sheet: Sheet, pairs: Counter[tuple[Pool, Pool]]) -> None:
    best = _passed(sheet.pools, pairs)
    for _ in sheet.pools:
        for place in range(len(sheet.pools) - 1):
            pools = [*sheet.pools]
            pools[place : place + 2] = pools[place + 1], pools[place]
            if (found := _passed(pools, pairs)) < best:
                sheet.pools, best = pools, found
