"""A flow node of one type made one of another."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from procflow.bpmn.builder.events import EventSpec
from procflow.bpmn.edit.bearing import FAMILIES, not_borne
from procflow.bpmn.edit.change import Change, expect_part
from procflow.bpmn.edit.draw import draw_flows, size_of
from procflow.bpmn.edit.make import define
from procflow.bpmn.edit.page import Page, erase, pages, save
from procflow.bpmn.edit.rules import broken, check
from procflow.bpmn.edit.shapes import around_point
from procflow.bpmn.model.activities import SubProcess
from procflow.bpmn.model.events import Event
from procflow.bpmn.model.flow import FlowNode
from procflow.bpmn.namespaces import BPMN, bpmn
from procflow.errors import ModelError, expect
from procflow.wording import with_article

_EXPANDABLE = frozenset({"subProcess", "transaction", "adHocSubProcess"})
_CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway"})


def change_type(node: FlowNode, kind: str, *, event: EventSpec | None = None, drop: Collection[str] = ()) -> FlowNode:
    """
    Make *node* a flow node of another type, and return it: a new object for the same element of the file.

    Activities change among each other, gateways, and start, intermediate and end events.
    Id, name, documentation, extension properties, flows, lanes and all else that the new type bears stay.

    Args:
        node: The node.
        kind: BPMN name of the new type, e.g. ``userTask``.
        event: What an event waits for or throws from now on; as before where none is given.
        drop: What may be lost, by the names that the refusal lists.

    Raises:
        ModelError: The type belongs to another family, its flows would not be allowed, or something would be lost that
            *drop* does not name; nothing was changed.
    """
    expect_part(node, FlowNode)
    expect(kind, str, "the new type", "pass a BPMN name, such as 'userTask'")
    expect(drop, Collection, "what may be lost", "pass the names that the refusal lists")
    family = next((family for family in FAMILIES if node.kind in family), frozenset({node.kind}))
    if kind not in family or (event is not None and not isinstance(node, Event)):
        raise ModelError(
            f"{with_article(node.kind)} cannot become {with_article(kind)}"
            + (" that waits for something" if kind in family else ""),
            hint=f"choose one of {', '.join(sorted(family))}, or remove the element and insert another",
            where=node.where,
        )
    known = broken(node)
    with Change(node.definitions) as change:
        _lose(change, node, kind, drop)
        change.rename(node.node, bpmn(kind))
        if event is not None:
            for old in [child for child in node.node if _is_definition(child)]:
                change.remove(old)
            define(change, node.node, event)
        change.rebuild()
        made = change.definitions.element(node.id)
        assert isinstance(made, FlowNode)  # noqa: S101 - it is what it was made
        check(made, but=known)
        for page in pages(change):
            _redraw(change, page, made)
    return made


def _lose(change: Change, node: FlowNode, kind: str, drop: Collection[str]) -> None:
    # A node that keeps its kind bears what it bears, also what stands there by mistake.
    lost = list(not_borne(node.node, kind)) if kind != node.kind else []
    names = {name for name, _, _ in lost}
    conditions = [flow for flow in node.outgoing if flow.condition is not None]
    if kind.endswith("Gateway") and kind not in _CHOOSING and conditions:
        lost += [("conditionExpression", flow.node, "") for flow in conditions]
        names.add("conditionExpression")
    if isinstance(node, SubProcess) and kind not in _EXPANDABLE and node.children_of(FlowNode):
        raise ModelError(
            f"{with_article(kind)} holds no elements, and {len(node.flow_nodes)} stand in the sub-process",
            hint="remove them first",
            where=node.where,
        )
    unnamed = sorted(names - set(drop))
    if unnamed:
        raise ModelError(
            f"as {with_article(kind)} the element would lose {', '.join(unnamed)}",
            hint=f"take that away before, or allow it: drop={unnamed!r}",
            where=node.where,
            lost=tuple(unnamed),
        )
    for name, part, attribute in lost:
        if attribute:
            change.assign(part, attribute, None)
        elif name == "conditionExpression":
            found = part.find(bpmn("conditionExpression"))
            if found is not None:
                change.remove(found)
        else:
            erase(change, {str(inner.get("id")) for inner in part.iter(f"{{{BPMN}}}*") if inner.get("id")})
            change.remove(part)


def _is_definition(node: etree._Element) -> bool:
    return str(node.tag).endswith(("EventDefinition", "eventDefinitionRef"))


def _redraw(change: Change, page: Page, made: FlowNode) -> None:
    box = page.box(made)
    if box is None or box.node is None:
        return
    is_marked = made.kind == "exclusiveGateway"
    if is_marked or box.node.get("isMarkerVisible") is not None:
        change.assign(box.node, "isMarkerVisible", "true" if is_marked else None)
    if not isinstance(made, SubProcess):
        is_expanded = box.node.get("isExpanded") == "true"
        change.assign(box.node, "isExpanded", None)
        if is_expanded:
            size = size_of(page, made)
            box.bounds = around_point(box.bounds.centre, size.width, size.height)
            save(change, page)
            draw_flows(change, [line.element for line in page.lines_at([made]) if line.element is not None])
    elif box.node.get("isExpanded") is None:
        change.assign(box.node, "isExpanded", "true" if box.is_frame else "false")
