"""Where events stand, and which event definitions BPMN lets them have there."""

from __future__ import annotations

from collections.abc import Mapping

from procflow.bpmn import BoundaryEvent, EndEvent, Event, IntermediateCatchEvent, StartEvent, SubProcess

_ENDING = "EventDefinition"
_WAITING = frozenset({"message", "timer", "conditional", "signal"})
_THROWN = frozenset({"message", "escalation", "compensate", "signal"})
NONE = ""
ALLOWED: Mapping[str, frozenset[str]] = {
    "a start event of a process": _WAITING | {NONE},
    "a start event of an event sub-process": _WAITING | {"escalation", "error", "compensate"},
    "an intermediate event that waits": _WAITING | {"link"},
    "an intermediate event that throws": _THROWN | {"link", NONE},
    "an event at the border of an activity": _WAITING | {"escalation", "error", "cancel", "compensate"},
    "an end event": _THROWN | {"error", "cancel", "terminate", NONE},
}
"""Place to the kinds of definitions an event can have there; the empty kind stands for no definition."""


def kinds(event: Event) -> tuple[str, ...]:
    """Return the kinds of the definitions of *event*, such as ``message``; none for a blank event."""
    return tuple(definition.kind.removesuffix(_ENDING) for definition in event.event_definitions)


def place(event: Event) -> str:
    """Return where *event* stands, a key of `ALLOWED`; empty for the start of an embedded sub-process."""
    if isinstance(event, StartEvent):
        if not isinstance(event.parent, SubProcess):
            return "a start event of a process"
        return "a start event of an event sub-process" if event.parent.is_event_sub_process else ""
    if isinstance(event, BoundaryEvent):
        return "an event at the border of an activity"
    if isinstance(event, EndEvent):
        return "an end event"
    waits = isinstance(event, IntermediateCatchEvent)
    return "an intermediate event that waits" if waits else "an intermediate event that throws"
