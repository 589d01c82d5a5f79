"""The declared total is what the limits of the steps add up to."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import adds_up, is_sum_known, longest_hours, procedures, stated

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedures whose declared total differs from the longest path, where all is counted alike."""
    for process in procedures(model):
        total = stated(process, "declared_total")
        if total is None or not total.hours or not adds_up(process, total):
            continue
        hours, _ = longest_hours(process)
        if hours > total.hours or (hours < total.hours and is_sum_known(process)):
            message = f"it declares {total} ({total.hours} h), its steps add up to {hours} h on the longest path"
            yield Problem(process, message, "check the limits of the steps against the approved table")
