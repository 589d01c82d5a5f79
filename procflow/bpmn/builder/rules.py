"""Which elements can be built, how their ids begin, and what a sequence flow may join."""

from __future__ import annotations

from lxml import etree

from procflow.bpmn.families import CHOOSING, GATEWAYS, SUB_PROCESSES, TASKS, carries_message
from procflow.bpmn.namespaces import bpmn, local_name
from procflow.errors import ModelError

CONTAINERS = frozenset({"process", *SUB_PROCESSES})
DATA = frozenset({"dataObjectReference", "dataStoreReference"})

KINDS: dict[str, str] = {
    **dict.fromkeys(TASKS, "Task"),
    **dict.fromkeys(GATEWAYS, "Gateway"),
    "callActivity": "Call",
    **dict.fromkeys(SUB_PROCESSES, "SubProcess"),
    "startEvent": "Start",
    "endEvent": "End",
    "intermediateCatchEvent": "Event",
    "intermediateThrowEvent": "Event",
    "boundaryEvent": "Event",
}
"""BPMN name of each flow node that can be built, and the first part of the ids made for it."""


def check_flow(source: etree._Element, target: etree._Element, *, chosen: bool) -> None:
    """
    Refuse a sequence flow that BPMN does not allow.

    Args:
        source: Node of the element it leaves.
        target: Node of the element it enters.
        chosen: Whether it has a condition or is the default.

    Raises:
        ModelError: An end is no flow node, nothing may enter or leave it, both stand on different levels,
            or the source does not choose between its flows.
    """
    ends = local_name(source), local_name(target)
    names = repr(source.get("id")), repr(target.get("id"))
    for kind, name in zip(ends, names, strict=True):
        if kind not in KINDS:
            raise ModelError(f"{name} is no flow node", hint="join tasks, events and gateways")
    if ends[0] == "endEvent":
        raise ModelError(f"nothing leaves the end event {names[0]}", hint="take an intermediate event")
    if ends[1] in {"startEvent", "boundaryEvent"}:
        raise ModelError(f"no sequence flow enters the event {names[1]}", hint="take an intermediate event")
    if source.getparent() is not target.getparent():
        raise ModelError(
            f"{names[0]} and {names[1]} stand on different levels",
            hint="end the flow inside the sub-process, and go on from the sub-process itself",
        )
    if chosen and ends[0] not in CHOOSING:
        raise ModelError(
            f"{names[0]} ({ends[0]}) does not choose between its flows", hint="put an exclusive gateway after it"
        )


def check_message_end(end: etree._Element, *, sends: bool) -> None:
    """
    Refuse an end of a message flow that cannot send or receive.

    Raises:
        ModelError: It is no pool, activity or message event, or an event that only does the other.
    """
    kind = local_name(end)
    triggers = {local_name(part).removesuffix("EventDefinition") for part in end.iterchildren(bpmn("*"))}
    if not carries_message(kind, triggers, sends=sends):
        raise ModelError(
            f"{end.get('id')!r} ({kind}) {'sends' if sends else 'receives'} no message",
            hint="join pools, activities and events that throw or catch a message",
        )
