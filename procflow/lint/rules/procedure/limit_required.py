"""Each step says how long it may take, or that no limit is set."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import facts, procedures, states_limit, steps_without_limit

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedure and its steps without limit; one of a group or of a sub-process counts for all of it."""
    for process in procedures(model):
        if not states_limit(facts(process)):
            yield Problem(
                process, "the procedure has no limit", "enter pf.limit.*, with unit none-set if there is none"
            )
        for step in steps_without_limit(process):
            hint = "enter pf.limit.value and pf.limit.unit, or the unit not-counted or none-set"
            yield Problem(step, "the step has no limit", hint)
