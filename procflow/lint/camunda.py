"""What the rules for Camunda look at: elements of executable processes and the extensions of the two flavours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from procflow.bpmn import Definitions, Element, EventDefinition, FlowNode, Process
from procflow.bpmn.model.base import E
from procflow.bpmn.namespaces import ZEEBE
from procflow.lint.parts import own_definitions, process_around

_VARIABLE = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*", re.ASCII | re.IGNORECASE)
_EMBEDDED = "camunda-forms:bpmn:"


def deployed(model: Definitions, cls: type[E]) -> Iterator[E]:
    """Yield the elements of class *cls* that Camunda runs: all but those of processes not marked executable."""
    for child in model.children:
        if isinstance(child, Process) and not child.is_executable:
            continue
        if isinstance(child, cls):
            yield child
        yield from child.descendants(cls)


def extensions(element: Element, *names: str) -> list[etree._Element]:
    """Return the ``zeebe:`` extension elements of *element* with one of these names, in the order of the file."""
    holder = element.extension_elements
    return list(holder.iterchildren(*(f"{{{ZEEBE}}}{name}" for name in names))) if holder is not None else []


def extension(element: Element, name: str) -> etree._Element | None:
    """Return the first ``zeebe:`` extension element of this name, None if there is none."""
    return next(iter(extensions(element, name)), None)


def parts(element: Element, holder: str, name: str) -> list[etree._Element]:
    """Return the nodes *name* in the first extension element *holder*, e.g. the listeners among its listeners."""
    node = extension(element, holder)
    return list(node.iterchildren(f"{{{ZEEBE}}}{name}")) if node is not None else []


def is_blank(node: etree._Element, name: str) -> bool:
    """Return whether the attribute *name* is missing or empty."""
    return not (node.get(name) or "").strip()


def has_twins(nodes: list[etree._Element], *names: str) -> bool:
    """Return whether two of *nodes* have the same values for the attributes *names*."""
    return any(count > 1 for count in Counter(tuple(node.get(name) for name in names) for node in nodes).values())


def first_definition(node: FlowNode) -> EventDefinition | None:
    """Return the event definition that decides what kind of event *node* is, None for a plain or no event."""
    return next(iter(own_definitions(node)), None)


def is_variable(text: str | None) -> bool:
    """Return whether *text* names a variable; what is missing breaks no name."""
    return text is None or _VARIABLE.fullmatch(text) is not None


def lacks_form(form: etree._Element, element: FlowNode) -> bool:
    """Return whether *form* names neither a linked form nor a key, or both, or an embedded form that is empty."""
    if is_blank(form, "formKey") == is_blank(form, "formId"):
        return True
    key = form.get("formKey") or ""
    process = process_around(element)
    bodies = extensions(process, "userTaskForm") if process is not None else ()
    found = next((body for body in bodies if key == f"{_EMBEDDED}{body.get('id')}"), None)
    return found is not None and not (found.text or "").strip()


def is_embedded(form: etree._Element) -> bool:
    """Return whether the form stands in the process itself."""
    return (form.get("formKey") or "").startswith(_EMBEDDED)
