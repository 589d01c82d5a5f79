"""No sequence flow enters an event at the border of an activity, and one leaves it."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import BoundaryEvent, Definitions
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the boundary events that a flow enters, and those, compensation aside, that none leaves."""
    for event in model.elements(BoundaryEvent):
        if event.incoming:
            hint = "lead the flow to the activity, or make it an intermediate event"
            yield Problem(event, f"the sequence flow {event.incoming[0].id!r} enters an event at a border", hint)
        if not event.outgoing and "compensate" not in event.triggers:
            yield Problem(event, "no sequence flow leaves the event at the border", "draw what happens then")
