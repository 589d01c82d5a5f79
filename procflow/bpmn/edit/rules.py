"""What an edit may lead to: which flows BPMN allows, which events wait for what."""

from __future__ import annotations

from procflow.bpmn.builder.rules import check_event, check_flow
from procflow.bpmn.families import carries_message
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.events import BoundaryEvent, Event
from procflow.bpmn.model.flow import FlowNode, SequenceFlow
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
        ModelError: It crosses a border, begins or ends where none may, or has a condition where nothing chooses or
            where it is the default.
    """
    check_flow(
        flow.source.node,
        flow.target.node,
        condition=flow.condition is not None,
        default=flow.is_default,
        file=flow.definitions.file,
    )


def check_triggers(event: Event) -> None:
    """
    Refuse an event that waits for or throws what its kind cannot.

    Raises:
        ModelError: It does.
    """
    host = event.attached_to.node if isinstance(event, BoundaryEvent) else None
    check_event(event.node, event.triggers, host=host, file=event.definitions.file)


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


def _refusal(element: Element, message: str, hint: str) -> ModelError:
    return ModelError(message, hint=hint, where=element.where)
