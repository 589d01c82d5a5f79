"""The headers of a task have different keys."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    AdHocSubProcess,
    BusinessRuleTask,
    Definitions,
    EndEvent,
    FlowNode,
    IntermediateThrowEvent,
    ScriptTask,
    SendTask,
    ServiceTask,
    UserTask,
)
from procflow.lint.camunda import deployed, has_twins, parts
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"
_BEARERS = (
    AdHocSubProcess,
    BusinessRuleTask,
    EndEvent,
    IntermediateThrowEvent,
    ScriptTask,
    SendTask,
    ServiceTask,
    UserTask,
)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with two task headers of the same key."""
    for node in deployed(model, FlowNode):
        if isinstance(node, _BEARERS) and has_twins(parts(node, "taskHeaders", "header"), "key"):
            yield Problem(node, "two of its headers have the same key", "keep one of them, or rename it")
