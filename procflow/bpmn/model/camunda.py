"""What Camunda 7 and its forks (Operaton, Flowable, Activiti) write beside the standard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from procflow.bpmn.model.vendor import (
    Assignment,
    CalledDecision,
    CalledElement,
    Connector,
    ErrorMapping,
    FormDefinition,
    FormField,
    InjectedField,
    Listener,
    ListenerKind,
    LoopCollection,
    MapEntry,
    ParameterValue,
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
from procflow.bpmn.namespaces import CAMUNDA, CAMUNDA_LIKE, bpmn, local_name

if TYPE_CHECKING:
    from lxml import etree

_SPACES = (CAMUNDA, *sorted(CAMUNDA_LIKE - {CAMUNDA}))
_KINDS: tuple[ListenerKind, ...] = ("class", "expression", "delegateExpression")
_EMBEDDED = "embedded:"


class Camunda(Vendor):
    """The ``camunda:`` attributes and extensions of an element; what the file does not say is None or empty."""

    __slots__ = ()

    def __init__(self, node: etree._Element, extensions: etree._Element | None) -> None:
        super().__init__(node, extensions, _SPACES)

    @property
    def assignment(self) -> Assignment:
        """Who the user task is offered to, when it is due, and its priority."""
        return Assignment(
            assignee=self._attribute("assignee"),
            candidate_groups=names_in(self._attribute("candidateGroups")),
            candidate_users=names_in(self._attribute("candidateUsers")),
            due_date=self._attribute("dueDate"),
            follow_up_date=self._attribute("followUpDate"),
            priority=self._attribute("priority"),
        )

    @property
    def candidate_starter_groups(self) -> tuple[str, ...]:
        """Groups whose members may start the process."""
        return names_in(self._attribute("candidateStarterGroups"))

    @property
    def candidate_starter_users(self) -> tuple[str, ...]:
        """Persons who may start the process."""
        return names_in(self._attribute("candidateStarterUsers"))

    @property
    def initiator(self) -> str:
        """The variable that holds who started the instance."""
        return self._attribute("initiator")

    @property
    def form(self) -> FormDefinition | None:
        """The form of the user task or start event."""
        key = self._attribute("formKey")
        found = FormDefinition(
            key=key,
            id=self._attribute("formRef"),
            binding=self._attribute("formRefBinding"),
            version=self._attribute("formRefVersion"),
            embedded=key.removeprefix(_EMBEDDED) if key.startswith(_EMBEDDED) else "",
            fields=tuple(self._fields()),
        )
        return None if found == FormDefinition() else found

    @property
    def task(self) -> TaskDefinition | None:
        """The topic of an external task, and the retries of its job."""
        topic, retries = self._attribute("topic"), self.retry_cycle
        return TaskDefinition(topic, retries) if topic else None

    @property
    def retry_cycle(self) -> str:
        """How often and when a failed job is tried again."""
        return text_of(self._one("failedJobRetryTimeCycle"))

    @property
    def implementation(self) -> tuple[ListenerKind, str]:
        """How a task is done inside the engine: ``class``, ``expression`` or ``delegateExpression``, and its text."""
        found = ((kind, self._attribute(kind)) for kind in _KINDS)
        return next(((kind, text) for kind, text in found if text), ("", ""))

    @property
    def result_variable(self) -> str:
        """The variable that holds the result of an expression, script or decision."""
        return self._attribute("resultVariable")

    @property
    def inputs(self) -> tuple[VariableMapping, ...]:
        """What is written into the scope of the element when it starts."""
        return self._parameters("inputParameter", self._all("inputOutput"))

    @property
    def outputs(self) -> tuple[VariableMapping, ...]:
        """What is written into the scope around it when it ends."""
        return self._parameters("outputParameter", self._all("inputOutput"))

    @property
    def connector_id(self) -> str:
        """The connector a service task uses."""
        return self.connector.id if self.connector is not None else ""

    @property
    def connector(self) -> Connector | None:
        """The connector a service task uses, with what it is given and gives back."""
        node = self._one("connector")
        if node is None:
            return None
        holders = list(self._in(node, "inputOutput"))
        return Connector(
            text_of(next(self._in(node, "connectorId"), None)),
            self._parameters("inputParameter", holders),
            self._parameters("outputParameter", holders),
        )

    @property
    def error_mappings(self) -> tuple[ErrorMapping, ...]:
        """When an external task ends with which error."""
        nodes = self._all("errorEventDefinition")
        return tuple(ErrorMapping(get(node, "errorRef"), get(node, "expression")) for node in nodes)

    @property
    def error_code_variable(self) -> str:
        """The variable that takes the code of a caught error or escalation; ask it of the event definition."""
        return self._attribute("errorCodeVariable") or self._attribute("escalationCodeVariable")

    @property
    def error_message_variable(self) -> str:
        """The variable that takes the message of a caught error; ask it of the event definition."""
        return self._attribute("errorMessageVariable")

    @property
    def variable_filter(self) -> VariableFilter | None:
        """Which changes make a conditional event look again; ask it of the event definition."""
        found = VariableFilter(names_in(self._attribute("variableName")), names_in(self._attribute("variableEvents")))
        return None if found == VariableFilter() else found

    @property
    def signal_variables(self) -> tuple[VariableMapping, ...]:
        """What a thrown signal carries; ask it of the event definition."""
        return tuple(_copied(node) for node in self._all("in") if node.get("target"))

    @property
    def resource(self) -> str:
        """The file that holds the script of a script task."""
        return self._attribute("resource")

    @property
    def fields(self) -> tuple[InjectedField, ...]:
        """Fields that are set on the class of the task."""
        return tuple(self._injected(node) for node in self._all("field"))

    @property
    def execution_listeners(self) -> tuple[Listener, ...]:
        """What is called at the start and end of the element, or when a flow is taken."""
        return tuple(self._listener(node) for node in self._all("executionListener"))

    @property
    def task_listeners(self) -> tuple[Listener, ...]:
        """What is called at the steps in the life of a user task."""
        return tuple(self._listener(node) for node in self._all("taskListener"))

    @property
    def called_element(self) -> CalledElement | None:
        """The process a call activity runs."""
        process_id = get(self._node, "calledElement")
        if not process_id:
            return None
        ins, outs = list(self._all("in")), list(self._all("out"))
        return CalledElement(
            process_id=process_id,
            binding=self._attribute("calledElementBinding"),
            version=self._attribute("calledElementVersion"),
            version_tag=self._attribute("calledElementVersionTag"),
            tenant_id=self._attribute("calledElementTenantId"),
            business_key=next((key for node in ins if (key := get(node, "businessKey"))), ""),
            passes_all=any(get(node, "variables") == "all" for node in ins),
            returns_all=any(get(node, "variables") == "all" for node in outs),
            inputs=tuple(_copied(node) for node in ins if node.get("target")),
            outputs=tuple(_copied(node) for node in outs if node.get("target")),
        )

    @property
    def called_decision(self) -> CalledDecision | None:
        """The decision a business rule task evaluates."""
        decision_id = self._attribute("decisionRef")
        if not decision_id:
            return None
        return CalledDecision(
            decision_id,
            result_variable=self.result_variable,
            binding=self._attribute("decisionRefBinding"),
            version=self._attribute("decisionRefVersion"),
            version_tag=self._attribute("decisionRefVersionTag"),
            map_result=self._attribute("mapDecisionResult"),
            tenant_id=self._attribute("decisionRefTenantId"),
        )

    @property
    def collection(self) -> LoopCollection | None:
        """What a multi-instance loop runs over; ask it of ``activity.loop``."""
        found = LoopCollection(self._attribute("collection"), self._attribute("elementVariable"))
        return None if found == LoopCollection() else found

    @property
    def version_tag(self) -> str:
        """The version tag of the process."""
        return self._attribute("versionTag")

    @property
    def history_time_to_live(self) -> str:
        """How long the history of an instance is kept: days, or an ISO 8601 duration."""
        return self._attribute("historyTimeToLive")

    @property
    def is_startable_in_tasklist(self) -> bool:
        """Whether persons may start the process from their task list."""
        return is_true(self._attribute("isStartableInTasklist"), default=True)

    @property
    def job_priority(self) -> str:
        """The priority of jobs of the process or element."""
        return self._attribute("jobPriority")

    @property
    def task_priority(self) -> str:
        """The priority of external tasks."""
        return self._attribute("taskPriority")

    @property
    def is_async_before(self) -> bool:
        """Whether the engine saves before the element."""
        return is_true(self._attribute("asyncBefore") or self._attribute("async"))

    @property
    def is_async_after(self) -> bool:
        """Whether the engine saves after the element."""
        return is_true(self._attribute("asyncAfter"))

    @property
    def is_exclusive(self) -> bool:
        """Whether jobs of one instance run one after the other."""
        return is_true(self._attribute("exclusive"), default=True)

    def _fields(self) -> Iterator[FormField]:
        for holder in self._all("formData"):
            for node in self._in(holder, "formField"):
                yield self._field(node)
        for node in self._all("formProperty"):  # the older way, which the forks still write
            required = is_true(get(node, "required"))
            yield FormField(
                node.get("id", ""), get(node, "name"), get(node, "type") or "string", required, self._values(node)
            )

    def _field(self, node: etree._Element) -> FormField:
        rules = [rule for holder in self._in(node, "validation") for rule in self._in(holder, "constraint")]
        extras = (extra for holder in self._in(node, "properties") for extra in self._in(holder, "property"))
        return FormField(
            id=node.get("id", ""),
            label=get(node, "label"),
            type=get(node, "type") or "string",
            required=any(rule.get("name") == "required" and rule.get("config") != "false" for rule in rules),
            values=self._values(node),
            default=get(node, "defaultValue"),
            constraints=tuple(
                (name, get(rule, "config")) for rule in rules if (name := get(rule, "name")) != "required"
            ),
            properties=tuple((get(extra, "id"), get(extra, "value")) for extra in extras),
            date_pattern=get(node, "datePattern"),
        )

    def _values(self, node: etree._Element) -> tuple[tuple[str, str], ...]:
        return tuple((get(value, "id"), get(value, "name") or get(value, "id")) for value in self._in(node, "value"))

    def _parameters(self, name: str, holders: Iterable[etree._Element]) -> tuple[VariableMapping, ...]:
        nodes = (node for holder in holders for node in self._in(holder, name))
        return tuple(VariableMapping(text_of(node), get(node, "name"), _value(node)) for node in nodes)

    def _listener(self, node: etree._Element) -> Listener:
        script = next(self._in(node, "script"), None)
        found = ((kind, get(node, kind)) for kind in _KINDS)
        kind, text = next(((kind, text) for kind, text in found if text), ("", ""))
        timer = next(node.iterchildren(bpmn("timerEventDefinition")), None)
        return Listener(
            event=get(node, "event"),
            kind="script" if script is not None else kind,
            text=text_of(script) if script is not None else text,
            fields=tuple(self._injected(part) for part in self._in(node, "field")),
            script=_script(script) if script is not None else None,
            id=get(node, "id"),
            timer="".join(timer.itertext()).strip() if timer is not None else "",
        )

    def _injected(self, node: etree._Element) -> InjectedField:
        parts = (("expression", True), ("string", False))
        found = ((text_of(next(self._in(node, tag), None)), is_expression) for tag, is_expression in parts)
        text, is_expression = next((pair for pair in found if pair[0]), (get(node, "stringValue"), False))
        if not text:
            text, is_expression = get(node, "expression"), True
        return InjectedField(get(node, "name"), text, is_expression=is_expression and bool(text))


def _copied(node: etree._Element) -> VariableMapping:
    expression = get(node, "sourceExpression")
    source = expression or get(node, "source")
    local = is_true(get(node, "local"))
    return VariableMapping(source, get(node, "target"), source, is_expression=bool(expression), local=local)


def _script(node: etree._Element) -> Script:
    return Script(get(node, "scriptFormat"), text_of(node), get(node, "resource"))


def _value(node: etree._Element) -> ParameterValue:
    """Return what *node* holds: its text, or the script, list or map in it."""
    for part in node.iterchildren("{*}*"):
        match local_name(part):
            case "script":
                return _script(part)
            case "list":
                return tuple(_item(item) for item in part.iterchildren("{*}*"))
            case "map":
                return tuple(MapEntry(get(entry, "key"), _value(entry)) for entry in part.iterchildren("{*}*"))
    return text_of(node)


def _item(node: etree._Element) -> ParameterValue:
    return _script(node) if local_name(node) == "script" else _value(node)
