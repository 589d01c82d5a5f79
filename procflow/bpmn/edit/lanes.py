"""Lanes: elements moved between them, lanes added and removed."""
# ruff: noqa: A002 - id is the name of the attribute in BPMN

from __future__ import annotations

from procflow.bpmn.edit.change import Change, expect_part, expect_same_model
from procflow.bpmn.edit.draw import draw_moved
from procflow.bpmn.edit.page import Box, Page, erase, pages, save
from procflow.bpmn.edit.room import make_room
from procflow.bpmn.edit.shapes import X, Y, extent, high, low, moved, point, widened
from procflow.bpmn.edit.site import frames
from procflow.bpmn.edit.strips import container_of, delist, enlist, expect_leaf, lane_set_of, members
from procflow.bpmn.model.collaboration import Lane, LaneSet
from procflow.bpmn.model.diagram import Bounds
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowNode, Process
from procflow.bpmn.namespaces import local_name
from procflow.bpmn.nodes import slug
from procflow.bpmn.orientation import is_upright
from procflow.bpmn.references import references
from procflow.errors import ModelError

_HEIGHT = 120
_NAME = 30
_PAD = 10


def move_to_lane(node: FlowNode, lane: Lane) -> None:
    """
    Move *node*, and the events on its border, into *lane*.

    In the drawing it moves to the nearest free place there, its flows follow, and the lane grows where it is full.

    Raises:
        ModelError: *lane* belongs to another process or level, has lanes inside it, or *node* is an event on a border;
            nothing was changed.
    """
    expect_part(node, FlowNode)
    expect_part(lane, Lane)
    expect_same_model(node, lane)
    expect_leaf(lane)
    if isinstance(node, BoundaryEvent):
        raise ModelError(
            "an event on a border lies in the lane of its activity",
            hint=f"move {node.attached_to.id!r}",
            where=node.where,
        )
    if container_of(lane) is not node.container:
        raise ModelError(
            f"the lane {lane.id!r} divides {container_of(lane).id!r}, and the element stands in {node.container.id!r}",
            hint="name a lane of the same process; what stands in a sub-process moves with the sub-process",
            where=node.where,
        )
    with Change(node.definitions) as change:
        for moving in _with_guests(node):
            delist(change, lane_set_of(lane), moving.id)
            enlist(change, lane, moving.id)
        change.rebuild()
        if _lies_outside(change, node, lane):
            draw_moved(change, node)


def add_lane(within: Process | Lane, name: str = "", *, below: Lane | None = None, id: str | None = None) -> Lane:
    """
    Add a lane to a process, or inside a lane, and return it.

    The first one takes all that stands there; another one is empty and lies below the last, or below *below*.

    Args:
        within: The process, which needs a pool, or the lane that is divided.
        name: Its label.
        below: The lane it follows.
        id: Its id; made from the name where none is given.

    Raises:
        ModelError: The process has no pool, or *below* lies elsewhere; nothing was changed.
    """
    expect_part(within, (Process, Lane))
    if below is not None:
        expect_part(below, Lane)
    if isinstance(within, Process) and within.participant is None and not within.lanes:
        raise ModelError(
            "lanes stand in a pool, and the process has none", hint="draw a pool first", where=within.where
        )
    lane_set = next(iter(within.children_of(LaneSet)), None)
    siblings = lane_set.children_of(Lane) if lane_set is not None else ()
    if below is not None and below not in siblings:
        raise ModelError(f"the lane {below.id!r} does not lie there", hint="name one that does", where=within.where)
    last = below or (siblings[-1] if siblings else None)
    with Change(within.definitions) as change:
        holder = lane_set.node if lane_set is not None else None
        if holder is None:
            tag = "laneSet" if isinstance(within, Process) else "childLaneSet"
            holder = change.add(within.node, tag, {"id": change.id(None, "LaneSet")})
        lane_id = change.id(id, f"Lane_{slug(name)}".rstrip("_"))
        attributes = {"id": lane_id} | ({"name": name} if name else {})
        node = change.add(holder, "lane", attributes, after=last.node if last is not None else None)
        inside = [] if last is not None else _all_in(within)
        for element_id in inside:
            change.add(node, "flowNodeRef", text=element_id)
        change.rebuild()
        made = change.definitions.element(lane_id)
        assert isinstance(made, Lane)  # noqa: S101 - it was just made
        _draw_new(change, made, last)
    return made


def remove_lane(lane: Lane, into: Lane | None = None) -> None:
    """
    Remove *lane*; what stands in it goes to the lane *into*.

    Its strip falls to the lane beside it.
    The last lane of a process goes without *into*: its elements then stand in no lane.

    Raises:
        ModelError: The lane has lanes inside it, or holds elements and *into* is missing; nothing was changed.
    """
    expect_part(lane, Lane)
    expect_leaf(lane)
    siblings = [each for each in (lane.parent.children if lane.parent is not None else ()) if isinstance(each, Lane)]
    others = [each for each in siblings if each is not lane]
    if into is not None:
        _expect_heir(lane, into)
    elif others and members(lane):
        raise ModelError(
            f"elements stand in the lane: {', '.join(sorted(members(lane)))}",
            hint="name the lane that takes them: into=...",
            where=lane.where,
        )
    _expect_unreferred(lane)
    heir = _beside(siblings, lane, into)
    with Change(lane.definitions) as change:
        movers = _hand_over(change, lane, into, is_last=not others)
        strips = {page.plane: page.box(lane) for page in pages(change)}
        change.remove(lane.node if others or lane.parent is None else lane.parent.node)
        erase(change, {lane.id})
        change.rebuild()
        for page in pages(change):
            _inherit(page, strips.get(page.plane), page.box(heir))
            save(change, page)
        for node in movers:
            if into is not None and into is not heir and _lies_outside(change, node, into):
                draw_moved(change, node)


def _expect_heir(lane: Lane, into: Lane) -> None:
    expect_part(into, Lane)
    expect_leaf(into)
    if into is lane or lane_set_of(into) is not lane_set_of(lane):
        raise ModelError(f"{into.id!r} is no other lane of the same pool", hint="name one", where=lane.where)


def _hand_over(change: Change, lane: Lane, into: Lane | None, *, is_last: bool) -> list[FlowNode]:
    """List what *lane* lists in *into*, else in the lane around its last part; return what may have to move."""
    outer = lane.parent_lane if is_last else None
    if into is None:
        if outer is not None:
            for element_id in sorted(members(lane) - members(outer)):
                change.add(outer.node, "flowNodeRef", text=element_id)
        return []
    movers = [node for node in lane.flow_nodes if not isinstance(node, BoundaryEvent)]
    for moving in [each for node in movers for each in _with_guests(node)]:
        delist(change, lane_set_of(lane), moving.id)
        enlist(change, into, moving.id)
    return movers


def _with_guests(node: FlowNode) -> list[FlowNode]:
    return [node, *(event for event in node.definitions.elements(BoundaryEvent) if event.attached_to is node)]


def _all_in(within: Process | Lane) -> list[str]:
    return [node.id for node in within.flow_nodes]


def _lies_outside(change: Change, node: FlowNode, lane: Lane) -> bool:
    """Tell whether *node* is drawn anywhere outside its *lane*."""
    for page in pages(change):
        box, strip = page.box(node), page.box(lane)
        if box is not None and strip is not None and not strip.bounds.contains(box.bounds):
            return True
    return False


def _beside(siblings: list[Lane], lane: Lane, into: Lane | None) -> Lane | None:
    """Return the lane that gets the strip of *lane*: *into* where it lies beside it, else the one above or below."""
    place = siblings.index(lane)
    near = [siblings[number] for number in (place - 1, place + 1) if 0 <= number < len(siblings)]
    return into if into in near else next(iter(near), None)


def _expect_unreferred(lane: Lane) -> None:
    for found in references(lane.definitions.node, {lane.id}):
        raise ModelError(
            f"{local_name(found.node)} refers to the lane", hint="remove that reference before", where=lane.where
        )


def _inherit(page: Page, strip: Box | None, heir: Box | None) -> None:
    """Let the lane *heir*, and the lanes in it that end there, take the place of *strip*."""
    if strip is None or heir is None:
        return
    axis = X if is_upright(heir.element, page.box) else Y
    gained = strip.bounds
    is_below = low(gained, axis) >= high(heir.bounds, axis)
    edge = high(heir.bounds, axis) if is_below else low(heir.bounds, axis)
    inner = heir.element.descendants(Lane) if isinstance(heir.element, Lane) else ()
    for lane in (heir.element, *inner):
        box = page.box(lane)
        if box is None or (high(box.bounds, axis) if is_below else low(box.bounds, axis)) != edge:
            continue
        box.bounds = widened(box.bounds, axis, extent(gained, axis))
        if not is_below:
            box.bounds = moved(box.bounds, axis, -extent(gained, axis))


def _draw_new(change: Change, lane: Lane, last: Lane | None) -> None:
    for page in pages(change):
        box = page.box(last)
        if box is not None:
            page.boxes.append(Box(lane, _strip_below(page, box), is_frame=True))
        elif last is None:
            outer = next(iter(frames(page, lane)), None)
            if outer is not None:
                page.boxes.append(Box(lane, _strip_inside(page, outer, _all_in(lane)), is_frame=True))
        save(change, page)


def _strip_below(page: Page, last: Box) -> Bounds:
    """Return a new strip below *last*, in a pool that grows by it."""
    axis = X if is_upright(last.element, page.box) else Y
    at = high(last.bounds, axis)
    growing = {frame.element for frame in frames(page, last.element) if frame.element} if last.element else set()
    make_room(page, axis, at, _HEIGHT, growing)
    size = point(axis, _HEIGHT, extent(last.bounds, 1 - axis))
    start = point(axis, at, low(last.bounds, 1 - axis))
    return Bounds(*start, *size)


def _strip_inside(page: Page, outer: Box, inside: list[str]) -> Bounds:
    """Return the strip that fills a frame beside its name, after its elements made way for the name of the strip."""
    axis = Y if is_upright(outer.element, page.box) else X
    boxes = [box.bounds for box in page.boxes if box.element is not None and box.element.id in inside]
    least = low(outer.bounds, axis) + 2 * _NAME + _PAD
    first = min((low(bounds, axis) for bounds in boxes), default=least)
    if first < least:
        make_room(page, axis, low(outer.bounds, axis) + 1, least - first, set())
    bounds = outer.bounds
    left, top = point(axis, _NAME, 0)
    return Bounds(bounds.x + left, bounds.y + top, bounds.width - left, bounds.height - top)
