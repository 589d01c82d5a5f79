"""Where events stand, and which event definitions BPMN lets them have there."""

from __future__ import annotations

from collections.abc import Mapping

from procflow.bpmn import BoundaryEvent, EndEvent, Event, IntermediateCatchEvent, StartEvent, SubProcess
from procflow.bpmn.families import OF_EVENT_SUB_PROCESS, TRIGGERS

NONE = ""
ALLOWED: Mapping[str, frozenset[str]] = {
    "a start event of a process": (TRIGGERS["startEvent"] - OF_EVENT_SUB_PROCESS) | {NONE},
    "a start event of an event sub-process": TRIGGERS["startEvent"],
    "an intermediate event that waits": TRIGGERS["intermediateCatchEvent"],
    "an intermediate event that throws": TRIGGERS["intermediateThrowEvent"] | {NONE},
    "an event at the border of an activity": TRIGGERS["boundaryEvent"],
    "an end event": TRIGGERS["endEvent"] | {NONE},
}
"""Place to the kinds of definitions an event can have there; the empty kind stands for no definition."""


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
