"""Where events stand, and which event definitions BPMN lets them have there."""

from __future__ import annotations

from procflow.bpmn import Event, SubProcess
from procflow.bpmn.families import event_place


def place(event: Event) -> str:
    """Return where *event* stands, a key of `EVENT_PLACES`."""
    above = event.parent
    is_triggered = isinstance(above, SubProcess) and above.is_event_sub_process
    return event_place(event.kind, within=above.kind if above is not None else "", is_triggered=is_triggered)
