"""What each kind of flow node can bear: attributes, parts, extensions (BPMN 2.0.2, Camunda 7.24 and 8.9)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from procflow.bpmn.families import ACTIVITIES, CHOOSING, GATEWAYS, SUB_PROCESSES, THROW_EVENTS
from procflow.bpmn.namespaces import BPMN, CAMUNDA_LIKE, ZEEBE, bpmn, local_name, namespace

_CATCHING = frozenset({"startEvent", "intermediateCatchEvent"})
FAMILIES = (ACTIVITIES, frozenset(GATEWAYS), _CATCHING | THROW_EVENTS)
"""A node changes its type within one of these."""

_JOBS = frozenset({"serviceTask", "sendTask", "businessRuleTask"})
_ALL = frozenset().union(*FAMILIES)
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "id": _ALL,
    "name": _ALL,
    "startQuantity": ACTIVITIES,
    "completionQuantity": ACTIVITIES,
    "isForCompensation": ACTIVITIES,
    "default": CHOOSING,
    "gatewayDirection": frozenset(GATEWAYS),
    "implementation": _JOBS | {"userTask", "receiveTask"},
    "operationRef": frozenset({"serviceTask", "sendTask", "receiveTask"}),
    "messageRef": frozenset({"sendTask", "receiveTask"}),
    "instantiate": frozenset({"receiveTask", "eventBasedGateway"}),
    "eventGatewayType": frozenset({"eventBasedGateway"}),
    "scriptFormat": frozenset({"scriptTask"}),
    "calledElement": frozenset({"callActivity"}),
    "triggeredByEvent": frozenset(SUB_PROCESSES),
    "method": frozenset({"transaction"}),
    "ordering": frozenset({"adHocSubProcess"}),
    "cancelRemainingInstances": frozenset({"adHocSubProcess"}),
    "isInterrupting": frozenset({"startEvent"}),
    "parallelMultiple": _CATCHING,
}
_CONTENT = frozenset({"documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef", "incoming"})
_PARTS: dict[str, frozenset[str]] = {
    **dict.fromkeys((*_CONTENT, "outgoing"), _ALL),
    **dict.fromkeys(("property",), ACTIVITIES | FAMILIES[2]),
    **dict.fromkeys(
        (
            "ioSpecification",
            "resourceRole",
            "performer",
            "humanPerformer",
            "potentialOwner",
            "multiInstanceLoopCharacteristics",
            "standardLoopCharacteristics",
        ),
        ACTIVITIES,
    ),
    "dataInputAssociation": ACTIVITIES | THROW_EVENTS,
    "dataOutputAssociation": ACTIVITIES | _CATCHING,
    "dataOutput": _CATCHING,
    "outputSet": _CATCHING,
    "dataInput": THROW_EVENTS,
    "inputSet": THROW_EVENTS,
    "rendering": frozenset({"userTask"}),
    "script": frozenset({"scriptTask"}),
    "activationCondition": frozenset({"complexGateway"}),
    "completionCondition": frozenset({"adHocSubProcess"}),
}
_ANYWHERE = frozenset(
    {
        "properties",
        "inputOutput",
        "executionListener",
        "failedJobRetryTimeCycle",
        "asyncBefore",
        "asyncAfter",
        "exclusive",
        "jobPriority",
        "modelerTemplate",
        "modelerTemplateVersion",
        "modelerTemplateIcon",
    }
)
_JOB_LIKE = _JOBS | {"endEvent", "intermediateThrowEvent"}
_CAMUNDA: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "assignee",
            "candidateUsers",
            "candidateGroups",
            "dueDate",
            "followUpDate",
            "priority",
            "taskListener",
        ),
        frozenset({"userTask"}),
    ),
    **dict.fromkeys(
        ("formKey", "formRef", "formRefBinding", "formRefVersion", "formData", "formHandlerClass", "formProperty"),
        frozenset({"userTask", "startEvent"}),
    ),
    "initiator": frozenset({"startEvent"}),
    **dict.fromkeys(
        ("class", "delegateExpression", "expression", "type", "topic", "taskPriority", "connector", "field"), _JOB_LIKE
    ),
    "errorEventDefinition": frozenset({"serviceTask"}),
    "resultVariable": _JOB_LIKE | {"scriptTask"},
    "resource": frozenset({"scriptTask"}),
    **dict.fromkeys(
        ("decisionRef", "decisionRefBinding", "decisionRefVersion", "decisionRefVersionTag", "decisionRefTenantId"),
        frozenset({"businessRuleTask"}),
    ),
    "mapDecisionResult": frozenset({"businessRuleTask"}),
    **dict.fromkeys(
        (
            "calledElementBinding",
            "calledElementVersion",
            "calledElementVersionTag",
            "calledElementTenantId",
            "caseRef",
            "caseBinding",
            "caseVersion",
            "caseTenantId",
            "variableMappingClass",
            "variableMappingDelegateExpression",
        ),
        frozenset({"callActivity"}),
    ),
    **dict.fromkeys(("in", "out"), frozenset({"callActivity"})),
}
_ZEEBE_JOBS = _JOB_LIKE | {"scriptTask", "adHocSubProcess"}
_ZEEBE: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("assignmentDefinition", "taskSchedule", "priorityDefinition", "userTask", "taskListeners", "userTaskForm"),
        frozenset({"userTask"}),
    ),
    "formDefinition": frozenset({"userTask", "startEvent"}),
    **dict.fromkeys(("taskDefinition", "taskHeaders"), _ZEEBE_JOBS),
    "script": frozenset({"scriptTask"}),
    "calledDecision": frozenset({"businessRuleTask"}),
    "calledElement": frozenset({"callActivity"}),
    "ioMapping": ACTIVITIES | FAMILIES[2],
    "executionListeners": _ALL,
    "adHoc": frozenset({"adHocSubProcess"}),
    "loopCharacteristics": ACTIVITIES,
}


def not_borne(node: etree._Element, kind: str) -> Iterator[tuple[str, etree._Element, str]]:
    """
    Yield what *node* bears and a node of *kind* cannot: its name, its node, and its attribute or an empty text.

    Extensions of other vendors than Camunda and its kin may stand on every kind.
    """
    for name in map(str, node.attrib):
        space, _, local = name.rpartition("}")
        known = _ATTRIBUTES if not space else _vendor(space[1:])
        if not _bears(known, local, kind, default=bool(space)):
            yield _written(node, space[1:], local), node, name
    for child in node.iterchildren(etree.Element):
        if namespace(child) == BPMN and not _is_part(local_name(child), kind):
            yield local_name(child), child, ""
    holder = node.find(bpmn("extensionElements"))
    for child in holder.iterchildren(etree.Element) if holder is not None else ():
        if not _bears(_vendor(namespace(child)), local_name(child), kind, default=True):
            yield _written(child, namespace(child), local_name(child)), child, ""


def _is_part(name: str, kind: str) -> bool:
    """Tell whether an element of the standard may stand in a node of *kind*; steps stand in sub-processes."""
    if name.endswith("EventDefinition") or name == "eventDefinitionRef":
        return kind in FAMILIES[2]
    return kind in _PARTS.get(name, frozenset(SUB_PROCESSES))


def _vendor(space: str) -> dict[str, frozenset[str]]:
    if space in CAMUNDA_LIKE:
        return _CAMUNDA
    return _ZEEBE if space == ZEEBE else {}


def _bears(known: dict[str, frozenset[str]], name: str, kind: str, *, default: bool) -> bool:
    if default and (name in _ANYWHERE or not known):
        return True
    return kind in known[name] if name in known else default


def _written(node: etree._Element, space: str, local: str) -> str:
    prefix = next((prefix for prefix, uri in node.nsmap.items() if uri == space and prefix), "")
    return f"{prefix}:{local}" if prefix and space else local
