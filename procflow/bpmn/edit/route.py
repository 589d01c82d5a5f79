"""Lines led anew: from border to border, around what stands between."""

from __future__ import annotations

from collections.abc import Sequence

from procflow.bpmn.edit.change import Change
from procflow.bpmn.edit.grid import Grid, Ground, Port
from procflow.bpmn.edit.labels import free_labels, label_line
from procflow.bpmn.edit.page import Box, Line, Page, host_box, unlink
from procflow.bpmn.edit.shapes import X, grown, middle, overlap, runs_through, segments, simplified
from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Participant
from procflow.bpmn.model.diagram import Bounds, Point

_OUTS: tuple[Point, ...] = ((1, 0), (0, 1), (-1, 0), (0, -1))
_TAKEN = 25.0
_MEETS = 300.0
_OFF_MIDDLE = 20.0
_BESIDE = (0, -20, 20)
_NEAR = 3.0
_EDGE = 15.0


def draw_line(change: Change, page: Page, element: Element) -> None:
    """Draw the flow or association anew, or for the first time; nothing where an end is not drawn on *page*."""
    line = page.line(element)
    new = line or Line(element, [])
    ends = [_end(page, end) for end in new.ends]
    first, second = ends
    if first is None or second is None:
        return
    new.points, new.label = _way(page, new, first, second), None
    unlink(change, page, new)
    if line is None:
        page.lines.append(new)
    free_labels(page, new)
    label_line(page, new)
    for other in page.lines:
        if any(end is element for end in other.ends):
            draw_line(change, page, _shown(other))


def draw_lines(change: Change, page: Page, lines: Sequence[Line]) -> None:
    """Draw several lines anew, one after the other, each clear of those drawn before."""
    for line in lines:
        line.points = line.points[:1]
    for line in lines:
        if line.element is not None:
            draw_line(change, page, line.element)


def _shown(line: Line) -> Element:
    assert line.element is not None  # noqa: S101 - a line with ends has an element
    return line.element


def _end(page: Page, element: Element | None) -> Box | None:
    """Return the shape a line ends at; for a flow that a note is tied to, a dot on its line."""
    box = page.box(element)
    line = page.line(element) if box is None else None
    if line is None or not line.points:
        return box
    x, y = middle(line.points)
    return Box(element, Bounds(x, y, 0, 0))


def _way(page: Page, line: Line, first: Box, second: Box) -> list[Point]:
    if first.bounds.width == 0 or second.bounds.width == 0:
        return _direct(first.bounds, second.bounds)
    walls = page.obstacles(*(box.element and box.element.parent for box in (first, second)))
    others = [other for other in page.lines if other is not line]
    ground = Ground(
        [box.bounds for box in walls],
        [part for other in others for part in segments(other.points)],
        [label for label in (*(box.label for box in page.boxes), *(o.label for o in others)) if label is not None],
    )
    starts = _ports(page, others, first, second, leaves=True)
    targets = _ports(page, others, second, first, leaves=False)
    found = Grid(ground, starts, targets).way()
    return simplified(found) if found is not None else _direct(first.bounds, second.bounds)


def _ports(page: Page, others: Sequence[Line], box: Box, other: Box, *, leaves: bool) -> list[Port]:
    host = host_box(page, box)
    found = []
    for out in _OUTS:
        for number, at in enumerate(_docks(box, other, out)):
            tip = Bounds(at[0] + out[0] * 4 - 1, at[1] + out[1] * 4 - 1, 2, 2)
            if host is None or not overlap(tip, host.bounds):
                cost = _OFF_MIDDLE * (number > 0) + _taken(others, box, at, leaves=leaves)
                found.append(Port(at, out, cost))
    return found


def _taken(others: Sequence[Line], box: Box, at: Point, *, leaves: bool) -> float:
    """Return what it costs that other lines end there: little if they leave or enter alike, much if they meet us."""
    cost = 0.0
    for line in others:
        for place, end in zip((0, -1), line.ends, strict=True):
            if end is box.element and line.points and _is_near(line.points[place], at):
                cost += _TAKEN if (place == 0) == leaves else _MEETS
    return cost


def _docks(box: Box, other: Box, out: Point) -> list[Point]:
    """Return where a line may leave a shape in a direction: mid-side, for a pool above what it meets, and beside it."""
    bounds = box.bounds
    x, y = bounds.centre
    if isinstance(box.element, Participant):
        x = min(max(other.bounds.centre[0], bounds.x + _EDGE), bounds.right - _EDGE)
        y = min(max(other.bounds.centre[1], bounds.y + _EDGE), bounds.bottom - _EDGE)
    steps = _BESIDE if isinstance(box.element, Participant | Activity) else (0,)
    if out[X]:
        places = (y + step for step in steps)
        return [
            (bounds.right if out[X] > 0 else bounds.x, at) for at in places if bounds.y + 5 < at < bounds.bottom - 5
        ]
    places = (x + step for step in steps)
    return [(at, bounds.bottom if out[1] > 0 else bounds.y) for at in places if bounds.x + 5 < at < bounds.right - 5]


def _is_near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= _NEAR and abs(one[1] - other[1]) <= _NEAR


def _direct(first: Bounds, second: Bounds) -> list[Point]:
    """Return a straight line from border to border."""
    one, two = first.centre, second.centre
    return [_leave(first, one, two), _leave(second, two, one)]


def _leave(bounds: Bounds, inside: Point, outside: Point) -> Point:
    dx, dy = outside[0] - inside[0], outside[1] - inside[1]
    ratios = [half / abs(step) for half, step in ((bounds.width / 2, dx), (bounds.height / 2, dy)) if step]
    share = min([*ratios, 1.0])
    return inside[0] + dx * share, inside[1] + dy * share


def clear_lines(change: Change, page: Page, box: Box) -> None:
    """Lead the lines that run through *box*, and do not belong to it, around it."""
    area = grown(box.bounds, 1)
    inside = [line for line in page.lines if box.element not in line.ends and runs_through(line.points, area)]
    draw_lines(change, page, inside)
