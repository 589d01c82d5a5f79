"""A complex gateway that merges says when it goes on."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import ComplexGateway, Definitions
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the complex gateways that several flows enter and that have no activation condition."""
    for gateway in model.elements(ComplexGateway):
        if len(gateway.incoming) > 1 and gateway.activation_condition is None:
            hint = "enter the activation condition, or use another gateway"
            yield Problem(gateway, "nothing says for how many of its flows it waits", hint)
