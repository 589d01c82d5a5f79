"""A call activity of Camunda 8 names the process it calls."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import CallActivity, Definitions
from procflow.lint.camunda import deployed, extensions, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the call activities without called element, or with one that names no process."""
    for node in deployed(model, CallActivity):
        called = extensions(node, "calledElement")
        if len(called) != 1 or is_blank(called[0], "processId"):
            yield Problem(node, "it does not say which process it calls", "enter the process id of the called element")
