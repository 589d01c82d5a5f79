"""An execution listener names the type of job that is done."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element
from procflow.lint.camunda import deployed, is_blank, parts
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with an execution listener without type."""
    for node in deployed(model, Element):
        if any(is_blank(listener, "type") for listener in parts(node, "executionListeners", "executionListener")):
            yield Problem(node, "a listener has no type", "enter the listener type")
