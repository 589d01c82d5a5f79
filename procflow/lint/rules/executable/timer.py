"""A timer of Camunda 8 says when it fires, in a way its event allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from procflow.bpmn import (
    BoundaryEvent,
    Definitions,
    Event,
    IntermediateCatchEvent,
    StartEvent,
    SubProcess,
    TimerEventDefinition,
)
from procflow.bpmn.namespaces import bpmn
from procflow.lint.camunda import deployed, first_definition
from procflow.lint.finding import Problem, Severity
from procflow.lint.times import is_cycle, is_date, is_duration

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"
_READERS: Mapping[str, Callable[[str], bool]] = {
    "timeCycle": is_cycle,
    "timeDate": is_date,
    "timeDuration": is_duration,
}


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the timer events without time, with a kind of time that does not fit, or with one that cannot be read."""
    for event in deployed(model, Event):
        definition = first_definition(event)
        if isinstance(definition, TimerEventDefinition):
            found = next((kind for kind in _READERS if definition.node.find(bpmn(kind)) is not None), "")
            text = definition.node.findtext(bpmn(found)) or "" if found else ""
            if not found:
                yield Problem(event, "nothing says when the timer fires", "enter a date, a duration or a cycle")
            elif found not in _fitting(event):
                yield Problem(event, f"Camunda fires no {found} here", f"use one of {', '.join(_fitting(event))}")
            elif not text.startswith("=") and not _READERS[found](text):
                yield Problem(event, f"{text!r} cannot be read as {found}", "write it by ISO 8601, e.g. PT8H")


def _fitting(event: Event) -> tuple[str, ...]:
    """Return the kinds of time that fit the event."""
    if isinstance(event, BoundaryEvent):
        return ("timeDate", "timeDuration") if event.cancel_activity else ("timeCycle", "timeDate", "timeDuration")
    if not isinstance(event, StartEvent):
        return ("timeDate", "timeDuration") if isinstance(event, IntermediateCatchEvent) else ()
    inner = isinstance(event.parent, SubProcess) and event.parent.is_event_sub_process
    if not inner:
        return ("timeCycle", "timeDate")
    return ("timeDate", "timeDuration") if event.is_interrupting else ("timeCycle", "timeDate", "timeDuration")
