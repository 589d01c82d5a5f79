"""A drawing kept while another is tried."""

from __future__ import annotations

from procflow.bpmn.layout.scene import Sheet


class Kept:
    """What of a sheet changes when it is drawn with some items in other cells."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._size = sheet.columns, sheet.left, sheet.width, sheet.height
        self._items = [(item, item.column, item.row, item.x, item.y) for item in sheet.items]
        self._guests = [(item, [(guest, guest.dx) for guest in item.guests]) for item in sheet.items if item.guests]
        self._pools = [(pool, pool.top, pool.bottom) for pool in sheet.pools]
        self._bands = [(band, band.rows, band.top, band.bottom) for band in sheet.bands]
        self._links = [(link, link.points) for link in sheet.links]

    def restore(self) -> None:
        """Bring everything back."""
        self._sheet.columns, self._sheet.left, self._sheet.width, self._sheet.height = self._size
        for item, column, row, x, y in self._items:
            item.column, item.row, item.x, item.y = column, row, x, y
        for item, members in self._guests:
            item.guests[:] = [guest for guest, _ in members]
            for guest, dx in members:
                guest.dx = dx
        for pool, top, bottom in self._pools:
            pool.top, pool.bottom = top, bottom
        for band, rows, top, bottom in self._bands:
            band.rows, band.top, band.bottom = rows, top, bottom
        for link, points in self._links:
            link.points = points
