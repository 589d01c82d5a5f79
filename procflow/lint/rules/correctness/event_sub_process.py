"""An event sub-process stands beside the flow and begins at one start event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, SubProcess
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the event sub-processes with sequence flows, and those without or with several start events."""
    for sub_process in model.elements(SubProcess):
        if not sub_process.is_event_sub_process:
            continue
        if sub_process.incoming or sub_process.outgoing:
            hint = "delete the flow, or make it a plain sub-process"
            yield Problem(sub_process, "a sequence flow enters or leaves an event sub-process", hint)
        count = len(sub_process.start_events)
        if count != 1:
            said = "no start event" if not count else f"{count} start events"
            yield Problem(sub_process, f"an event sub-process has {said}", "give it one start event with its event")
