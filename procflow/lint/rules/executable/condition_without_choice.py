"""A condition stands only where it is looked at."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, ComplexGateway, Definitions, ExclusiveGateway, InclusiveGateway, SequenceFlow
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_processes

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the conditional flows after an event or a parallel gateway, which take every flow, and on a default."""
    for process in executed_processes(model):
        for flow in process.all_sequence_flows():
            if flow.condition is not None and not _is_looked_at(flow):
                hint = "remove the condition, or put an exclusive gateway before it"
                yield Problem(flow, "its condition is never looked at", hint)


def _is_looked_at(flow: SequenceFlow) -> bool:
    choosing = isinstance(flow.source, Activity | ExclusiveGateway | InclusiveGateway | ComplexGateway)
    return choosing and not flow.is_default
