"""In Camunda 8 an event-based gateway leads to events, not to receive tasks."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, EventBasedGateway, ReceiveTask, SequenceFlow
from procflow.lint.camunda import deployed
from procflow.lint.finding import Problem, Severity
from procflow.lint.wiring import Wiring

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the receive tasks to which an event-based gateway leads."""
    wiring = Wiring(model)
    for task in deployed(model, ReceiveTask):
        flows = [flow for flow in wiring.entering(task) if isinstance(flow, SequenceFlow)]
        if any(isinstance(flow.source, EventBasedGateway) for flow in flows):
            yield Problem(task, "an event-based gateway leads to a receive task", "draw a message catch event")
