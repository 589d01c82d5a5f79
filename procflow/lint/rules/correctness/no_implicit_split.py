"""Paths part at a gateway, not at an activity or event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Definitions, Event, FlowNode
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import is_unconditional
from procflow.lint.wiring import Wiring

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the activities and events that several unconditional flows leave."""
    wiring = Wiring(model)
    for node in model.elements(FlowNode):
        if isinstance(node, Activity | Event):
            free = [flow for flow in wiring.leaving(node) if is_unconditional(flow, node)]
            if len(free) > 1:
                yield Problem(node, "several sequence flows leave it at once", "draw a parallel gateway after it")
