"""Labels beside elements and along lines: sized as they are drawn, where nothing else is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from procflow.bpmn.edit.page import Box, Line, Page, host_box
from procflow.bpmn.edit.shapes import grown, overlap, runs_through, segments
from procflow.bpmn.layout.sizes import outer_label
from procflow.bpmn.layout.text import Size, label_size
from procflow.bpmn.model.diagram import Bounds

_SHAPE = 1000.0
_TEXT = 600.0
_LINE = 150.0
_FAR = 110  # places: a line is crossed rather than that the label stands far off
_GAP = 5
_STEP = 10
_REACH = 80


def label_box(page: Page, box: Box) -> None:
    """Place the label beside *box*, or take it away where it has none."""
    size = outer_label(box.element) if box.element is not None else None
    if size is None:
        box.label = None
        return
    places = _beside(box, size, is_guest=host_box(page, box) is not None)
    box.label = _best(page, box, places, _farther(box, size))


def free_label(page: Page, box: Box) -> None:
    """
    Place the label beside *box* anew where another place is freer.

    One of which the file says no place stands below, and stays unsaid as long as it stands well there.
    """
    size = outer_label(box.element) if box.element is not None else None
    if size is None:
        return
    places = list(_beside(box, size, is_guest=host_box(page, box) is not None))
    found = _best(page, box, [box.label or places[0], *places], _farther(box, size))
    if box.label is not None or found != places[0]:
        box.label = found


def free_labels(page: Page, line: Line) -> None:
    """Place the labels of shapes anew that *line* runs through, or would where the file does not say their place."""
    for box in page.boxes:
        if box.label is not None and runs_through(line.points, box.label):
            free_label(page, box)
    for end in map(page.box, line.ends):
        if end is not None and end.label is None:
            free_label(page, end)


def label_line(page: Page, line: Line) -> None:
    """Place the label along *line*, or take it away where it has none."""
    size = label_size(line.element.name) if line.element is not None else None
    line.label = None if size is None else _best(page, line, _along(line, size), _farther_along(line, size))


def resize_label(owner: Box | Line, size: Size | None) -> None:
    """Give the label of *owner* the size of its new text, its middle and top where they were."""
    if owner.label is not None:
        x = round(owner.label.centre[0] - size.width / 2) if size else 0
        owner.label = Bounds(x, owner.label.y, size.width, size.height) if size else None


def _best(page: Page, owner: Box | Line, near: Iterable[Bounds], far: Iterable[Bounds]) -> Bounds | None:
    """Return the best of the places *near*, where something is in the way at all of them the best of all."""
    found = _priced(page, owner, near)
    if found and min(found)[0] >= _LINE:
        found += _priced(page, owner, far, after=_FAR)
    return min(found)[2] if found else None


def _priced(
    page: Page, owner: Box | Line, options: Iterable[Bounds], *, after: int = 0
) -> list[tuple[float, int, Bounds]]:
    return [(_cost(page, owner, bounds) + number, number, bounds) for number, bounds in enumerate(options, after)]


def _cost(page: Page, owner: Box | Line, bounds: Bounds) -> float:
    area = grown(bounds, 1)
    total = sum(_SHAPE for box in page.obstacles(owner.element) if box is not owner and overlap(area, box.bounds))
    total += sum(_TEXT for other, label in page.labels() if other is not owner and overlap(area, label))
    total += sum(_LINE for line in page.lines if runs_through(line.points, area))
    borders = (box.bounds for box in page.boxes if box.is_frame and box.element is not owner.element)
    return total + sum(_LINE for frame in borders if overlap(area, frame) and not frame.contains(area))


def _beside(box: Box, size: Size, *, is_guest: bool) -> Iterator[Bounds]:
    bounds = box.bounds
    x, y = bounds.centre
    left, top = round(x - size.width / 2), round(y - size.height / 2)
    places = [
        (left, bounds.bottom + _GAP),
        (left, bounds.y - _GAP - size.height),
        (bounds.right + _GAP, bounds.bottom - 4),
        (bounds.x - _GAP - size.width, bounds.bottom - 4),
        (bounds.right + _GAP, bounds.y + 4 - size.height),
        (bounds.x - _GAP - size.width, bounds.y + 4 - size.height),
        (bounds.right + _GAP, top),
        (bounds.x - _GAP - size.width, top),
    ]
    if is_guest:
        places.insert(0, (round(x) + 6, bounds.bottom))
    return (Bounds(round(a), round(b), size.width, size.height) for a, b in places)


def _farther(box: Box, size: Size) -> Iterator[Bounds]:
    """Yield places around *box*, ever farther from it."""
    x, y = box.bounds.centre
    for away in range(_STEP, _REACH + 1, _STEP):
        wide = grown(box.bounds, _GAP + away)
        lefts = wide.x - size.width, round(x - size.width / 2), wide.right
        tops = wide.bottom, wide.y - size.height, round(y - size.height / 2)
        places = [(lefts[1], tops[0]), (lefts[1], tops[1]), (lefts[2], tops[2]), (lefts[0], tops[2])]
        places += [(left, top) for top in tops[:2] for left in (lefts[2], lefts[0])]
        yield from (Bounds(round(left), round(top), size.width, size.height) for left, top in places)


def _farther_along(line: Line, size: Size) -> Iterator[Bounds]:
    """Yield places on both sides of *line*, step by step to its end."""
    for (x1, y1), (x2, y2) in segments(line.points):
        length = math.dist((x1, y1), (x2, y2))
        for at in range(0, int(length) + 1, _STEP):
            x, y = x1 + (x2 - x1) * at / length, y1 + (y2 - y1) * at / length
            level = abs(x2 - x1) >= abs(y2 - y1)
            left, top = (x - size.width / 2, y - 3 - size.height) if level else (x + 5, y - size.height / 2)
            beyond = (left, y + 3) if level else (x - 5 - size.width, top)
            yield from (Bounds(round(a), round(b), size.width, size.height) for a, b in ((left, top), beyond))


def _along(line: Line, size: Size) -> Iterator[Bounds]:
    for (x1, y1), (x2, y2) in segments(line.points):
        if abs(x2 - x1) >= abs(y2 - y1):
            near = x1 + 4 if x2 > x1 else x1 - 4 - size.width
            for left in (near, (x1 + x2 - size.width) / 2):
                for top in (min(y1, y2) - 3 - size.height, max(y1, y2) + 3):
                    yield Bounds(round(left), round(top), size.width, size.height)
        else:
            near = y1 + 4 if y2 > y1 else y1 - 4 - size.height
            for top in (near, (y1 + y2 - size.height) / 2):
                for left in (max(x1, x2) + 5, min(x1, x2) - 5 - size.width):
                    yield Bounds(round(left), round(top), size.width, size.height)
