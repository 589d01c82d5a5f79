"""A gateway joins paths or parts them, not both."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Gateway
from procflow.lint.finding import Problem, Severity
from procflow.lint.wiring import Wiring

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the gateways with several flows in and several out."""
    wiring = Wiring(model)
    for gateway in model.elements(Gateway):
        if len(wiring.entering(gateway)) > 1 and len(wiring.leaving(gateway)) > 1:
            yield Problem(
                gateway, "it joins paths and parts them again", "draw one gateway that joins and one that parts"
            )
