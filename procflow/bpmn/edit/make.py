"""New flow nodes and flows in the tree, with all that refers to them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from procflow.bpmn.builder.events import EventDefinitions, EventSpec
from procflow.bpmn.edit.change import Change
from procflow.bpmn.families import EVENTS
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Lane
from procflow.bpmn.model.flow import FlowNode, SequenceFlow
from procflow.bpmn.namespaces import BPMN, bpmn, local_reference, namespace
from procflow.bpmn.nodes import lists_flows, slug
from procflow.bpmn.rules import KINDS
from procflow.errors import ModelError
from procflow.wording import with_article


@dataclass(frozen=True, slots=True)
class NewNode:
    """
    A flow node that is to be made.

    Attributes:
        kind: Its BPMN name.
        name: Its label, empty for none.
        id: Its id, None for one made of kind and name.
        event: What it waits for or throws.
    """

    kind: str
    name: str = ""
    id: str | None = None
    event: EventSpec | None = None

    def expect(self, *, not_kinds: frozenset[str] = frozenset({"boundaryEvent"})) -> None:
        """
        Refuse a kind that cannot be made, or not here.

        Raises:
            ModelError: It is one of *not_kinds*, no flow node, or no event and waits for one.
        """
        allowed = sorted(set(KINDS) - not_kinds)
        if self.kind not in allowed:
            raise ModelError(f"{self.kind!r} cannot be put here", hint=f"choose one of {', '.join(allowed)}")
        if self.event is not None and self.kind not in EVENTS:
            raise ModelError(
                f"{with_article(self.kind)} waits for nothing and throws nothing", hint="set event= on events only"
            )


def make_node(
    change: Change, container: etree._Element, new: NewNode, after: etree._Element | None = None
) -> etree._Element:
    """Return the new node in *container*, behind *after*."""
    element_id = change.id(new.id, f"{KINDS[new.kind]}_{slug(new.name)}".rstrip("_"))
    attributes = {"id": element_id, "name": new.name} if new.name else {"id": element_id}
    node = change.add(container, new.kind, attributes, after=after)
    if new.event is not None:
        define(change, node, new.event)
    return node


def define(change: Change, node: etree._Element, event: EventSpec) -> None:
    """Give the new event *node* the definition that *event* says."""
    root = change.definitions.node
    first = next((child for child in root.iterchildren(etree.Element) if namespace(child) != BPMN), None)

    def make(parent: etree._Element, tag: str, wanted: str, name: str) -> etree._Element:
        attributes = {"id": change.id(None, wanted.rstrip("_"))} | ({"name": name} if name else {})
        after = None
        if parent is root and first is not None:
            after = next((child for child in first.itersiblings(etree.Element, preceding=True)), None)
        return change.add(parent, tag, attributes, after=after)

    before = set(node)
    EventDefinitions(root, change.definitions.flavour, make).add(node, event)
    for made in [child for child in node if child not in before]:
        change.indent(made)


def make_flow(  # noqa: PLR0913 - one keyword for each thing a flow may bear
    change: Change,
    source: etree._Element,
    target: etree._Element,
    *,
    given: str | None = None,
    name: str = "",
    after: etree._Element | None = None,
) -> etree._Element:
    """Return a new flow from *source* to *target*, behind *after*; both list it, unless no other flow is listed."""
    root = change.definitions.node
    is_listed = lists_flows(root) or next(root.iter(bpmn("sequenceFlow")), None) is None
    ids = str(source.get("id")), str(target.get("id"))
    flow_id = change.id(given, "_".join(("Flow", *(text.partition("_")[2] or text for text in ids))))
    container = source.getparent()
    assert container is not None  # noqa: S101 - a flow node stands in a process
    attributes = {"id": flow_id} | ({"name": name} if name else {}) | {"sourceRef": ids[0], "targetRef": ids[1]}
    flow = change.add(container, "sequenceFlow", attributes, after=after)
    if is_listed:
        change.add(source, "outgoing", text=flow_id)
        change.add(target, "incoming", text=flow_id)
    return flow


def lead(change: Change, flow: SequenceFlow, *, source: FlowNode | None = None, target: FlowNode | None = None) -> None:
    """Let *flow* begin or end elsewhere; the lists of its ends follow, and the default of its old source."""
    is_listed = bool(flow.id) and lists_flows(change.definitions.node)
    if source is not None:
        unlist(change, flow.source.node, "outgoing", flow.id)
        if flow.is_default:
            change.assign(flow.source.node, "default", None)
        change.assign(flow.node, "sourceRef", source.id)
        if is_listed:
            change.add(source.node, "outgoing", text=flow.id)
    if target is not None:
        unlist(change, flow.target.node, "incoming", flow.id)
        change.assign(flow.node, "targetRef", target.id)
        if is_listed:
            change.add(target.node, "incoming", text=flow.id)
    _keep_with_ends(change, flow, source or flow.source, target or flow.target)


def _keep_with_ends(change: Change, flow: SequenceFlow, source: FlowNode, target: FlowNode) -> None:
    """Let *flow* stand where both its ends stand, if that is another process or sub-process now."""
    container = source.node.getparent()
    if container is None or container is not target.node.getparent() or container is flow.node.getparent():
        return
    change.remove(flow.node)
    change.insert(container, container.index(source.node) + 1, flow.node)


def unlist(change: Change, node: etree._Element, tag: str, element_id: str) -> None:
    """Take *element_id* from the references *tag* of *node*."""
    for child in node.findall(bpmn(tag)):
        if element_id and local_reference(child.text or "") == element_id:
            change.remove(child)


def list_beside(change: Change, known: Element, node: etree._Element) -> None:
    """Put *node* into every lane that lists *known*."""
    for lane in change.definitions.elements(Lane):
        if known.id in {local_reference(text) for text in lane.child_texts("flowNodeRef")}:
            change.add(lane.node, "flowNodeRef", text=str(node.get("id")))
