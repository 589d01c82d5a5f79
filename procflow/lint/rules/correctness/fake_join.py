"""Paths meet at a gateway, not at an activity or event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Definitions, Event, FlowNode
from procflow.lint.finding import Problem, Severity
from procflow.lint.wiring import Wiring

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the activities and events that several flows enter: each token that comes runs on alone."""
    wiring = Wiring(model)
    for node in model.elements(FlowNode):
        if isinstance(node, Activity | Event) and len(wiring.entering(node)) > 1:
            yield Problem(node, "several sequence flows enter it but do not join", "draw a gateway before it")
