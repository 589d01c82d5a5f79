"""What waits for a message in Camunda 8 names it."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import CatchEvent, Definitions, Element, FlowNode, MessageEventDefinition, ReceiveTask
from procflow.lint.camunda import deployed, first_definition, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the catching message events and receive tasks without a named message."""
    for node in deployed(model, FlowNode):
        bearer = _bearer(node)
        message = bearer.reference("messageRef") if bearer is not None else None
        if bearer is not None and (message is None or is_blank(message.node, "name")):
            yield Problem(node, "it does not say which message is meant", "choose a message with a name")


def _bearer(node: FlowNode) -> Element | None:
    if isinstance(node, ReceiveTask):
        return node
    definition = first_definition(node) if isinstance(node, CatchEvent) else None
    return definition if isinstance(definition, MessageEventDefinition) else None
