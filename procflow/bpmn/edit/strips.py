"""Which lane lists which node."""

from __future__ import annotations

from procflow.bpmn.edit.change import Change
from procflow.bpmn.edit.make import unlist
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Lane, LaneSet
from procflow.bpmn.model.flow import FlowContainer
from procflow.bpmn.namespaces import local_reference
from procflow.errors import ModelError


def members(lane: Lane) -> set[str]:
    """Return the ids that *lane* itself lists."""
    return {local_reference(text) for text in lane.child_texts("flowNodeRef")}


def enlist(change: Change, lane: Lane, element_id: str) -> None:
    """Put an element into *lane*, and into the lanes around it where they list what their lanes hold."""
    for level in lane.path:
        inner = {member for child in level.descendants(Lane) for member in members(child)}
        own = members(level)
        if element_id not in own and (level is lane or own & inner or not inner):
            change.add(level.node, "flowNodeRef", text=element_id)


def delist(change: Change, lanes: LaneSet, element_id: str) -> None:
    """Take an element out of every lane of a lane set."""
    for lane in lanes.descendants(Lane):
        unlist(change, lane.node, "flowNodeRef", element_id)


def lane_set_of(lane: Lane) -> LaneSet:
    """Return the outermost lane set around *lane*."""
    above = lane.path[0].parent
    assert isinstance(above, LaneSet)  # noqa: S101 - a lane stands in a lane set
    return above


def container_of(lane: Lane) -> FlowContainer:
    """Return the process or sub-process that *lane* divides."""
    above: Element | None = lane.parent
    while not isinstance(above, FlowContainer):
        assert above is not None  # noqa: S101 - lanes stand in processes
        above = above.parent
    return above


def expect_leaf(lane: Lane) -> None:
    """
    Refuse a lane that has lanes inside it.

    Raises:
        ModelError: It has.
    """
    if lane.child_lanes:
        raise ModelError(
            f"the lane is divided into {', '.join(child.id for child in lane.child_lanes)}",
            hint="name one of these",
            where=lane.where,
        )
