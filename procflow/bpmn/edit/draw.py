"""The drawing brought in line with the model: shapes placed, moved, and their lines led anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from procflow.bpmn.edit.change import Change
from procflow.bpmn.edit.labels import free_label, label_box
from procflow.bpmn.edit.page import Box, Line, Page, chain, erase_line, pages, save, unlink
from procflow.bpmn.edit.route import clear_lines, draw_line, draw_lines
from procflow.bpmn.edit.shapes import around_point, grown, overlap, runs_through, shifted
from procflow.bpmn.edit.site import GAP, Site
from procflow.bpmn.layout.sizes import EVENT, shape_size
from procflow.bpmn.layout.text import Size, label_size
from procflow.bpmn.model.activities import Activity, Task
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.diagram import Bounds, Point
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowContainer, FlowNode, Process, SequenceFlow
from procflow.bpmn.orientation import is_upright

_USUAL = Size(100, 80)
_GUEST_STEP = 10
_BESIDE_LABEL = 8


def draw_in_flow(change: Change, new: FlowNode, before: SequenceFlow, after: SequenceFlow) -> None:
    """Draw *new* on the flow *before*, which led on to where *after* leads now."""
    for page in pages(change):
        line = page.line(before)
        if line is None:
            continue
        site = Site(page, new, size_of(page, new), {line}, _gap(before))
        centre = site.on_line(line.points)
        source = page.box(before.source)
        if centre is None and source is not None:
            centre = site.beside(source)
        if centre is not None:
            _put(change, page, new, centre, [before, after])


def draw_after(change: Change, new: FlowNode, flow: SequenceFlow) -> None:
    """Draw *new* behind the source of *flow*, and the flow."""
    for page in pages(change):
        source = page.box(flow.source)
        if source is not None:
            _put(change, page, new, Site(page, new, size_of(page, new)).beside(source), [flow])


def draw_within(change: Change, new: FlowNode) -> None:
    """Draw *new* at a free place of the lane, pool, sub-process or page it stands in."""
    for page in pages(change):
        site = Site(page, new, size_of(page, new))
        if site.frames or _shows(page, new.container):
            _put(change, page, new, site.inside(), [])


def draw_guest(change: Change, new: BoundaryEvent) -> None:
    """Draw *new* on the border of its activity, where most is free."""
    for page in pages(change):
        host = page.box(new.attached_to)
        if host is None:
            continue
        places = _border(host.bounds)
        costs = [(_guest_cost(page, host, place), number) for number, place in enumerate(places)]
        _put(change, page, new, places[min(costs)[1]], [])


def draw_flows(change: Change, flows: Sequence[Element]) -> None:
    """Draw flows and associations, new ones or anew, on each page where both ends are drawn, and on no other."""
    for page in pages(change):
        for flow in flows:
            line = page.line(flow)
            if line is not None and any(page.box(end) is None for end in line.ends if isinstance(end, FlowNode)):
                erase_line(change, page, line)
            else:
                draw_line(change, page, flow)
        save(change, page)


def draw_joined(change: Change, page: Page, flow: SequenceFlow, points: Sequence[Point]) -> None:
    """Draw a flow along *points*, or anew where they run through shapes."""
    line = page.line(flow)
    if line is None:
        return
    line.points = list(points) or line.points
    ends = [page.box(end) for end in line.ends]
    walls = [box for box in page.obstacles(flow.parent) if box not in ends]
    if not points or any(runs_through(points, grown(box.bounds, 1)) for box in walls):
        draw_line(change, page, flow)
    else:
        unlink(change, page, line)


def draw_moved(change: Change, node: FlowNode) -> None:
    """Move *node* into the lane it belongs to now, with what it holds and what is attached to it."""
    for page in pages(change):
        if page.box(node) is None:
            continue
        parts = [part for part in page.boxes if _moves_with(part, node)]
        inner = [line for line in page.lines if all(_is_inside(end, node) for end in line.ends)]
        moving = [part.element for part in parts if part.element is not None]
        around = [line for line in page.lines_at(moving) if line not in inner]
        site = Site(_without(page, parts, inner), node, _size(_whole(parts)), set(around))
        x, y = site.inside(_wanted(site, _whole(parts)))
        centre = _whole(parts).centre
        dx, dy = round(x - centre[0]), round(y - centre[1])
        for part in parts:
            part.bounds = shifted(part.bounds, dx, dy)
            part.label = part.label and shifted(part.label, dx, dy)
        for line in inner:
            line.points = [(px + dx, py + dy) for px, py in line.points]
            line.label = line.label and shifted(line.label, dx, dy)
        draw_lines(change, page, around)
        for part in parts:
            free_label(page, part)
        save(change, page)


def _without(page: Page, parts: Sequence[Box], inner: Sequence[Line]) -> Page:
    """Return the page less what is moved, which would be stretched, too, where room is made for it."""
    boxes = [box for box in page.boxes if box not in parts]
    return replace(page, boxes=boxes, lines=[line for line in page.lines if line not in inner])


def size_of(page: Page, element: Element) -> Size:
    """Return how large *element* is drawn: as most tasks of the page, or as its text needs."""
    tasks = Counter((box.bounds.width, box.bounds.height) for box in page.boxes if isinstance(box.element, Task))
    (width, height), _ = tasks.most_common(1)[0] if tasks else ((_USUAL.width, _USUAL.height), 0)
    return shape_size(element, Size(round(width), round(height)))


def _gap(flow: SequenceFlow) -> int:
    """Return how long the line in front of a new shape should be, so that the label of the flow fits on it."""
    label = label_size(flow.name)
    return GAP if label is None else max(GAP, label.width + 2 * _BESIDE_LABEL)


def _put(change: Change, page: Page, new: FlowNode, centre: Point, flows: Sequence[Element]) -> None:
    size = size_of(page, new)
    box = Box(new, around_point(centre, size.width, size.height))
    page.boxes.append(box)
    lines = [line for line in page.lines if line.element in flows]
    for line in lines:
        line.points = line.points[:1]
        line.label = None
    for flow in flows:
        draw_line(change, page, flow)
    if not isinstance(new, BoundaryEvent):
        clear_lines(change, page, box)
    label_box(page, box)
    save(change, page)


def _shows(page: Page, container: FlowContainer) -> bool:
    """Tell whether the page shows the inside of *container* as a whole."""
    if page.shows is container:
        return True
    return isinstance(container, Process) and any(page.box(node) is not None for node in container.flow_nodes)


def _border(bounds: Bounds) -> list[Point]:
    """Return the places on the border of an activity, from the right end of the lower side on."""
    half = EVENT.width // 2
    width, height = int(bounds.width) - 2 * half, int(bounds.height) - 2 * half
    right, bottom = bounds.right - half, bounds.bottom - half
    across = [right - step for step in range(0, max(width, 0) + 1, _GUEST_STEP)]
    down = [bottom - step for step in range(0, max(height, 0) + 1, _GUEST_STEP)]
    places = [(x, bounds.bottom) for x in across] + [(x, bounds.y) for x in across]
    return places + [(bounds.right, y) for y in down] + [(bounds.x, y) for y in down]


def _guest_cost(page: Page, host: Box, centre: Point) -> float:
    area = grown(around_point(centre, EVENT.width, EVENT.height), 4)
    boxes = [box for box in page.obstacles(host.element) if box is not host]
    total = 1000.0 * sum(overlap(area, box.bounds) for box in boxes)
    total += 300.0 * sum(box.label is not None and overlap(area, box.label) for box in page.boxes)
    return total + 100.0 * sum(runs_through(line.points, area) for line in page.lines)


def _is_inside(end: Element | None, node: FlowNode) -> bool:
    return any(above is node for above in chain(end))


def _moves_with(box: Box, node: FlowNode) -> bool:
    element = box.element
    if _is_inside(element, node):
        return True
    return isinstance(element, BoundaryEvent) and isinstance(node, Activity) and element.attached_to is node


def _whole(boxes: Sequence[Box]) -> Bounds:
    """Return the smallest rectangle around several shapes."""
    x, y = min(box.bounds.x for box in boxes), min(box.bounds.y for box in boxes)
    right, bottom = max(box.bounds.right for box in boxes), max(box.bounds.bottom for box in boxes)
    return Bounds(x, y, right - x, bottom - y)


def _size(bounds: Bounds) -> Size:
    return Size(round(bounds.width), round(bounds.height))


def _wanted(site: Site, bounds: Bounds) -> Point:
    """Return where moved shapes would best stand: as far along as they were, in the middle of their new lane."""
    x, y = bounds.centre
    if not site.frames:
        return x, y
    middle = site.frames[0].bounds.centre
    return (round(middle[0]), y) if is_upright(site.frames[0].element, site.page.box) else (x, round(middle[1]))
