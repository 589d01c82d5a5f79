"""An event-based gateway chooses among at least two events, without conditions."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, EventBasedGateway
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import has_condition
from procflow.lint.wiring import Wiring

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the gateways with fewer than two flows, and the conditional flows after one."""
    wiring = Wiring(model)
    for gateway in model.elements(EventBasedGateway):
        if len(wiring.leaving(gateway)) < 2:
            yield Problem(gateway, "fewer than two sequence flows leave it", "draw a flow to each event it waits for")
        for flow in wiring.leaving(gateway):
            if has_condition(flow):
                yield Problem(flow, "a condition stands after an event-based gateway", "remove the condition")
