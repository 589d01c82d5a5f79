"""An error event names an error with a code."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, ErrorEventDefinition, Event, ThrowEvent
from procflow.lint.camunda import deployed, first_definition, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the events that throw no error, and those whose error has no code; a catch of any needs none."""
    for event in deployed(model, Event):
        definition = first_definition(event)
        if isinstance(definition, ErrorEventDefinition):
            error = definition.reference("errorRef")
            if error is None and isinstance(event, ThrowEvent):
                yield Problem(event, "it does not say which error it throws", "choose an error")
            if error is not None and is_blank(error.node, "errorCode"):
                yield Problem(event, "its error has no code", "enter the error code")
