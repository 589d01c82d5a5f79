"""In an executable process an event names what it waits for or throws."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Definitions,
    ErrorEventDefinition,
    EscalationEventDefinition,
    Event,
    EventDefinition,
    MessageEventDefinition,
    Process,
    SignalEventDefinition,
    ThrowEvent,
    TimerEventDefinition,
)
from procflow.bpmn.namespaces import ZEEBE
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
_SENDERS = frozenset({"class", "delegateExpression", "expression", "type"})


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the timers without time, messages and signals that are not chosen, and errors thrown without code."""
    for process in model.elements(Process):
        for event in process.descendants(Event) if process.is_executable else ():
            for definition in event.event_definitions:
                missing = _missing(definition) or (_code(definition) if isinstance(event, ThrowEvent) else "")
                if missing and not (missing == "message" and _is_sent_otherwise(event, definition)):
                    yield Problem(event, f"the event has no {missing}", f"enter the {missing}")


def _missing(definition: EventDefinition) -> str:
    """Return what every event with this definition needs and this one lacks, empty if nothing."""
    match definition:
        case TimerEventDefinition() if definition.timer_kind is None:
            return "date, duration or cycle"
        case MessageEventDefinition() if not definition.node.get("messageRef"):
            return "message"
        case SignalEventDefinition() if not definition.node.get("signalRef"):
            return "signal"
        case _:
            return ""


def _code(definition: EventDefinition) -> str:
    """Return what one that throws needs beyond that."""
    match definition:
        case ErrorEventDefinition() if definition.error is None or not definition.error.code:
            return "error with a code"
        case EscalationEventDefinition() if definition.escalation is None or not definition.escalation.code:
            return "escalation with a code"
        case _:
            return ""


def _is_sent_otherwise(event: Event, definition: EventDefinition) -> bool:
    """Tell whether a vendor's extension says what sends: a job type, a class or an expression."""
    if not isinstance(event, ThrowEvent):
        return False
    extensions = event.extension_elements
    if extensions is not None and extensions.find(f"{{{ZEEBE}}}taskDefinition") is not None:
        return True
    return any(str(key).rpartition("}")[2] in _SENDERS for key in definition.node.attrib if "}" in str(key))
