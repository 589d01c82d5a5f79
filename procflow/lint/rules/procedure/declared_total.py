"""The declared total is what the limits of the steps add up to."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import comparable, is_sum_known, longest_hours

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedures whose declared total differs from the longest path, where all is counted alike."""
    for process, total, declared_hours in comparable(model, "declared_total"):
        hours, _ = longest_hours(process)
        if hours > declared_hours or (hours < declared_hours and is_sum_known(process)):
            message = f"it declares {total} ({declared_hours} h), its steps add up to {hours} h on the longest path"
            yield Problem(process, message, "check the limits of the steps against the approved table")
