"""Which way a pool or lane runs: it lies, its name at the left, or it stands upright, its name at the top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Lane, LaneSet, Participant
from procflow.bpmn.model.diagram import Bounds
from procflow.bpmn.model.flow import Process

_TOUCH = 1.0  # tools round: so far may strips reach into each other


class Drawn(Protocol):
    """A shape of a page, as whoever asks keeps it."""

    @property
    def bounds(self) -> Bounds | None:
        """Where it lies, None if that cannot be read."""

    @property
    def is_horizontal(self) -> bool | None:
        """What the file says about it, None if it says nothing."""


Page = Callable[[Element], Drawn | None]


def is_upright(element: Element | None, page: Page) -> bool:
    """
    Tell whether a pool or lane stands upright; nothing else does.

    Lanes that part one whole show it, whatever the file says: what is cut into strips side by side cannot lie, what is
    cut into strips one above the other cannot stand.
    Some tools mark everything as horizontal, and a name written where such a mark asks for it runs across the lanes.
    Everywhere else the file is believed, but for a lane alone in a whole that is marked wrongly.
    Where it says nothing, a lane alone shows by the room it leaves for the name of its whole which way that runs; then
    what the file says of the strips next to it counts, then the way of the whole.
    A pool without lanes stands if it is higher than wide and either shows nothing inside or has a pool beside it.

    Args:
        element: The pool or lane.
        page: Gives the shape of an element on the page in question, None if it is not drawn there.
    """
    if not isinstance(element, Lane | Participant):
        return False
    around, groups = _around(element), list(_groups(element))
    found = _by_strips(groups, page)
    believed = around is None or not _is_marked_wrongly(around, page)
    if found is None and believed:
        found = _said([element], page)
    if found is None:
        found = _by_name_room(around, groups, page)
    if found is None and believed:
        found = _said([strip for group in groups for strip in group], page)
    if found is not None:
        return found
    if isinstance(element, Lane):
        return is_upright(around, page)
    return _is_tower(element, page)


def _around(element: Lane | Participant) -> Lane | Participant | None:
    """Return what a lane is a strip of, None where that has no shape, and for a pool."""
    if isinstance(element, Participant):
        return None
    above = element.parent.parent if element.parent is not None else None
    return above.participant if isinstance(above, Process) else element.parent_lane


def _groups(element: Lane | Participant) -> Iterator[Sequence[Lane]]:
    """Yield the lanes that *element* lies among, then those it is parted into."""
    if isinstance(element, Participant):
        lane_sets = element.process.children_of(LaneSet) if element.process is not None else ()
        yield from (lane_set.children_of(Lane) for lane_set in lane_sets)
        return
    if element.parent is not None:
        yield element.parent.children_of(Lane)
    yield element.child_lanes


def _by_strips(groups: Sequence[Sequence[Element]], page: Page) -> bool | None:
    """Return what the first lanes show that lie in one row or one column, None where none do."""
    for group in groups:
        boxes = _boxes(group, page)
        if _in_row(boxes):
            return True
        if _in_row([Bounds(y, x, height, width) for x, y, width, height in boxes]):
            return False
    return None


def _by_name_room(around: Element | None, groups: Sequence[Sequence[Lane]], page: Page) -> bool | None:
    """Return what a lane alone shows: whether it begins below or beside the name of what it is part of."""
    for group in groups:
        drawn = [lane for lane in group if page(lane) is not None]
        whole = _boxes([around or _around(drawn[0])], page) if len(drawn) == 1 else []
        for outer, inner in zip(whole, _boxes(drawn, page), strict=False):
            left, top = inner.x - outer.x, inner.y - outer.y
            if outer.contains(inner) and left != top:
                return top > left
        around = None
    return None


def _is_marked_wrongly(element: Lane | Participant, page: Page) -> bool:
    shown, said = _by_strips(list(_groups(element)), page), _said([element], page)
    return None not in {shown, said} and shown != said


def _said(elements: Sequence[Element], page: Page) -> bool | None:
    shapes = (page(element) for element in elements)
    marks = (shape.is_horizontal for shape in shapes if shape is not None and shape.is_horizontal is not None)
    return next((not mark for mark in marks), None)


def _is_tower(pool: Participant, page: Page) -> bool:
    """Tell whether a pool is higher than wide, and shows nothing inside or stands beside another."""
    if not any(box.height > box.width for box in _boxes([pool], page)):
        return False
    pools = pool.parent.children_of(Participant) if pool.parent is not None else ()
    inside = pool.process.flow_nodes if pool.process is not None else ()
    return _in_row(_boxes(pools, page)) or all(page(node) is None for node in inside)


def _boxes(elements: Sequence[Element | None], page: Page) -> list[Bounds]:
    shapes = (page(element) for element in elements if element is not None)
    return [shape.bounds for shape in shapes if shape is not None and shape.bounds is not None]


def _in_row(boxes: Sequence[Bounds]) -> bool:
    """Tell whether several boxes stand beside each other, each at the height of the next."""
    pairs = list(pairwise(sorted(boxes)))
    return bool(pairs) and all(
        left.right <= right.x + _TOUCH and left.y < right.bottom and right.y < left.bottom for left, right in pairs
    )
