"""A process or sub-process has a start event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import AdHocSubProcess, Definitions, FlowContainer
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import or_removed

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the processes and sub-processes without start event; an ad-hoc one needs none."""
    for container in model.elements(FlowContainer):
        if not container.start_events and not isinstance(container, AdHocSubProcess):
            yield Problem(container, "it has no start event", or_removed(container, "draw where it begins"))
