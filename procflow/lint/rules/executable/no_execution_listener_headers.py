"""Camunda 8.9 does not know headers of execution listeners."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element
from procflow.lint.camunda import deployed, parts
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with an execution listener that has headers."""
    for node in deployed(model, Element):
        listeners = parts(node, "executionListeners", "executionListener")
        if any(next(listener.iterchildren("{*}taskHeaders"), None) is not None for listener in listeners):
            yield Problem(node, "a listener has headers, which Camunda runs from 8.10 on", "delete the headers")
