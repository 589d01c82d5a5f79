"""An event sub-process begins with the event that starts it."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, StartEvent, SubProcess
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import own_definitions

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the plain start events of event sub-processes."""
    for sub_process in model.elements(SubProcess):
        if sub_process.is_event_sub_process:
            for start in sub_process.children_of(StartEvent):
                if not own_definitions(start):
                    hint = "make it a message, timer, error or other event"
                    yield Problem(start, "an event sub-process begins without event", hint)
