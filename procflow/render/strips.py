"""Pools and lanes: which way they lie, and where their names stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from procflow.bpmn import Bounds, Diagram, Edge, Lane, Participant, Shape
from procflow.bpmn.orientation import Orientation
from procflow.render.canvas import Canvas, Style
from procflow.render.text import line_height, wrap
from procflow.render.things import Things, line_boxes

_BAND = 30.0
# Left free behind the name of a lane.
_CLEAR = 4.0
_SMALL = 60.0
_NAME_WIDTH = 90.0
_SIDE = 4.0


class Strips:
    """
    Draws the pools and lanes of one page.

    Args:
        page: The page.
    """

    def __init__(self, page: Diagram) -> None:
        self._page = page
        self._ways = Orientation(lambda part: page.shapes.get(part.id))

    def draw(self, canvas: Canvas, element: Participant | Lane, shape: Shape, style: Style, size: float) -> None:
        """Write the name of a pool or lane in letters of *size*; draw the line that parts it from what a pool holds."""
        bounds, upright = shape.bounds, self._ways.is_upright(element)
        if isinstance(element, Participant) and element.process is None:
            _name_of_empty(canvas, element.name, bounds, size)
            return
        band = _BAND if isinstance(element, Participant) or element.name else 0
        if isinstance(element, Participant):
            corner = bounds.x + band * (not upright), bounds.y + band * upright
            far = (bounds.right, corner[1]) if upright else (corner[0], bounds.bottom)
            canvas.line([corner, far], style)
        else:
            band = max(band, self._name_depth(element.name, bounds, size, upright=upright))
        if upright:
            head = Bounds(bounds.x + _SIDE, bounds.y, bounds.width - 2 * _SIDE, band)
            canvas.block(element.name, head, size, max_lines=_rows(band, size))
        else:
            canvas.vertical_block(element.name, bounds._replace(width=band), size)

    def _name_depth(self, name: str, bounds: Bounds, size: float, *, upright: bool) -> float:
        """Return how deep the lines of the name of a lane stand: as deep as they need, up to the first thing in it."""
        strip = _turned(bounds) if upright else bounds
        needed = line_height(size) * len(wrap(name, strip.height - 2 * _SIDE, size)) + 1
        most = min(strip.x + needed + _CLEAR, strip.right)
        return (self._down if upright else self._across).first(strip, most) - strip.x - _CLEAR

    @cached_property
    def _across(self) -> Things:
        return Things(_boxes(self._page))

    @cached_property
    def _down(self) -> Things:
        return Things(map(_turned, _boxes(self._page)))


def _turned(bounds: Bounds) -> Bounds:
    """Return a rectangle with right for down, so that what stands upright is seen as lying."""
    return Bounds(bounds.y, bounds.x, bounds.height, bounds.width)


def _name_of_empty(canvas: Canvas, name: str, bounds: Bounds, size: float) -> None:
    """Write the name of a pool that shows nothing inside into its middle, along its longer side."""
    if bounds.height > bounds.width:
        canvas.vertical_block(name, bounds, size)
        return
    inside = Bounds(bounds.x + _SIDE, bounds.y, bounds.width - 2 * _SIDE, bounds.height)
    canvas.block(name, inside, size, max_lines=_rows(bounds.height, size))


def _rows(height: float, size: float) -> int:
    return max(1, int(height / line_height(size)))


def _boxes(page: Diagram) -> Iterator[Bounds]:
    """Yield the box of everything on *page*: shapes and labels, and each piece of a flow."""
    for shape in page.shapes.values():
        box = shape.bounds
        # The name of what is small stands below it.
        left = min(box.x, box.centre[0] - _NAME_WIDTH / 2) if box.width <= _SMALL else box.x
        yield Bounds(left, box.y, box.right - left, box.height)
    yield from line_boxes(page)
    items: list[Shape | Edge] = [*page.shapes.values(), *page.edges.values()]
    yield from (item.label_bounds for item in items if item.label_bounds is not None)
