"""Pools and lanes: which way they lie, and where their names stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from procflow.bpmn import Bounds, Diagram, Edge, Lane, Participant, Shape
from procflow.bpmn.orientation import is_upright
from procflow.render.canvas import Canvas, Style
from procflow.render.text import line_height, wrap

_BAND = 30.0
# Left free behind the name of a lane.
_CLEAR = 4.0
_SMALL = 60.0
_NAME_WIDTH = 90.0
_SIDE = 4.0


def draw_strip(canvas: Canvas, element: Participant | Lane, shape: Shape, style: Style, size: float) -> None:
    """Write the name of a pool or lane in letters of *size*, and draw the line that parts it from what a pool holds."""
    bounds, upright = shape.bounds, _is_upright(element, shape)
    if isinstance(element, Participant) and element.process is None:
        _name_of_empty(canvas, element.name, bounds, size)
        return
    band = _BAND if isinstance(element, Participant) or element.name else 0
    if isinstance(element, Participant):
        corner = bounds.x + band * (not upright), bounds.y + band * upright
        far = (bounds.right, corner[1]) if upright else (corner[0], bounds.bottom)
        canvas.line([corner, far], style)
    named = max(band, _name_depth(element, bounds, size, upright=upright)) if isinstance(element, Lane) else band
    if upright:
        head = Bounds(bounds.x + _SIDE, bounds.y, bounds.width - 2 * _SIDE, named)
        canvas.block(element.name, head, size, max_lines=_rows(named, size))
    else:
        canvas.vertical_block(element.name, bounds._replace(width=named), size)


def _is_upright(element: Participant | Lane, shape: Shape) -> bool:
    """Tell whether a pool or lane stands upright on the page that *shape* is of."""
    pages = (page.shapes for page in element.definitions.diagrams)
    shapes = next((shapes for shapes in pages if shapes.get(element.id) == shape), {element.id: shape})
    return is_upright(element, lambda part: shapes.get(part.id))


def _name_of_empty(canvas: Canvas, name: str, bounds: Bounds, size: float) -> None:
    """Write the name of a pool that shows nothing inside into its middle, along its longer side."""
    if bounds.height > bounds.width:
        canvas.vertical_block(name, bounds, size)
        return
    inside = Bounds(bounds.x + _SIDE, bounds.y, bounds.width - 2 * _SIDE, bounds.height)
    canvas.block(name, inside, size, max_lines=_rows(bounds.height, size))


def _rows(height: float, size: float) -> int:
    return max(1, int(height / line_height(size)))


def _name_depth(lane: Lane, bounds: Bounds, size: float, *, upright: bool) -> float:
    """Return how deep the lines of the name of a lane stand: as deep as they need, up to the first thing in it."""
    along = bounds.width if upright else bounds.height
    needed = line_height(size) * len(wrap(lane.name, along - 2 * _SIDE, size)) + 1
    pages = (page for page in lane.definitions.diagrams if lane.id in page.shapes)
    things = (thing for page in pages for thing in _things(page))
    if upright:
        firsts = (box.y for box in things if box.x < bounds.right and box.right > bounds.x and box.y > bounds.y)
        return min(needed, min(firsts, default=bounds.bottom) - bounds.y - _CLEAR)
    firsts = (box.x for box in things if box.y < bounds.bottom and box.bottom > bounds.y and box.x > bounds.x)
    return min(needed, min(firsts, default=bounds.right) - bounds.x - _CLEAR)


def _things(page: Diagram) -> Iterator[Bounds]:
    """Yield the box of everything on *page*: shapes and labels, and each piece of a flow."""
    for shape in page.shapes.values():
        box = shape.bounds
        # The name of what is small stands below it.
        left = min(box.x, box.centre[0] - _NAME_WIDTH / 2) if box.width <= _SMALL else box.x
        yield Bounds(left, box.y, box.right - left, box.height)
    for edge in page.edges.values():
        for (x, y), (next_x, next_y) in pairwise(edge.waypoints):
            yield Bounds(min(x, next_x), min(y, next_y), abs(x - next_x) + 1, abs(y - next_y) + 1)
    items: list[Shape | Edge] = [*page.shapes.values(), *page.edges.values()]
    yield from (item.label_bounds for item in items if item.label_bounds is not None)
