"""An ad-hoc sub-process has neither start nor end: its steps are done in any order."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import AdHocSubProcess, Definitions, EndEvent, Event, StartEvent
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the start and end events that stand in an ad-hoc sub-process."""
    for container in model.elements(AdHocSubProcess):
        for event in container.children_of(Event):
            if isinstance(event, StartEvent | EndEvent):
                hint = "delete it, or make the ad-hoc sub-process a plain one"
                yield Problem(event, "an ad-hoc sub-process has no start or end event", hint)
