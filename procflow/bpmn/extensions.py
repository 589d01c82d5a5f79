"""What Camunda's two flavours write beside the standard: assignment, forms, task types, called elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from procflow.bpmn.model.activities import CallActivity
from procflow.bpmn.model.base import Element
from procflow.bpmn.namespaces import CAMUNDA, CAMUNDA_LIKE, ZEEBE

_CAMUNDA_FIRST = (CAMUNDA, *sorted(CAMUNDA_LIKE - {CAMUNDA}))
_BETWEEN_NAMES = re.compile(r",(?![^{}]*\})")


@dataclass(frozen=True, slots=True)
class Assignment:
    """
    Who a task is offered to, as written in the file (names or expressions).

    Attributes:
        assignee: The one person, empty if none is named.
        candidate_groups: Groups whose members may claim it.
        candidate_users: Persons who may claim it.
        due_date: Due date text, empty if none.
        follow_up_date: Follow-up date text, empty if none.
    """

    assignee: str = ""
    candidate_groups: tuple[str, ...] = ()
    candidate_users: tuple[str, ...] = ()
    due_date: str = ""
    follow_up_date: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form: id of the variable, label, type as written, required, allowed values (id, label)."""

    id: str
    label: str
    type: str
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a task or start event: a key of a form kept elsewhere, or its fields."""

    key: str = ""
    fields: tuple[FormField, ...] = ()


def assignment(element: Element) -> Assignment:
    """Return who the task is offered to; all empty if the file does not say."""
    zeebe = _extension(element, ZEEBE, "assignmentDefinition")
    schedule = _extension(element, ZEEBE, "taskSchedule")
    return Assignment(
        assignee=_get(zeebe, "assignee") or _camunda(element, "assignee"),
        candidate_groups=_list(_get(zeebe, "candidateGroups") or _camunda(element, "candidateGroups")),
        candidate_users=_list(_get(zeebe, "candidateUsers") or _camunda(element, "candidateUsers")),
        due_date=_get(schedule, "dueDate") or _camunda(element, "dueDate"),
        follow_up_date=_get(schedule, "followUpDate") or _camunda(element, "followUpDate"),
    )


def form(element: Element) -> Form | None:
    """Return the form of the task or start event, None if it has none."""
    zeebe = _extension(element, ZEEBE, "formDefinition")
    keys = [_get(zeebe, name) for name in ("formId", "formKey", "externalReference")]
    key = next((found for found in (*keys, _camunda(element, "formKey"), _camunda(element, "formRef")) if found), "")
    fields = tuple(_field(node) for node in _camunda_nodes(element, "formData/formField"))
    return Form(key, fields) if key or fields else None


def task_type(element: Element) -> str:
    """Return the type (Camunda 8) or topic (Camunda 7) by which a worker finds the task, empty if there is none."""
    return _get(_extension(element, ZEEBE, "taskDefinition"), "type") or _camunda(element, "topic")


def called_element(element: CallActivity) -> str:
    """Return the id of the process that is called, empty if none is chosen."""
    return _get(_extension(element, ZEEBE, "calledElement"), "processId") or element.node.get("calledElement") or ""


def _field(node: etree._Element) -> FormField:
    rules = [rule.get("name") for rule in node.iterfind("{*}validation/{*}constraint") if rule.get("config") != "false"]
    values = ((str(value.get("id")), str(value.get("name") or value.get("id"))) for value in node.iterfind("{*}value"))
    return FormField(
        id=node.get("id") or "",
        label=node.get("label") or "",
        type=node.get("type") or "string",
        required="required" in rules,
        values=tuple(values),
    )


def _extension(element: Element, space: str, name: str) -> etree._Element | None:
    extensions = element.extension_elements
    return None if extensions is None else extensions.find(f"{{{space}}}{name}")


def _camunda_nodes(element: Element, path: str) -> Iterator[etree._Element]:
    extensions = element.extension_elements
    if extensions is not None:
        for space in _CAMUNDA_FIRST:
            yield from extensions.iterfind("/".join(f"{{{space}}}{part}" for part in path.split("/")))


def _camunda(element: Element, name: str) -> str:
    found = (element.node.get(f"{{{space}}}{name}") for space in _CAMUNDA_FIRST)
    return next((text for text in found if text), "")


def _get(node: etree._Element | None, name: str) -> str:
    return (node.get(name) or "") if node is not None else ""


def _list(text: str) -> tuple[str, ...]:
    """Return the names in *text*; a comma inside an expression separates nothing."""
    if text.startswith("="):
        return (text,)
    return tuple(part.strip() for part in _BETWEEN_NAMES.split(text) if part.strip())
