"""An element has one execution listener for each event and type."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element
from procflow.lint.camunda import deployed, has_twins, parts
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with two execution listeners of the same event and type."""
    for node in deployed(model, Element):
        if has_twins(parts(node, "executionListeners", "executionListener"), "eventType", "type"):
            yield Problem(node, "two of its listeners have the same event and type", "keep one of them")
