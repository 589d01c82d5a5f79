"""Every element is connected by a sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    BoundaryEvent,
    CompensateEventDefinition,
    Definitions,
    Event,
    FlowNode,
    Gateway,
    SubProcess,
    Task,
)
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import is_free, own_definitions
from procflow.lint.wiring import Wiring

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the tasks, sub-processes, gateways and events that no sequence flow enters or leaves."""
    wiring = Wiring(model)
    for node in model.elements(FlowNode):
        if not isinstance(node, Task | Gateway | SubProcess | Event) or wiring.entering(node) or wiring.leaving(node):
            continue
        if not is_free(node) and not _undoes(node):
            yield Problem(node, "no sequence flow enters or leaves it", "connect it or delete it")


def _undoes(node: FlowNode) -> bool:
    """Return whether an association leads on from the event: to what undoes the activity it is attached to."""
    definitions = own_definitions(node) if isinstance(node, BoundaryEvent) else ()
    return len(definitions) == 1 and isinstance(definitions[0], CompensateEventDefinition)
