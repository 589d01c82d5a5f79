"""What events throw, what they catch and how they fire."""

from __future__ import annotations

from procflow.bpmn.model.events import (
    CancelEventDefinition,
    CompensateEventDefinition,
    ErrorEventDefinition,
    EscalationEventDefinition,
    Event,
    EventDefinition,
    TerminateEventDefinition,
)
from procflow.bpmn.model.flow import FlowNode
from procflow.bpmn.soundness.net import Kind, Node, Trigger
from procflow.bpmn.soundness.ways import is_compensation_only

_THROWN: dict[type[EventDefinition], Kind] = {
    TerminateEventDefinition: Kind.TERMINATE,
    ErrorEventDefinition: Kind.ERROR,
    EscalationEventDefinition: Kind.ESCALATION,
    CancelEventDefinition: Kind.CANCEL,
}


def thrown_by(element: Event, otherwise: Kind) -> tuple[Kind, str]:
    """Return what an event throws: the first of its definitions decides."""
    first = next(iter(element.event_definitions), None)
    if first is None or type(first) not in _THROWN:
        return otherwise, ""
    return _THROWN[type(first)], _reference(first)


def trigger_of(event: FlowNode, *, interrupting: bool) -> Trigger | None:
    """Return how *event* fires, None if only compensation brings it about."""
    if is_compensation_only(event):
        return None
    definitions = event.event_definitions if isinstance(event, Event) else ()
    alive = [one for one in definitions if not isinstance(one, CompensateEventDefinition)]
    catches = tuple((_THROWN[type(one)], _reference(one)) for one in alive if type(one) in _THROWN)
    alone = not alive or any(not isinstance(one, CancelEventDefinition) for one in alive)
    return Trigger(event.id, interrupting, catches, alone, Node(event.id, Kind.SOURCE, weight=0))


def _reference(definition: EventDefinition) -> str:
    if isinstance(definition, ErrorEventDefinition):
        return definition.error.id if definition.error is not None else ""
    if isinstance(definition, EscalationEventDefinition):
        return definition.escalation.id if definition.escalation is not None else ""
    return ""
