"""An event waits for one thing or brings about one thing."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Event
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import own_definitions

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the events with several event definitions."""
    for event in model.elements(Event):
        count = len(own_definitions(event))
        if count > 1:
            yield Problem(event, f"it has {count} event definitions", "draw one event for each")
