"""Camunda 8.9 does not know execution listeners of the event cancel."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element
from procflow.lint.camunda import deployed, parts
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with an execution listener of the event cancel."""
    for node in deployed(model, Element):
        listeners = parts(node, "executionListeners", "executionListener")
        if any(listener.get("eventType") == "cancel" for listener in listeners):
            yield Problem(
                node, "it has a listener of the event cancel, which Camunda runs from 8.10 on", "choose another event"
            )
