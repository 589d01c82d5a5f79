"""What starts a process by its message stands where the process begins."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, EventBasedGateway, ReceiveTask
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield receive tasks and gateways that start the process though a flow enters, and parallel ones that do not."""
    starting: tuple[ReceiveTask | EventBasedGateway, ...]
    starting = (*model.elements(ReceiveTask), *model.elements(EventBasedGateway))
    for node in starting:
        if node.instantiates and node.incoming:
            hint = "remove the flow that enters, or let it not start the process"
            yield Problem(node, "it starts the process, but a sequence flow enters it", hint)
    for gateway in model.elements(EventBasedGateway):
        if gateway.is_parallel and not gateway.instantiates:
            hint = "let it start the process, or make it exclusive"
            yield Problem(gateway, "a parallel event-based gateway does not start the process", hint)
