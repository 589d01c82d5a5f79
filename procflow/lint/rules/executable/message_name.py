"""What waits for a message says for which."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Event, FlowNode, Message, MessageEventDefinition, ReceiveTask
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_nodes

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the message events and receive tasks without a named message."""
    for node in executed_nodes(model):
        for message in _messages(node):
            if message is None or not message.name.strip():
                yield Problem(node, "it does not say which message is meant", "choose a message with a name")


def _messages(node: FlowNode) -> Iterator[Message | None]:
    if isinstance(node, ReceiveTask):
        found = node.reference("messageRef")
        yield found if isinstance(found, Message) else None
    elif isinstance(node, Event):
        for definition in node.event_definitions:
            if isinstance(definition, MessageEventDefinition):
                yield definition.message
