"""Sequence flows and message flows: drawn, led elsewhere, given conditions."""
# ruff: noqa: A002 - id is the name of the attribute in BPMN

from __future__ import annotations

from procflow.bpmn.builder.events import formal, stated
from procflow.bpmn.edit.change import Change, expect_part, expect_same_model
from procflow.bpmn.edit.draw import draw_flows
from procflow.bpmn.edit.make import lead, make_flow
from procflow.bpmn.edit.rules import broken, check, check_message_flow
from procflow.bpmn.model.collaboration import Collaboration, MessageFlow, Participant
from procflow.bpmn.model.flow import FlowNode, SequenceFlow
from procflow.bpmn.namespaces import bpmn
from procflow.bpmn.nodes import add_expression, slug
from procflow.errors import ModelError


def add_flow(  # noqa: PLR0913 - one keyword for each thing a flow may bear
    source: FlowNode,
    target: FlowNode,
    *,
    name: str = "",
    condition: str | None = None,
    default: bool = False,
    id: str | None = None,
) -> SequenceFlow:
    """
    Draw a new sequence flow, and return it.

    Args:
        source: The node it leaves.
        target: The node it enters.
        name: Its label.
        condition: Expression; the marks of the flavour (``=``, ``${}``) are added where they are missing.
        default: Whether it is taken when no condition of the others holds.
        id: Its id; made from the ids of both ends where none is given.

    Raises:
        DataError: An argument is of another kind.
        ModelError: BPMN does not allow the flow; nothing was changed.
    """
    expect_part(source, FlowNode)
    expect_part(target, FlowNode)
    expect_same_model(source, target)
    condition = stated(condition)
    _expect_one_meaning(source, condition=condition is not None, default=default)
    with Change(source.definitions) as change:
        last = source.outgoing[-1].node if source.outgoing else None
        node = make_flow(change, source.node, target.node, given=id, name=name, after=last)
        if condition is not None:
            add_expression(node, "conditionExpression", formal(condition, source.definitions.flavour))
            change.indent(node)
        if default:
            change.assign(source.node, "default", str(node.get("id")))
        change.rebuild()
        made = change.definitions.element(str(node.get("id")))
        assert isinstance(made, SequenceFlow)  # noqa: S101 - it was just made
        check(made)
        draw_flows(change, [made])
    return made


def rewire(flow: SequenceFlow, source: FlowNode | None = None, target: FlowNode | None = None) -> None:
    """
    Let *flow* begin at *source*, end at *target*, or both; its id, label and condition stay.

    It is no longer the default flow of a source that it leaves.

    Raises:
        ModelError: BPMN does not allow the flow; nothing was changed.
    """
    expect_part(flow, SequenceFlow)
    for end in (source, target):
        if end is not None:
            expect_part(end, FlowNode)
            expect_same_model(flow, end)
    with Change(flow.definitions) as change:
        new_source = source if source is not flow.source else None
        new_target = target if target is not flow.target else None
        known = broken(flow)
        lead(change, flow, source=new_source, target=new_target)
        change.rebuild()
        check(flow, but=known)
        if new_source is not None or new_target is not None:
            draw_flows(change, [flow])


def set_condition(flow: SequenceFlow, condition: str | None) -> None:
    """
    Give *flow* a condition; None or an empty text takes it away.

    Args:
        flow: The flow.
        condition: Expression; the marks of the flavour (``=``, ``${}``) are added where they are missing.

    Raises:
        DataError: An argument is of another kind.
        ModelError: The source of the flow does not choose, or the flow is its default; nothing was changed.
    """
    expect_part(flow, SequenceFlow)
    condition, known = stated(condition), broken(flow)
    found = flow.node.find(bpmn("conditionExpression"))
    with Change(flow.definitions) as change:
        if condition is None:
            if found is not None:
                change.remove(found)
            change.rebuild()
            return
        _expect_one_meaning(flow, condition=True, default=flow.is_default)
        text = formal(condition, flow.definitions.flavour)
        if found is not None:
            change.text(found, text)
        else:
            change.touch(flow.node)
            made = add_expression(flow.node, "conditionExpression", text)
            change.insert(flow.node, flow.node.index(made), made)
        change.rebuild()
        check(flow, but=known)


def set_default(node: FlowNode, flow: SequenceFlow | None) -> None:
    """
    Let *node* take *flow* when no condition of its other flows holds; None takes the default away.

    Raises:
        ModelError: *flow* does not leave *node*, has a condition or no id, or *node* does not choose; nothing was
            changed.
    """
    expect_part(node, FlowNode)
    with Change(node.definitions) as change:
        if flow is None:
            change.assign(node.node, "default", None)
            change.rebuild()
            return
        expect_part(flow, SequenceFlow)
        if flow.source is not node or not flow.id:
            raise ModelError(
                f"the flow {flow.id!r} does not leave the element" if flow.id else "the flow has no id to refer to",
                hint="name a flow with an id that leaves it",
                where=node.where,
            )
        _expect_one_meaning(flow, condition=flow.condition is not None, default=True)
        known = broken(flow)
        change.assign(node.node, "default", flow.id)
        change.rebuild()
        check(flow, but=known)


def add_message_flow(
    source: FlowNode | Participant, target: FlowNode | Participant, *, name: str = "", id: str | None = None
) -> MessageFlow:
    """
    Draw a new message flow between two pools or their elements, and return it.

    Args:
        source: The pool, activity or throwing message event it comes from.
        target: The pool, activity or catching message event it goes to.
        name: Its label.
        id: Its id; made from the name where none is given.

    Raises:
        ModelError: Both ends belong to one pool, or one to none, or cannot send or receive; nothing was changed.
    """
    expect_part(source, (FlowNode, Participant))
    expect_part(target, (FlowNode, Participant))
    expect_same_model(source, target)
    check_message_flow(source, target)
    model = source.definitions
    collaboration = next(model.elements(Collaboration), None)
    if collaboration is None:
        hint = "draw the pools again in the modeler"
        raise ModelError("the file has no collaboration to hold a message flow", hint=hint, where=source.where)
    with Change(model) as change:
        flow_id = change.id(id, f"MessageFlow_{slug(name)}".rstrip("_"))
        attributes = {"id": flow_id} | ({"name": name} if name else {})
        attributes |= {"sourceRef": source.id, "targetRef": target.id}
        change.add(collaboration.node, "messageFlow", attributes)
        change.rebuild()
        made = model.element(flow_id)
        assert isinstance(made, MessageFlow)  # noqa: S101 - it was just made
        draw_flows(change, [made])
    return made


def _expect_one_meaning(element: FlowNode | SequenceFlow, *, condition: bool, default: bool) -> None:
    if condition and default:
        raise ModelError(
            "a default flow has no condition: it is taken when those of the others do not hold",
            hint="clear the condition, or take the default away",
            where=element.where,
        )
