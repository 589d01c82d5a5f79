"""No sequence flow enters a start event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, StartEvent
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the start events that a sequence flow enters."""
    for start in model.elements(StartEvent):
        if start.incoming:
            hint = "lead the flow to the first step, or make the event an intermediate one"
            yield Problem(start, f"the sequence flow {start.incoming[0].id!r} enters a start event", hint)
