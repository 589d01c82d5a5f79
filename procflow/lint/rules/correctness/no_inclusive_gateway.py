"""Inclusive gateways are avoided: for which tokens a join waits is not seen in the picture."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, InclusiveGateway
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.INFO


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the inclusive gateways."""
    for gateway in model.elements(InclusiveGateway):
        hint = "where it can be said with exclusive and parallel gateways, say it so"
        yield Problem(gateway, "it is an inclusive gateway", hint)
