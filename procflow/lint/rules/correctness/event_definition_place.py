"""An event waits for or throws what BPMN lets it, where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import BoundaryEvent, Definitions, Element, Event, StartEvent, Transaction
from procflow.lint.event_places import ALLOWED, NONE, place
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import own_definitions

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the events with a definition that cannot stand there, or without one where one must."""
    for event in model.elements(Event):
        where, own = place(event), event.triggers
        if where and (own or not isinstance(event, StartEvent)):
            yield from _wrong(event, where, own)
        elif own and not where and not own_definitions(event):
            # Definitions of its own are a finding of sub-process-blank-start-event.
            yield Problem(event, "a sub-process begins with an event", "make it a plain start event")
        for definition in event.event_definitions:
            if definition.parent not in (event, model):
                hint = "give the event a definition of its own, or move that one out of its event"
                yield Problem(event, f"it refers to {definition.id!r}, the definition of another event", hint)


def _wrong(event: Event, where: str, own: tuple[str, ...]) -> Iterator[Problem]:
    wrong = sorted(set(own or (NONE,)) - ALLOWED[where])
    if wrong == [NONE]:
        yield Problem(event, f"{where} has no event definition", _hint(where))
    elif wrong:
        yield Problem(event, f"{where} cannot be a {wrong[0]} event", _hint(where))
    elif "cancel" in own and not _is_in_transaction(event):
        hint = "make the sub-process a transaction, or use an error event"
        yield Problem(event, "a cancel event stands outside a transaction", hint)
    elif "link" in own and len(own) > 1:
        yield Problem(event, "a link event has another definition beside", "draw one event for each")


def _hint(where: str) -> str:
    allowed = sorted(ALLOWED[where])
    named = ", ".join(kind for kind in allowed if kind != NONE)
    return f"make it one of these: {'blank, ' if NONE in allowed else ''}{named}"


def _is_in_transaction(event: Event) -> bool:
    if isinstance(event, BoundaryEvent):
        return isinstance(event.attached_to, Transaction)
    above: Element | None = event.parent
    while above is not None and not isinstance(above, Transaction):
        above = above.parent
    return above is not None
