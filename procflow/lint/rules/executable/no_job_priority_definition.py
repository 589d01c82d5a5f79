"""Camunda 8.9 does not know priorities of jobs."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element
from procflow.lint.camunda import deployed, extensions
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with a job priority."""
    for node in deployed(model, Element):
        if extensions(node, "jobPriorityDefinition"):
            yield Problem(node, "it has a job priority, which Camunda runs from 8.10 on", "delete the job priority")
