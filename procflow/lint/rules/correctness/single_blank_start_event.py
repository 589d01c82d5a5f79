"""A process or sub-process has at most one plain start event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, FlowContainer, StartEvent
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import own_definitions

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the processes and sub-processes with several plain start events."""
    for container in model.elements(FlowContainer):
        blank = [start for start in container.children_of(StartEvent) if not own_definitions(start)]
        if len(blank) > 1:
            yield Problem(container, f"it has {len(blank)} plain start events", "keep one and split with a gateway")
