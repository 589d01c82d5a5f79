"""An event-based gateway chooses among at least two events, without conditions."""

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
    """Yield the gateways with fewer than two flows, conditional flows after one, and targets that await nothing."""
    for gateway in model.elements(EventBasedGateway):
        if len(gateway.outgoing) < 2:
            yield Problem(gateway, "fewer than two sequence flows leave it", "draw a flow to each event it waits for")
        for flow in gateway.outgoing:
            if flow.condition is not None:
                yield Problem(flow, "a condition stands after an event-based gateway", "remove the condition")
            if not _awaits(flow.target):
                hint = "lead the flow to a message, timer, signal or conditional catch event or a receive task"
                yield Problem(flow.target, "an event-based gateway leads to it, but it waits for no event", hint)


def _awaits(node: FlowNode) -> bool:
    if isinstance(node, IntermediateCatchEvent):
        return any(definition.kind in _CAN_BE_AWAITED for definition in node.event_definitions)
    return isinstance(node, ReceiveTask)
