"""A sub-process that a sequence flow enters begins with a plain start event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, StartEvent, SubProcess
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import own_definitions

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the start events of embedded sub-processes that wait for an event."""
    for sub_process in model.elements(SubProcess):
        if not sub_process.is_event_sub_process:
            for start in sub_process.children_of(StartEvent):
                if own_definitions(start):
                    yield Problem(start, "a sub-process begins with an event", "make it a plain start event")
