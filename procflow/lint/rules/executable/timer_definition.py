"""A timer says when it fires: a literal ISO 8601 date, duration or cycle, or a legal limit."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import BoundaryEvent, Definitions, Event, TimerEventDefinition
from procflow.errors import ExpressionError, PropertyError
from procflow.expressions import TimerCycle, parse_timer
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_nodes
from procflow.procedure import limit_of

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the timer events without time, with a time or limit that cannot be read, or with a cycle meant once."""
    for node in executed_nodes(model):
        if isinstance(node, Event):
            for definition in node.event_definitions:
                if isinstance(definition, TimerEventDefinition):
                    yield from _problems(node, definition)


def _problems(event: Event, definition: TimerEventDefinition) -> Iterator[Problem]:
    try:
        limit = limit_of(event)
        if definition.timer_kind is None:
            if limit is None or limit.value is None:
                hint = "give it a duration such as P5D, or pf.limit.*"
                yield Problem(event, "nothing says when the timer fires", hint)
            return
        timer = parse_timer(definition.timer_kind, definition.text, where=event.where)
    except (ExpressionError, PropertyError) as error:
        yield Problem(event, error.message, error.hint)
        return
    if isinstance(timer, TimerCycle) and not _may_repeat(event):
        hint = "write a duration, or make the boundary event non-interrupting"
        yield Problem(event, "the timer repeats, but its event happens once", hint)


def _may_repeat(event: Event) -> bool:
    return event.kind == "startEvent" or (isinstance(event, BoundaryEvent) and not event.cancel_activity)
