"""Where labels beside their elements stand: near, clear of shapes, lines and each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from procflow.bpmn.layout.common import Common, Part
from procflow.bpmn.layout.grid import LABEL_GAP
from procflow.bpmn.layout.scene import Guest, Item, Point, Rect, Sheet
from procflow.bpmn.layout.sizes import EVENT
from procflow.bpmn.layout.text import Size

_SHAPE = 1000.0  # worst: a label on a shape makes both unreadable
_LABEL = 600.0  # two labels on each other are unreadable, the shape is not
_LINE = 300.0  # a line through a label can be read, but is a blemish
_OWN_LINE = 250.0  # a little less than on the line of another
_COMMON = 240.0  # beside a stretch that is others', too, nobody can tell whose label it is; not as bad as on a line
_CLOSE = 100.0  # about as near to another line as to its own: worth a look further along
_CLEAR = 7  # more than the gap to its own line (3 or 5), so that another as near is noticed
_DISTANCE = 0.6  # for each point along the line: a label is looked for where the line begins
_FAR = 350  # so that the own part of a line is never too far away
_STEP = 10  # fine enough to find a gap, coarse enough that a long line has few places
_NEAR = 4  # behind a corner or shape: clear of it, and seen as belonging to it
_MARK = 16  # behind the slash that marks a default flow
_TILE = 200  # about a shape and its gap: few rectangles in each tile, few tiles for each


class Labels:
    """
    Chooses the place of each label.

    Attributes:
        found: The rectangle of each label, by element id.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._shapes, self._lines, self._labels = _Map(), _Map(), _Map()
        for element_id, rect in _shape_rects(sheet).items():
            self._shapes.add(element_id, rect)
        for link in sheet.links:
            for rect in _line_rects(link.points):
                self._lines.add(link.id, rect)
        self._width = sheet.width
        self._borders = sorted(y for band in sheet.bands for y in (band.top, band.bottom))
        self.found: dict[str, Rect] = {}
        for item in sheet.items:
            self._place_at(item)
        common = Common(sheet.links)
        for link in sorted(sheet.links, key=lambda link: _length(link.points)):
            if link.label is not None:
                parts = common.parts(link.points)
                options = _along(parts, link.label, after=_MARK if link.is_default else _NEAR)
                self._choose(link.id, ((cost + self._crowd(rect, link.id), rect) for cost, rect in options))

    def _place_at(self, item: Item) -> None:
        if item.label is not None:
            self._choose(item.id, _around(item, item.label))
        for guest in item.guests:
            if guest.label is not None:
                self._choose(guest.id, _below_guest(item, guest, guest.label))

    def _choose(self, element_id: str, options: Iterator[tuple[float, Rect]]) -> None:
        best = min((cost + self._cost(rect, element_id), number, rect) for number, (cost, rect) in enumerate(options))
        self.found[element_id] = best[2]
        self._labels.add(element_id, best[2])

    def _cost(self, rect: Rect, element_id: str) -> float:
        wide = rect.grown(1)
        total = _SHAPE * sum(owner != element_id for owner in self._shapes.under(wide))
        total += _LABEL * len(self._labels.under(wide))
        for owner in self._lines.under(wide):
            total += _OWN_LINE if owner == element_id else _LINE
        if not (rect.left <= self._width and rect.right >= 0):
            return total
        return total + _LINE * (bisect_right(self._borders, rect.bottom) - bisect_left(self._borders, rect.top))

    def _crowd(self, rect: Rect, element_id: str) -> float:
        """Return what it costs that the label of a line is about as near to others as to its own."""
        return _CLOSE * any(owner != element_id for owner in self._lines.under(rect.grown(_CLEAR)))


class _Map:
    """Rectangles by where they lie."""

    def __init__(self) -> None:
        self._tiles: dict[Point, list[tuple[str, Rect]]] = {}

    def add(self, owner: str, rect: Rect) -> None:
        """Note *rect*, which belongs to *owner*."""
        for tile in _tiles(rect):
            self._tiles.setdefault(tile, []).append((owner, rect))

    def under(self, rect: Rect) -> list[str]:
        """Return the owner of each rectangle that overlaps *rect*."""
        near = dict.fromkeys(entry for tile in _tiles(rect) for entry in self._tiles.get(tile, ()))
        return [owner for owner, other in near if rect.overlaps(other)]


def _tiles(rect: Rect) -> Iterator[Point]:
    for x in range(rect.left // _TILE, rect.right // _TILE + 1):
        for y in range(rect.top // _TILE, rect.bottom // _TILE + 1):
            yield x, y


def guest_rect(item: Item, guest: Guest) -> Rect:
    """Return the rectangle of an event on the lower border of *item*."""
    return Rect.around(item.x + guest.dx, item.rect.bottom, EVENT)


def _shape_rects(sheet: Sheet) -> dict[str, Rect]:
    items = {item.id: item.rect for item in sheet.items}
    return items | {guest.id: guest_rect(item, guest) for item in sheet.items for guest in item.guests}


def _length(points: list[Point]) -> int:
    return sum(abs(x2 - x1) + abs(y2 - y1) for (x1, y1), (x2, y2) in pairwise(points))


def _line_rects(points: list[Point]) -> Iterator[Rect]:
    for (x1, y1), (x2, y2) in pairwise(points):
        yield Rect(min(x1, x2) - 1, min(y1, y2) - 1, max(x1, x2) + 1, max(y1, y2) + 1)


def _around(item: Item, size: Size) -> Iterator[tuple[float, Rect]]:
    rect = item.rect
    middle = item.x - size.width // 2
    above, below = rect.top - LABEL_GAP - size.height, rect.bottom + LABEL_GAP
    first, second = (above, below) if item.label_above or item.form == "diamond" else (below, above)
    yield 0.0, Rect.at(middle, first, size)
    yield 10.0, Rect.at(middle, second, size)
    near = LABEL_GAP + 2
    corner = 8 if item.form == "diamond" else 4
    for cost, x in ((14.0, item.x - near - size.width), (16.0, item.x + near)):
        yield cost, Rect.at(x, rect.top + corner - LABEL_GAP - size.height, size)
        yield cost + 1, Rect.at(x, rect.bottom - corner + LABEL_GAP, size)
    yield 30.0, Rect.at(rect.right + LABEL_GAP, item.y - size.height // 2, size)
    yield 32.0, Rect.at(rect.left - LABEL_GAP - size.width, item.y - size.height // 2, size)


def _below_guest(item: Item, guest: Guest, size: Size) -> Iterator[tuple[float, Rect]]:
    x, bottom = item.x + guest.dx, item.rect.bottom
    yield 0.0, Rect.at(x + 6, bottom + EVENT.height // 2, size)
    yield 5.0, Rect.at(x - 6 - size.width, bottom + EVENT.height // 2, size)
    yield 12.0, Rect.at(x + EVENT.width // 2 + 2, bottom + 2, size)
    yield 14.0, Rect.at(x - EVENT.width // 2 - 2 - size.width, bottom + 2, size)


def _along(parts: Iterable[Part], size: Size, *, after: int) -> Iterator[tuple[float, Rect]]:
    travelled = 0.0
    for (x1, y1), (x2, y2), is_common in parts:
        length = abs(x2 - x1) + abs(y2 - y1)
        need = size.width if y1 == y2 else size.height
        least = (40.0 if need + 4 > length else 0.0) + (_COMMON if is_common else 0.0)
        for start in _starts(length, need, after):
            cost = least + _DISTANCE * min(_FAR, travelled + max(0, start))
            if y1 == y2:
                left = x1 + start + after if x2 > x1 else x1 - start - after - size.width
                yield cost, Rect.at(left, y1 - 3 - size.height, size)
                yield cost + 8, Rect.at(left, y1 + 3, size)
            else:
                top = y1 + start + after if y2 > y1 else y1 - start - after - size.height
                yield cost + 6, Rect.at(x1 + 5, top, size)
                yield cost + 9, Rect.at(x1 - 5 - size.width, top, size)
        travelled += length
        after = _NEAR


def _starts(length: int, need: int, after: int) -> Iterator[int]:
    """Yield how far from where a part of a line begins its label may; before it, where the label is the longer."""
    yield from range(0, max(1, length - need + 1), _STEP)
    if need + _NEAR > length:
        yield length - need - after - _NEAR
