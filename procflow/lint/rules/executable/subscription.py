"""A message has a key by which Camunda 8 finds the instance it is for."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Definitions,
    Element,
    Event,
    FlowNode,
    MessageEventDefinition,
    ReceiveTask,
    StartEvent,
    SubProcess,
)
from procflow.lint.camunda import deployed, extensions, first_definition, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the message events and receive tasks whose message has no correlation key; a process start needs none."""
    for node in deployed(model, FlowNode):
        bearer = _bearer(node)
        message = bearer.reference("messageRef") if bearer is not None else None
        if message is not None:
            found = extensions(message, "subscription")
            if len(found) != 1 or is_blank(found[0], "correlationKey"):
                yield Problem(node, "its message has no correlation key", "enter the subscription correlation key")


def _bearer(node: FlowNode) -> Element | None:
    if isinstance(node, ReceiveTask):
        return node
    begins = isinstance(node, StartEvent) and not isinstance(node.parent, SubProcess)
    definition = first_definition(node) if isinstance(node, Event) and not begins else None
    return definition if isinstance(definition, MessageEventDefinition) else None
