"""A path does not end at a gateway."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Gateway
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the gateways that flows enter and none leaves: they consume the token."""
    for gateway in model.elements(Gateway):
        if gateway.incoming and not gateway.outgoing:
            yield Problem(gateway, "no sequence flow leaves it, so the path ends here unseen", "draw an end event")
