"""The order of pools and lanes, and on which side what leads to others leaves a sub-process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, permutations

from procflow.bpmn.layout.scene import Anchor, Band, Pool, Sheet

_FEW = 5  # 5! = 120 orders can all be tried; of more, neighbours are exchanged
_ROUNDS = 2  # lanes and pools depend on each other, so once more after the first

_Strip = Band | Pool  # a pool without bands is one
_Link = tuple[_Strip, _Strip, bool, int]  # its ends, whether it begins at an event on a border, its number


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
        self._links: dict[_Strip, list[_Link]] = {}
        for number, link in enumerate(sheet.links):
            one, other, exits = _strip(link.source), _strip(link.target), link.source.guest is not None
            if one is not other and one is not None and other is not None:
                for strip in (one, other):
                    self._links.setdefault(strip, []).append((one, other, exits, number))
        strips = [strip for pool in sheet.pools for strip in _strips(pool)]
        self._place = {strip: number for number, strip in enumerate(strips)}

    def arrange(self, pools: list[Pool]) -> None:
        """Put *pools*, all of the sheet, into their best order."""
        owner = {_strips(pool)[0]: pool for pool in pools}
        pools[:] = [owner[strips[0]] for strips in self._best([_strips(pool) for pool in pools])]

    def arrange_lanes(self, pool: Pool) -> None:
        """Put the lanes of *pool* into their best order; what lies in no lane stays last."""
        lanes: list[list[_Strip]] = [list(group) for _, group in groupby(pool.bands, key=lambda band: band.lanes[:1])]
        rest = [lanes.pop()] if lanes and not pool.bands[-1].lanes else []
        ordered = [strip for group in (*self._best(lanes), *rest) for strip in group]
        pool.bands[:] = [strip for strip in ordered if isinstance(strip, Band)]

    def _best(self, parts: list[list[_Strip]]) -> list[list[_Strip]]:
        """Return *parts*, which lie below each other, in the order of least cost, the first of those that are equal."""
        if len(parts) > _FEW:
            return self._bubbled(parts)
        links = self._touching(parts)
        least, best = self._cost(links), parts
        for option in permutations(parts) if least else ():
            self._number(option)
            if (found := self._cost(links)) < least:
                least, best = found, [*option]
        self._number(best)
        return best

    def _bubbled(self, parts: list[list[_Strip]]) -> list[list[_Strip]]:
        """Return *parts* after neighbours have changed places where that costs less."""
        ordered = [*parts]
        for place in range(len(ordered) - 1):
            pair = ordered[place : place + 2]
            links = self._touching(pair)
            before = self._cost(links)
            if before:
                self._number(pair[::-1])
                if self._cost(links) < before:
                    ordered[place : place + 2] = pair[::-1]
                else:
                    self._number(pair)
        return ordered

    def _touching(self, parts: list[list[_Strip]]) -> list[_Link]:
        """Return the links that begin or end in *parts*: what others cost does not depend on the order of these."""
        return [*dict.fromkeys(link for part in parts for strip in part for link in self._links.get(strip, ()))]

    def _number(self, parts: Sequence[list[_Strip]]) -> None:
        strips = [strip for part in parts for strip in part]
        first = min((self._place[strip] for strip in strips), default=0)
        self._place.update((strip, first + number) for number, strip in enumerate(strips))

    def _cost(self, links: list[_Link]) -> int:
        total = 0
        for one, other, exits, _ in links:
            drop = self._place[other] - self._place[one]
            total += max(0, abs(drop) - 1) + (exits and drop < 0)
        return total


def _strips(pool: Pool) -> list[_Strip]:
    return [*pool.bands] or [pool]


def _strip(anchor: Anchor) -> _Strip | None:
    if anchor.item is not None:
        return anchor.item.band
    return _strips(anchor.pool)[0] if anchor.pool is not None else None


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
