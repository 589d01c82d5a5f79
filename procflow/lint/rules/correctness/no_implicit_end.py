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
    tied = {line.source for line in model.elements(Association)}
    for node in model.elements(FlowNode):
        if wiring.leaving(node) or isinstance(node, EndEvent) or is_free(node):
            continue
        if not _goes_on(node) and not (_undoes(node) and node in tied):
            yield Problem(node, "the path breaks off here", "lead it on, or to an end event")


def _goes_on(node: FlowNode) -> bool:
    """Return whether the path goes on at the other end of a link."""
    definitions = own_definitions(node) if isinstance(node, IntermediateThrowEvent) else ()
    return bool(definitions) and all(isinstance(one, LinkEventDefinition) for one in definitions)


def _undoes(node: FlowNode) -> bool:
    """Return whether the event is there to undo an activity, so that an association leads on from it."""
    definitions = own_definitions(node) if isinstance(node, BoundaryEvent) else ()
    return bool(definitions) and all(isinstance(one, CompensateEventDefinition) for one in definitions)
