"""An escalation event names an escalation with a code."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, EscalationEventDefinition, Event, ThrowEvent
from procflow.lint.camunda import deployed, first_definition, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the events that raise no escalation, and those whose escalation has no code; a catch of any needs none."""
    for event in deployed(model, Event):
        definition = first_definition(event)
        if isinstance(definition, EscalationEventDefinition):
            escalation = definition.reference("escalationRef")
            if escalation is None and isinstance(event, ThrowEvent):
                yield Problem(event, "it does not say which escalation it raises", "choose an escalation")
            if escalation is not None and is_blank(escalation.node, "escalationCode"):
                yield Problem(event, "its escalation has no code", "enter the escalation code")
