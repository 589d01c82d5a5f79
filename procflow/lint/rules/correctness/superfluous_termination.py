"""A terminate end event stands only where something else could still run."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Definitions,
    EndEvent,
    FlowContainer,
    FlowNode,
    StartEvent,
    SubProcess,
    TerminateEventDefinition,
)
from procflow.lint.finding import Problem, Severity
from procflow.lint.wiring import Wiring

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the terminate end events that are the only end of their level."""
    wiring = Wiring(model)
    for container in model.elements(FlowContainer):
        ends = [node for node in container.flow_nodes if not wiring.leaving(node)]
        terminating = [node for node in ends if _terminates(node)]
        if len(terminating) == 1 and all(_terminates(node) or _interrupts(node) for node in ends):
            yield Problem(terminating[0], "there is nothing else to terminate", "make it a plain end event")


def _terminates(node: FlowNode) -> bool:
    return isinstance(node, EndEvent) and bool(node.children_of(TerminateEventDefinition))


def _interrupts(node: FlowNode) -> bool:
    if not isinstance(node, SubProcess) or not node.is_event_sub_process:
        return False
    return any(start.is_interrupting for start in node.children_of(StartEvent))
