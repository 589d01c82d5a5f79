"""What a person reads in the diagram has a label."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Definitions,
    Element,
    EventBasedGateway,
    FlowNode,
    Gateway,
    Lane,
    ParallelGateway,
    Participant,
    SequenceFlow,
    SubProcess,
)
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import has_condition
from procflow.lint.wiring import Wiring

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements without label; joins, parallel splits, sub-processes and unconditional flows need none."""
    wiring = Wiring(model)
    for element in model.elements(Element):
        if not element.name.strip() and _needs_label(element, wiring):
            yield Problem(element, "it has no label", "write what it does, asks or means")


def _needs_label(element: Element, wiring: Wiring) -> bool:
    if isinstance(element, ParallelGateway | EventBasedGateway | SubProcess):
        return False
    if isinstance(element, Gateway):
        return len(wiring.leaving(element)) > 1
    if isinstance(element, SequenceFlow):
        return has_condition(element)
    return isinstance(element, FlowNode | Participant | Lane)
