"""No sequence flow leaves an end event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, EndEvent
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the end events that a sequence flow leaves."""
    for end in model.elements(EndEvent):
        if end.outgoing:
            hint = "delete the flow, or make the event an intermediate one"
            yield Problem(end, f"the sequence flow {end.outgoing[0].id!r} leaves an end event", hint)
