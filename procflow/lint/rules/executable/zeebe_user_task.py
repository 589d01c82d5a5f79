"""A user task of Camunda 8 is a Camunda user task, not a job."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, UserTask
from procflow.lint.camunda import deployed, extensions
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the user tasks that a job worker would have to do."""
    for node in deployed(model, UserTask):
        if len(extensions(node, "userTask")) != 1:
            yield Problem(
                node, "it is a job worker task, which Camunda gives up", "set its implementation to Camunda user task"
            )
