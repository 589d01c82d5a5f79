"""A process or sub-process has an end event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import AdHocSubProcess, Definitions, EndEvent, FlowContainer
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import or_removed

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the processes and sub-processes without end event; an ad-hoc one needs none."""
    for container in model.elements(FlowContainer):
        if not container.children_of(EndEvent) and not isinstance(container, AdHocSubProcess):
            yield Problem(
                container, "it has no end event", or_removed(container, "draw where it ends, one end for each outcome")
            )
