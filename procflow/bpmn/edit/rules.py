"""What an edit may lead to: which flows BPMN allows, which events wait for what."""

from __future__ import annotations

from procflow.bpmn.builder.rules import check_flow
from procflow.bpmn.families import AWAITED, OF_EVENT_SUB_PROCESS, TRIGGERS, carries_message
from procflow.bpmn.model.activities import Activity, ReceiveTask, SubProcess
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.events import BoundaryEvent, CatchEvent, Event, IntermediateCatchEvent, ThrowEvent
from procflow.bpmn.model.flow import FlowNode, Process, SequenceFlow
from procflow.bpmn.model.gateways import EventBasedGateway
from procflow.errors import ModelError


def check_flows(node: FlowNode) -> None:
    """
    Refuse flows at *node* that BPMN does not allow.

    Raises:
        ModelError: There is one; it names the rule.
    """
    for flow in (*node.incoming, *node.outgoing):
        check_sequence_flow(flow)


def check_sequence_flow(flow: SequenceFlow) -> None:
    """
    Refuse a sequence flow that BPMN does not allow.

    Raises:
        ModelError: It crosses a border, begins or ends where none may, or has a condition where nothing chooses.
    """
    source, target = flow.source, flow.target
    check_flow(source.node, target.node, chosen=flow.condition is not None or flow.is_default)
    for end in (source, target):
        if isinstance(end, SubProcess) and end.is_event_sub_process:
            raise _refusal(end, "an event starts this sub-process, no sequence flow", "join another element")
        if isinstance(end, Activity) and end.is_for_compensation:
            raise _refusal(end, "compensation starts this activity, no sequence flow", "tie it by an association")
    if isinstance(source, BoundaryEvent) and "compensate" in source.triggers:
        raise _refusal(source, "no sequence flow leaves a compensation event", "tie it by an association")
    if isinstance(source, ThrowEvent) and "link" in source.triggers:
        raise _refusal(source, "the flow goes on at the link event of the same name", "draw it from there")
    if isinstance(target, CatchEvent) and "link" in target.triggers:
        raise _refusal(target, "a link event is entered by its link alone", "lead the flow to the event that throws it")
    if isinstance(source, EventBasedGateway) and not _is_awaited(target):
        raise _refusal(
            target,
            f"after the event-based gateway {source.id!r} stands an event that is waited for, no {target.kind}",
            "put a catching message, timer, signal or conditional event, or a receive task, after the gateway",
        )


def check_triggers(event: Event) -> None:
    """
    Refuse an event that waits for or throws what its kind cannot.

    Raises:
        ModelError: It does.
    """
    allowed = TRIGGERS[event.kind]
    if event.kind == "startEvent" and not _starts_event_sub_process(event):
        allowed -= OF_EVENT_SUB_PROCESS
    for trigger in event.triggers:
        if trigger not in allowed:
            raise _refusal(
                event, f"a {event.kind} has no {trigger} here", f"choose one of {', '.join(sorted(allowed))}"
            )
    if isinstance(event, BoundaryEvent) and "cancel" in event.triggers and event.attached_to.kind != "transaction":
        raise _refusal(event, "only a transaction is cancelled", "attach the event to a transaction")


def check_message_flow(source: Element, target: Element) -> None:
    """
    Refuse a message flow between these ends.

    Raises:
        ModelError: An end cannot send or receive, or both belong to one pool, or one to none.
    """
    for end, sends in ((source, True), (target, False)):
        if not carries_message(end.kind, end.triggers if isinstance(end, Event) else (), sends=sends):
            does = "sends" if sends else "receives"
            raise _refusal(end, f"nothing here {does} a message", "join pools, activities and message events")
        if _pool(end) is None:
            raise _refusal(end, "a message flow joins two pools, and the element lies in none", "draw a pool around it")
    if _pool(source) is _pool(target):
        raise _refusal(target, "a message flow joins two pools", "draw a sequence flow inside one")


def _pool(element: Element) -> Element | None:
    """Return the pool that *element* is or lies in, None where it lies in none."""
    if isinstance(element, FlowNode):
        return element.process.participant
    return element


def _starts_event_sub_process(event: Event) -> bool:
    container = event.container
    return not isinstance(container, Process) and container.flag("triggeredByEvent", default=False)


def _is_awaited(target: FlowNode) -> bool:
    if isinstance(target, ReceiveTask):
        return True
    return isinstance(target, IntermediateCatchEvent) and set(target.triggers) <= AWAITED


def _refusal(element: Element, message: str, hint: str) -> ModelError:
    return ModelError(message, hint=hint, where=element.where)
