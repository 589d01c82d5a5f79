"""Camunda 8 runs every element of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procflow.bpmn import Definitions, FlowNode
from procflow.lint.camunda import deployed, first_definition
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"
_KINDS = frozenset(
    {
        "adHocSubProcess",
        "businessRuleTask",
        "callActivity",
        "eventBasedGateway",
        "exclusiveGateway",
        "inclusiveGateway",
        "manualTask",
        "parallelGateway",
        "receiveTask",
        "scriptTask",
        "sendTask",
        "serviceTask",
        "subProcess",
        "task",
        "userTask",
    }
)
_WAITED_FOR = {"conditionalEventDefinition", "messageEventDefinition", "signalEventDefinition", "timerEventDefinition"}
_RAISED = {"compensateEventDefinition", "escalationEventDefinition", "messageEventDefinition", "signalEventDefinition"}
_EVENTS: Mapping[str, set[str]] = {
    "startEvent": {"", "errorEventDefinition", "escalationEventDefinition", *_WAITED_FOR},
    "intermediateCatchEvent": {"linkEventDefinition", *_WAITED_FOR},
    "boundaryEvent": {
        "compensateEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        *_WAITED_FOR,
    },
    "intermediateThrowEvent": {"", "linkEventDefinition", *_RAISED},
    "endEvent": {"", "errorEventDefinition", "terminateEventDefinition", *_RAISED},
}


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the activities, gateways, events and data that Camunda 8.9 does not run."""
    for node in deployed(model, FlowNode):
        if not _runs(node):
            yield Problem(node, f"Camunda 8.9 does not run it: {_kind(node)}", "draw it otherwise")


def _runs(node: FlowNode) -> bool:
    return _kind(node).partition("/")[2] in _EVENTS[node.kind] if node.kind in _EVENTS else node.kind in _KINDS


def _kind(node: FlowNode) -> str:
    definition = first_definition(node)
    return f"{node.kind}/{definition.kind if definition is not None else ''}"
