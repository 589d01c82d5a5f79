"""The form of a start event is named once and is not empty."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, StartEvent
from procflow.lint.camunda import deployed, extension, lacks_form
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the start events whose form has neither key nor id, or both, or is empty."""
    for node in deployed(model, StartEvent):
        form = extension(node, "formDefinition")
        if form is not None and lacks_form(form, node):
            yield Problem(node, "its form is not named once, or empty", "choose a linked form")
