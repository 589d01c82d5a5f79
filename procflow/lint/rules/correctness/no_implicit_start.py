"""A path begins at a start event, not out of nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    BoundaryEvent,
    Definitions,
    FlowNode,
    IntermediateCatchEvent,
    LinkEventDefinition,
    StartEvent,
)
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import is_free, own_definitions
from procflow.lint.wiring import Wiring

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the activities, gateways and events, start and boundary events aside, that no flow enters."""
    wiring = Wiring(model)
    for node in model.elements(FlowNode):
        begins = isinstance(node, StartEvent | BoundaryEvent) or _is_link(node)
        if not wiring.entering(node) and not begins and not is_free(node):
            yield Problem(node, "nothing leads to it", "connect it to what comes before, or draw a start event")


def _is_link(node: FlowNode) -> bool:
    definitions = own_definitions(node) if isinstance(node, IntermediateCatchEvent) else ()
    return bool(definitions) and all(isinstance(one, LinkEventDefinition) for one in definitions)
