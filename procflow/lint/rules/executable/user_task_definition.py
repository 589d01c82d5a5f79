"""A user task of Camunda 8 has a form."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, UserTask
from procflow.lint.camunda import deployed, extensions
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the user tasks without form."""
    for node in deployed(model, UserTask):
        if len(extensions(node, "formDefinition")) != 1:
            yield Problem(node, "it has no form", "choose a form")
