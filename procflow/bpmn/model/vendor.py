"""The values that both Camunda flavours write beside the standard, and how their nodes are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lxml import etree

_BETWEEN_NAMES = re.compile(r",(?![^{}]*\})")
ListenerKind = Literal["job", "class", "expression", "delegateExpression", "script", ""]


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
        priority: Priority text, empty if none.
    """

    assignee: str = ""
    candidate_groups: tuple[str, ...] = ()
    candidate_users: tuple[str, ...] = ()
    due_date: str = ""
    follow_up_date: str = ""
    priority: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """
    One field of a form.

    Attributes:
        id: Id of the variable.
        label: Its label.
        type: Its type, as written.
        required: Whether it must be filled in.
        values: Id and label of each allowed value.
        default: What stands in it at first.
        constraints: Name and configuration of each other check (Camunda 7).
        properties: Id and value of each property (Camunda 7).
        date_pattern: How a date is written (Camunda 7).
    """

    id: str
    label: str
    type: str
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()
    default: str = ""
    constraints: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    date_pattern: str = ""


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """
    The form of a task or start event, each way to name it on its own.

    Attributes:
        key: The form key.
        id: The id of a Camunda form (``formId``, ``formRef``).
        external_reference: What another application shows.
        binding: Which version of the form is taken (``latest``, ``deployment``, ``version``, ``versionTag``).
        version: The version or version tag that the binding names.
        embedded: The form itself as JSON (Camunda 8), or the place of the embedded page (Camunda 7).
        fields: The fields of a generated form.
    """

    key: str = ""
    id: str = ""
    external_reference: str = ""
    binding: str = ""
    version: str = ""
    embedded: str = ""
    fields: tuple[FormField, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskDefinition:
    """The type or topic by which a worker finds the job, and its retries (count, expression or ISO 8601 cycle)."""

    type: str = ""
    retries: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A script: its language, its text, or the resource it stands in; Camunda 8 names the result."""

    format: str = ""
    text: str = ""
    resource: str = ""
    result_variable: str = ""


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One entry of a map."""

    key: str
    value: ParameterValue


ParameterValue: TypeAlias = "str | Script | tuple[ParameterValue, ...] | tuple[MapEntry, ...]"


@dataclass(frozen=True, slots=True)
class VariableMapping:
    """
    What is copied from one scope to another.

    Attributes:
        source: Variable or expression that is read; empty where *value* is a script, a list or a map.
        target: Variable that is written.
        value: What is written: *source* itself, or a script, a list or a map (Camunda 7).
        is_expression: Whether *source* is an expression, not the name of a variable.
        local: Whether only the local scope is read.
    """

    source: str
    target: str
    value: ParameterValue = ""
    is_expression: bool = False
    local: bool = False


@dataclass(frozen=True, slots=True)
class InjectedField:
    """A field that is set on the Java class of a task or listener: its name, text and whether that is an expression."""

    name: str
    text: str
    is_expression: bool = False


@dataclass(frozen=True, slots=True)
class Listener:
    """
    What is told when an element starts, ends, is assigned, ...

    Attributes:
        event: The event, as written (``start``, ``end``, ``create``, ``complete``, ``assigning``, ...).
        kind: ``job`` (Camunda 8), or how Camunda 7 calls it; empty if nothing is filled in.
        text: Job type, class, expression or script.
        retries: How often the job is tried.
        headers: Key and value, for the worker.
        fields: Fields that are set on the class.
        script: The script, None unless *kind* says so.
        id: Its id; a ``timeout`` listener of Camunda 7 has one.
        timer: When a ``timeout`` listener is told, as written.
    """

    event: str
    kind: ListenerKind = ""
    text: str = ""
    retries: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    fields: tuple[InjectedField, ...] = ()
    script: Script | None = None
    id: str = ""
    timer: str = ""


@dataclass(frozen=True, slots=True)
class CalledElement:
    """
    Which process a call activity runs.

    Attributes:
        process_id: Its id, or an expression.
        binding: Which version is taken.
        version: The version that the binding names.
        version_tag: The version tag that the binding names.
        tenant_id: The tenant, Camunda 7 only.
        business_key: What the called instance is known by.
        passes_all: Whether it is given every variable.
        returns_all: Whether every variable comes back.
        inputs: Single variables it is given, Camunda 7 only; Camunda 8 has the inputs of the activity.
        outputs: Single variables that come back, Camunda 7 only.
    """

    process_id: str = ""
    binding: str = ""
    version: str = ""
    version_tag: str = ""
    tenant_id: str = ""
    business_key: str = ""
    passes_all: bool = False
    returns_all: bool = False
    inputs: tuple[VariableMapping, ...] = ()
    outputs: tuple[VariableMapping, ...] = ()


@dataclass(frozen=True, slots=True)
class CalledDecision:
    """Which decision a business rule task evaluates, and which variable holds the result."""

    decision_id: str
    result_variable: str = ""
    binding: str = ""
    version: str = ""
    version_tag: str = ""
    map_result: str = ""
    tenant_id: str = ""


@dataclass(frozen=True, slots=True)
class Connector:
    """What a service task of Camunda 7 calls outside: id of the connector, what it is given, what comes back."""

    id: str
    inputs: tuple[VariableMapping, ...] = ()
    outputs: tuple[VariableMapping, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorMapping:
    """When an external task of Camunda 7 ends with an error: id of the error, and the expression that decides it."""

    error_id: str
    expression: str = ""


@dataclass(frozen=True, slots=True)
class VariableFilter:
    """Which changes of variables make a conditional event look again: their names, ``create`` and ``update``."""

    names: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdHocActivities:
    """Which activities of an ad-hoc sub-process run, and what is collected from them (Camunda 8)."""

    active_elements: str = ""
    output_collection: str = ""
    output_element: str = ""


@dataclass(frozen=True, slots=True)
class LinkedResource:
    """A file that a task works with (Camunda 8): id, type, name of the link, and which version is taken."""

    id: str
    type: str = ""
    name: str = ""
    binding: str = ""
    version_tag: str = ""


@dataclass(frozen=True, slots=True)
class LoopCollection:
    """What a multi-instance loop runs over, and what it collects (Camunda 8 only)."""

    input_collection: str = ""
    input_element: str = ""
    output_collection: str = ""
    output_element: str = ""


def get(node: etree._Element | None, name: str) -> str:
    """Return the attribute *name* of *node*, empty if there is none."""
    return (node.get(name) or "") if node is not None else ""


def text_of(node: etree._Element | None) -> str:
    """Return the text of *node* without surrounding blanks."""
    return (node.text or "").strip() if node is not None else ""


def is_true(text: str, *, default: bool = False) -> bool:
    """Return the boolean in *text* as XML writes it, *default* if it is empty."""
    text = text.strip()
    return text in {"true", "1"} if text else default


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in *text*; a comma inside an expression separates nothing."""
    if text.startswith("="):
        return (text,)
    return tuple(part.strip() for part in _BETWEEN_NAMES.split(text) if part.strip())


class Vendor:
    """What one vendor wrote at an element: a view of its node, in the namespaces of the vendor, first ones first."""

    __slots__ = ("_extensions", "_node", "_spaces")

    def __init__(self, node: etree._Element, extensions: etree._Element | None, spaces: Sequence[str]) -> None:
        self._node = node
        self._extensions = extensions
        self._spaces = spaces

    @property
    def properties(self) -> dict[str, str]:
        """Name and value of the extension properties of this vendor; an empty value is unset."""
        nodes = (node for holder in self._all("properties") for node in self._in(holder, "property"))
        return {node.get("name", ""): node.get("value", "") for node in nodes if node.get("name") and node.get("value")}

    @property
    def template(self) -> str:
        """The id of the element template, empty without one."""
        return self._attribute("modelerTemplate")

    @property
    def template_version(self) -> str:
        """The version of the element template, empty without one."""
        return self._attribute("modelerTemplateVersion")

    def _attribute(self, name: str) -> str:
        found = (self._node.get(f"{{{space}}}{name}") for space in self._spaces)
        return next((text for text in found if text), "")

    def _all(self, name: str) -> Iterator[etree._Element]:
        """Yield the extension elements called *name*."""
        return iter(()) if self._extensions is None else self._in(self._extensions, name)

    def _one(self, name: str) -> etree._Element | None:
        return next(self._all(name), None)

    def _in(self, node: etree._Element | None, name: str) -> Iterator[etree._Element]:
        """Yield the children of *node* called *name*, in the order of the file."""
        return iter(()) if node is None else node.iterchildren(*(f"{{{space}}}{name}" for space in self._spaces))
