"""Which class stands for which element of the standard."""

from __future__ import annotations

from procflow.bpmn.model import activities, base, collaboration, data, events, flow, gateways, resources
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
    "itemDefinition": base.ItemDefinition,
    "ioSpecification": data.InputOutputSpecification,
    "dataInput": data.DataInput,
    "dataOutput": data.DataOutput,
    "inputSet": data.InputSet,
    "outputSet": data.OutputSet,
    "property": data.DataProperty,
    "inputDataItem": data.DataInput,
    "outputDataItem": data.DataOutput,
    "resource": resources.Resource,
    "resourceRole": resources.ResourceRole,
    "performer": resources.Performer,
    "humanPerformer": resources.HumanPerformer,
    "potentialOwner": resources.PotentialOwner,
    "interface": resources.Interface,
    "operation": resources.Operation,
    "correlationProperty": resources.CorrelationProperty,
    "correlationKey": resources.CorrelationKey,
    "correlationSubscription": resources.CorrelationSubscription,
    "category": resources.Category,
    "categoryValue": resources.CategoryValue,
}
Kind = tuple[type[base.Element], str]

# Class and name for each tag.
BY_TAG: dict[object, Kind] = {bpmn(name): (cls, name) for name, cls in _NAMED.items()}
# What procflow keeps but does not model: all that stands in it is a plain element.
KEPT = frozenset({"choreography", "globalChoreographyTask", "subChoreography"})
# Parts of their element that have no id, and extension elements, in which even BPMN names belong to the vendor.
_PARTS = ("incoming", "outgoing", "flowNodeRef", "extensionElements", "sourceRef", "targetRef", "eventDefinitionRef")
PARTS: frozenset[object] = frozenset(bpmn(name) for name in _PARTS)
