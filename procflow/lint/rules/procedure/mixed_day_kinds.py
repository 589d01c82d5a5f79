"""Limits of one procedure are counted in one kind of days."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import DAY_KINDS, limits, procedures, stated

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield what is counted in another kind of days than the procedure, or than its first step with days."""
    hint = "state both in the same kind of days, as the legal text does"
    for process in procedures(model):
        in_days = [(element, limit.unit, "limit") for element, limit in limits(process) if limit.unit in DAY_KINDS]
        total = stated(process, "declared_total")
        if total is not None and total.unit in DAY_KINDS:
            in_days.append((process, total.unit, "declared total"))
        for element, unit, what in in_days[1:]:
            first, usual, _ = in_days[0]
            if unit != usual:
                message = f"its {what} is counted in {unit}, the limit of {first.id!r} in {usual}"
                yield Problem(element, message, hint)
