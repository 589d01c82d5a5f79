"""From grid lines to coordinates: how wide and high everything is, where every corner lies."""

from __future__ import annotations

import math

from procflow.bpmn.layout.grid import (
    BAND_PADDING,
    BLACK_BOX,
    COLUMN_GAP,
    POOL_GAP,
    ROW_GAP,
    SIDE_PADDING,
    Grid,
    Line,
)
from procflow.bpmn.layout.pieces import Piece
from procflow.bpmn.layout.scene import Anchor, Band, Item, Link, Point, Pool, Sheet, Side
from procflow.bpmn.layout.sizes import EVENT, strip_height
from procflow.bpmn.layout.tracks import Tracks

_TRACK = 20
_NARROW = 10
_MANY = 6
_HEADER = 30
_LABEL_ROOM = 30
_FIRST_LABEL_ROOM = 10


def place(sheet: Sheet, grid: Grid, tracks: Tracks) -> None:
    """Give every item, band, pool and link of *sheet* its coordinates; the sheet begins at (0, 0)."""
    _Placer(sheet, grid, tracks).run()


class _Placer:
    def __init__(self, sheet: Sheet, grid: Grid, tracks: Tracks) -> None:
        self.sheet, self.grid, self.tracks = sheet, grid, tracks
        self._x: list[int] = []
        self._y: list[int] = []
        self._room = {True: dict[int, int](), False: dict[int, int]()}
        self._gaps = self._label_gaps()
        self._wide = [item for item in sheet.items if item.span > 1]

    def run(self) -> None:
        self._set_columns()
        self._set_lines()
        for item in self.sheet.items:
            column, line = self.grid.node(item)
            item.x, item.y = (self._x[column] if item.span == 1 else item.x), self._y[line]
        for link, pieces in self.tracks.pieces.items():
            link.points = self._points(link, pieces)

    def _set_columns(self) -> None:
        depth = max((pool.depth for pool in self.sheet.pools), default=0)
        self.sheet.left = x = depth * _HEADER
        starts: list[int] = []
        for column in range(self.sheet.columns):
            x = self._add_channel(x, 2 * column, self._column_gap(column))
            left, right = self.grid.column_reach(column)
            starts.append(x)
            centre = _up(x + left)
            self._x.append(centre)
            x = self._room_for_wide(column, starts, _up(centre + right))
        self.sheet.width = self._add_channel(x, 2 * self.sheet.columns, SIDE_PADDING)

    def _room_for_wide(self, last: int, starts: list[int], x: int) -> int:
        """Place the items that span several columns up to *last*; return where that column has to end."""
        for item in self._wide:
            if item.column + item.span - 1 == last:
                extent = self.grid.reach[item]
                item.x = starts[item.column] + extent.left
                x = max(x, _up(item.x + extent.right))
        return x

    def _add_channel(self, x: int, line: int, least: int) -> int:
        size = max(least, self._tracks_room(line, vertical=True))
        self._room[True][line] = size
        self._x.append(x + size // 2)
        return x + size

    def _column_gap(self, column: int) -> int:
        if column == 0:
            return SIDE_PADDING
        return max(COLUMN_GAP, self._gaps.get(column, 0))

    def _label_gaps(self) -> dict[int, int]:
        """Return how wide the gap before a column has to be for the names of the flows that begin before it."""
        gaps: dict[int, int] = {}
        for link in self.sheet.links:
            source = link.source.item
            if link.label is not None and source is not None and not link.is_loop:
                room = _FIRST_LABEL_ROOM if self.tracks.pieces[link][0].vertical else _LABEL_ROOM
                column = source.column + 1
                gaps[column] = max(gaps.get(column, 0), _up(link.label.width + room))
        return gaps

    def _tracks_room(self, line: int, *, vertical: bool) -> int:
        count = self.tracks.counts.get((vertical, line), 0)
        return (count + 1) * (_TRACK if count < _MANY else _NARROW) if count else 0

    def _set_lines(self) -> None:
        y = 0
        for number, line in enumerate(self.grid.lines):
            y = self._border(line, y) if line.kind == "border" else self._band_line(number, line, y)
        self.sheet.height = y

    def _border(self, line: Line, y: int) -> int:
        pool = line.pool
        self._y.append(y)
        if pool is None:
            return y
        if len(self._y) - 1 == self.grid.borders[pool][0]:
            pool.top = y
            return y + _up(self.sheet.title_height) if not pool.id else y + (0 if pool.bands else BLACK_BOX)
        pool.bottom = y
        return y

    def _band_line(self, number: int, line: Line, y: int) -> int:
        if line.kind == "row":
            up, down = self.grid.row_reach(number)
            centre = _up(y + up)
            self._y.append(centre)
            return _up(centre + down)
        size = self._channel(number)
        band, pool = line.band, line.pool
        if band is not None and pool is not None and number == self.grid.channels_of[band][0]:
            band.top = y
            size += self._missing(band, pool) // 20 * 10
        if band is not None and pool is not None and number == self.grid.channels_of[band][-1]:
            size = max(size, band.top + self._height(band) + self._missing(band, pool) - y)
            band.bottom = y + size
        self._room[False][number] = size
        self._y.append(y + size // 2)
        return y + size

    def _channel(self, number: int) -> int:
        """Return the least height of a channel, or of the gap between two pools."""
        band = self.grid.lines[number].band
        if band is None:
            inner = 0 < number < len(self.grid.lines) - 1
            least = POOL_GAP if inner else 0
        else:
            channels = self.grid.channels_of[band]
            least = BAND_PADDING if number in {channels[0], channels[-1]} else ROW_GAP
        return max(least, self._tracks_room(number, vertical=False))

    def _height(self, band: Band) -> int:
        """Return how high the strip is by what lies in it."""
        channels = self.grid.channels_of[band]
        rows = (line for line in range(channels[0], channels[-1]) if self.grid.lines[line].kind == "row")
        return sum(self._channel(line) for line in channels) + sum(
            _up(reach) for line in rows for reach in self.grid.row_reach(line)
        )

    def _missing(self, band: Band, pool: Pool) -> int:
        """Return how much the strip is too low for the names beside it."""
        height = self._height(band)
        if len(pool.bands) == 1:
            return strip_height((band.name, pool.name), height) - height
        share = _up(strip_height((pool.name,), 0) / len(pool.bands))
        return strip_height((band.name,), max(height, share)) - height

    def _points(self, link: Link, pieces: list[Piece]) -> list[Point]:
        first, last = pieces[0], pieces[-1]
        start = self._end(link.source, first, first.ends[0])
        points = [start]
        for piece in pieces[:-1]:
            following = piece.after
            if following is not None:
                points.append(self._corner(piece, following))
        points.append(self._end(link.target, last, last.ends[1]))
        return _simple(points)

    def _coordinate(self, piece: Piece) -> int:
        base = (self._x if piece.vertical else self._y)[piece.line]
        if not self.grid.is_channel(piece.line, vertical=piece.vertical):
            return base + piece.offset
        count = self.tracks.counts[piece.vertical, piece.line]
        step = _TRACK if count < _MANY else _NARROW
        room = self._room[piece.vertical][piece.line]
        start = base - room // 2
        return start + _up((room - (count - 1) * step) / 2) + piece.track * step

    def _corner(self, piece: Piece, following: Piece) -> Point:
        along, across = self._coordinate(piece), self._coordinate(following)
        return (along, across) if piece.vertical else (across, along)

    def _end(self, anchor: Anchor, piece: Piece, end: int) -> Point:
        along = self._coordinate(piece)
        if anchor.item is None:
            return (along, self._y[end]) if piece.vertical else (self._x[end], along)
        side = next(side for item, side in piece.ports if item is anchor.item)
        return _dock(anchor.item, side, along, guest=anchor.guest is not None)


def _dock(item: Item, side: Side, along: int, *, guest: bool) -> Point:
    """Return the point on the border of *item* where a link on *side* ends."""
    rect = item.rect
    if guest:
        return along, rect.bottom + EVENT.height // 2
    across = side in {"left", "right"}
    inset = _inset(item, abs(along - (item.y if across else item.x)))
    if across:
        return (rect.left + inset if side == "left" else rect.right - inset), along
    return along, (rect.top + inset if side == "top" else rect.bottom - inset)


def _inset(item: Item, aside: int) -> int:
    """Return how far the border lies inside the bounds, *aside* from the middle of a side."""
    radius = item.size.width // 2
    if item.form == "diamond":
        return aside
    return radius - math.isqrt(radius**2 - aside**2) if item.form == "circle" else 0


def _simple(points: list[Point]) -> list[Point]:
    """Return *points* without repetitions and without those in the middle of a straight line."""
    found: list[Point] = []
    for point in points:
        if found and found[-1] == point:
            continue
        while len(found) > 1 and _in_line(found[-2], found[-1], point):
            found.pop()
        found.append(point)
    return found


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return (a[0] == b[0] == c[0]) or (a[1] == b[1] == c[1])


def _up(value: float) -> int:
    """Return the next multiple of ten."""
    return -int(-value // 10) * 10
