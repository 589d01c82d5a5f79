"""The diagram of a model as SVG, from its own coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procflow.bpmn import (
    Bounds,
    Definitions,
    Diagram,
    Edge,
    Element,
    FlowContainer,
    Group,
    Lane,
    Participant,
    Shape,
)
from procflow.render.badges import badge_boxes
from procflow.render.canvas import Canvas
from procflow.render.colours import file_colours
from procflow.render.pages import drawn_page
from procflow.render.shapes import LABEL_SIZE, Mark, Painter, above, label_lines, shown_name
from procflow.render.strips import Strips
from procflow.render.text import line_height, text_width

_MARGIN = 20.0


def diagram_svg(
    model: Definitions, marks: Mapping[str, Mark] | None = None, *, title: str = "", diagram: str = ""
) -> str:
    """
    Return the diagram of *model* as SVG text; a model without coordinates is laid out first, in a copy.

    The colours of the file are drawn where nothing is set off, so that a colour means one thing.

    Args:
        model: The model.
        marks: What to set off, by element id.
        title: What the picture shows; the name of the process if none is given.
        diagram: Id of the diagram, or of what it shows; the first if empty.

    Raises:
        ModelError: The model holds nothing that can be drawn.
        DataError: There is no such diagram.
    """
    drawn, page = drawn_page(model, diagram)
    box = extent(drawn, page)
    canvas = Canvas(box.width, box.height, title or _name(drawn, page if diagram else None))
    canvas.root.set("viewBox", f"{box.x:g} {box.y:g} {box.width:g} {box.height:g}")
    strips, colours = Strips(page), {} if marks else file_colours(drawn, page)
    painter = Painter(canvas, strips, dict(marks or {}), colours)
    paint(painter, drawn, page)
    return canvas.to_text()


def paint(painter: Painter, model: Definitions, page: Diagram) -> None:
    """Draw everything of *page*: containers first, then nodes, then flows, those that are set off last."""
    painter.badges.update(badge_boxes(model, page, painter.marks))
    known = [(element, shape) for key, shape in page.shapes.items() if (element := model.get(key)) is not None]
    for element, shape in sorted(known, key=_depth):
        if _is_container(element, shape):
            painter.shape(element, shape)
    for element, shape in known:
        if not _is_container(element, shape):
            painter.shape(element, shape)
    for key, edge in sorted(page.edges.items(), key=lambda item: item[0] in painter.marks):
        element = model.get(key)
        if element is not None and len(edge.waypoints) > 1:
            painter.edge(element, edge)


def extent(model: Definitions, page: Diagram) -> Bounds:
    """Return the rectangle that holds everything of *page*, labels included, with a margin."""
    boxes = list(_boxes(model, page))
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Bounds(left - _MARGIN, top - _MARGIN, right - left + 2 * _MARGIN, bottom - top + 2 * _MARGIN)


def _boxes(model: Definitions, page: Diagram) -> Iterator[Bounds]:
    items: list[Shape | Edge] = [*page.shapes.values(), *page.edges.values()]
    for item in items:
        element = model.get(item.element_id)
        if isinstance(item, Shape):
            yield item.bounds
        else:
            yield from (Bounds(x, y, 0, 0) for x, y in item.waypoints)
        if item.label_bounds is not None and element is not None:
            yield _label_extent(shown_name(element), item.label_bounds)
        elif isinstance(item, Shape) and isinstance(element, Group) and shown_name(element):
            yield _label_extent(shown_name(element), above(item.bounds, shown_name(element)))
        elif isinstance(item, Shape) and element is not None and element.name and item.bounds.width <= 60:
            below = Bounds(item.bounds.centre[0] - 45, item.bounds.bottom + 3, 90, 0)
            yield _label_extent(element.name, below)


def _label_extent(text: str, bounds: Bounds) -> Bounds:
    lines = label_lines(text, bounds)
    width = max([bounds.width, *(text_width(line, LABEL_SIZE) for line in lines)])
    height = max(bounds.height, line_height(LABEL_SIZE) * len(lines) + 4)
    return Bounds(bounds.centre[0] - width / 2, bounds.y, width, height)


def _is_container(element: Element, shape: Shape) -> bool:
    frames = isinstance(element, Participant | Lane | Group)
    return frames or (isinstance(element, FlowContainer) and shape.is_expanded)


def _depth(item: tuple[Element, Shape]) -> tuple[bool, float]:
    element, shape = item
    return not isinstance(element, Participant), -shape.bounds.width * shape.bounds.height


def _name(model: Definitions, page: Diagram | None) -> str:
    shown = model.get(page.plane_element_id) if page is not None else None
    named = (element.name for element in (shown, *model.participants, *model.processes) if element and element.name)
    return next(named, model.file or "BPMN")
