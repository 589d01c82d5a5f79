"""Elements tied to each other, and what breaks a rule on the way."""

from __future__ import annotations

from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Lane, LaneSet, Participant
from procflow.bpmn.model.content import Content, Flaw
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowContainer, FlowNode, SequenceFlow
from procflow.bpmn.references import references
from procflow.wording import with_article

# What is run, drawn or asked for by its id, so that two of one id cannot be told apart though nothing refers to them.
_REFERRED = (FlowNode, SequenceFlow, FlowContainer, Lane, Participant)
# A node with the flows that enter and those that leave.
_Links = tuple[FlowNode, list[SequenceFlow], list[SequenceFlow]]


def tie(content: Content) -> list[FlowNode]:
    """Tie the elements of *content* to each other, note its flaws, and return the flow nodes that are none."""
    _tell_apart(content)
    nodes = content.of(FlowNode)
    for node in nodes:
        if not node.id or not isinstance(node.parent, FlowContainer):
            _leave_out_node(content, node)
    _host_boundary_events(content)
    if content.left_out:
        nodes = [node for node in nodes if node not in content.left_out]
    _tie_flows(content, nodes)
    _tie_lanes(content, nodes)
    return nodes


def _tell_apart(content: Content) -> None:
    """Let an id stand for one of the elements that have it; what nothing refers to does no harm."""
    if not content.twice:
        return
    root = content.twice[0].node.getroottree().getroot()
    named = {reference.target for reference in references(root, {element.id for element in content.twice})}
    for element in content.twice:
        # The one that the id stands for by now: of three, the second may have taken the place of the first.
        other = content.by_id[element.id]
        hint = "give one of the two elements another id"
        message = f"the id {element.id!r} is used twice (also in line {other.line})"
        if element in content.left_out:
            continue
        if element.id in named:
            content.leave_out(element, message, hint, is_double=True)
        elif not isinstance(element, _REFERRED):
            content.flaws.append(Flaw(element, message, hint, is_harmless=True, is_double=True))
        elif not isinstance(other, _REFERRED) or other in content.left_out:
            content.flaws.append(Flaw(element, message, hint, is_harmless=True, is_double=True))
            content.by_id[element.id] = element
        else:
            content.leave_out(element, message, hint, is_double=True)


def _leave_out_node(content: Content, node: FlowNode) -> None:
    if node in content.left_out:
        return
    if not node.id:
        content.leave_out(node, f"{with_article(node.kind)} has no id", "give it an id: flows and lanes refer to it")
    else:
        content.leave_out(node, f"the {node.kind} stands in no process", "draw it again inside the process")


def _host_boundary_events(content: Content) -> None:
    hosted: dict[Element, list[BoundaryEvent]] = {}
    for event in content.of(BoundaryEvent):
        if event not in content.left_out:
            host = _host(content, event)
            if host is not None:
                event.attached_to = host
                hosted.setdefault(host, []).append(event)
    for activity in content.of(Activity):
        activity.boundary_events = tuple(hosted.get(activity, ())) if hosted else ()


def _host(content: Content, event: BoundaryEvent) -> Activity | None:
    text, hint = event.node.get("attachedToRef"), "attach it again in the modeler"
    found = content.find(text)
    if not isinstance(found, Activity) or found in content.left_out:
        message = f"the boundary event is attached to {text!r}, which is no activity"
        content.leave_out(event, message if text else "the boundary event is attached to nothing", hint)
        return None
    if found.parent is not event.parent:
        message = f"the boundary event stands on another level than {found.id!r}, which it is attached to"
        content.leave_out(event, message, hint)
        return None
    return found


def _tie_flows(content: Content, nodes: list[FlowNode]) -> None:
    links: dict[str, _Links] = {node.id: (node, [], []) for node in nodes}
    left_out, find = content.left_out, links.get
    for flow in content.of(SequenceFlow):
        if not left_out or flow not in left_out:
            get = flow.node.get
            start, end = find(get("sourceRef", "")), find(get("targetRef", ""))
            if start is None or end is None or start[0].parent is not end[0].parent:
                ends = _ends(content, flow)
                if ends is None:
                    continue
                start, end = links[ends[0].id], links[ends[1].id]
            flow.source, flow.target = start[0], end[0]
            start[2].append(flow)
            end[1].append(flow)
    for node, incoming, outgoing in links.values():
        node.incoming, node.outgoing = tuple(incoming), tuple(outgoing)
        text = node.node.get("default")
        node.default = _default(content, node, text) if text else None


def _ends(content: Content, flow: SequenceFlow) -> tuple[FlowNode, FlowNode] | None:
    """Return the nodes that *flow* joins, None if it is to be left out."""
    get = flow.node.get
    source, target = content.find(get("sourceRef")), content.find(get("targetRef"))
    if content.left_out:
        source, target = (None if end in content.left_out else end for end in (source, target))
    if not isinstance(source, FlowNode) or not isinstance(target, FlowNode):
        attribute = "targetRef" if isinstance(source, FlowNode) else "sourceRef"
        end = get(attribute)
        message = f"the {attribute} {end!r} of a sequence flow is no flow node of this file"
        if not end:
            message = f"the sequence flow has no {attribute}"
        content.leave_out(flow, message, "draw the flow again in the modeler")
        return None
    if source.parent is not target.parent:
        message = f"the sequence flow crosses the border between {source.container.id!r} and {target.container.id!r}"
        hint = "end it inside, and go on from the sub-process itself; between pools draw a message flow"
        content.leave_out(flow, message, hint)
        return None
    return source, target


def _default(content: Content, node: FlowNode, text: str) -> SequenceFlow | None:
    found = content.find(text)
    if isinstance(found, SequenceFlow) and found not in content.left_out and found.source is node:
        return found
    message = f"the default flow {text!r} does not leave this element"
    content.flaws.append(Flaw(node, message, "choose the default flow again in the modeler"))
    return None


def _tie_lanes(content: Content, nodes: list[FlowNode]) -> None:
    lane_of, torn = content.lane_of, set()
    for lane, listed in _members(content).items():
        lane.flow_nodes = tuple(listed)
        for node in listed:
            other = lane_of.setdefault(node.id, lane)
            if other is not lane:
                if _is_torn(content, other, lane, node):
                    torn.add(node.id)
                # A nested lane comes after the lane around it, so the innermost one stays.
                lane_of[node.id] = lane
    for key in torn:
        del lane_of[key]
    for node in nodes:
        node.lane = own = lane_of.get(node.id)
        if own is None and isinstance(above := node.parent, FlowNode):
            node.lane = above.lane


def _members(content: Content) -> dict[Lane, list[FlowNode]]:
    """Return the flow nodes that each lane lists; leave out a lane that stands where none can."""
    members: dict[Lane, list[FlowNode]] = {}
    for lane in content.of(Lane):
        if lane not in content.left_out:
            if _is_in_place(lane):
                members[lane] = []
            else:
                content.leave_out(lane, "the lane divides no process", "draw it again inside the pool")
    lists: dict[Element, list[FlowNode]] = dict(members.items())
    left_out, find = content.left_out, content.by_id.get
    for holder, text in content.listed:
        listed = lists.get(holder)
        if listed is not None:
            node = find(text) or content.find(text)
            if isinstance(node, FlowNode) and (not left_out or node not in left_out):
                listed.append(node)
    return members


def _is_in_place(lane: Lane) -> bool:
    """Tell whether *lane* divides a process, or a lane of one."""
    above: Element | None = lane
    while isinstance(above, Lane):
        above = above.parent.parent if isinstance(above.parent, LaneSet) else None
    return isinstance(above, FlowContainer)


def _is_torn(content: Content, other: Lane, lane: Lane, node: FlowNode) -> bool:
    """Tell whether *node* lies in two lanes of which neither is around the other, so that it is in no known one."""
    # Several lane sets of one process are several views of it (BPMN 2.0.2, 10.8).
    if other.path[0].parent is not lane.path[0].parent or other in lane.path:
        return False
    about = "the element lies in two lanes"
    names = (f"{each.id!r}" + (f" ({each.name!r})" if each.name else "") for each in (other, lane))
    message = f"{about}, {' and '.join(names)}"
    content.flaws.append(Flaw(node, message, "move it into one lane in the modeler", about=about))
    return True
