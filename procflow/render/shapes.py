"""How each kind of element is drawn, after the shapes of BPMN 2.0.2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from procflow.bpmn import (
    Activity,
    Association,
    BoundaryEvent,
    Bounds,
    CallActivity,
    DataAssociation,
    DataObjectReference,
    DataStoreReference,
    Edge,
    Element,
    EndEvent,
    Event,
    EventBasedGateway,
    Gateway,
    Group,
    IntermediateCatchEvent,
    Lane,
    MessageFlow,
    Participant,
    SequenceFlow,
    Shape,
    StartEvent,
    SubProcess,
    TextAnnotation,
    ThrowEvent,
)
from procflow.bpmn.layout.sizes import holds_something
from procflow.render.canvas import Canvas, Style
from procflow.render.icons import SIGNED, event_gateway_sign, event_kind, event_sign, gateway_sign, task_sign
from procflow.render.markers import MARKER_RADIUS, draw_markers, is_many, marker_places, markers_of
from procflow.render.strips import Strips
from procflow.render.task_text import Line, Round, around, clear_lines, flowed_lines
from procflow.render.text import line_height, wrap

LABEL_SIZE = 11.0
_LABEL_SLACK = 1.04  # letters are up to this much wider here than in Arial, for which the box was made
_LEAST_LABEL = 60  # a narrower box, as other tools write them, would break words that have room beside it
TASK_SIZE = 12.0
_TASK_SIZES = (TASK_SIZE, 11.0, 10.0)
# No letters smaller than the last are read on paper.
_TIGHT_SIZES = (10.0, 9.0, 8.0)
_PADDING = 7.0
_TIGHT = 3.0
_INK = "#22242a"
_PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Mark:
    """
    What a drawn element is set off with.

    Attributes:
        stroke: Colour of the line.
        fill: Colour of the area.
        badge: Short text at its upper right corner, empty for none.
    """

    stroke: str
    fill: str
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Painter:
    """
    Draws elements of one page on one canvas.

    Attributes:
        canvas: What it draws on.
        strips: Draws the pools and lanes of the page.
        marks: What is set off, by element id.
        colours: Line and area colour of the file by element id, each empty where the file has none.
        badges: Where badges stand, by element id; at the upper right corner if nothing is said.
    """

    canvas: Canvas
    strips: Strips
    marks: dict[str, Mark] = field(default_factory=dict)
    colours: dict[str, tuple[str, str]] = field(default_factory=dict)
    badges: dict[str, Bounds] = field(default_factory=dict)

    def shape(self, element: Element, shape: Shape) -> None:
        """Draw *element* as *shape*."""
        self.canvas.group(element.id, element.kind, _tooltip(element))
        style = self._style(element)
        match element:
            case Participant() | Lane():
                self._strip(element, shape, style)
            case Event():
                self._event(element, shape, style)
            case Gateway():
                self._gateway(element, shape, style)
            case Activity():
                self._activity(element, shape, style)
            case _:
                self._other(element, shape, style)
        self._badge(element, shape.bounds)

    def edge(self, element: Element, edge: Edge) -> None:
        """Draw *element* along *edge*."""
        self.canvas.group(element.id, element.kind, _tooltip(element))
        style = replace(self._style(element), fill="none", width=1.4)
        match element:
            case SequenceFlow():
                self._sequence_flow(element, edge, style)
            case MessageFlow():
                self.canvas.line(edge.waypoints, replace(style, dash="8 5"), end="pf-open-arrow")
                self.canvas.circle(edge.waypoints[0], 4, replace(style, fill=_PAPER))
            case Association() | DataAssociation():
                start, end = _arrows(element)
                self.canvas.line(edge.waypoints, replace(style, dash="2 4"), end=end, start=start)
            case _:
                self.canvas.line(edge.waypoints, style)
        self._label(element.name, edge.label_bounds or beside(edge, element.name))

    def _style(self, element: Element) -> Style:
        mark = self.marks.get(element.id)
        if mark is not None:
            return Style(stroke=mark.stroke, fill=mark.fill, width=2.5)
        stroke, fill = self.colours.get(element.id, ("", ""))
        return Style(stroke or _INK, fill or _PAPER)

    def _badge(self, element: Element, bounds: Bounds) -> None:
        mark = self.marks.get(element.id)
        if mark is None or not mark.badge:
            return
        box = self.badges.get(element.id) or badge_box(mark.badge, bounds)
        self.canvas.rectangle(box, Style(stroke=mark.stroke, fill=mark.stroke), radius=8)
        self.canvas.text(mark.badge, (box.centre[0], box.centre[1] + 4), LABEL_SIZE, weight="bold")
        self.canvas.here[-1].set("fill", _PAPER)

    def _strip(self, element: Participant | Lane, shape: Shape, style: Style) -> None:
        fill = "none" if style.fill == _PAPER else style.fill
        self.canvas.rectangle(shape.bounds, replace(style, fill=fill))
        self.strips.draw(self.canvas, element, shape, style, TASK_SIZE)
        if isinstance(element, Participant) and is_many(element):
            draw_markers(self.canvas, ["parallel"], shape.bounds)

    def _event(self, element: Event, shape: Shape, style: Style) -> None:
        centre, radius = shape.bounds.centre, shape.bounds.width / 2
        waits = (isinstance(element, BoundaryEvent) and not element.cancel_activity) or (
            isinstance(element, StartEvent) and not element.is_interrupting
        )
        ring = replace(style, dash="5 3") if waits else style
        self.canvas.circle(centre, radius, replace(ring, width=4) if isinstance(element, EndEvent) else ring)
        if isinstance(element, BoundaryEvent | IntermediateCatchEvent) or element.kind == "intermediateThrowEvent":
            self.canvas.circle(centre, radius - 3.5, replace(ring, width=1.2))
        event_sign(self.canvas, event_kind(element), centre, filled=isinstance(element, ThrowEvent))
        self._label(element.name, shape.label_bounds or below(shape.bounds, element.name))

    def _gateway(self, element: Gateway, shape: Shape, style: Style) -> None:
        bounds, (x, y) = shape.bounds, shape.bounds.centre
        diamond = f"M {x} {bounds.y} L {bounds.right} {y} L {x} {bounds.bottom} L {bounds.x} {y} z"
        self.canvas.path(diamond, style)
        if isinstance(element, EventBasedGateway):
            event_gateway_sign(self.canvas, element, (x, y))
        else:
            gateway_sign(self.canvas, element.kind, (x, y))
        self._label(element.name, shape.label_bounds or below(bounds, element.name))

    def _activity(self, element: Activity, shape: Shape, style: Style) -> None:
        bounds = shape.bounds
        heavy = isinstance(element, CallActivity)
        dashed = isinstance(element, SubProcess) and element.is_event_sub_process
        outline = replace(style, width=4 if heavy else style.width, dash="2 3" if dashed else "")
        self.canvas.rectangle(bounds, outline, radius=10)
        if element.kind == "transaction":
            inner = Bounds(bounds.x + 3, bounds.y + 3, bounds.width - 6, bounds.height - 6)
            self.canvas.rectangle(inner, replace(style, fill="none"), radius=8)
        task_sign(self.canvas, element.kind, bounds)
        expanded = isinstance(element, SubProcess) and shape.is_expanded and holds_something(element)
        self._activity_label(element, bounds, expanded=expanded)
        draw_markers(self.canvas, markers_of(element, expanded=expanded), bounds)

    def _activity_label(self, element: Activity, bounds: Bounds, *, expanded: bool) -> None:
        if expanded:
            top = Bounds(bounds.x + 10, bounds.y + 4, bounds.width - 20, line_height(TASK_SIZE))
            self.canvas.block(element.name, top, TASK_SIZE, max_lines=1)
            return
        inside = Bounds(bounds.x + _PADDING, bounds.y, bounds.width - 2 * _PADDING, bounds.height)
        room = Bounds(bounds.x + _TIGHT, bounds.y + _TIGHT, bounds.width - 2 * _TIGHT, bounds.height - 2 * _TIGHT)
        lines, size = self._name_lines(element, inside, room)
        for line in lines:
            self.canvas.text(line.text, (line.x, line.y), size)
        if not lines:
            rows = max(1, int((bounds.height - 6) / line_height(TASK_SIZE)))
            self.canvas.block(element.name, inside, TASK_SIZE, max_lines=rows)

    def _name_lines(self, element: Activity, inside: Bounds, room: Bounds) -> tuple[list[Line], float]:
        """
        Return the name in lines clear of border, events and signs, and their size.

        First as a block in the middle of *inside*, then in *room* around what is in its way, in ever smaller letters.
        """
        events = list(_events_at(element, inside))
        places = marker_places(markers_of(element, expanded=False), inside)
        signs = [Round((inside.x + 6, inside.y + 13), 9)] * (element.kind in SIGNED)
        signs += [Round(place, MARKER_RADIUS) for place in places]
        high = inside._replace(y=inside.y + 2, height=inside.height - 4)
        lines, size = clear_lines(element.name, high, _TASK_SIZES, [*events, *signs])
        return (lines, size) if lines else flowed_lines(element.name, room, _TIGHT_SIZES, [*events, *signs])

    def _other(self, element: Element, shape: Shape, style: Style) -> None:
        bounds = shape.bounds
        match element:
            case DataObjectReference():
                fold = 10
                outline = (
                    f"M {bounds.x} {bounds.y} H {bounds.right - fold} l {fold} {fold} V {bounds.bottom} H {bounds.x} z"
                )
                corner = f"M {bounds.right - fold} {bounds.y} v {fold} h {fold}"
                self.canvas.path(outline, style)
                self.canvas.path(corner, replace(style, fill="none"))
                if element.data_object is not None and element.data_object.is_collection:
                    draw_markers(self.canvas, ["parallel"], bounds)
                self._label(element.name, shape.label_bounds or below(bounds, element.name))
            case DataStoreReference():
                self.canvas.path(_cylinder(bounds), style)
                self._label(element.name, shape.label_bounds or below(bounds, element.name))
            case TextAnnotation():
                data = f"M {bounds.x + 10} {bounds.y} H {bounds.x} V {bounds.bottom} h 10"
                self.canvas.path(data, replace(style, fill="none"))
                inside = Bounds(bounds.x + 5, bounds.y, bounds.width - 5, bounds.height)
                self.canvas.block(element.text, inside, LABEL_SIZE)
            case Group():
                self.canvas.rectangle(bounds, replace(style, fill="none", dash="10 5 2 5"), radius=8)
                self._label(shown_name(element), shape.label_bounds or above(bounds, shown_name(element)))
            case _:
                self.canvas.rectangle(bounds, replace(style, dash="4 4"))
                self.canvas.block(element.name or element.kind, bounds, LABEL_SIZE)

    def _sequence_flow(self, element: SequenceFlow, edge: Edge, style: Style) -> None:
        self.canvas.line(edge.waypoints, style, end="pf-arrow")
        (x, y), (next_x, next_y) = edge.waypoints[0], edge.waypoints[1]
        length = max(1.0, ((next_x - x) ** 2 + (next_y - y) ** 2) ** 0.5)
        ux, uy = (next_x - x) / length, (next_y - y) / length
        if element.is_default:
            cx, cy = x + ux * 9, y + uy * 9
            dx, dy = (ux - uy) * 5, (uy + ux) * 5
            self.canvas.line([(cx - dx, cy - dy), (cx + dx, cy + dy)], style)
        elif element.condition is not None and not isinstance(element.source, Gateway):
            side = f"L {x + ux * 8 - uy * 4} {y + uy * 8 + ux * 4} L {x + ux * 16} {y + uy * 16}"
            data = f"M {x} {y} {side} L {x + ux * 8 + uy * 4} {y + uy * 8 - ux * 4} z"
            self.canvas.path(data, replace(style, fill=_PAPER))

    def _label(self, text: str, bounds: Bounds | None) -> None:
        if not text or bounds is None:
            return
        x = bounds.centre[0]
        for position, line in enumerate(label_lines(text, bounds)):
            self.canvas.text(line, (x, bounds.y + LABEL_SIZE + position * line_height(LABEL_SIZE)), LABEL_SIZE)


def badge_box(badge: str, bounds: Bounds) -> Bounds:
    """Return where the badge of what is drawn at *bounds* stands if nothing is in its way."""
    width = 10 + 6.2 * len(badge)
    # What is left of the middle belongs to the name of a gateway.
    return Bounds(max(bounds.right - width * 0.6, bounds.centre[0]), bounds.y - 9, width, 17)


def label_lines(text: str, bounds: Bounds) -> tuple[str, ...]:
    """Return the lines of a label beside its element: as many as the layout makes in Arial, which measures less."""
    return wrap(text, max(bounds.width * _LABEL_SLACK, _LEAST_LABEL), LABEL_SIZE)


def shown_name(element: Element) -> str:
    """Return what is written at *element*: its name, for a group its category value."""
    value = element.category_value if isinstance(element, Group) else None
    return element.name if value is None else value.value


def above(bounds: Bounds, text: str) -> Bounds:
    """Return where the label of a group stands if the file does not say so: centred above its upper border."""
    height = line_height(LABEL_SIZE) * len(label_lines(text, bounds))
    return Bounds(bounds.x, bounds.y - height - 4, bounds.width, height)


def _arrows(element: Association | DataAssociation) -> tuple[str, str]:
    """Return the arrow heads at the beginning and at the end of a dotted line, each empty for none."""
    direction = element.direction if isinstance(element, Association) else "One"
    return "pf-open-arrow" * (direction == "Both"), "pf-open-arrow" * (direction in {"One", "Both"})


def _tooltip(element: Element) -> str:
    return "\n".join(part for part in (shown_name(element), element.documentation) if part)


def _events_at(element: Activity, inside: Bounds) -> Iterator[Round]:
    """Yield the circle of each event at the border of *element*, as the page shows it where *inside* is drawn."""
    for page in element.definitions.diagrams:
        shape = page.shapes.get(element.id)
        if shape is not None and shape.bounds.centre == inside.centre:
            events = (page.shapes.get(event.id) for event in element.boundary_events)
            yield from (around(event.bounds) for event in events if event is not None)


def below(bounds: Bounds, text: str) -> Bounds | None:
    """Return where the label of an event or gateway stands if the file does not say so; None where it has none."""
    if not text:
        return None
    return Bounds(
        bounds.centre[0] - 45, bounds.bottom + 3, 90, line_height(LABEL_SIZE) * len(wrap(text, 90, LABEL_SIZE))
    )


def beside(edge: Edge, text: str) -> Bounds | None:
    """Return where the label of a flow stands if the file does not say so; None where it has none."""
    if not text or not edge.waypoints:
        return None
    (x, y), (next_x, next_y) = edge.waypoints[0], edge.waypoints[min(1, len(edge.waypoints) - 1)]
    height = line_height(LABEL_SIZE) * len(wrap(text, 90, LABEL_SIZE))
    middle = (x + next_x) / 2, (y + next_y) / 2
    if abs(next_y - y) > abs(next_x - x):
        return Bounds(middle[0] + 6, middle[1] - height / 2, 90, height)
    return Bounds(middle[0] - 45, middle[1] - height - 5, 90, height)


def _cylinder(bounds: Bounds) -> str:
    rim = bounds.height * 0.15
    half = bounds.width / 2
    curve = f"M {bounds.x} {bounds.y + rim} a {half} {rim} 0 0 1 {bounds.width} 0 V {bounds.bottom - rim}"
    back = f"a {half} {rim} 0 0 1 {-bounds.width} 0 z"
    return f"{curve} {back} M {bounds.x} {bounds.y + rim} a {half} {rim} 0 0 0 {bounds.width} 0"
