"""What Camunda 8 writes beside the standard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from procflow.bpmn.model.vendor import (
    AdHocActivities,
    Assignment,
    CalledDecision,
    CalledElement,
    FormDefinition,
    LinkedResource,
    Listener,
    LoopCollection,
    Script,
    TaskDefinition,
    VariableFilter,
    VariableMapping,
    Vendor,
    get,
    is_true,
    names_in,
    text_of,
)
from procflow.bpmn.namespaces import ZEEBE, bpmn

if TYPE_CHECKING:
    from lxml import etree

_EMBEDDED = "camunda-forms:bpmn:"
_USER_TASK_FORMS = f"{bpmn('extensionElements')}/{{{ZEEBE}}}userTaskForm"


class Zeebe(Vendor):
    """The ``zeebe:`` extensions of an element; what the file does not say is None or empty."""

    __slots__ = ()

    def __init__(self, node: etree._Element, extensions: etree._Element | None) -> None:
        super().__init__(node, extensions, (ZEEBE,))

    @property
    def assignment(self) -> Assignment:
        """Who the user task is offered to, when it is due, and its priority."""
        who, when = self._one("assignmentDefinition"), self._one("taskSchedule")
        return Assignment(
            assignee=get(who, "assignee"),
            candidate_groups=names_in(get(who, "candidateGroups")),
            candidate_users=names_in(get(who, "candidateUsers")),
            due_date=get(when, "dueDate"),
            follow_up_date=get(when, "followUpDate"),
            priority=get(self._one("priorityDefinition"), "priority"),
        )

    @property
    def is_managed_user_task(self) -> bool:
        """Whether Camunda runs the user task itself, not a job worker."""
        return self._one("userTask") is not None

    @property
    def form(self) -> FormDefinition | None:
        """The form of the user task or start event."""
        node = self._one("formDefinition")
        if node is None:
            return None
        key = get(node, "formKey")
        return FormDefinition(
            key=key,
            id=get(node, "formId"),
            external_reference=get(node, "externalReference"),
            binding=get(node, "bindingType"),
            version=get(node, "versionTag"),
            embedded=self._embedded(key.removeprefix(_EMBEDDED)) if key.startswith(_EMBEDDED) else "",
        )

    @property
    def task(self) -> TaskDefinition | None:
        """The type of the job and its retries."""
        node = self._one("taskDefinition")
        return None if node is None else TaskDefinition(get(node, "type"), get(node, "retries"))

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Key and value of each header the worker is given."""
        return _headers(self._in(self._one("taskHeaders"), "header"))

    @property
    def inputs(self) -> tuple[VariableMapping, ...]:
        """What is written into the scope of the element when it starts."""
        return self._mappings("input")

    @property
    def outputs(self) -> tuple[VariableMapping, ...]:
        """What is written into the scope around it when it ends."""
        return self._mappings("output")

    @property
    def execution_listeners(self) -> tuple[Listener, ...]:
        """Jobs at the start and end of the element."""
        return self._listeners("executionListener")

    @property
    def task_listeners(self) -> tuple[Listener, ...]:
        """Jobs at the steps in the life of a user task."""
        return self._listeners("taskListener")

    @property
    def called_element(self) -> CalledElement | None:
        """The process a call activity runs; without a word, all variables pass both ways."""
        node = self._one("calledElement")
        if node is None:
            return None
        return CalledElement(
            process_id=get(node, "processId") or get(node, "processIdExpression"),
            binding=get(node, "bindingType"),
            version_tag=get(node, "versionTag"),
            business_key=get(node, "businessId"),
            passes_all=is_true(get(node, "propagateAllParentVariables"), default=True),
            returns_all=is_true(get(node, "propagateAllChildVariables"), default=True),
        )

    @property
    def called_decision(self) -> CalledDecision | None:
        """The decision a business rule task evaluates."""
        node = self._one("calledDecision")
        if node is None:
            return None
        return CalledDecision(
            get(node, "decisionId"), get(node, "resultVariable"), get(node, "bindingType"), "", get(node, "versionTag")
        )

    @property
    def script(self) -> Script | None:
        """The FEEL expression of a script task."""
        node = self._one("script")
        if node is None:
            return None
        return Script("feel", get(node, "expression"), result_variable=get(node, "resultVariable"))

    @property
    def collection(self) -> LoopCollection | None:
        """What a multi-instance loop runs over; ask it of ``activity.loop``."""
        node = self._one("loopCharacteristics")
        if node is None:
            return None
        names = ("inputCollection", "inputElement", "outputCollection", "outputElement")
        return LoopCollection(*(get(node, name) for name in names))

    @property
    def ad_hoc(self) -> AdHocActivities | None:
        """Which activities of an ad-hoc sub-process run."""
        node = self._one("adHoc")
        if node is None:
            return None
        return AdHocActivities(
            *(get(node, name) for name in ("activeElementsCollection", "outputCollection", "outputElement"))
        )

    @property
    def linked_resources(self) -> tuple[LinkedResource, ...]:
        """The files a task works with."""
        nodes = (node for holder in self._all("linkedResources") for node in self._in(holder, "linkedResource"))
        names = ("resourceId", "resourceType", "linkName", "bindingType", "versionTag")
        return tuple(LinkedResource(*(get(node, name) for name in names)) for node in nodes)

    @property
    def variable_filter(self) -> VariableFilter | None:
        """Which changes make a conditional event look again; ask it of the event definition."""
        node = self._one("conditionalFilter")
        if node is None:
            return None
        return VariableFilter(names_in(get(node, "variableNames")), names_in(get(node, "variableEvents")))

    @property
    def correlation_key(self) -> str:
        """The expression that finds the instance a message is for; ask it of the message."""
        return get(self._one("subscription"), "correlationKey")

    @property
    def version_tag(self) -> str:
        """The version tag of the process."""
        return get(self._one("versionTag"), "value")

    @property
    def job_priority(self) -> str:
        """The priority of jobs of the process or element."""
        return get(self._one("jobPriorityDefinition"), "priority")

    def _mappings(self, name: str) -> tuple[VariableMapping, ...]:
        found = []
        for node in self._in(self._one("ioMapping"), name):
            source = get(node, "source")
            found.append(VariableMapping(source, get(node, "target"), source, is_expression=source.startswith("=")))
        return tuple(found)

    def _listeners(self, name: str) -> tuple[Listener, ...]:
        nodes = (node for holder in self._all(f"{name}s") for node in self._in(holder, name))
        return tuple(self._listener(node) for node in nodes)

    def _listener(self, node: etree._Element) -> Listener:
        headers = next(self._in(node, "taskHeaders"), None)
        return Listener(
            event=get(node, "eventType"),
            kind="job",
            text=get(node, "type"),
            retries=get(node, "retries"),
            headers=_headers(self._in(headers, "header")),
        )

    def _embedded(self, form_id: str) -> str:
        """Return the form *form_id* that is kept in the process."""
        process = next((above for above in self._node.iterancestors(bpmn("process"))), None)
        forms = process.iterfind(_USER_TASK_FORMS) if process is not None else ()
        return next((text_of(form) for form in forms if form.get("id") == form_id), "")


def _headers(nodes: Iterable[etree._Element]) -> tuple[tuple[str, str], ...]:
    return tuple((get(node, "key"), get(node, "value")) for node in nodes)
