"""Where a new or moved shape may stand: a free place near where it belongs, or one made free."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from procflow.bpmn.edit.page import Box, Line, Page, chain
from procflow.bpmn.edit.room import make_room
from procflow.bpmn.edit.shapes import (
    X,
    Y,
    around_point,
    extent,
    grown,
    high,
    low,
    overlap,
    point,
    runs_through,
    segments,
)
from procflow.bpmn.layout.text import Size
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Lane, Participant
from procflow.bpmn.model.diagram import Bounds, Point
from procflow.bpmn.model.flow import FlowNode, Process
from procflow.bpmn.orientation import is_upright

GAP = 30
_APART = 10
_FROM_LINES = 5
_PAD = 10
_NAME = 30
_STEP = 10
_REACH = 20
_LABEL_ROOM = 100


@dataclass(slots=True)
class Site:
    """
    Looks for the place of one shape.

    Args:
        page: The page.
        element: What the shape shows; it is a part of the model already.
        size: How large it is.
        ignored: Shapes and lines that will leave, and are in nobody's way.
        gap: How far it should stand from what it is joined to.
    """

    page: Page
    element: FlowNode
    size: Size
    ignored: AbstractSet[Box | Line] = frozenset()
    gap: int = GAP
    frames: list[Box] = field(init=False)

    def __post_init__(self) -> None:
        self.frames = frames(self.page, self.element)

    def on_line(self, points: Sequence[Point]) -> Point | None:
        """Return a place on a line, made where there is none; None where the line avoids the lane of the element."""
        parts = [part for part in map(self._clipped, segments(points)) if part is not None]
        parts.sort(key=lambda part: (part[0], -(part[2] - part[1])))
        for axis, begin, end, across in parts:
            for along in self._along(axis, begin, end):
                if self.fits(point(axis, along, across)):
                    return point(axis, along, across)
        if not parts:
            return None
        axis, begin, end, across = parts[0]
        at = round((begin + end) / 2)
        opened = 0
        for more in (self._extent(axis) + 2 * self.gap - (end - begin), _LABEL_ROOM):
            opened += self._open(axis, at, more) if more > 0 else 0
            for along in self._along(axis, begin, end + opened):
                if self.fits(point(axis, along, across)):
                    return point(axis, along, across)
        return self._made_free(axis, at, opened, across)

    def beside(self, box: Box) -> Point:
        """Return a place to the right of a shape, made where there is none."""
        bounds = box.bounds
        x, y = bounds.right + self.gap + self.size.width / 2, bounds.centre[1]
        for number in range(_REACH):
            for side in (1, -1):
                here = x, y + side * number * _STEP
                if self.fits(here):
                    return here
        by = self._open(X, bounds.right + 1, self.size.width + 2 * self.gap)
        return self._made_free(X, bounds.right + 1, by, y)

    def inside(self, near: Point | None = None) -> Point:
        """Return the free place in its frame nearest to a point, in a frame that grows where there is none."""
        for _ in range(3):
            found = next((here for here in self._places(near) if self.fits(here)), None)
            if found is not None or not self.frames:
                break
            area = self._content(self.frames[0])
            along, across = (Y, X) if is_upright(self.frames[0].element, self.page.box) else (X, Y)
            lacking = self._extent(along) - extent(area, along)
            if lacking > 0:
                self._open(along, high(area, along), lacking)
            self._open(across, high(area, across), self._extent(across) + 2 * _APART)
        return found if found is not None else (near or (0.0, 0.0))

    def fits(self, centre: Point) -> bool:
        """Tell whether the shape can stand there: in its frame, apart from shapes, labels and lines."""
        area = around_point(centre, self.size.width, self.size.height)
        if self.frames and not self._content(self.frames[0]).contains(area):
            return False
        wide, near = grown(area, _APART), grown(area, _FROM_LINES)
        for box in self.page.obstacles(self.element):
            if box not in self.ignored and overlap(wide, box.bounds):
                return False
        if any(owner not in self.ignored and overlap(area, label) for owner, label in self.page.labels()):
            return False
        return not any(line not in self.ignored and runs_through(line.points, near) for line in self.page.lines)

    def _made_free(self, axis: int, at: float, by: float, across: float) -> Point:
        """Return the place in room made on one axis; more is made on the other, then here, until it is free."""
        here = point(axis, at + by / 2, across)
        if self.fits(here):
            return here
        other = 1 - axis
        more = self._open(other, across + 1, self._extent(other) + 2 * self.gap)
        here = point(axis, at + by / 2, across + 1 + more / 2)
        if self.fits(here):
            return here
        by = self._open(axis, at, self._extent(axis) + 2 * self.gap)
        return point(axis, at + by / 2, across + 1 + more / 2)

    def _open(self, axis: int, at: float, by: float) -> int:
        step = math.ceil(by / _STEP) * _STEP
        growing = {frame.element for frame in self.frames if frame.element is not None}
        make_room(self.page, axis, at, step, growing)
        return step

    def _extent(self, axis: int) -> int:
        return self.size.height if axis else self.size.width

    def _along(self, axis: int, begin: float, end: float) -> Iterator[float]:
        """Yield places along a straight part, from its middle outwards."""
        half = self._extent(axis) / 2 + self.gap
        centre = (begin + end) / 2
        for number in range(max(0, int((end - begin - 2 * half) / 2 / _STEP) + 1) if end - begin >= 2 * half else 0):
            yield centre + number * _STEP
            yield centre - number * _STEP

    def _clipped(self, part: tuple[Point, Point]) -> tuple[int, float, float, float] | None:
        """Return axis, ends and place across of a straight part as far as it runs in the frame, None if it does not."""
        (x1, y1), (x2, y2) = part
        if x1 != x2 and y1 != y2:
            return None
        axis = X if y1 == y2 else Y
        across = part[0][1 - axis]
        begin, end = sorted((part[0][axis], part[1][axis]))
        if self.frames:
            area = self._content(self.frames[0])
            if not low(area, 1 - axis) <= across <= high(area, 1 - axis):
                return None
            begin, end = max(begin, low(area, axis)), min(end, high(area, axis))
        return (axis, begin, end, across) if end - begin > 2 else None

    def _places(self, near: Point | None) -> Iterator[Point]:
        """Yield places on a grid in the frame, the nearest first."""
        area = self._content(self.frames[0]) if self.frames else self._surroundings()
        target = near or self._after_last(area)
        xs = _grid(target[0], area.x + self.size.width / 2, area.right - self.size.width / 2)
        ys = _grid(target[1], area.y + self.size.height / 2, area.bottom - self.size.height / 2)
        return iter(sorted(((x, y) for x in xs for y in ys), key=lambda here: math.dist(here, target)))

    def _after_last(self, area: Bounds) -> Point:
        """Return the place behind the rightmost shape of the frame, at the height of its middle."""
        boxes = [box.bounds for box in self.page.obstacles(self.element) if overlap(box.bounds, area)]
        right = max((bounds.right for bounds in boxes), default=area.x - self.gap)
        return right + self.gap + self.size.width / 2, round(area.centre[1])

    def _surroundings(self) -> Bounds:
        """Return the ground around all that is drawn, for a process without a pool."""
        boxes = [box.bounds for box in self.page.boxes] or [Bounds(150, 80, 0, 0)]
        left, top = min(b.x for b in boxes), min(b.y for b in boxes)
        right, bottom = max(b.right for b in boxes), max(b.bottom for b in boxes)
        width, height = self.size.width + 2 * self.gap, self.size.height + 2 * self.gap
        return Bounds(left, top, right - left + width, max(bottom - top, height))

    def _content(self, frame: Box) -> Bounds:
        """Return where shapes may stand in a frame: clear of its border and its name."""
        bounds = frame.bounds
        name = _NAME if isinstance(frame.element, Lane | Participant) else 0
        left, top = (_PAD, name + _PAD) if is_upright(frame.element, self.page.box) else (name + _PAD, _PAD)
        width, height = bounds.width - left - _PAD, bounds.height - top - _PAD
        return Bounds(bounds.x + left, bounds.y + top, max(width, 0), max(height, 0))


def frames(page: Page, element: Element) -> list[Box]:
    """Return the frames that *element* stands in, from the inside out."""
    found: list[Element] = []
    if isinstance(element, FlowNode):
        lane = element.definitions.lane_of(element)
        found += reversed(lane.path) if lane is not None else ()
    for above in chain(element.parent):
        found.append(above)
        pool = above.participant if isinstance(above, Process) else None
        found += [pool] if pool is not None else []
    boxes = (page.box(frame) for frame in found)
    return [box for box in boxes if box is not None and box.is_frame]


def _grid(middle: float, least: float, most: float) -> list[float]:
    first = least + (middle - least) % _STEP
    count = int((most - first) // _STEP) + 1 if most >= first else 0
    return [first + number * _STEP for number in range(count)] or ([least] if most >= least else [])
