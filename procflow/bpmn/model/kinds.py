"""Which class stands for which element of the standard."""

from __future__ import annotations

from lxml import etree

from procflow.bpmn.model import activities, base, collaboration, events, flow, gateways
from procflow.bpmn.namespaces import bpmn

_NAMED: dict[str, type[base.Element]] = {
    "process": flow.Process,
    "sequenceFlow": flow.SequenceFlow,
    "task": activities.Task,
    "userTask": activities.UserTask,
    "manualTask": activities.ManualTask,
    "serviceTask": activities.ServiceTask,
    "scriptTask": activities.ScriptTask,
    "businessRuleTask": activities.BusinessRuleTask,
    "sendTask": activities.SendTask,
    "receiveTask": activities.ReceiveTask,
    "callActivity": activities.CallActivity,
    "subProcess": activities.SubProcess,
    "transaction": activities.Transaction,
    "adHocSubProcess": activities.AdHocSubProcess,
    "multiInstanceLoopCharacteristics": activities.LoopCharacteristics,
    "standardLoopCharacteristics": activities.LoopCharacteristics,
    "dataInputAssociation": activities.DataInputAssociation,
    "dataOutputAssociation": activities.DataOutputAssociation,
    "startEvent": events.StartEvent,
    "endEvent": events.EndEvent,
    "intermediateCatchEvent": events.IntermediateCatchEvent,
    "intermediateThrowEvent": events.IntermediateThrowEvent,
    "boundaryEvent": events.BoundaryEvent,
    "timerEventDefinition": events.TimerEventDefinition,
    "messageEventDefinition": events.MessageEventDefinition,
    "signalEventDefinition": events.SignalEventDefinition,
    "errorEventDefinition": events.ErrorEventDefinition,
    "escalationEventDefinition": events.EscalationEventDefinition,
    "conditionalEventDefinition": events.ConditionalEventDefinition,
    "linkEventDefinition": events.LinkEventDefinition,
    "terminateEventDefinition": events.TerminateEventDefinition,
    "compensateEventDefinition": events.CompensateEventDefinition,
    "cancelEventDefinition": events.CancelEventDefinition,
    "exclusiveGateway": gateways.ExclusiveGateway,
    "parallelGateway": gateways.ParallelGateway,
    "inclusiveGateway": gateways.InclusiveGateway,
    "eventBasedGateway": gateways.EventBasedGateway,
    "complexGateway": gateways.ComplexGateway,
    "collaboration": collaboration.Collaboration,
    "participant": collaboration.Participant,
    "messageFlow": collaboration.MessageFlow,
    "laneSet": collaboration.LaneSet,
    "childLaneSet": collaboration.LaneSet,
    "lane": collaboration.Lane,
    "dataObject": collaboration.DataObject,
    "dataObjectReference": collaboration.DataObjectReference,
    "dataStore": collaboration.DataStore,
    "dataStoreReference": collaboration.DataStoreReference,
    "textAnnotation": collaboration.TextAnnotation,
    "association": collaboration.Association,
    "group": collaboration.Group,
    "message": base.Message,
    "signal": base.Signal,
    "error": base.Error,
    "escalation": base.Escalation,
}
_KEPT = frozenset({"choreography", "globalChoreographyTask", "subChoreography"})
_BY_TAG: dict[str, type[base.Element]] = {bpmn(name): cls for name, cls in _NAMED.items()}


def element_class(node: etree._Element, above: base.Element) -> type[base.Element] | None:
    """
    Return the class for *node*, which stands in *above*; None for a node that is a part of its element.

    What procflow keeps but does not model (choreographies, conversations, ...) becomes a plain element if it has an
    id, with all that stands in it.
    """
    found = None if _is_only_kept(above) else _BY_TAG.get(str(node.tag))
    if found is None and node.get("id"):
        return base.Element
    return found


def _is_only_kept(element: base.Element) -> bool:
    return type(element) is base.Element and element.kind in _KEPT
