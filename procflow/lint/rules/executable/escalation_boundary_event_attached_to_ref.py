"""An escalation is caught at a sub-process or call activity, where it can be raised."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import BoundaryEvent, Definitions, EscalationEventDefinition, Task
from procflow.lint.camunda import deployed, first_definition
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the escalation events at the border of a task."""
    for node in deployed(model, BoundaryEvent):
        raised = isinstance(first_definition(node), EscalationEventDefinition)
        if raised and isinstance(node.attached_to, Task):
            yield Problem(node, "a task raises no escalation", "attach it to a sub-process or call activity")
