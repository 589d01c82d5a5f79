"""A gateway merges or splits, and does what its direction says."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Gateway
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
_HINT = "set the direction anew in your modeler, or remove it"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the gateways that differ from their direction, and those that neither merge nor split."""
    for gateway in model.elements(Gateway):
        merges, splits = len(gateway.incoming) > 1, len(gateway.outgoing) > 1
        wrong = _wrong(gateway.direction, merges=merges, splits=splits)
        if wrong:
            yield Problem(gateway, f"its direction is {gateway.direction}, but {wrong}", _HINT)
        elif not merges and not splits and not gateway.incoming and gateway.outgoing:
            # One flow in and one out is a finding of superfluous-gateway, none out one of gateway-without-outgoing.
            yield Problem(gateway, "the gateway neither merges nor splits", "connect it, or delete it")


def _wrong(direction: str, *, merges: bool, splits: bool) -> str:
    wanted = {"Converging": (True, False), "Diverging": (False, True), "Mixed": (True, True)}.get(direction)
    if wanted is None or wanted == (merges, splits):
        return ""
    entering = "several flows enter" if merges else "fewer than two flows enter"
    leaving = "several leave" if splits else "fewer than two leave"
    return f"{entering} and {leaving}"
