"""A gateway parts or joins paths."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Gateway
from procflow.lint.finding import Problem, Severity
from procflow.lint.wiring import Wiring

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the gateways with one flow in and one out."""
    wiring = Wiring(model)
    for gateway in model.elements(Gateway):
        if len(wiring.entering(gateway)) == len(wiring.leaving(gateway)) == 1:
            yield Problem(gateway, "one sequence flow enters it and one leaves it", "connect its neighbours directly")
