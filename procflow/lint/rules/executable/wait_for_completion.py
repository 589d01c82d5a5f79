"""Who throws a compensation waits until it is done."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import CompensateEventDefinition, Definitions, ThrowEvent
from procflow.lint.camunda import deployed, first_definition
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the compensation events that do not wait for its end."""
    for node in deployed(model, ThrowEvent):
        definition = first_definition(node)
        if isinstance(definition, CompensateEventDefinition) and not definition.flag("waitForCompletion", default=True):
            yield Problem(node, "it does not wait until the compensation is done", "set that it waits for completion")
