"""What both Camunda flavours say alike: who does a task, its form, its job type, the process that is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from procflow.bpmn.model.activities import CallActivity
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.resources import Performer, PotentialOwner, ResourceRole
from procflow.bpmn.model.vendor import Assignment, FormField, names_in
from procflow.errors import expect

_BETWEEN_OWNERS = re.compile(r",(?![^{}()]*[})])")
_MARKED = re.compile(r"(?P<kind>user|group)\((?P<names>.*)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a task or start event: a key of a form kept elsewhere, or its fields."""

    key: str = ""
    fields: tuple[FormField, ...] = ()


def assignment(element: Element) -> Assignment:
    """
    Return who the task is offered to; all empty if the file does not say.

    What a vendor's extensions leave open is taken from the resource roles of the standard, as the engines do:
    a ``performer`` or ``humanPerformer`` is the assignee, a ``potentialOwner`` names groups, or users as ``user(lan)``.
    """
    _expect(element)
    eight, seven = element.zeebe.assignment, element.camunda.assignment
    groups, users = (
        eight.candidate_groups or seven.candidate_groups,
        eight.candidate_users or seven.candidate_users,
    )
    roles = element.children_of(ResourceRole)
    if roles and not groups and not users:
        groups, users = _owners([role for role in roles if isinstance(role, PotentialOwner)])
    performers = (_who(role) for role in roles if isinstance(role, Performer) and not isinstance(role, PotentialOwner))
    return Assignment(
        assignee=eight.assignee or seven.assignee or next((name for name in performers if name), ""),
        candidate_groups=groups,
        candidate_users=users,
        due_date=eight.due_date or seven.due_date,
        follow_up_date=eight.follow_up_date or seven.follow_up_date,
        priority=eight.priority or seven.priority,
    )


def _owners(roles: Sequence[PotentialOwner]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the groups and the users that potential owners are; a name that does not say which is a group."""
    groups, users = list[str](), list[str]()
    for text in (part.strip() for role in roles for part in _BETWEEN_OWNERS.split(_who(role))):
        marked = _MARKED.fullmatch(text)
        (users if marked and marked["kind"] == "user" else groups).extend(names_in(marked["names"] if marked else text))
    return tuple(groups), tuple(users)


def _who(role: ResourceRole) -> str:
    resource, expression = role.resource, role.assignment_expression
    return resource.name if resource is not None else expression.text if expression is not None else ""


def form(element: Element) -> Form | None:
    """Return the form of the task or start event, None if it has none."""
    _expect(element)
    found = [form for form in (element.zeebe.form, element.camunda.form) if form is not None]
    keys = (key for form in found for key in (form.id, form.key, form.external_reference))
    key = next((key for key in keys if key), "")
    fields = tuple(field for form in found for field in form.fields)
    return Form(key, fields) if key or fields else None


def task_type(element: Element) -> str:
    """Return the type (Camunda 8) or topic (Camunda 7) by which a worker finds the task, empty if there is none."""
    _expect(element)
    found = (task.type for task in (element.zeebe.task, element.camunda.task) if task is not None)
    return next((text for text in found if text), "")


def called_element(element: CallActivity) -> str:
    """Return the id of the process that is called, empty if none is chosen."""
    expect(element, CallActivity, "the element", "pass a call activity of a model")
    called = element.zeebe.called_element
    return (called.process_id if called is not None else "") or element.called_element


def _expect(element: object) -> None:
    expect(element, Element, "the element", "pass one of a model")
