"""Each step names who does it."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import human_steps, procedures
from procflow.procedure.from_bpmn import performer_of

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the steps done by people for which neither a property, a lane nor an assignment names a performer."""
    for process in procedures(model):
        for step in human_steps(process):
            if not performer_of(step).strip():
                hint = "put it in a named lane, or enter pf.performer"
                yield Problem(step, "nobody is named who does this step", hint)
