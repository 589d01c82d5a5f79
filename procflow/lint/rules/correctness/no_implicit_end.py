"""A path ends at an end event, not by breaking off."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Association,
    BoundaryEvent,
    CompensateEventDefinition,
    Definitions,
    EndEvent,
    FlowNode,
    IntermediateThrowEvent,
    LinkEventDefinition,
)
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import is_free, own_definitions
from procflow.lint.wiring import Wiring

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the activities, gateways and events, end events aside, that no flow leaves."""
    wiring = Wiring(model)
    for node in model.elements(FlowNode):
        if not wiring.leaving(node) and not isinstance(node, EndEvent) and not is_free(node) and not _goes_on(node):
            yield Problem(node, "the path breaks off here", "lead it on, or to an end event")


def _goes_on(node: FlowNode) -> bool:
    """Return whether the path goes on elsewhere: at the other end of a link, or in what undoes an activity."""
    definitions = own_definitions(node)
    if isinstance(node, IntermediateThrowEvent):
        return bool(definitions) and all(isinstance(one, LinkEventDefinition) for one in definitions)
    if not isinstance(node, BoundaryEvent) or not definitions:
        return False
    undoes = all(isinstance(one, CompensateEventDefinition) for one in definitions)
    return undoes and any(line.source is node for line in node.process.children_of(Association))
