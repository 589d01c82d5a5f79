"""Associations: data that a step reads or writes, notes on what they are about."""

from __future__ import annotations

from lxml import etree

from procflow.bpmn.builder.draft import Draft
from procflow.bpmn.families import ACTIVITIES, EVENTS
from procflow.bpmn.namespaces import bpmn, local_name
from procflow.bpmn.nodes import add_child
from procflow.bpmn.rules import DATA, is_compensation_event, is_for_compensation
from procflow.errors import ModelError

_PLACEHOLDER = "__targetRef_placeholder"


def tie(draft: Draft, source: etree._Element, target: etree._Element, *, element_id: str | None) -> etree._Element:
    """
    Return a new association from *source* to *target*, of the kind that their kinds ask for.

    Args:
        draft: The tree they stand in.
        source: Data that is read, a step that writes, or what a note is about.
        target: A step that reads, data that is written, or a note.
        element_id: Id of the association, None for one that is made.

    Raises:
        ModelError: The id is used or no id, or a compensation event is tied to what stands in the flow.
    """
    is_data = [local_name(end) in DATA for end in (source, target)]
    if is_data == [True, False] and local_name(target) in ACTIVITIES | EVENTS:
        return _data_input(draft, source, target, element_id)
    if is_data == [False, True] and local_name(source) in ACTIVITIES | EVENTS:
        node = draft.new(source, "dataOutputAssociation", element_id, "DataOutput")
        add_child(node, "targetRef", text=target.get("id"))
        return node
    node = draft.new(draft.scope(source), "association", element_id, "Association")
    if is_compensation_event(source):
        _let_undo(source, target)
    node.set("sourceRef", str(source.get("id")))
    node.set("targetRef", str(target.get("id")))
    return node


def _let_undo(event: etree._Element, activity: etree._Element) -> None:
    """Mark *activity* as what undoes, which the compensation *event* leads to."""
    if local_name(activity) in ACTIVITIES and not is_for_compensation(activity):
        if activity.find(bpmn("incoming")) is not None or activity.find(bpmn("outgoing")) is not None:
            raise ModelError(
                f"a sequence flow enters or leaves {activity.get('id')!r}, which {event.get('id')!r} would start",
                hint="tie the compensation event to an activity beside the flow",
            )
        activity.set("isForCompensation", "true")


def _data_input(draft: Draft, data: etree._Element, step: etree._Element, element_id: str | None) -> etree._Element:
    """Tie data to the step that reads it, with the placeholder the schema asks for, as the Modeler writes it."""
    node = draft.new(step, "dataInputAssociation", element_id, "DataInput")
    holder = next((child for child in step.iterfind(bpmn("property")) if child.get("name") == _PLACEHOLDER), None)
    if holder is None:
        holder = draft.new(step, "property", None, "Property")
        holder.set("name", _PLACEHOLDER)
    add_child(node, "sourceRef", text=data.get("id"))
    add_child(node, "targetRef", text=holder.get("id"))
    return node
