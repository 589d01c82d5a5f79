"""The limits of the steps keep within the limit of the procedure."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import adds_up, longest_hours, procedures, stated

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedures whose longest path has more time than the whole, where all is counted alike."""
    for process in procedures(model):
        whole = stated(process, "limit")
        if whole is None or not whole.hours or not adds_up(process, whole):
            continue
        hours, path = longest_hours(process)
        if hours > whole.hours:
            names = ", ".join(node.name or node.id for node in path if node.properties)
            message = f"its steps may take {hours} h on the longest path ({names}), the whole {whole} ({whole.hours} h)"
            yield Problem(process, message, "shorten the limit of a step, or check the limit of the procedure")
