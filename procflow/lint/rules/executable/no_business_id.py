"""Camunda 8.9 does not know business ids of calls."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import CallActivity, Definitions
from procflow.lint.camunda import deployed, extension
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the call activities with a business id."""
    for node in deployed(model, CallActivity):
        called = extension(node, "calledElement")
        if called is not None and called.get("businessId") is not None:
            yield Problem(node, "it has a business id, which Camunda runs from 8.10 on", "delete the business id")
