"""What a drawing must keep to, whatever it shows; `faults` lists what it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from procflow.bpmn import (
    Association,
    BoundaryEvent,
    Bounds,
    DataInputAssociation,
    DataOutputAssociation,
    Definitions,
    Diagram,
    Edge,
    Element,
    Event,
    Gateway,
    Group,
    Lane,
    MessageFlow,
    Participant,
    Point,
    SequenceFlow,
)

_FRAMES = (Lane, Participant, Group)
Segment = tuple[Point, Point]


def faults(model: Definitions) -> list[str]:
    """
    Return what is wrong with the drawings of *model*, in words; nothing for a good one.

    No two shapes overlap, no line runs through a shape that it does not belong to, every line is orthogonal, ends on
    the borders of what it joins and lies on no other line; every node lies inside its lane, lanes tile their pool;
    no label covers a shape or a label; coordinates are integers from (150, 75) on.
    """
    found: list[str] = []
    for page in model.diagrams:
        found += _shape_faults(model, page)
        found += _edge_faults(model, page)
        found += _lane_faults(model, page)
        found += _label_faults(model, page)
        found += _origin_faults(page)
    return found


def segments(edge: Edge) -> list[Segment]:
    """Return the straight parts of a line."""
    return [(a, b) for a, b in pairwise(edge.waypoints) if a != b]


def overlap(one: Bounds, other: Bounds) -> bool:
    """Tell whether two rectangles share more than a border."""
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _shape_faults(model: Definitions, page: Diagram) -> Iterator[str]:
    for one, other in combinations(_nodes(model, page), 2):
        if overlap(page.shapes[one.id].bounds, page.shapes[other.id].bounds) and not _belong_together(one, other):
            yield f"{one.id} overlaps {other.id}"


def _edge_faults(model: Definitions, page: Diagram) -> Iterator[str]:
    nodes = _nodes(model, page)
    for edge in page.edges.values():
        element = model.element(edge.element_id)
        ends = _ends(element)
        for a, b in segments(edge):
            if a[0] != b[0] and a[1] != b[1]:
                yield f"{edge.element_id} is not orthogonal"
            for node in nodes:
                bounds = page.shapes[node.id].bounds
                inside = 13 if node in ends and isinstance(node, Gateway) else 8 if node in ends else 1
                if not _contains(node, ends) and _runs_through((a, b), bounds, inside):
                    yield f"{edge.element_id} runs through {node.id}"
        for end, point in zip(ends, (edge.waypoints[0], edge.waypoints[-1]), strict=True):
            if end.id in page.shapes and _distance(end, page.shapes[end.id].bounds, point) > 1:
                yield f"{edge.element_id} does not end on {end.id}"
    for one, other in combinations(page.edges.values(), 2):
        if not _share_an_end(model, one, other) and any(_lie_on(a, b) for a in segments(one) for b in segments(other)):
            yield f"{one.element_id} lies on {other.element_id}"


def _lane_faults(model: Definitions, page: Diagram) -> Iterator[str]:
    for lane in model.elements(Lane):
        if lane.id not in page.shapes:
            continue
        strip = page.shapes[lane.id].bounds
        for node in lane.flow_nodes:
            x, y = page.shapes[node.id].bounds.centre
            whole = isinstance(node, BoundaryEvent) or strip.contains(page.shapes[node.id].bounds)
            if not (whole and strip.x < x < strip.right and strip.y < y < strip.bottom):
                yield f"{node.id} lies outside its lane {lane.id}"
    for one, other in combinations([lane for lane in model.elements(Lane) if lane.id in page.shapes], 2):
        if one not in other.path and overlap(page.shapes[one.id].bounds, page.shapes[other.id].bounds):
            yield f"lane {one.id} overlaps lane {other.id}"
    pools = [page.shapes[pool.id].bounds for pool in model.participants if pool.id in page.shapes]
    if len({(pool.x, pool.width) for pool in pools}) > 1:
        yield "pools differ in width"


def _label_faults(model: Definitions, page: Diagram) -> Iterator[str]:
    drawn = [*page.shapes.values(), *page.edges.values()]
    labels = [(one.element_id, one.label_bounds) for one in drawn if one.label_bounds is not None]
    for (one, label), (other, second) in combinations(labels, 2):
        if overlap(label, second):
            yield f"the label of {one} covers that of {other}"
    for one, label in labels:
        owner = model.element(one)
        for node in _nodes(model, page):
            if node is not owner and not _contains(node, (owner,)) and overlap(label, page.shapes[node.id].bounds):
                yield f"the label of {one} covers {node.id}"


def _origin_faults(page: Diagram) -> Iterator[str]:
    boxes = [box for shape in page.shapes.values() for box in (shape.bounds, shape.label_bounds) if box is not None]
    boxes += [edge.label_bounds for edge in page.edges.values() if edge.label_bounds is not None]
    points = [point for edge in page.edges.values() for point in edge.waypoints]
    numbers = [number for box in boxes for number in (box.x, box.y, box.width, box.height)]
    numbers += [number for point in points for number in point]
    if any(number != int(number) for number in numbers):
        yield "a coordinate is no integer"
    left = min([*(box.x for box in boxes), *(x for x, _ in points)], default=150)
    top = min([*(box.y for box in boxes), *(y for _, y in points)], default=80)
    if not (150 <= left < 160 and 75 <= top < 90):
        yield f"the drawing begins at {left}, {top}"


def _nodes(model: Definitions, page: Diagram) -> list[Element]:
    found = (model.element(element_id) for element_id in page.shapes)
    return [element for element in found if not isinstance(element, _FRAMES)]


def _around(element: Element) -> Iterator[Element]:
    above: Element | None = element
    while above is not None:
        yield above
        above = above.parent


def _contains(node: Element, ends: tuple[Element, ...]) -> bool:
    """Tell whether one of *ends* lies inside *node*, or is an event on its border."""
    for end in ends:
        inside = [above for above in _around(end) if above is not end]
        hosts = [above.attached_to for above in _around(end) if isinstance(above, BoundaryEvent)]
        if node in inside or node in hosts:
            return True
    return False


def _belong_together(one: Element, other: Element) -> bool:
    if one in _around(other) or other in _around(one):
        return True
    for event, host in ((one, other), (other, one)):
        if isinstance(event, BoundaryEvent) and (event.attached_to is host or event.attached_to in _around(host)):
            return True
    return False


def _ends(element: Element) -> tuple[Element, Element]:
    source: Element | None = None
    target: Element | None = None
    if isinstance(element, SequenceFlow | MessageFlow | Association):
        source, target = element.source, element.target
    elif isinstance(element, DataInputAssociation):
        source, target = element.child_references("sourceRef")[0], element.parent
    elif isinstance(element, DataOutputAssociation):
        source, target = element.parent, element.child_references("targetRef")[0]
    assert source is not None
    assert target is not None
    return source, target


def _share_an_end(model: Definitions, one: Edge, other: Edge) -> bool:
    a, b = _ends(model.element(one.element_id)), _ends(model.element(other.element_id))
    return a[0] is b[0] or a[1] is b[1]


def _distance(end: Element, bounds: Bounds, point: Point) -> float:
    x, y = abs(point[0] - bounds.centre[0]), abs(point[1] - bounds.centre[1])
    half = bounds.width / 2
    if isinstance(end, Event):
        return abs((x * x + y * y) ** 0.5 - half)
    if isinstance(end, Gateway):
        return abs(x + y - half)
    return abs(max(x - half, y - bounds.height / 2))


def _runs_through(segment: Segment, bounds: Bounds, inside: float) -> bool:
    (x1, y1), (x2, y2) = segment
    return (
        min(x1, x2) < bounds.right - inside
        and max(x1, x2) > bounds.x + inside
        and min(y1, y2) < bounds.bottom - inside
        and max(y1, y2) > bounds.y + inside
    )


def _lie_on(one: Segment, other: Segment) -> bool:
    for axis in (0, 1):
        across = 1 - axis
        if len({point[axis] for point in (*one, *other)}) == 1:
            first, second = sorted(sorted(point[across] for point in segment) for segment in (one, other))
            return min(first[1], second[1]) - second[0] > 1
    return False
