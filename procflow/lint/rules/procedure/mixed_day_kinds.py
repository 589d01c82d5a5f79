"""Limits of one procedure are counted in one kind of days."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import DAY_KINDS, limits, procedures

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield what is counted in another kind of days than the procedure, or than its first step with days."""
    for process in procedures(model):
        in_days = [(element, limit.unit) for element, limit in limits(process) if limit.unit in DAY_KINDS]
        for element, unit in in_days[1:]:
            usual = in_days[0][1]
            if unit != usual:
                message = f"its limit is counted in {unit}, that of {in_days[0][0].id!r} in {usual}"
                yield Problem(element, message, "state both in the same kind of days, as the legal text does")
