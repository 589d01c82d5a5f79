"""A script says in which language it is written."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, ScriptTask
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the script tasks with a script and no format."""
    for task in model.elements(ScriptTask):
        if task.script is not None and not task.script.language.strip():
            yield Problem(
                task, "nothing says in which language its script is written", "enter the format of the script"
            )
