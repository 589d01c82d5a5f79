"""A process of Camunda 8 has one plain start event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Process, StartEvent
from procflow.lint.camunda import deployed
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import own_definitions

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the plain start events of a process that has several."""
    for process in deployed(model, Process):
        plain = [start for start in process.children_of(StartEvent) if not own_definitions(start)]
        for start in plain if len(plain) > 1 else ():
            yield Problem(start, "it is one of several plain start events", "keep one and split with a gateway")
