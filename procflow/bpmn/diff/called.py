"""What a person calls an element, and what it is tied to."""

from __future__ import annotations

from procflow.bpmn.model.base import Element, RootElement
from procflow.bpmn.model.collaboration import Connection, DataObject, DataStore, Group, TextAnnotation
from procflow.bpmn.model.flow import SequenceFlow


def title(element: Element | None) -> str:
    """Return what a person calls *element*: its name, its text, or the ends of a flow without a name."""
    if element is None:
        return ""
    name = label(element)
    if name:
        return name
    if isinstance(element, TextAnnotation):
        return element.text
    if isinstance(element, SequenceFlow):
        return " → ".join(end.name or end.id for end in (element.source, element.target))
    if isinstance(element, Connection):
        ends = (end for end in ends_of(element) if end is not None)
        # An association may lead to another, in a circle even.
        return " → ".join((end.name if isinstance(end, Connection) else title(end)) or end.id for end in ends)
    return ""


def label(element: Element) -> str:
    """Return the name of *element*; that of a group stands at the value of a category."""
    value = element.category_value if isinstance(element, Group) else None
    return value.value if value is not None else element.node.get("name") or ""


def is_held(element: Element) -> bool:
    """Tell whether *element* is there for what refers to it: a message, the data behind a reference, a data type."""
    return isinstance(element, RootElement | DataObject | DataStore) or type(element) is Element


def ends_of(element: Connection) -> tuple[Element | None, Element | None]:
    """Return what a connection leads from and to."""
    return element.source, element.target
