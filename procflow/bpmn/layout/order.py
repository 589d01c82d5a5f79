"""The order of pools and lanes, and on which side what leads to others leaves a sub-process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby, permutations
from typing import TypeVar

from procflow.bpmn.layout.scene import Anchor, Band, Pool, Sheet

_FEW = 5
_ROUNDS = 2

_Part = TypeVar("_Part")


def order_strips(sheet: Sheet) -> None:
    """
    Put pools and lanes into the order in which flows and messages pass fewest lanes.

    What leads from an event on a border should lead down. The order of the file stands where no other is better; of
    more than five pools or lanes only neighbours change places. Parts of a lane keep their order.
    """
    if len(sheet.bands) + len(sheet.pools) > 2:
        order = _Order(sheet)
        for _ in range(_ROUNDS):
            order.arrange(sheet.pools)
            for pool in sheet.pools:
                order.arrange_lanes(pool)


class _Order:
    """Tries orders of pools and lanes, and what they cost."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        ends = [(_strip(link.source), _strip(link.target), link.source.guest is not None) for link in sheet.links]
        self._links = [(one, other, exits) for one, other, exits in ends if one is not other]

    def arrange(self, parts: list[Pool]) -> None:
        """Put *parts*, the pools of the sheet, into their best order."""
        _best_order(parts, self._cost)

    def arrange_lanes(self, pool: Pool) -> None:
        """Put the lanes of *pool* into their best order; what lies in no lane stays last."""
        lanes = [list(group) for _, group in groupby(pool.bands, key=lambda band: band.lanes[:1])]
        rest = [lanes.pop()] if lanes and not lanes[-1][0].lanes else []

        def cost() -> int:
            pool.bands[:] = [band for group in (*lanes, *rest) for band in group]
            return self._cost()

        _best_order(lanes, cost)
        cost()

    def _cost(self) -> int:
        strips: list[Band | Pool | None] = []
        for pool in self._sheet.pools:
            strips += pool.bands or [pool]
        place = {strip: number for number, strip in enumerate(strips)}
        total = 0
        for one, other, exits in self._links:
            drop = place.get(other, 0) - place.get(one, 0)
            total += max(0, abs(drop) - 1) + (exits and drop < 0)
        return total


def _best_order(parts: list[_Part], cost: Callable[[], int]) -> None:
    """Put *parts* into the order of least *cost*, the first of those that are equal."""
    least, best = cost(), [*parts]
    for option in _orders(parts) if least else ():
        parts[:] = option
        if (found := cost()) < least:
            least, best = found, [*option]
        parts[:] = best


def _orders(parts: list[_Part]) -> Iterator[list[_Part]]:
    """Yield the orders to try: all of a few, else those where two neighbours change places."""
    first = [*parts]
    if len(first) <= _FEW:
        yield from map(list, permutations(first))
        return
    for place in range(len(first) - 1):
        swapped = [*parts]
        swapped[place : place + 2] = swapped[place + 1], swapped[place]
        yield swapped


def _strip(anchor: Anchor) -> Band | Pool | None:
    return anchor.item.band if anchor.item is not None else anchor.pool


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
