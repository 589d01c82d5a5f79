"""An error, a cancellation or a compensation always interrupts."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import BoundaryEvent, Definitions, StartEvent, SubProcess
from procflow.bpmn.families import ONLY_INTERRUPTING
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
_HINT = "let it interrupt, or use an escalation event"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the events of these kinds at a border or at the start of an event sub-process that do not interrupt."""
    for event in model.elements(BoundaryEvent):
        kind = next((kind for kind in event.triggers if kind in ONLY_INTERRUPTING), "")
        if kind and not event.cancel_activity:
            yield Problem(event, f"the {kind} event at the border does not interrupt", _HINT)
    for start in model.elements(StartEvent):
        kind = next((kind for kind in start.triggers if kind in ONLY_INTERRUPTING), "")
        inside = isinstance(start.parent, SubProcess) and start.parent.is_event_sub_process
        if kind and inside and not start.is_interrupting:
            yield Problem(start, f"the {kind} event that starts the sub-process does not interrupt", _HINT)
