"""Elements taken out of a model, with all that cannot stand without them."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from procflow.bpmn.edit.change import Change, expect_part
from procflow.bpmn.edit.draw import draw_joined
from procflow.bpmn.edit.make import lead
from procflow.bpmn.edit.page import erase, pages, save
from procflow.bpmn.edit.rules import broken, check
from procflow.bpmn.edit.shapes import simplified
from procflow.bpmn.model.activities import DataInputAssociation, DataOutputAssociation
from procflow.bpmn.model.base import Element, RootElement
from procflow.bpmn.model.collaboration import (
    Artifact,
    DataObject,
    DataObjectReference,
    DataStoreReference,
    Lane,
    MessageFlow,
    Participant,
)
from procflow.bpmn.model.diagram import Point
from procflow.bpmn.model.flow import FlowNode, SequenceFlow
from procflow.bpmn.namespaces import BPMN, local_name
from procflow.bpmn.references import Reference, references
from procflow.errors import DataError, Location, ModelError

_REMOVABLE = (
    FlowNode,
    SequenceFlow,
    MessageFlow,
    Participant,
    Artifact,
    DataObject,
    DataObjectReference,
    DataStoreReference,
    DataInputAssociation,
    DataOutputAssociation,
    RootElement,
)
_FALL = frozenset({"sequenceFlow", "messageFlow", "association", "boundaryEvent"})
_FALL_AROUND = frozenset({"dataInputAssociation", "dataOutputAssociation"})
_LISTS = frozenset({"incoming", "outgoing", "flowNodeRef", "supports"})


def remove(element: Element, *, bridge: bool = True) -> None:
    """
    Take *element* out of the model, with its drawing.

    A flow node takes along what stands in it, the events on its border, and its message flows and associations.
    With *bridge*, the flows that enter it lead on to where its only outgoing flow led; without, its flows go, too.
    A message, signal, error or escalation goes only when nothing refers to it.
    A pool takes along its message flows and the process it shows; a process that another pool shows as well stays.
    It may be the last one with a process: beside it a black box is enough.

    Args:
        element: A pool that is not the last one, a flow node, flow, note, group, association, data element, a root
            element such as a message, or what makes no sense in the file and is left out of the model
            (`Definitions.flaws`).
        bridge: Whether what stood before a flow node is joined to what stood behind it.

    Raises:
        DataError: It is of another kind; a lane is taken out by `remove_lane`.
        ModelError: Something else refers to the element or to what goes with it, such as a call activity to the process
            of a pool, or it cannot be bridged; nothing was changed.
    """
    if isinstance(element, Lane):
        hint = "call remove_lane(lane), with into= for the lane that takes what stands in it"
        raise DataError("a lane is not removed with what stands in it", hint=hint, where=element.where)
    is_left_out = type(element) is Element and any(flaw.element is element for flaw in element.definitions.flaws)
    expect_part(element, Element if is_left_out else _REMOVABLE)
    with Change(element.definitions) as change:
        known = broken(element) if isinstance(element, FlowNode) else frozenset()
        ways = _bridge(change, element) if bridge and isinstance(element, FlowNode) else {}
        if ways:
            change.rebuild()
        gone = _doomed(change, element, _parts(element))
        ids = _ids(gone)
        _expect_own_ids(element, gone, ids)
        for node in gone:
            change.remove(node)
        erase(change, ids)
        change.rebuild()
        check(*ways, but=known)
        for page in pages(change) if ways else ():
            for flow, points in ways.items():
                draw_joined(change, page, flow, points.get(page.plane, ()))
            save(change, page)


def _bridge(change: Change, node: FlowNode) -> dict[SequenceFlow, dict[etree._Element, list[Point]]]:
    """Lead the flows that enter *node* on to where it leads, and return how each is then drawn on each plane."""
    entering = [flow for flow in node.incoming if flow.source is not node]
    leaving = [flow for flow in node.outgoing if flow.target is not node]
    if not entering or not leaving:
        return {}
    if len(leaving) > 1:
        raise ModelError(
            f"{len(leaving)} flows leave the element, and none of them is the one to go on by",
            hint="remove it with bridge=False, or remove all of these flows but one before",
            where=node.where,
        )
    target = leaving[0].target
    ways: dict[SequenceFlow, dict[etree._Element, list[Point]]] = {flow: {} for flow in entering}
    for page in pages(change):
        rest = page.line(leaving[0])
        for flow in entering:
            line = page.line(flow)
            if line is not None and rest is not None:
                ways[flow][page.plane] = _joined(line.points, rest.points)
    for flow in entering:
        if flow.source is target:
            raise ModelError(
                f"the flow {flow.id!r} would lead from {target.id!r} to itself",
                hint="remove the element with bridge=False",
                where=node.where,
            )
        lead(change, flow, target=target)
    return ways


def _joined(first: Sequence[Point], second: Sequence[Point]) -> list[Point]:
    """Return two lines as one, with a bend where the element between them stood."""
    (x1, y1), (x2, y2) = first[-1], second[0]
    bend = [] if x1 == x2 or y1 == y2 else [(x2, y1)]
    return simplified([*first, *bend, *second])


def _parts(element: Element) -> list[etree._Element]:
    """
    Return the nodes that are the element: of a pool its process as well, where no other pool shows it.

    Raises:
        ModelError: It is the last pool.
    """
    if not isinstance(element, Participant):
        return [element.node]
    model, process = element.definitions, element.process
    if len(model.participants) == 1:
        hint = "remove what stands in it one by one, or draw another pool before"
        raise ModelError("the last pool is not removed: nothing would be left to draw", hint=hint, where=element.where)
    is_shown_elsewhere = any(other is not element and other.process is process for other in model.participants)
    return [element.node] if process is None or is_shown_elsewhere else [element.node, process.node]


def _doomed(change: Change, element: Element, parts: Sequence[etree._Element]) -> list[etree._Element]:
    """Return the nodes that go with *parts*, and take away what refers to them and can do without."""
    gone = list(parts)
    keeps_flows = isinstance(element, RootElement)
    pending = True
    while pending:
        pending = False
        inside = {part for node in gone for part in node.iter(etree.Element)}
        for found in list(references(change.definitions.node, _ids(gone))):
            if found.node in inside:
                continue
            falls = None if keeps_flows else _falls(found)
            if falls is not None:
                gone.append(falls)
                inside.update(falls.iter(etree.Element))
                pending = True
            else:
                _let_go(change, found, element)
        pending |= _orphaned_data(change, gone)
    return gone


def _expect_own_ids(element: Element, gone: list[etree._Element], ids: set[str]) -> None:
    """
    Refuse to remove what shares an id with something that stays: no one knows which of the two a reference means.

    Raises:
        ModelError: There is such an id.
    """
    if not element.definitions.flaws:
        return
    inside = {part for node in gone for part in node.iter(etree.Element)}
    for other in element.definitions.elements():
        if other.id in ids and other.node not in inside:
            raise ModelError(
                f"the id {other.id!r} would go with {element.id!r} and is used twice",
                hint="give one of the two elements another id",
                where=other.where,
            )


def _falls(found: Reference) -> etree._Element | None:
    """Return the node that cannot stand without what it refers to, None if the reference can be dealt with."""
    if local_name(found.node) in _FALL and found.attribute != "default":
        return found.node
    above = found.node.getparent()
    return above if above is not None and local_name(above) in _FALL_AROUND else None


def _let_go(change: Change, found: Reference, element: Element) -> None:
    """
    Take away one reference.

    Raises:
        ModelError: What refers cannot do without.
    """
    if found.attribute == "default":
        change.assign(found.node, "default", None)
        return
    if not found.attribute and local_name(found.node) in _LISTS:
        change.remove(found.node)
        return
    owner: etree._Element | None = found.node
    while owner is not None and not owner.get("id"):
        owner = owner.getparent()
    where = Location(
        change.definitions.file, found.node.sourceline, owner.get("id") or "" if owner is not None else "", ""
    )
    raise ModelError(
        f"{local_name(found.node)} {found.attribute or 'text'} refers to {found.target!r}, which would go "
        f"with {element.id!r}",
        hint="change or remove what refers to it before",
        where=where,
    )


def _orphaned_data(change: Change, gone: list[etree._Element]) -> bool:
    """Add the data objects to *gone* that no reference is left to."""
    found = False
    for node in list(gone):
        if local_name(node) != "dataObjectReference":
            continue
        held = change.definitions.get(node.get("dataObjectRef") or "")
        if not isinstance(held, DataObject) or held.node in gone:
            continue
        left = [ref.node for ref in references(change.definitions.node, {held.id})]
        if all(any(above in gone for above in (user, *user.iterancestors())) for user in left):
            gone.append(held.node)
            found = True
    return found


def _ids(nodes: Sequence[etree._Element]) -> set[str]:
    return {str(part.get("id")) for node in nodes for part in node.iter(f"{{{BPMN}}}*") if part.get("id")}
