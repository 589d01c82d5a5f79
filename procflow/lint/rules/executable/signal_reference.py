"""A signal event names a signal."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Event, SignalEventDefinition
from procflow.lint.camunda import deployed, first_definition, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the signal events without a named signal."""
    for event in deployed(model, Event):
        definition = first_definition(event)
        if isinstance(definition, SignalEventDefinition):
            signal = definition.reference("signalRef")
            if signal is None or is_blank(signal.node, "name"):
                yield Problem(event, "it does not say which signal is meant", "choose a signal with a name")
