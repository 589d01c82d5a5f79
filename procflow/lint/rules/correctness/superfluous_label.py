"""A sequence flow has a label only where a path is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, ExclusiveGateway, InclusiveGateway, SequenceFlow
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import is_unconditional
from procflow.lint.wiring import Wiring

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the flows with a label that no condition, default or choice at their source explains."""
    wiring = Wiring(model)
    for flow in model.elements(SequenceFlow):
        if flow.name.strip() and is_unconditional(flow, flow.source) and not _is_branch(flow, wiring):
            yield Problem(flow, "the label stands where nothing is chosen", "delete it, or write it as an annotation")


def _is_branch(flow: SequenceFlow, wiring: Wiring) -> bool:
    return isinstance(flow.source, ExclusiveGateway | InclusiveGateway) and len(wiring.leaving(flow.source)) > 1
