"""From the kept tree to typed elements: one walk that makes them, one that ties and checks them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Lane
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowContainer, FlowNode, SequenceFlow
from procflow.bpmn.model.kinds import BY_TAG, KEPT, PARTS, Kind
from procflow.bpmn.namespaces import BPMN, bpmn, local_name, local_reference
from procflow.errors import ModelError

if TYPE_CHECKING:
    from lxml import etree

    from procflow.bpmn.model.definitions import Definitions

_EXTENSIONS = bpmn("extensionElements")
_FLOW_NODE_REF = bpmn("flowNodeRef")
_OWN = f"{{{BPMN}}}"
_NOTHING_KNOWN: dict[object, Kind] = {}


@dataclass(slots=True)
class Content:
    """
    What the walk found in a tree.

    Attributes:
        order: Every element but the root, in the order of the file.
        by_id: The elements that have an id.
        listed: For each entry of a lane, the lane and the text of the reference.
        lane_of: The innermost lane that lists the flow node with this id.
    """

    order: list[Element] = field(default_factory=list)
    by_id: dict[str, Element] = field(default_factory=dict)
    listed: list[tuple[Element, str]] = field(default_factory=list)
    lane_of: dict[str, Lane] = field(default_factory=dict)

    def find(self, text: str | None) -> Element | None:
        """Return the element that the reference *text* points to, with or without a prefix."""
        found = self.by_id.get(text or "")
        return self.by_id.get(local_reference(text)) if found is None and text else found


def build(definitions: Definitions, before: Content | None = None) -> Content:
    """
    Return the elements of *definitions*, tied to each other.

    Args:
        definitions: The root, whose node holds the tree.
        before: What was built before an edit; elements whose node still stands are used again.

    Raises:
        ModelError: Two elements share an id, a flow leads nowhere, crosses the border of a sub-process or pool,
            or a node lies in two lanes that do not contain each other.
    """
    content = Content()
    _Walk(definitions, content, before).run()
    nodes = [element for element in content.order if isinstance(element, FlowNode)]
    _require_ids(nodes)
    _tie_flows(content, nodes)
    _tie_boundary_events(content)
    _tie_lanes(content, nodes)
    return content


class _Walk:
    """The walk down the tree that makes the elements."""

    def __init__(self, definitions: Definitions, content: Content, before: Content | None) -> None:
        self._definitions = definitions
        self._content = content
        self._old = {element.node: element for element in before.order} if before is not None else {}

    def run(self) -> None:
        root = self._definitions
        root.id = root.node.get("id", "")
        root.children = self._below(root.node, root, [], BY_TAG)

    def _below(
        self, node: etree._Element, above: Element, found: list[Element], known: dict[object, Kind]
    ) -> list[Element]:
        """Add the elements below *node* that stand in *above* to *found*, and return it."""
        make = self._element
        for child in node:
            tag: object = child.tag
            kind = known.get(tag)
            if kind is not None:
                element = make(child, above, kind)
                found.append(element)
                if len(child):
                    element.children = self._below(child, element, [], known)
            elif tag in PARTS:
                if tag == _FLOW_NODE_REF:
                    self._content.listed.append((above, child.text or ""))
                elif tag == _EXTENSIONS and node is above.node:
                    above.extensions_read = child
            elif isinstance(tag, str) and tag.startswith(_OWN):
                self._unknown(child, above, found, known)
        return found

    def _unknown(self, node: etree._Element, above: Element, found: list[Element], known: dict[object, Kind]) -> None:
        """Keep what has an id as a plain element, with all in it; what has none is a part of *above*."""
        if not node.get("id"):
            self._below(node, above, found, known)
            return
        kind = local_name(node)
        element = self._element(node, above, (Element, kind))
        found.append(element)
        element.children = self._below(node, element, [], _NOTHING_KNOWN if kind in KEPT else known)

    def _element(self, node: etree._Element, above: Element, kind: Kind) -> Element:
        cls, name = kind
        element_id = node.get("id", "")
        element = self._old.get(node) if self._old else None
        if element is not None and type(element) is cls:
            element.parent, element.id, element.children = above, element_id, ()
        else:
            element = cls(node, self._definitions, above, name, element_id)
        content = self._content
        content.order.append(element)
        if element_id and content.by_id.setdefault(element_id, element) is not element:
            raise _used_twice(element, content.by_id[element_id])
        return element


def _used_twice(element: Element, other: Element) -> ModelError:
    return ModelError(
        f"the id {element.id!r} is used twice (also in line {other.line})",
        hint="give one of the two elements another id",
        where=element.where,
    )


def _require_ids(nodes: list[FlowNode]) -> None:
    for node in nodes:
        if not node.id:
            raise ModelError(
                f"a {node.kind} has no id", hint="give it an id: flows and lanes refer to it", where=node.where
            )


def _tie_flows(content: Content, nodes: list[FlowNode]) -> None:
    incoming: dict[FlowNode, list[SequenceFlow]] = {node: [] for node in nodes}
    outgoing: dict[FlowNode, list[SequenceFlow]] = {node: [] for node in nodes}
    for flow in content.order:
        if isinstance(flow, SequenceFlow):
            source, target = _ends(content, flow)
            outgoing[source].append(flow)
            incoming[target].append(flow)
    for node in nodes:
        node.incoming, node.outgoing = tuple(incoming[node]), tuple(outgoing[node])
        text = node.node.get("default")
        node.default = _default(content, node, text) if text else None


def _ends(content: Content, flow: SequenceFlow) -> tuple[FlowNode, FlowNode]:
    get, by_id = flow.node.get, content.by_id
    source, target = by_id.get(get("sourceRef", "")), by_id.get(get("targetRef", ""))
    if source is None or target is None:
        source, target = content.find(get("sourceRef")), content.find(get("targetRef"))
    if not isinstance(source, FlowNode) or not isinstance(target, FlowNode):
        raise _no_end(flow, "targetRef" if isinstance(source, FlowNode) else "sourceRef")
    flow.source, flow.target = source, target
    if source.parent is not target.parent or not isinstance(source.parent, FlowContainer):
        _require_one_level(flow)
    return source, target


def _no_end(flow: SequenceFlow, attribute: str) -> ModelError:
    return ModelError(
        f"the {attribute} {flow.node.get(attribute)!r} of a sequence flow is no flow node of this file",
        hint="draw the flow again in the modeler",
        where=flow.where,
    )


def _require_one_level(flow: SequenceFlow) -> None:
    source, target = flow.source.container, flow.target.container
    if source is not target:
        raise ModelError(
            f"the sequence flow crosses the border between {source.id!r} and {target.id!r}",
            hint="end it inside, and go on from the sub-process itself; between pools draw a message flow",
            where=flow.where,
        )


def _default(content: Content, node: FlowNode, text: str) -> SequenceFlow:
    found = content.find(text)
    if not isinstance(found, SequenceFlow) or found.source is not node:
        raise ModelError(
            f"the default flow {text!r} does not leave this element",
            hint="choose the default flow again in the modeler",
            where=node.where,
        )
    return found


def _tie_boundary_events(content: Content) -> None:
    hosted: dict[Element, list[BoundaryEvent]] = {}
    for event in content.order:
        if isinstance(event, BoundaryEvent):
            event.attached_to = host = _host(content, event)
            hosted.setdefault(host, []).append(event)
    for activity in content.order:
        if isinstance(activity, Activity):
            activity.boundary_events = tuple(hosted.get(activity, ()))


def _host(content: Content, event: BoundaryEvent) -> Activity:
    text = event.node.get("attachedToRef")
    found = content.find(text)
    if not isinstance(found, Activity):
        raise ModelError(
            f"the boundary event is attached to {text!r}, which is no activity",
            hint="attach it again in the modeler",
            where=event.where,
        )
    if found.container is not event.container:
        raise ModelError(
            f"the boundary event stands on another level than {found.id!r}, which it is attached to",
            hint="attach it again in the modeler",
            where=event.where,
        )
    return found


def _tie_lanes(content: Content, nodes: list[FlowNode]) -> None:
    members: dict[Lane, list[FlowNode]] = {e: [] for e in content.order if isinstance(e, Lane)}
    for lane, text in content.listed:
        node = content.find(text)
        if isinstance(node, FlowNode) and isinstance(lane, Lane):
            members[lane].append(node)
    for lane, listed in members.items():
        lane.flow_nodes = tuple(listed)
        for node in listed:
            _require_one_lane(content.lane_of.setdefault(node.id, lane), lane, node)
            # A nested lane comes after the lane around it, so the innermost one stays.
            content.lane_of[node.id] = lane
    for node in nodes:
        own, above = content.lane_of.get(node.id), node.parent
        node.lane = above.lane if own is None and isinstance(above, FlowNode) else own


def _require_one_lane(other: Lane, lane: Lane, node: FlowNode) -> None:
    # Several lane sets of one process are several views of it (BPMN 2.0.2, 10.8).
    if other is not lane and other.path[0].parent is lane.path[0].parent and other not in lane.path:
        raise ModelError(
            f"the element lies in two lanes, {other.id!r} ({other.name}) and {lane.id!r} ({lane.name})",
            hint="move it into one lane in the modeler",
            where=node.where,
        )
