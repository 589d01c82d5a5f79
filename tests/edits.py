"""Every kind of edit, each on a random place of a model, with what it may change; and what a model says, to compare."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from procflow.bpmn import (
    Activity,
    Association,
    BoundaryEvent,
    DataObjectReference,
    Definitions,
    Element,
    EndEvent,
    ExclusiveGateway,
    FlowContainer,
    FlowNode,
    InclusiveGateway,
    Lane,
    MessageFlow,
    Participant,
    Process,
    SequenceFlow,
    TextAnnotation,
    add_boundary_event,
    add_flow,
    add_lane,
    add_message_flow,
    add_node,
    change_type,
    insert_after,
    insert_into_flow,
    move_to_lane,
    remove,
    remove_lane,
    rewire,
    set_condition,
    set_default,
    set_documentation,
    set_name,
    set_property,
)
from procflow.bpmn.namespaces import BPMN, BPMNDI, DC, local_name
from procflow.errors import ModelError

_NAME = "Lấy ý kiến của đơn vị phối hợp"
_BETWEEN = ("userTask", "serviceTask", "exclusiveGateway", "parallelGateway", "subProcess", "callActivity")
_TASKS = (
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "sendTask",
    "receiveTask",
    "businessRuleTask",
    "callActivity",
)
_GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway")


@dataclass
class Outcome:
    """
    What an edit did, and what it may have changed.

    Attributes:
        changed: Ids of elements that may say something else than before.
        gone: Ids of elements that may be gone.
        redrawn: Ids of elements whose shape or edge may have other attributes or another size.
    """

    changed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    redrawn: set[str] = field(default_factory=set)


Edit = Callable[[Definitions, random.Random], Outcome]


def ids(elements: Iterable[Element]) -> set[str]:
    """Return the ids of elements."""
    return {element.id for element in elements}


def within(elements: Iterable[Element]) -> set[str]:
    """Return the ids of elements and of all that stands in them."""
    return {str(part.get("id")) for element in elements for part in element.node.iter() if part.get("id")}


def pick(rng: random.Random, found: Iterable[Element]) -> Element:
    """Return a random one, or say that there is none as an edit would."""
    chosen = list(found)
    if not chosen:
        message = "the model has nothing to edit in this way"
        raise ModelError(message)
    return rng.choice(chosen)


def lanes_with(model: Definitions, nodes: Sequence[Element]) -> set[str]:
    """Return the ids of the lanes that list one of *nodes*."""
    found = ids(nodes)
    return {lane.id for lane in model.elements(Lane) if found & ids(lane.flow_nodes)}


def guests(node: Element) -> list[Element]:
    """Return *node* and the events on its border."""
    return [node, *(node.boundary_events if isinstance(node, Activity) else ())]


def _insert_into_flow(model: Definitions, rng: random.Random) -> Outcome:
    flow = pick(rng, model.elements(SequenceFlow))
    assert isinstance(flow, SequenceFlow)
    target = flow.target
    made = insert_into_flow(flow, rng.choice(_BETWEEN), rng.choice((_NAME, "")))
    return Outcome({flow.id, target.id} | lanes_with(model, [made]), redrawn={flow.id})


def _insert_event(model: Definitions, rng: random.Random) -> Outcome:
    flow = pick(rng, model.elements(SequenceFlow))
    assert isinstance(flow, SequenceFlow)
    target = flow.target
    made = insert_into_flow(
        flow, "intermediateCatchEvent", "Chờ", event=rng.choice((("timer", "P3D"), ("message", "m")))
    )
    return Outcome({flow.id, target.id} | lanes_with(model, [made]), redrawn={flow.id})


def _insert_after(model: Definitions, rng: random.Random) -> Outcome:
    node = pick(rng, (n for n in model.elements(FlowNode) if len(n.outgoing) < 2 and not isinstance(n, EndEvent)))
    assert isinstance(node, FlowNode)
    after = [flow.target for flow in node.outgoing]
    made = insert_after(node, "userTask" if after else "endEvent", _NAME)
    return Outcome(ids([node, *node.outgoing, *after]) | lanes_with(model, [made]), redrawn=ids(node.outgoing))


def _add_node(model: Definitions, rng: random.Random) -> Outcome:
    within = pick(rng, [*(e for e in model.elements(Lane) if not e.child_lanes), *model.elements(FlowContainer)])
    assert isinstance(within, Lane | FlowContainer)
    made = add_node(within, rng.choice(_BETWEEN), _NAME)
    return Outcome(lanes_with(model, [made]))


def _remove_bridged(model: Definitions, rng: random.Random) -> Outcome:
    return _remove(model, rng, bridge=True)


def _remove_unbridged(model: Definitions, rng: random.Random) -> Outcome:
    return _remove(model, rng, bridge=False)


def _remove(model: Definitions, rng: random.Random, *, bridge: bool) -> Outcome:
    node = pick(rng, model.elements(FlowNode))
    assert isinstance(node, FlowNode)
    doomed: list[Element] = [node, *node.descendants(Element)]
    for one in list(doomed):
        doomed += guests(one)[1:]
    inside = ids(doomed)
    flows = [flow for flow in model.elements(SequenceFlow) if {flow.source.id, flow.target.id} & inside]
    others = [e for e in model.elements(Element) if isinstance(e, MessageFlow | Association)]
    beside = [e for e in others if {end.id for end in (e.source, e.target) if end is not None} & (inside | ids(flows))]
    changed = ids(end for flow in flows for end in (flow.source, flow.target)) | lanes_with(model, doomed) | ids(flows)
    gone = inside | within([*doomed, *flows, *beside])
    remove(node, bridge=bridge)
    return Outcome(changed, gone, redrawn=ids(flows))


def _remove_beside(model: Definitions, rng: random.Random) -> Outcome:
    kinds = SequenceFlow | MessageFlow | Association | TextAnnotation | DataObjectReference
    found = pick(rng, (element for element in model.elements(Element) if isinstance(element, kinds) and element.id))
    changed = ids((found.source, found.target)) if isinstance(found, SequenceFlow) else set()
    gone = within([found])
    if isinstance(found, TextAnnotation | SequenceFlow):
        gone |= ids(e for e in model.elements(Association) if found in (e.source, e.target))
    if isinstance(found, DataObjectReference):
        gone |= {found.data_object.id} if found.data_object is not None else set()
        ties = [e for e in model.elements(Element) if local_name(e.node).startswith("data") and found in _tied(e)]
        gone |= within(ties) | ids(e for e in model.elements(Association) if found in (e.source, e.target))
        changed |= {e.parent.id for e in ties if e.parent is not None}
    remove(found)
    return Outcome(changed, gone)


def _tied(element: Element) -> tuple[Element, ...]:
    return element.child_references("sourceRef") + element.child_references("targetRef")


def _change_type(model: Definitions, rng: random.Random) -> Outcome:
    node = pick(rng, (n for n in model.elements(FlowNode) if n.kind in (*_TASKS, *_GATEWAYS)))
    assert isinstance(node, FlowNode)
    kinds = _TASKS if node.kind in _TASKS else _GATEWAYS
    kind = rng.choice([kind for kind in kinds if kind != node.kind])
    change_type(node, kind)
    return Outcome({node.id}, redrawn={node.id})


def _rewire(model: Definitions, rng: random.Random) -> Outcome:
    flow = pick(rng, model.elements(SequenceFlow))
    assert isinstance(flow, SequenceFlow)
    end = pick(rng, flow.source.container.flow_nodes)
    assert isinstance(end, FlowNode)
    changed = ids((flow, flow.source, flow.target, end))
    if rng.random() < 0.5:
        rewire(flow, target=end)
    else:
        rewire(flow, source=end)
    return Outcome(changed, redrawn={flow.id})


def _add_flow(model: Definitions, rng: random.Random) -> Outcome:
    source = pick(rng, model.elements(FlowNode))
    assert isinstance(source, FlowNode)
    target = pick(rng, source.container.flow_nodes)
    assert isinstance(target, FlowNode)
    chooses = isinstance(source, ExclusiveGateway | InclusiveGateway)
    add_flow(source, target, name="Có", condition="x > 1" if chooses else None)
    return Outcome(ids((source, target)))


def _move_to_lane(model: Definitions, rng: random.Random) -> Outcome:
    lane = pick(rng, (lane for lane in model.elements(Lane) if not lane.child_lanes))
    assert isinstance(lane, Lane)
    node = pick(rng, (n for n in model.elements(FlowNode) if not isinstance(n, BoundaryEvent) and lane is not n.lane))
    assert isinstance(node, FlowNode)
    before = lanes_with(model, guests(node))
    move_to_lane(node, lane)
    return Outcome(before | lanes_with(model, guests(node)))


def _add_lane(model: Definitions, rng: random.Random) -> Outcome:
    within = pick(rng, [*model.elements(Process), *(e for e in model.elements(Lane) if e.child_lanes)])
    assert isinstance(within, Process | Lane)
    add_lane(within, "Phòng Tư pháp")
    return Outcome()


def _divide_lane(model: Definitions, rng: random.Random) -> Outcome:
    within = pick(rng, (lane for lane in model.elements(Lane) if not lane.child_lanes))
    assert isinstance(within, Lane)
    add_lane(within, "Bộ phận A")
    return Outcome({within.id})


def _remove_lane(model: Definitions, rng: random.Random) -> Outcome:
    lane = pick(rng, (lane for lane in model.elements(Lane) if not lane.child_lanes))
    assert isinstance(lane, Lane)
    others = [e for e in model.elements(Lane) if e is not lane and not e.child_lanes]
    into = rng.choice([*others, None]) if others else None
    changed = {level.id for each in (lane, into) if each is not None for level in each.path}
    remove_lane(lane, into)
    gone = ids((lane, *lane.descendants(Element))) | ({lane.parent.id} if lane.parent is not None else set())
    return Outcome(changed, gone)


def _remove_pool(model: Definitions, rng: random.Random) -> Outcome:
    pool = pick(rng, model.elements(Participant))
    assert isinstance(pool, Participant)
    gone = within([pool, *([pool.process] if pool.process is not None else [])])
    others = [e for e in model.elements(Element) if isinstance(e, MessageFlow | Association)]
    beside = [e for e in others if {end.id for end in (e.source, e.target) if end is not None} & gone]
    remove(pool)
    return Outcome(gone=gone | within(beside))


def _add_boundary_event(model: Definitions, rng: random.Random) -> Outcome:
    host = pick(rng, model.elements(Activity))
    assert isinstance(host, Activity)
    made = add_boundary_event(host, ("timer", "P5D"), "Quá hạn", cancel_activity=rng.random() < 0.5)
    return Outcome(lanes_with(model, [made]))


def _add_message_flow(model: Definitions, rng: random.Random) -> Outcome:
    ends = [*model.elements(Participant), *model.elements(Activity)]
    source, target = pick(rng, ends), pick(rng, ends)
    assert isinstance(source, FlowNode | Participant)
    assert isinstance(target, FlowNode | Participant)
    add_message_flow(source, target, name="Giấy hẹn")
    return Outcome()


def _set_condition(model: Definitions, rng: random.Random) -> Outcome:
    flow = pick(rng, model.elements(SequenceFlow))
    assert isinstance(flow, SequenceFlow)
    parts = within([flow])
    set_condition(flow, rng.choice(("tong > 5", None)))
    return Outcome(parts | {flow.id}, gone=parts - {flow.id})


def _set_default(model: Definitions, rng: random.Random) -> Outcome:
    flow = pick(rng, model.elements(SequenceFlow))
    assert isinstance(flow, SequenceFlow)
    set_default(flow.source, rng.choice((flow, None)))
    return Outcome({flow.source.id})


def _set_texts(model: Definitions, rng: random.Random) -> Outcome:
    found = pick(
        rng, (e for e in model.elements(Element) if isinstance(e, FlowNode | SequenceFlow | Lane | Participant))
    )
    parts = {str(part.get("id")) for part in found.node.iterfind("{*}documentation") if part.get("id")}
    set_name(found, rng.choice((_NAME, "Ký", "")))
    set_documentation(found, "Điều 5")
    set_property(found, "pf.duty", "review")
    return Outcome(parts | {found.id}, gone=parts)


EDITS: dict[str, Edit] = {
    "insert into a flow": _insert_into_flow,
    "insert an event": _insert_event,
    "insert after a node": _insert_after,
    "insert into a lane": _add_node,
    "remove, bridged": _remove_bridged,
    "remove, not bridged": _remove_unbridged,
    "remove a flow, note or datum": _remove_beside,
    "remove a pool": _remove_pool,
    "change type": _change_type,
    "rewire": _rewire,
    "add a flow": _add_flow,
    "move to lane": _move_to_lane,
    "add a lane": _add_lane,
    "divide a lane": _divide_lane,
    "remove a lane": _remove_lane,
    "add a boundary event": _add_boundary_event,
    "add a message flow": _add_message_flow,
    "set a condition": _set_condition,
    "set the default": _set_default,
    "rename and document": _set_texts,
}


def facts(model: Definitions) -> dict[str, str]:
    """Return what each element of the model itself says, as canonical XML has it, by its id."""
    return {
        str(node.get("id")): _said(node)
        for node in model.node.iter(f"{{{BPMN}}}*")
        if node.get("id") and node is not model.node
    }


def drawn(model: Definitions) -> dict[str, tuple[str, ...]]:
    """Return what each shape and edge says but for its place, by the id of its element and its own."""
    found = {}
    for node in model.node.iter(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"):
        said = [f"{name}={value}" for name, value in sorted(node.attrib.items())]
        bounds = node.find(f"{{{DC}}}Bounds")
        element = model.get(str(node.get("bpmnElement")).rpartition(":")[2])
        if element is None:
            continue
        if bounds is not None and isinstance(element, FlowNode) and not isinstance(element, FlowContainer):
            said += [str(float(bounds.get("width", "0"))), str(float(bounds.get("height", "0")))]
        found[f"{node.get('bpmnElement')} {node.get('id')}"] = tuple(said)
    return found


def dangling(model: Definitions) -> set[str]:
    """Return the ids that the drawing refers to and no element has."""
    known = {str(node.get("id")) for node in model.node.iter(f"{{{BPMN}}}*")}
    shown = {str(node.get("bpmnElement")).rpartition(":")[2] for node in model.node.iter(f"{{{BPMNDI}}}*")}
    return {name for name in shown if name != "None"} - known


def unexpected(before: dict[str, str], after: dict[str, str], outcome: Outcome) -> list[str]:
    """Return the ids of elements that changed or went, and that the edit had no business with."""
    lost = [element_id for element_id in before if element_id not in after and element_id not in outcome.gone]
    common = [element_id for element_id in before if element_id in after and element_id not in outcome.changed]
    return lost + [element_id for element_id in common if before[element_id] != after[element_id]]


def redrawn(before: dict[str, tuple[str, ...]], after: dict[str, tuple[str, ...]], outcome: Outcome) -> list[str]:
    """Return the shapes and edges that went, or differ in more than their place, without need."""
    touched = outcome.gone | outcome.redrawn
    kept = [name for name in before if name.split()[0].rpartition(":")[2] not in touched]
    return [name for name in kept if before[name] != after.get(name)]


def _said(node: etree._Element) -> str:
    """Return what canonical XML keeps of *node*, without blanks between elements and elements with ids of their own."""
    parts = [str(node.tag), *(f"{name}={value!r}" for name, value in sorted(node.attrib.items()))]
    parts.append((node.text or "") if not len(node) else (node.text or "").strip())
    for child in node:
        is_own = isinstance(child.tag, str) and child.tag.startswith(f"{{{BPMN}}}") and child.get("id")
        parts += ["" if is_own else f"({_said(child)})", (child.tail or "").strip()]
    return "|".join(part for part in parts if part)
