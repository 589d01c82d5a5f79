"""The diagram on paper: whole where its labels can be read, else whole and again in parts side by side."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from procflow.bpmn import Bounds, Definitions, FlowNode, SubProcess
from procflow.render import diagram_svg, png
from procflow.render.diagram import extent
from procflow.render.pages import with_diagram
from procflow.xml import parse

PIXEL_CM = 2.54 / 96
# Labels are drawn 11 pixels high, 8.25 points; below two thirds of that they cannot be read on paper.
READABLE = 0.67
_OVERLAP = 30.0
_CLEAR = 6.0
_LABEL_WIDTH = 90.0
_DOTS_PER_CM = 200 / 2.54
_MAX_STRIP = 200.0
_SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room for a picture on a page, in centimetres."""

    width_cm: float
    height_cm: float


@dataclass(frozen=True, slots=True)
class Picture:
    """
    One picture to be put on a page.

    Attributes:
        png: The picture.
        width_cm: How wide it stands.
        part: Number of the part, 0 for the whole diagram.
        parts: How many parts there are, 0 where the whole is readable.
    """

    png: bytes
    width_cm: float
    part: int = 0
    parts: int = 0


def pictures(model: Definitions, sheet: Sheet) -> tuple[Picture, ...]:
    """
    Return the diagram of *model* as it fits pages of *sheet*.

    Where the whole would be too small to read, parts follow it, cut between elements, each with the names of the lanes
    at its left.

    Raises:
        ModelError: The model holds nothing that can be drawn.
    """
    drawn = with_diagram(model)
    svg, box = diagram_svg(drawn), extent(drawn, drawn.diagrams[0])
    tallest = min(1.0, sheet.height_cm / (box.height * PIXEL_CM))
    scale = min(tallest, sheet.width_cm / (box.width * PIXEL_CM))
    strip = _strip(drawn, box)
    room = sheet.width_cm / (PIXEL_CM * tallest) - strip
    windows = list(_windows(drawn, box, strip, room)) if scale < min(READABLE, tallest) else []
    whole = _picture(svg, box.width, scale, 0, len(windows))
    parts = (
        _picture(_part(svg, box, strip, window), strip + window[1] - window[0], tallest, number, len(windows))
        for number, window in enumerate(windows, start=1)
    )
    return (whole, *parts)


def _picture(svg: str, width_px: float, scale: float, part: int, parts: int) -> Picture:
    return Picture(png(svg, zoom=_DOTS_PER_CM * PIXEL_CM * scale), width_px * PIXEL_CM * scale, part, parts)


def needs_height(model: Definitions, sheet: Sheet) -> bool:
    """Return whether *model* is so tall that its labels cannot be read on *sheet*, however wide it is."""
    drawn = with_diagram(model)
    height_cm = extent(drawn, drawn.diagrams[0]).height * PIXEL_CM
    return sheet.height_cm < READABLE * height_cm


def _spans(drawn: Definitions) -> list[tuple[float, float]]:
    """Return from where to where elements and their labels stand, so that no cut goes through them."""
    spans = []
    for key, shape in drawn.diagrams[0].shapes.items():
        element = drawn.get(key)
        if not isinstance(element, FlowNode) or (isinstance(element, SubProcess) and shape.is_expanded):
            continue
        left, right = shape.bounds.x, shape.bounds.right
        if shape.label_bounds is not None:
            left, right = min(left, shape.label_bounds.x), max(right, shape.label_bounds.right)
        elif element.name and shape.bounds.width < _LABEL_WIDTH:
            middle = shape.bounds.centre[0]
            left, right = middle - _LABEL_WIDTH / 2, middle + _LABEL_WIDTH / 2
        spans.append((left, right))
    return spans


def _strip(drawn: Definitions, box: Bounds) -> float:
    """Return how wide the names of pools and lanes stand at the left, 0 where nothing is drawn in lanes."""
    if not any(process.lanes for process in drawn.processes):
        return 0.0
    width = min(left for left, _ in _spans(drawn)) - box.x - _CLEAR
    return width if 0 < width <= _MAX_STRIP else 0.0


def _windows(drawn: Definitions, box: Bounds, strip: float, room: float) -> Iterator[tuple[float, float]]:
    """Yield the left and right edge of each part, cut between elements where that leaves it three fifths full."""
    spans = _spans(drawn)
    left = box.x + strip
    while left + room < box.right:
        fits = (begin - _CLEAR for begin, _ in spans if left + 0.6 * room <= begin - _CLEAR <= left + room)
        cut = max((x for x in fits if _is_free(x, spans)), default=left + room)
        yield left, cut
        left = cut - _OVERLAP if _is_free(cut - _OVERLAP, spans) else cut
    yield left, box.right


def _is_free(x: float, spans: list[tuple[float, float]]) -> bool:
    return not any(left < x < right for left, right in spans)


def _part(svg: str, box: Bounds, strip: float, window: tuple[float, float]) -> str:
    """Return the picture of one part: the names of the lanes, and beside them what lies in *window*."""
    left, right = window
    whole = parse(svg.encode("utf-8"), file="diagram.svg").getroot()
    part = etree.Element(f"{{{_SVG}}}svg", dict(whole.attrib), nsmap={None: _SVG})
    _frame(part, 0, strip + right - left, Bounds(0, 0, strip + right - left, box.height))
    if strip:
        names = etree.SubElement(part, f"{{{_SVG}}}svg")
        names.extend(copy.deepcopy(list(whole)))
        _frame(names, 0, strip, Bounds(box.x, box.y, strip, box.height))
    body = etree.SubElement(part, f"{{{_SVG}}}svg")
    body.extend(list(whole))
    _frame(body, strip, right - left, Bounds(left, box.y, right - left, box.height))
    return etree.tostring(part, encoding="unicode")


def _frame(node: etree._Element, x: float, width: float, view: Bounds) -> None:
    sizes = {"x": x, "y": 0, "width": width, "height": view.height}
    for name, value in sizes.items():
        node.set(name, f"{value:g}")
    node.set("viewBox", f"{view.x:g} {view.y:g} {view.width:g} {view.height:g}")
