"""What stands after an event-based gateway is entered from there alone, and is of one kind of waiting."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Event, EventBasedGateway, FlowNode, ReceiveTask
from procflow.bpmn.families import AWAITED
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield targets with further flows, borders or events, and gateways before both message events and tasks."""
    for gateway in model.elements(EventBasedGateway):
        targets = list(dict.fromkeys(flow.target for flow in gateway.outgoing))
        for target in targets:
            if any(flow.source is not gateway for flow in target.incoming):
                hint = "lead the other flow to what comes after it"
                yield Problem(target, "it stands after an event-based gateway, and another flow enters it", hint)
            yield from _waits_wrongly(target)
        tasks = [target for target in targets if isinstance(target, ReceiveTask)]
        events = [target for target in targets if isinstance(target, Event) and "message" in target.triggers]
        if tasks and events:
            hint = "use message events only, or receive tasks only"
            yield Problem(gateway, "both message events and receive tasks stand after the event-based gateway", hint)


def _waits_wrongly(target: FlowNode) -> Iterator[Problem]:
    if isinstance(target, ReceiveTask) and target.boundary_events:
        hint = "remove the events at its border, or use message events"
        yield Problem(target, "a receive task after an event-based gateway has an event at its border", hint)
    own = set(target.triggers) if isinstance(target, Event) else set[str]()
    beside = sorted(own - AWAITED)
    if beside and own & AWAITED:
        hint = "let it wait for messages, timers, conditions and signals only"
        yield Problem(target, f"an event after an event-based gateway waits for {beside[0]} too", hint)
