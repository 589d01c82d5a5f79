"""A message, signal, error or escalation of the file has a name of its own and is used."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Definitions,
    Element,
    Error,
    Escalation,
    Event,
    EventDefinition,
    Message,
    MessageFlow,
    ReceiveTask,
    SendTask,
    Signal,
)
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING
_KINDS = (Message, Signal, Error, Escalation)
_REFERENCES = ("messageRef", "signalRef", "errorRef", "escalationRef")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield those with an empty name, with the name of another of their kind, and those that nothing refers to."""
    shared = [child for child in model.children if isinstance(child, _KINDS)]
    used = set(_used(model))
    count: dict[tuple[str, str | None], int] = {}
    for element in shared:
        key = (element.kind, element.node.get("name"))
        count[key] = count.get(key, 0) + 1
    for element in shared:
        name = element.node.get("name")
        if name is not None and not name.strip():
            yield Problem(element, "its name is empty", "name it")
        if element.id and element not in used:
            yield Problem(element, "nothing refers to it", "choose it at an event or task, or delete it")
        if count[element.kind, name] > 1:
            yield Problem(element, f"another {element.kind} has the same name", "keep one of them, or rename it")


def _used(model: Definitions) -> Iterator[Element]:
    for element in model.elements(Element):
        refers = isinstance(element, MessageFlow | ReceiveTask | SendTask)
        if refers or (isinstance(element, EventDefinition) and isinstance(element.parent, Event)):
            for attribute in _REFERENCES:
                found = element.reference(attribute)
                if found is not None:
                    yield found
