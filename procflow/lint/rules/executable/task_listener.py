"""A task listener names the type of job that is done."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, UserTask
from procflow.lint.camunda import deployed, is_blank, parts
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the user tasks with a listener without type."""
    for node in deployed(model, UserTask):
        if any(is_blank(listener, "type") for listener in parts(node, "taskListeners", "taskListener")):
            yield Problem(node, "a listener has no type", "enter the listener type")
