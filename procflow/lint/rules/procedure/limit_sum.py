"""The limits of the steps keep within the limit of the procedure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from procflow.bpmn import Definitions, FlowContainer, SubProcess
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import adds_up, comparable, longest_hours, procedures, readable_limit
from procflow.procedure import Limit

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedures and sub-processes whose longest path has more time than the whole, counted alike."""
    for process, whole, whole_hours in comparable(model, "limit"):
        yield from _too_long(process, whole, whole_hours)
    for process in procedures(model):
        for part in process.descendants(SubProcess):
            limit = readable_limit(part)
            if limit is not None and limit.hours and adds_up(process, limit):
                yield from _too_long(part, limit, limit.hours)


def _too_long(container: FlowContainer, whole: Limit, whole_hours: Decimal) -> Iterator[Problem]:
    hours, path = longest_hours(container)
    if hours > whole_hours:
        names = ", ".join(node.name or node.id for node in path if node.properties)
        message = f"its steps may take {hours} h on the longest path ({names}), the whole {whole} ({whole_hours} h)"
        yield Problem(container, message, "shorten the limit of a step, or check the limit of the whole")
