"""
What the schema of BPMN 2.0.2 says of each name: where it may stand, what it needs, what it may refer to.

The names are those of the standard; a set of names stands where the standard names a common ancestor of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from procflow.bpmn import families
from procflow.bpmn.families import ACTIVITIES, EVENT_DEFINITIONS, GATEWAYS, SUB_PROCESSES

CATCH_EVENTS = families.CATCH_EVENTS
THROW_EVENTS = families.THROW_EVENTS | {"implicitThrowEvent", "event"}
EVENTS = CATCH_EVENTS | THROW_EVENTS
CHOREOGRAPHY_NODES = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
FLOW_NODES = ACTIVITIES | frozenset(GATEWAYS) | CHOREOGRAPHY_NODES | (EVENTS - {"event"})
GLOBAL_TASKS = frozenset(
    {"globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"}
)
CALLABLE = GLOBAL_TASKS | {"process"}
CHOREOGRAPHIES = frozenset({"choreography", "globalChoreographyTask"})
COLLABORATIONS = CHOREOGRAPHIES | {"collaboration", "globalConversation"}
CONVERSATIONS = frozenset({"conversation", "subConversation", "callConversation"})
ITEM_AWARE = frozenset(
    {
        "dataObject",
        "dataObjectReference",
        "dataStore",
        "dataStoreReference",
        "dataInput",
        "dataOutput",
        "property",
        "inputDataItem",
        "outputDataItem",
    }
)
ARTIFACTS = frozenset({"textAnnotation", "association", "group"})
RESOURCE_ROLES = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})
LOOPS = frozenset({"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"})
_CONTAINERS = CHOREOGRAPHIES | {*SUB_PROCESSES, "process", "subChoreography"}
_ROOT_ELEMENTS = (
    CALLABLE
    | COLLABORATIONS
    | frozenset(
        {
            "category",
            "correlationProperty",
            "dataStore",
            "endPoint",
            "error",
            "escalation",
            "interface",
            "itemDefinition",
            "message",
            "partnerEntity",
            "partnerRole",
            "resource",
            "signal",
        }
    )
)
_DEFINITIONS = frozenset({"definitions"})


def _rows(*rows: tuple[frozenset[str], frozenset[str]]) -> dict[str, frozenset[str]]:
    return {name: value for names, value in rows for name in names}


PLACES: Mapping[str, frozenset[str]] = _rows(
    (_ROOT_ELEMENTS | {"import", "extension", "relationship"}, _DEFINITIONS),
    (FLOW_NODES, _CONTAINERS),
    (frozenset({"sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference"}), _CONTAINERS),
    (ARTIFACTS, _CONTAINERS | COLLABORATIONS),
    (frozenset({"participant", "messageFlow"}), COLLABORATIONS),
    (frozenset({"laneSet"}), frozenset({*SUB_PROCESSES, "process"})),
    (frozenset({"lane"}), frozenset({"laneSet", "childLaneSet"})),
    (frozenset({"childLaneSet", "flowNodeRef", "partitionElement"}), frozenset({"lane"})),
    (EVENT_DEFINITIONS, EVENTS | _DEFINITIONS),
    (frozenset({"eventDefinitionRef"}), EVENTS),
    (LOOPS, ACTIVITIES),
    (frozenset({"ioSpecification"}), ACTIVITIES | CALLABLE),
    (frozenset({"ioBinding"}), CALLABLE),
    (frozenset({"property"}), ACTIVITIES | EVENTS | {"process"}),
    (frozenset({"dataInputAssociation"}), ACTIVITIES | THROW_EVENTS),
    (frozenset({"dataOutputAssociation"}), ACTIVITIES | CATCH_EVENTS),
    (frozenset({"dataInput", "inputSet"}), THROW_EVENTS | {"ioSpecification"}),
    (frozenset({"dataOutput", "outputSet"}), CATCH_EVENTS | {"ioSpecification"}),
    (RESOURCE_ROLES, ACTIVITIES | CALLABLE),
    (frozenset({"conditionExpression"}), frozenset({"sequenceFlow"})),
    (frozenset({"activationCondition"}), frozenset({"complexGateway"})),
    (frozenset({"participantMultiplicity"}), frozenset({"participant"})),
    (frozenset({"correlationKey"}), COLLABORATIONS | CONVERSATIONS | CHOREOGRAPHY_NODES),
    (frozenset({"correlationSubscription"}), frozenset({"process"})),
    (CONVERSATIONS, COLLABORATIONS | {"subConversation"}),
    (frozenset({"conversationLink", "conversationAssociation", "messageFlowAssociation"}), COLLABORATIONS),
    (frozenset({"participantAssociation"}), COLLABORATIONS | {"callChoreography", "callConversation"}),
    (frozenset({"operation"}), frozenset({"interface"})),
    (frozenset({"categoryValue"}), frozenset({"category"})),
    (frozenset({"resourceParameter"}), frozenset({"resource"})),
)
"""Name to the names it may stand in directly."""

PARTS: frozenset[str] = frozenset(
    {
        "artifact",
        "assignment",
        "auditing",
        "categoryValueRef",
        "choreographyRef",
        "completionCondition",
        "complexBehaviorDefinition",
        "condition",
        "correlationPropertyBinding",
        "correlationPropertyRef",
        "correlationPropertyRetrievalExpression",
        "dataInputRefs",
        "dataOutputRefs",
        "dataPath",
        "dataState",
        "documentation",
        "endPointRef",
        "errorRef",
        "event",
        "expression",
        "extensionElements",
        "flowElement",
        "formalExpression",
        "from",
        "inMessageRef",
        "incoming",
        "innerParticipantRef",
        "inputDataItem",
        "inputSetRefs",
        "interfaceRef",
        "loopCardinality",
        "loopCondition",
        "loopDataInputRef",
        "loopDataOutputRef",
        "messageFlowRef",
        "messagePath",
        "monitoring",
        "operationRef",
        "optionalInputRefs",
        "optionalOutputRefs",
        "outMessageRef",
        "outerParticipantRef",
        "outgoing",
        "outputDataItem",
        "outputSetRefs",
        "participantRef",
        "rendering",
        "resourceAssignmentExpression",
        "resourceParameterBinding",
        "resourceRef",
        "script",
        "source",
        "sourceRef",
        "supportedInterfaceRef",
        "supports",
        "target",
        "targetRef",
        "text",
        "timeCycle",
        "timeDate",
        "timeDuration",
        "to",
        "transformation",
        "whileExecutingInputRefs",
        "whileExecutingOutputRefs",
    }
)
"""Names that belong to the element they stand in; where each may stand is not checked."""

NEEDED_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "association": ("sourceRef", "targetRef"),
    "conversationAssociation": ("innerConversationNodeRef", "outerConversationNodeRef"),
    "conversationLink": ("sourceRef", "targetRef"),
    "correlationPropertyBinding": ("correlationPropertyRef",),
    "correlationPropertyRetrievalExpression": ("messageRef",),
    "correlationSubscription": ("correlationKeyRef",),
    "dataObjectReference": ("dataObjectRef",),
    "definitions": ("targetNamespace",),
    "import": ("importType", "location", "namespace"),
    "interface": ("name",),
    "ioBinding": ("operationRef", "inputDataRef", "outputDataRef"),
    "messageFlow": ("sourceRef", "targetRef"),
    "messageFlowAssociation": ("innerMessageFlowRef", "outerMessageFlowRef"),
    "operation": ("name",),
    "relationship": ("type",),
    "resource": ("name",),
    "resourceParameterBinding": ("parameterRef",),
}
"""Name to the attributes it cannot do without; what whole-model tells is left out."""

NEEDED_PARTS: Mapping[str, tuple[str, ...]] = {
    "assignment": ("from", "to"),
    "complexBehaviorDefinition": ("condition",),
    "conditionalEventDefinition": ("condition",),
    "correlationProperty": ("correlationPropertyRetrievalExpression",),
    "correlationPropertyBinding": ("dataPath",),
    "correlationPropertyRetrievalExpression": ("messagePath",),
    "dataInputAssociation": ("targetRef",),
    "dataOutputAssociation": ("targetRef",),
    "interface": ("operation",),
    "ioSpecification": ("inputSet", "outputSet"),
    "operation": ("inMessageRef",),
    "participantAssociation": ("innerParticipantRef", "outerParticipantRef"),
    "relationship": ("source", "target"),
}
"""Name to the parts of which at least one must stand in it."""

_ALONE = (
    "activationCondition",
    "auditing",
    "childLaneSet",
    "completionCondition",
    "condition",
    "conditionExpression",
    "dataPath",
    "dataState",
    "extensionElements",
    "from",
    "inMessageRef",
    "inputDataItem",
    "ioSpecification",
    "loopCardinality",
    "loopCondition",
    "loopDataInputRef",
    "loopDataOutputRef",
    "messagePath",
    "monitoring",
    "operationRef",
    "outMessageRef",
    "outputDataItem",
    "participantMultiplicity",
    "partitionElement",
    "resourceAssignmentExpression",
    "resourceRef",
    "script",
    "targetRef",
    "text",
    "to",
    "transformation",
)
ONCE: Mapping[str, str] = {
    **{name: name for name in _ALONE},
    **dict.fromkeys(LOOPS, "loop"),
    **dict.fromkeys(("timeCycle", "timeDate", "timeDuration"), "time"),
}
"""Name to what it is one of; at most one of each may stand in an element."""

_DIRECTIONS = ("None", "One", "Both")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "associationDirection": _DIRECTIONS,
    "behavior": ("None", "One", "All", "Complex"),
    "eventGatewayType": ("Exclusive", "Parallel"),
    "gatewayDirection": ("Unspecified", "Converging", "Diverging", "Mixed"),
    "itemKind": ("Information", "Physical"),
    "ordering": ("Parallel", "Sequential"),
    "processType": ("None", "Public", "Private"),
    **dict.fromkeys(
        (
            "cancelActivity",
            "cancelRemainingInstances",
            "instantiate",
            "isClosed",
            "isCollection",
            "isExecutable",
            "isForCompensation",
            "isImmediate",
            "isInterrupting",
            "isRequired",
            "isSequential",
            "isUnlimited",
            "parallelMultiple",
            "testBefore",
            "triggeredByEvent",
            "waitForCompletion",
        ),
        ("true", "false", "1", "0"),
    ),
}
"""Attribute to the values it may have."""

LEAST: Mapping[str, int | None] = {
    "capacity": None,
    "completionQuantity": 1,
    "loopMaximum": None,
    "startQuantity": 1,
}
"""Attribute that is a whole number to the least it may be, None without bound."""

REFERENCES: Mapping[str, frozenset[str]] = _rows(
    (frozenset({"messageRef", "inMessageRef", "outMessageRef"}), frozenset({"message"})),
    (frozenset({"errorRef"}), frozenset({"error"})),
    (frozenset({"signalRef"}), frozenset({"signal"})),
    (frozenset({"escalationRef"}), frozenset({"escalation"})),
    (frozenset({"operationRef"}), frozenset({"operation"})),
    (frozenset({"itemSubjectRef", "itemRef", "evaluatesToTypeRef"}), frozenset({"itemDefinition"})),
    (frozenset({"activityRef"}), ACTIVITIES),
    (frozenset({"processRef", "supports"}), frozenset({"process"})),
    (frozenset({"categoryValueRef"}), frozenset({"categoryValue"})),
    (frozenset({"dataObjectRef"}), frozenset({"dataObject"})),
    (frozenset({"dataStoreRef"}), frozenset({"dataStore"})),
    (frozenset({"calledElement"}), CALLABLE),
    (frozenset({"oneBehaviorEventRef", "noneBehaviorEventRef", "eventDefinitionRef"}), EVENT_DEFINITIONS),
    (frozenset({"loopDataInputRef", "loopDataOutputRef"}), ITEM_AWARE),
    (frozenset({"dataInputRefs", "optionalInputRefs", "whileExecutingInputRefs"}), frozenset({"dataInput"})),
    (frozenset({"dataOutputRefs", "optionalOutputRefs", "whileExecutingOutputRefs"}), frozenset({"dataOutput"})),
    (frozenset({"inputSetRefs", "inputDataRef"}), frozenset({"inputSet"})),
    (frozenset({"outputSetRefs", "outputDataRef"}), frozenset({"outputSet"})),
    (frozenset({"interfaceRef", "supportedInterfaceRef"}), frozenset({"interface"})),
    (frozenset({"endPointRef"}), frozenset({"endPoint"})),
    (frozenset({"definitionalCollaborationRef", "calledCollaborationRef"}), COLLABORATIONS),
    (frozenset({"choreographyRef", "calledChoreographyRef"}), CHOREOGRAPHIES),
    (frozenset({"resourceRef"}), frozenset({"resource"})),
    (frozenset({"parameterRef"}), frozenset({"resourceParameter"})),
    (frozenset({"correlationKeyRef"}), frozenset({"correlationKey"})),
    (frozenset({"correlationPropertyRef"}), frozenset({"correlationProperty"})),
    (frozenset({"participantRef", "innerParticipantRef", "outerParticipantRef"}), frozenset({"participant"})),
    (frozenset({"initiatingParticipantRef"}), frozenset({"participant"})),
    (frozenset({"messageFlowRef", "innerMessageFlowRef", "outerMessageFlowRef"}), frozenset({"messageFlow"})),
    (frozenset({"innerConversationNodeRef", "outerConversationNodeRef"}), CONVERSATIONS),
    (frozenset({"incoming", "outgoing"}), frozenset({"sequenceFlow"})),
)
"""Attribute or part to the kinds of elements it may refer to, wherever it stands."""

ANY: frozenset[str] = frozenset()
_THROWN = frozenset({"itemDefinition"})
REFERENCES_OF: Mapping[tuple[str, str], frozenset[str]] = {
    **{(name, end): ANY for name in ("messageFlow", "association") for end in ("sourceRef", "targetRef")},
    **{
        (name, end): ITEM_AWARE
        for name in ("dataInputAssociation", "dataOutputAssociation")
        for end in ("sourceRef", "targetRef")
    },
    **{("conversationLink", end): CONVERSATIONS | {"participant"} for end in ("sourceRef", "targetRef")},
    **{("linkEventDefinition", end): frozenset({"linkEventDefinition"}) for end in ("source", "target")},
    **{(name, "structureRef"): _THROWN for name in ("error", "escalation", "signal")},
}
"""The same for names whose meaning depends on where they stand; an empty set stands for any kind."""

# NCName of Namespaces in XML 1.0.
_STARTS = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_ID = re.compile(f"[{_STARTS}][{_STARTS}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*")
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*", re.ASCII | re.IGNORECASE)
_FARTHEST = 1e9


def is_id(text: str) -> bool:
    """
    Return whether *text* can be an id.

    Example:
        >>> is_id("Bước_1"), is_id("Bước 1"), is_id("1")
        (True, False, False)
    """
    return _ID.fullmatch(text) is not None


def is_length(text: str) -> bool:
    """
    Return whether *text* is a number that something can be drawn at.

    Example:
        >>> is_length("-1.5e2"), is_length("NaN"), is_length("")
        (True, False, False)
    """
    return _NUMBER.fullmatch(text) is not None and abs(float(text)) < _FARTHEST
