"""After an event-based gateway stands what waits for an event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, EventBasedGateway, FlowNode, IntermediateCatchEvent, ReceiveTask
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
_CAN_BE_AWAITED = frozenset(
    {
        "conditionalEventDefinition",
        "messageEventDefinition",
        "multipleEventDefinition",
        "signalEventDefinition",
        "timerEventDefinition",
    }
)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements after an event-based gateway that wait for no event."""
    for gateway in model.elements(EventBasedGateway):
        for flow in gateway.outgoing:
            if not _awaits(flow.target):
                hint = "lead the flow to a message, timer, signal or conditional catch event or a receive task"
                yield Problem(flow.target, "an event-based gateway leads to it, but it waits for no event", hint)


def _awaits(node: FlowNode) -> bool:
    if isinstance(node, IntermediateCatchEvent):
        return any(definition.kind in _CAN_BE_AWAITED for definition in node.event_definitions)
    return isinstance(node, ReceiveTask)
