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

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements without label; joins, parallel splits, sub-processes and unconditional flows need none."""
    for element in model.elements(Element):
        if not element.name.strip() and _needs_label(element):
            yield Problem(element, "it has no label", "write what it does, asks or means")


def _needs_label(element: Element) -> bool:
    if isinstance(element, ParallelGateway | EventBasedGateway | SubProcess):
        return False
    if isinstance(element, Gateway):
        return len(element.outgoing) > 1
    if isinstance(element, SequenceFlow):
        return element.condition is not None
    return isinstance(element, FlowNode | Participant | Lane)
