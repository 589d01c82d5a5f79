"""What a drawing laid out from nothing must keep to beyond `faults`: whole, nested, labels and lines clear."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from procflow.bpmn import (
    Association,
    BoundaryEvent,
    Bounds,
    DataObjectReference,
    DataStoreReference,
    Definitions,
    Diagram,
    Edge,
    Element,
    FlowNode,
    Gateway,
    Lane,
    LaneSet,
    MessageFlow,
    Participant,
    Point,
    Process,
    SequenceFlow,
    SubProcess,
    TextAnnotation,
)
from tests.geometry import Segment, overlap, segments

_DRAWN = (FlowNode, Lane, Participant, DataObjectReference, DataStoreReference, TextAnnotation)
_HEADER = 30


def blemishes(model: Definitions) -> list[str]:
    """
    Return what is not neat in the drawings of *model*, in words; nothing for a good one.

    Everything is drawn once; events sit on the border of their host, children inside their sub-process, nodes inside
    their pool; lanes fill their pool; a flow stays in its pool; no line runs along a border, turns back, or runs on
    with another to the end; no label covers a line, and that of a line is nearest to what is its own of it.
    """
    found = list(_missing(model))
    for page in model.diagrams:
        found += _nesting(model, page)
        found += _tiling(model, page)
        found += _lines(page)
        found += _labels(model, page)
        found += _names(page)
    return found


def _missing(model: Definitions) -> Iterator[str]:
    drawn = [element_id for page in model.diagrams for element_id in (*page.shapes, *page.edges)]
    for element in model.elements():
        ends = (element.source, element.target) if isinstance(element, SequenceFlow | MessageFlow | Association) else ()
        wanted = isinstance(element, _DRAWN) or (
            bool(ends) and all(end is not None and _page_of(model, end) for end in ends)
        )
        if wanted and element.id and drawn.count(element.id) != 1 and _reachable(model, element):
            yield f"{element.id} is drawn {drawn.count(element.id)} times"


def _page_of(model: Definitions, element: Element) -> Diagram | None:
    return next((page for page in model.diagrams if element.id in page.shapes), None)


def _reachable(model: Definitions, element: Element) -> bool:
    """Tell whether a page shows what *element* belongs to: ends on two pages are joined by no line."""
    if isinstance(element, SequenceFlow | MessageFlow | Association):
        ends = (element.source, element.target)
        pages = {id(_page_of(model, end)) for end in ends if end is not None}
        return len(pages) == 1 and all(end is not None and _page_of(model, end) for end in ends)
    return True


def _nesting(model: Definitions, page: Diagram) -> Iterator[str]:
    for element_id, shape in page.shapes.items():
        node = model.element(element_id)
        above = page.shapes.get(_holder(model, node))
        if isinstance(node, BoundaryEvent):
            host = page.shapes[node.attached_to.id].bounds
            if not _is_on_border(shape.bounds.centre, host):
                yield f"{element_id} does not sit on the border of {node.attached_to.id}"
        elif above is not None and not above.bounds.contains(shape.bounds):
            yield f"{element_id} lies outside {above.element_id}"
    for edge in page.edges.values():
        flow = model.element(edge.element_id)
        pool = page.shapes.get(_holder(model, flow)) if isinstance(flow, SequenceFlow) else None
        if pool is not None and not all(_is_inside(point, pool.bounds) for point in edge.waypoints):
            yield f"{edge.element_id} leaves {pool.element_id}"


def _holder(model: Definitions, element: Element) -> str:
    """Return the id of the sub-process or pool that *element* has to be drawn in, empty for none."""
    above = element.parent
    while above is not None and not isinstance(above, SubProcess | Process):
        above = above.parent
    if isinstance(above, Process):
        return next((pool.id for pool in model.participants if pool.process is above), "")
    return above.id if above is not None else ""


def _tiling(model: Definitions, page: Diagram) -> Iterator[str]:
    for pool in model.participants:
        lane_sets = pool.process.children_of(LaneSet) if pool.process is not None else ()
        if lane_sets and pool.id in page.shapes:
            yield from _fills(page, pool, lane_sets[0].children_of(Lane))
    for lane in model.elements(Lane):
        if lane.child_lanes and lane.id in page.shapes:
            yield from _fills(page, lane, lane.child_lanes)


def _fills(page: Diagram, frame: Element, lanes: tuple[Lane, ...]) -> Iterator[str]:
    """Yield what is wrong with *lanes*: each from the title of *frame* to its right edge, one below the other."""
    whole = page.shapes[frame.id].bounds
    strips = sorted((page.shapes[lane.id].bounds for lane in lanes if lane.id in page.shapes), key=lambda box: box.y)
    for strip in strips:
        if (strip.x, strip.right) != (whole.x + _HEADER, whole.right):
            yield f"a lane is not as wide as {frame.id}"
    for upper, lower in pairwise(strips):
        if upper.bottom != lower.y:
            yield f"there is a gap between lanes of {frame.id}"
    if strips and strips[-1].bottom > whole.bottom:
        yield f"lanes reach out of {frame.id}"


def _lines(page: Diagram) -> Iterator[str]:
    borders = [(shape.element_id, side) for shape in page.shapes.values() for side in _sides(shape.bounds)]
    for edge in page.edges.values():
        parts = segments(edge)
        for owner, side in borders:
            if any(_common(part, side) > 1 for part in parts):
                yield f"{edge.element_id} runs along the border of {owner}"
        if any(_turns_back(one, other) for one, other in pairwise(parts)):
            yield f"{edge.element_id} turns back"
    for one, other in combinations(page.edges.values(), 2):
        if _hides(one, other) or _hides(other, one):
            yield f"{one.element_id} cannot be told from {other.element_id}"


def _hides(one: Edge, other: Edge) -> bool:
    """Tell whether all of *one* lies on *other*."""
    return all(any(_common(part, longer) >= _length(part) for longer in segments(other)) for part in segments(one))


def _labels(model: Definitions, page: Diagram) -> Iterator[str]:
    drawn = [*page.shapes.values(), *page.edges.values()]
    labels = [(one.element_id, one.label_bounds) for one in drawn if one.label_bounds is not None]
    for owner, label in labels:
        if owner in page.shapes and _covers(label, page.shapes[owner].bounds, model.element(owner)):
            yield f"the label of {owner} covers {owner}"
        for edge in page.edges.values():
            if any(_cuts(part, label) for part in segments(edge)):
                yield f"the label of {owner} covers the line of {edge.element_id}"


def _names(page: Diagram) -> Iterator[str]:
    """Yield whose label beside a line is as near to another line as to any part that only its own line has."""
    for edge in page.edges.values():
        label = edge.label_bounds
        others = [part for other in page.edges.values() if other is not edge for part in segments(other)]
        if label is not None and others:
            own = [part for whole in segments(edge) for part in _alone(whole, others)]
            nearest = min(_gap(label, part) for part in others)
            if all(_gap(label, part) >= nearest for part in own):
                yield f"the label of {edge.element_id} may be that of another line"


def _alone(whole: Segment, others: list[Segment]) -> Iterator[Segment]:
    """Yield the parts of *whole* that lie on none of *others*."""
    axis = 0 if whole[0][1] == whole[1][1] else 1
    beside = [other for other in others if {point[1 - axis] for point in other} == {whole[0][1 - axis]}]
    low, high = sorted(point[axis] for point in whole)
    for one, other in sorted(sorted(point[axis] for point in part) for part in beside):
        if low < one and low < high:
            yield _stretch(whole, axis, low, min(one, high))
        low = max(low, other)
    if low < high:
        yield _stretch(whole, axis, low, high)


def _stretch(whole: Segment, axis: int, low: float, high: float) -> Segment:
    across = whole[0][1 - axis]
    return ((low, across), (high, across)) if axis == 0 else ((across, low), (across, high))


def _gap(box: Bounds, part: Segment) -> float:
    """Return how far an upright or level line is from a box, along both axes together."""
    (x1, y1), (x2, y2) = part
    aside = max(min(x1, x2) - box.right, box.x - max(x1, x2), 0)
    return aside + max(min(y1, y2) - box.bottom, box.y - max(y1, y2), 0)


def _covers(label: Bounds, box: Bounds, owner: Element) -> bool:
    """Tell whether the label beside an element covers the element; a gateway leaves its corners free."""
    if not isinstance(owner, Gateway):
        return overlap(label, box)
    (x, y), reach = box.centre, box.width / 2
    aside = max(label.x - x, x - label.right, 0) + max(label.y - y, y - label.bottom, 0)
    return aside < reach - 1


def _cuts(part: Segment, box: Bounds) -> bool:
    """Tell whether an upright or level line runs through the inside of *box*."""
    (x1, y1), (x2, y2) = part
    return (
        min(x1, x2) < box.right - 1
        and max(x1, x2) > box.x + 1
        and min(y1, y2) < box.bottom - 1
        and max(y1, y2) > box.y + 1
    )


def _sides(box: Bounds) -> tuple[Segment, ...]:
    corners = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    return tuple(pairwise((*corners, corners[0])))


def _common(one: Segment, other: Segment) -> float:
    """Return how long two upright or level lines lie on each other."""
    for axis in (0, 1):
        across = 1 - axis
        if len({point[axis] for point in (*one, *other)}) == 1:
            first, second = sorted(sorted(point[across] for point in segment) for segment in (one, other))
            return min(first[1], second[1]) - second[0]
    return 0


def _length(part: Segment) -> float:
    (x1, y1), (x2, y2) = part
    return abs(x2 - x1) + abs(y2 - y1)


def _turns_back(one: Segment, other: Segment) -> bool:
    return _common(one, other) > 0


def _is_on_border(point: Point, box: Bounds) -> bool:
    x, y = point
    inside = box.x - 1 <= x <= box.right + 1 and box.y - 1 <= y <= box.bottom + 1
    return inside and min(abs(x - box.x), abs(x - box.right), abs(y - box.y), abs(y - box.bottom)) <= 1


def _is_inside(point: Point, box: Bounds) -> bool:
    return box.x <= point[0] <= box.right and box.y <= point[1] <= box.bottom
