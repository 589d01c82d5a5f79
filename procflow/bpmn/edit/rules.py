"""
What an edit may lead to: which flows BPMN allows, which events wait for what.

A file may break a rule before it is edited.
An edit is refused for what it would break itself, so each asks what is broken before, and lets that be.
"""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn.families import carries_message
from procflow.bpmn.model.activities import Activity, SubProcess
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import MessageFlow
from procflow.bpmn.model.events import BoundaryEvent, Event
from procflow.bpmn.model.flow import FlowNode, SequenceFlow
from procflow.bpmn.rules import Fault, event_faults, flow_faults

Known = frozenset[tuple[object, str]]
"""What is broken already: the node of the file, and what is wrong with it."""


def broken(*parts: FlowNode | SequenceFlow) -> Known:
    """Return what BPMN forbids at flows, and at nodes with what is tied to them."""
    return frozenset((fault.node, fault.message) for part in parts for fault in _faults(part))


def check(*parts: FlowNode | SequenceFlow, but: Known = frozenset()) -> None:
    """
    Refuse flows, or nodes with what is tied to them, that BPMN does not allow.

    Args:
        parts: The flows and nodes.
        but: What was broken before.

    Raises:
        ModelError: A flow crosses a border, begins or ends where none may, or has a condition where nothing chooses or
            where it is the default; an event waits for or throws what its kind cannot; a message flow is none.
    """
    for part in parts:
        for fault in _faults(part):
            if (fault.node, fault.message) not in but:
                raise fault.error(part.definitions.file)


def check_message_flow(source: Element, target: Element) -> None:
    """
    Refuse a message flow between these ends.

    Raises:
        ModelError: An end cannot send or receive, or both belong to one pool, or one to none.
    """
    for fault in _message_faults(source, target):
        raise fault.error(source.definitions.file)


def _faults(part: FlowNode | SequenceFlow) -> Iterator[Fault]:
    if isinstance(part, SequenceFlow):
        yield from _of_flow(part)
        return
    for flow in (*part.incoming, *part.outgoing):
        yield from _of_flow(flow)
    if isinstance(part, Event):
        yield from _of_event(part)
        for message_flow in part.definitions.message_flows:
            if part in (message_flow.source, message_flow.target):
                yield from _of_message_flow(message_flow)
    for event in part.boundary_events if isinstance(part, Activity) else ():
        yield from _of_event(event)
    for inner in part.descendants(Event) if isinstance(part, SubProcess) else ():
        if "cancel" in inner.triggers:
            yield from _of_event(inner)


def _of_flow(flow: SequenceFlow) -> Iterator[Fault]:
    ends = flow.source.node, flow.target.node
    return flow_faults(*ends, condition=flow.condition is not None, default=flow.is_default)


def _of_event(event: Event) -> Iterator[Fault]:
    host = event.attached_to.node if isinstance(event, BoundaryEvent) else None
    return event_faults(event.node, event.triggers, host=host)


def _of_message_flow(flow: MessageFlow) -> Iterator[Fault]:
    if flow.source is not None and flow.target is not None:
        yield from _message_faults(flow.source, flow.target)


def _message_faults(source: Element, target: Element) -> Iterator[Fault]:
    for end, sends in ((source, True), (target, False)):
        if not carries_message(end.kind, end.triggers if isinstance(end, Event) else (), sends=sends):
            does = "sends" if sends else "receives"
            yield Fault(end.node, f"nothing here {does} a message", "join pools, activities and message events")
        if _pool(end) is None:
            yield Fault(
                end.node, "a message flow joins two pools, and the element lies in none", "draw a pool around it"
            )
    if _pool(source) is _pool(target):
        yield Fault(target.node, "a message flow joins two pools", "draw a sequence flow inside one")


def _pool(element: Element) -> Element | None:
    """Return the pool that *element* is or lies in, None where it lies in none."""
    if isinstance(element, FlowNode):
        return element.process.participant
    return element
