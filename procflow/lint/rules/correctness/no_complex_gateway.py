"""Complex gateways are avoided: few read them alike, and few engines run them."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import ComplexGateway, Definitions
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the complex gateways."""
    for gateway in model.elements(ComplexGateway):
        yield Problem(gateway, "it is a complex gateway", "say it with exclusive and parallel gateways")
