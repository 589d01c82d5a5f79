"""Flow nodes put into a model."""
# ruff: noqa: A002 - id is the name of the attribute in BPMN

from __future__ import annotations

from procflow.bpmn.builder.events import EventSpec
from procflow.bpmn.edit.change import Change, expect_part
from procflow.bpmn.edit.draw import draw_after, draw_guest, draw_in_flow, draw_within
from procflow.bpmn.edit.make import NewNode, lead, list_beside, make_flow, make_node
from procflow.bpmn.edit.rules import broken, check
from procflow.bpmn.edit.strips import container_of, enlist, expect_leaf
from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.collaboration import Lane
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowContainer, FlowNode, SequenceFlow
from procflow.errors import ModelError

_NOT_BETWEEN = frozenset({"startEvent", "endEvent", "boundaryEvent"})
_NOT_BEHIND = frozenset({"startEvent", "boundaryEvent"})


def insert_into_flow(
    flow: SequenceFlow, kind: str, name: str = "", *, id: str | None = None, event: EventSpec | None = None
) -> FlowNode:
    """
    Put a new flow node between the two ends of *flow*, and return it.

    *flow* keeps its id, label and condition and leads to the new node; a new flow leads on.
    The new node stands in the lanes of the source.
    In the drawing what stands behind moves on where room is needed.

    Args:
        flow: The flow.
        kind: BPMN name of the new node, e.g. ``userTask``; no start, end or boundary event.
        name: Its label.
        id: Its id; made from kind and name where none is given.
        event: What an event waits for or throws: ``("timer", "PT8H")``, ``("message", "x")``, ...

    Raises:
        ModelError: The kind, the id or a flow that would come about is not allowed; nothing was changed.
    """
    new = NewNode(kind, name, id, event)
    new.expect(not_kinds=_NOT_BETWEEN)
    expect_part(flow, SequenceFlow)
    source, target = flow.source, flow.target
    with Change(flow.definitions) as change:
        node = make_node(change, source.container.node, new, source.node)
        list_beside(change, source, node)
        after = make_flow(change, node, target.node, after=flow.node)
        known = broken(flow)
        change.rebuild()
        made, last = _made(change, node.get("id")), change.definitions.element(str(after.get("id")))
        assert isinstance(last, SequenceFlow)  # noqa: S101 - it was just made
        lead(change, flow, target=made)
        change.rebuild()
        check(made, but=known)
        draw_in_flow(change, made, flow, last)
    return made


def insert_after(
    node: FlowNode, kind: str, name: str = "", *, id: str | None = None, event: EventSpec | None = None
) -> FlowNode:
    """
    Put a new flow node behind *node*, and return it.

    Into the flow that leaves *node*, if there is one; else a new flow leads to it, and it may be an end event.

    Args:
        node: The node.
        kind: BPMN name of the new node.
        name: Its label.
        id: Its id; made from kind and name where none is given.
        event: What an event waits for or throws.

    Raises:
        ModelError: Several flows leave *node*, or the edit is not allowed; nothing was changed.
    """
    expect_part(node, FlowNode)
    if len(node.outgoing) > 1:
        raise ModelError(
            f"{len(node.outgoing)} flows leave the element",
            hint="name one of them: insert_into_flow(flow, ...)",
            where=node.where,
        )
    if node.outgoing:
        return insert_into_flow(node.outgoing[0], kind, name, id=id, event=event)
    new = NewNode(kind, name, id, event)
    new.expect(not_kinds=_NOT_BEHIND)
    with Change(node.definitions) as change:
        found = make_node(change, node.container.node, new, node.node)
        list_beside(change, node, found)
        make_flow(change, node.node, found, after=found)
        change.rebuild()
        made = _made(change, found.get("id"))
        check(made)
        draw_after(change, made, made.incoming[0])
    return made


def add_node(
    within: Lane | FlowContainer, kind: str, name: str = "", *, id: str | None = None, event: EventSpec | None = None
) -> FlowNode:
    """
    Put a new flow node, not yet joined to anything, into a lane, a process or a sub-process, and return it.

    Args:
        within: Where it stands.
        kind: BPMN name of the new node, no boundary event.
        name: Its label.
        id: Its id; made from kind and name where none is given.
        event: What an event waits for or throws.

    Raises:
        ModelError: The kind or id is not allowed, or the lane has lanes inside it; nothing was changed.
    """
    new = NewNode(kind, name, id, event)
    new.expect()
    expect_part(within, (Lane, FlowContainer))
    lane = within if isinstance(within, Lane) else None
    if lane is not None:
        expect_leaf(lane)
    container = container_of(within) if isinstance(within, Lane) else within
    with Change(within.definitions) as change:
        found = make_node(change, container.node, new)
        if lane is not None:
            enlist(change, lane, str(found.get("id")))
        change.rebuild()
        made = _made(change, found.get("id"))
        check(made)
        draw_within(change, made)
    return made


def add_boundary_event(
    activity: Activity,
    event: EventSpec,
    name: str = "",
    *,
    cancel_activity: bool = True,
    id: str | None = None,
) -> BoundaryEvent:
    """
    Attach a new event to the border of *activity*, and return it.

    Args:
        activity: The activity.
        event: What it waits for: ``("timer", "PT8H")``, ``("error", "x")``, ...
        name: Its label.
        cancel_activity: Whether it ends the activity.
        id: Its id; made from the name where none is given.

    Raises:
        ModelError: No such event stands on a border, or it always ends the activity; nothing was changed.
    """
    expect_part(activity, Activity)
    with Change(activity.definitions) as change:
        found = make_node(change, activity.container.node, NewNode("boundaryEvent", name, id, event), activity.node)
        change.assign(found, "attachedToRef", activity.id)
        if not cancel_activity:
            change.assign(found, "cancelActivity", "false")
        list_beside(change, activity, found)
        change.rebuild()
        made = _made(change, found.get("id"))
        assert isinstance(made, BoundaryEvent)  # noqa: S101 - it was just made
        check(made)
        draw_guest(change, made)
    return made


def _made(change: Change, element_id: str | None) -> FlowNode:
    found = change.definitions.element(str(element_id))
    assert isinstance(found, FlowNode)  # noqa: S101 - it was just made
    return found
