"""The limits of the steps keep within the limit of the procedure."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import comparable, longest_hours

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedures whose longest path has more time than the whole, where all is counted alike."""
    for process, whole, whole_hours in comparable(model, "limit"):
        hours, path = longest_hours(process)
        if hours > whole_hours:
            names = ", ".join(node.name or node.id for node in path if node.properties)
            message = f"its steps may take {hours} h on the longest path ({names}), the whole {whole} ({whole_hours} h)"
            yield Problem(process, message, "shorten the limit of a step, or check the limit of the procedure")
