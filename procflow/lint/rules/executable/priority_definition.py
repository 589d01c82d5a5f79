"""The priority of a user task is a number from 0 to 100."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, UserTask
from procflow.lint.camunda import deployed, extension
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"
_MOST = 100


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the user tasks with another priority; an expression is not looked at."""
    for node in deployed(model, UserTask):
        found = extension(node, "priorityDefinition")
        priority = found.get("priority") if found is not None else None
        if priority and not priority.startswith("=") and not _is_percent(priority):
            yield Problem(node, "its priority is no number from 0 to 100", "enter a whole number from 0 to 100")


def _is_percent(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) <= _MOST
