"""The data of an event are those of the message, signal, error or escalation it waits for or throws."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    CatchEvent,
    Definitions,
    ErrorEventDefinition,
    EscalationEventDefinition,
    Event,
    EventDefinition,
    ItemDefinition,
    MessageEventDefinition,
    SignalEventDefinition,
    ThrowEvent,
)
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the events with one definition and one datum that are of different item definitions."""
    for event in model.elements(Event):
        data, definitions = _data(event), event.event_definitions if len(event.children) > 1 else ()
        if len(data) == len(definitions) == 1:
            carried = _carried(definitions[0])
            if data[0] is not None and carried is not None and data[0] is not carried:
                hint = "give both the same item definition"
                yield Problem(event, "its datum and what it waits for or throws are of different kinds", hint)


def _data(event: Event) -> list[ItemDefinition | None]:
    if isinstance(event, CatchEvent):
        return [datum.item for datum in event.data_outputs]
    return [datum.item for datum in event.data_inputs] if isinstance(event, ThrowEvent) else []


def _carried(definition: EventDefinition) -> ItemDefinition | None:
    """Return what kind of datum comes with *definition*, None if it does not say."""
    match definition:
        case MessageEventDefinition():
            return definition.message.item if definition.message is not None else None
        case SignalEventDefinition():
            return definition.signal.item if definition.signal is not None else None
        case ErrorEventDefinition():
            return definition.error.item if definition.error is not None else None
        case EscalationEventDefinition():
            return definition.escalation.item if definition.escalation is not None else None
        case _:
            return None
