"""A sheet routed and placed: as a whole, or again after some items have changed places."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping

from procflow.bpmn.layout.carry import carry
from procflow.bpmn.layout.collect import set_guests
from procflow.bpmn.layout.grid import Grid
from procflow.bpmn.layout.kept import Kept
from procflow.bpmn.layout.pieces import cut
from procflow.bpmn.layout.place import place
from procflow.bpmn.layout.routes import corners, route
from procflow.bpmn.layout.scene import Guest, Item, Link, Sheet
from procflow.bpmn.layout.tracks import Tracks
from procflow.bpmn.layout.usage import Usage, Way

_SECOND_TRY = 1  # toll: one bend too many often goes when links are laid once more, a crossing hardly ever


class Drawer:
    """
    Draws a sheet from the columns and rows of its items.

    Attributes:
        usage: The ways of the links in the last drawing, and the grid they lie on.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.usage = Usage(Grid(sheet))

    def draw(self) -> None:
        """Draw everything."""
        self._lay({}, settle=True)
        self.place()

    def draw_again(self) -> None:
        """Draw everything, after each link that meets another is laid once more."""
        self._lay(self.usage.ways, settle=True)
        self.place()

    def lay_again(self, moved: Collection[Item]) -> bool:
        """
        Lay the links that are touched by it that *moved* items stand elsewhere.

        Returns:
            Whether the ways are no worse than before; else the drawing hardly ever turns out better once all is placed.
        """
        before = self.usage.toll
        self._lay(self.usage.ways, moved, settle=False, most=before + _SECOND_TRY)
        return self.usage.toll <= before

    def place(self) -> None:
        """Place everything, from the ways of the links."""
        grid = self.usage.grid
        pieces = cut({link: corners(way, grid) for link, way in self.usage.ways.items()})
        place(self._sheet, grid, Tracks(grid, pieces))

    def keep(self) -> Callable[[], None]:
        """Return what brings the drawing back that stands now."""
        usage, sheet = self.usage, Kept(self._sheet)

        def restore() -> None:
            self.usage = usage
            sheet.restore()

        return restore

    def _lay(
        self, ways: Mapping[Link, Way], moved: Collection[Item] = (), *, settle: bool, most: float = math.inf
    ) -> None:
        _order_guests(self._sheet)
        before, grid = self.usage.grid, Grid(self._sheet)
        self.usage = route(grid, carry(ways, before, grid, moved), settle=settle, most=most)


def _order_guests(sheet: Sheet) -> None:
    """Let the event whose flow leads lowest stand leftmost, so that the flows of one host do not cross."""
    places = {band: place for place, band in enumerate(sheet.bands)}
    depth: dict[Guest, tuple[int, int]] = {}
    for link in sheet.links:
        guest, target = link.source.guest, link.target.item
        if guest is not None and target is not None:
            depth[guest] = max(depth.get(guest, (0, 0)), (places[target.band], target.row))
    below: dict[Item, list[int]] = {}
    for link in sheet.links:
        for anchor in (link.source, link.target):
            if anchor.way_out is not None and anchor.item is not None and anchor.side == "bottom":
                below.setdefault(anchor.item, []).append(anchor.way_out_at)
    for item in sheet.items:
        if item.guests:
            item.guests.sort(key=lambda guest: depth.get(guest, (0, 0)), reverse=True)
            set_guests(item, below.get(item, ()))
