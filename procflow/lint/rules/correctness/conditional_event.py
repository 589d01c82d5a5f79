"""A conditional event of an executable process says for what it waits."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import ConditionalEventDefinition, Definitions, Event, Process
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the conditional events without condition, in processes that are marked executable."""
    for process in model.elements(Process):
        for event in process.descendants(Event) if process.is_executable else ():
            first = next(iter(event.children_of(ConditionalEventDefinition)), None)
            if first is not None and first.condition is None:
                yield Problem(event, "nothing says for which condition it waits", "enter the condition")
