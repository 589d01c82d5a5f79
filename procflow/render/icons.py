"""The small signs of BPMN: what kind of task, event or gateway a shape is."""

from __future__ import annotations

from math import cos, pi, sin

from procflow.bpmn import Bounds, CatchEvent, Event, EventBasedGateway, Point
from procflow.render.canvas import Canvas, Style, number

# The kinds of task with a sign in the corner.
SIGNED = frozenset(
    {"userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask"}
)
# Kinds of sign for events with several definitions, of which one or all happen.
MULTIPLE = "multiple"
PARALLEL_MULTIPLE = "parallelMultiple"
_INK = "#22242a"
_LINE = Style(stroke=_INK, fill="none", width=1.2)
_SOLID = Style(stroke=_INK, fill=_INK, width=1)
_EMPTY = Style(stroke=_INK, fill="#ffffff", width=1.2)


def task_sign(canvas: Canvas, kind: str, bounds: Bounds) -> None:
    """Draw the sign of a task kind into the upper left corner of its shape."""
    x, y = bounds.x + 6, bounds.y + 6
    match kind:
        case "userTask":
            canvas.circle((x + 7, y + 4), 3, _EMPTY)
            canvas.path(f"M {x + 1} {y + 14} v -2 a 6 5 0 0 1 12 0 v 2 z", _EMPTY)
        case "manualTask":
            canvas.path(f"M {x} {y + 5} h 8 l -2 -3 h 3 l 4 4 v 6 l -2 2 h -9 z", _EMPTY)
        case "serviceTask":
            gear(canvas, (x + 7, y + 7), 6)
        case "scriptTask":
            canvas.path(f"M {x + 3} {y} h 10 q -4 4 0 7 t 0 7 h -10 q 4 -4 0 -7 t 0 -7 z", _EMPTY)
        case "businessRuleTask":
            canvas.path(
                f"M {x} {y} h 14 v 12 h -14 z M {x} {y + 4} h 14 M {x + 5} {y + 4} v 8 M {x} {y + 8} h 14", _LINE
            )
        case "sendTask":
            envelope(canvas, Bounds(x, y, 14, 10), filled=True)
        case "receiveTask":
            envelope(canvas, Bounds(x, y, 14, 10), filled=False)
        case _:
            return


def event_sign(canvas: Canvas, definition: str, centre: Point, *, filled: bool) -> None:
    """Draw the sign of an event definition around *centre*; *filled* for events that throw."""
    x, y = centre
    if definition == "timerEventDefinition":
        clock(canvas, centre)
    elif definition == "messageEventDefinition":
        envelope(canvas, Bounds(x - 8, y - 5.5, 16, 11), filled=filled)
    elif definition == "terminateEventDefinition":
        canvas.circle(centre, 9, _SOLID)
    elif definition == MULTIPLE:
        canvas.path(pentagon(centre, 9), _SOLID if filled else _EMPTY)
    elif definition in _OUTLINES:
        canvas.path(f"M {x} {y} {_OUTLINES[definition]}", _SOLID if filled else _EMPTY)


# Relative to the middle of the event.
_OUTLINES: dict[str, str] = {
    "errorEventDefinition": "m -8 7 l 5 -14 l 5 8 l 6 -8 l -5 14 l -5 -8 z",
    "signalEventDefinition": "m 0 -8 l 8 14 h -16 z",
    "escalationEventDefinition": "m 0 -8 l 6 16 l -6 -6 l -6 6 z",
    "conditionalEventDefinition": "m -6 -8 h 12 v 16 h -12 z m 2 4 h 8 m -8 4 h 8 m -8 4 h 8",
    "linkEventDefinition": "m -8 -4 h 8 v -4 l 8 8 l -8 8 v -4 h -8 z",
    "compensateEventDefinition": "m -9 0 l 8 -6 v 12 z m 8 0 l 8 -6 v 12 z",
    PARALLEL_MULTIPLE: "m -2.5 -8 h 5 v 5.5 h 5.5 v 5 h -5.5 v 5.5 h -5 v -5.5 h -5.5 v -5 h 5.5 z",
    "cancelEventDefinition": "m -6 -4 l 2 -2 l 4 4 l 4 -4 l 2 2 l -4 4 l 4 4 l -2 2 l -4 -4 l -4 4 l -2 -2 l 4 -4 z",
}


def event_kind(event: Event) -> str:
    """Return the kind of sign that *event* bears: that of its definition, or one for several; empty for none."""
    kinds = [definition.kind for definition in event.event_definitions]
    if len(kinds) > 1:
        return PARALLEL_MULTIPLE if isinstance(event, CatchEvent) and event.is_parallel_multiple else MULTIPLE
    return kinds[0] if kinds else ""


def event_gateway_sign(canvas: Canvas, gateway: EventBasedGateway, centre: Point) -> None:
    """Draw the sign of an event-based gateway: one ring if it starts the process, a plus if it waits for all."""
    canvas.circle(centre, 13, _LINE)
    if not gateway.instantiates:
        canvas.circle(centre, 10.5, _LINE)
    if gateway.is_parallel:
        x, y = centre
        canvas.path(f"M {x} {y} {_OUTLINES[PARALLEL_MULTIPLE]}", _LINE)
    else:
        canvas.path(pentagon(centre, 7), _LINE)


def gateway_sign(canvas: Canvas, kind: str, centre: Point) -> None:
    """Draw the sign of a gateway kind around *centre*."""
    x, y = centre
    thick = Style(stroke=_INK, fill="none", width=3)
    match kind:
        case "exclusiveGateway":
            canvas.path(f"M {x - 7} {y - 7} L {x + 7} {y + 7} M {x - 7} {y + 7} L {x + 7} {y - 7}", thick)
        case "parallelGateway":
            canvas.path(f"M {x - 10} {y} h 20 M {x} {y - 10} v 20", thick)
        case "inclusiveGateway":
            canvas.circle(centre, 10, Style(_INK, "none", 2.5))
        case _:
            canvas.path(
                f"M {x - 10} {y} h 20 M {x} {y - 10} v 20 M {x - 7} {y - 7} l 14 14 M {x - 7} {y + 7} l 14 -14", thick
            )


def clock(canvas: Canvas, centre: Point) -> None:
    """Draw a clock face."""
    x, y = centre
    canvas.circle(centre, 9, _EMPTY)
    canvas.path(f"M {x} {y} L {x} {y - 6.5} M {x} {y} L {x + 4.5} {y + 2}", _LINE)


def envelope(canvas: Canvas, bounds: Bounds, *, filled: bool) -> None:
    """Draw an envelope."""
    flap = f"M {bounds.x} {bounds.y} L {bounds.centre[0]} {bounds.centre[1] + 1} L {bounds.right} {bounds.y}"
    canvas.rectangle(bounds, _SOLID if filled else _EMPTY)
    canvas.path(flap, Style(stroke="#ffffff" if filled else _INK, fill="none", width=1.2))


def gear(canvas: Canvas, centre: Point, radius: float) -> None:
    """Draw a gear wheel."""
    x, y = centre
    spokes = " ".join(
        f"M {number(x + cos(pi * n / 4) * radius * 0.6)} {number(y + sin(pi * n / 4) * radius * 0.6)} "
        f"L {number(x + cos(pi * n / 4) * radius * 1.15)} {number(y + sin(pi * n / 4) * radius * 1.15)}"
        for n in range(8)
    )
    canvas.path(spokes, Style(_INK, "none", 2))
    canvas.circle(centre, radius * 0.75, _EMPTY)
    canvas.circle(centre, radius * 0.3, _EMPTY)


def pentagon(centre: Point, radius: float) -> str:
    """Return path data of a pentagon standing on its side."""
    corners = (
        f"{number(centre[0] + radius * sin(2 * pi * n / 5))} {number(centre[1] - radius * cos(2 * pi * n / 5))}"
        for n in range(5)
    )
    return "M " + " L ".join(corners) + " z"
