"""An event waits for or throws what BPMN lets it, where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import BoundaryEvent, Definitions, Event, StartEvent
from procflow.bpmn.families import event_fault
from procflow.bpmn.rules import transaction_fault
from procflow.lint.event_places import place
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import own_definitions

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the events with a definition that cannot stand there, or without one where one must."""
    for event in model.elements(Event):
        # A start without definition and definitions of its own in a sub-process are findings of other rules.
        own = event.triggers
        is_embedded = place(event) == "a start event of a sub-process"
        if not isinstance(event, StartEvent) or (own and not (is_embedded and own_definitions(event))):
            yield from _wrong(event, place(event), own)
        for definition in event.event_definitions:
            if definition.parent not in (event, model):
                hint = "give the event a definition of its own, or move that one out of its event"
                yield Problem(event, f"it refers to {definition.id!r}, the definition of another event", hint)


def _wrong(event: Event, where: str, own: tuple[str, ...]) -> Iterator[Problem]:
    fault = event_fault(where, own)
    if fault is not None:
        yield Problem(event, *fault)
        return
    host = event.attached_to.node if isinstance(event, BoundaryEvent) else None
    fault = transaction_fault(event.node, own, host)
    if fault is not None:
        yield Problem(event, *fault)
    elif "link" in own and len(own) > 1:
        yield Problem(event, "a link event has another definition beside", "draw one event for each")
