"""Which way a pool or lane runs: it lies, its name at the left, or it stands upright, its name at the top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Strips:
    """
    What the lanes of one set tell of the way that they and their whole run; each is None where they tell nothing.

    Attributes:
        whole: The pool or lane that they part.
        shown: Whether they stand, by how they lie to each other.
        said: Whether they stand, by what the file says of the first of which it says something.
        alone: Where the only one lies that is drawn.
    """

    whole: Lane | Participant | None
    shown: bool | None
    said: bool | None
    alone: Bounds | None


class Orientation:
    """
    Which way the pools and lanes of one page run, each lane set looked at once, for a page that stays as it is.

    Args:
        page: Gives the shape of an element on the page in question, None if it is not drawn there.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._strips: dict[Element, _Strips] = {}
        self._sets: dict[Element, list[_Strips]] = {}
        self._pools: dict[Element, list[Bounds]] = {}
        self._upright: dict[Element, bool] = {}

    def is_upright(self, element: Element | None) -> bool:
        """
        Tell whether a pool or lane stands upright; nothing else does.

        Lanes that part one whole show it, whatever the file says: what is cut into strips side by side cannot lie, what
        is cut into strips one above the other cannot stand.
        Some tools mark everything as horizontal, and a name written where such a mark asks for it runs across the
        lanes.
        Everywhere else the file is believed, but for a lane alone in a whole that is marked wrongly: what it says of
        the pool or lane itself, else of the whole, else of the strips next to it and in it.
        Where it says nothing, a lane alone shows by the room it leaves for the name of its whole which way that runs,
        else a lane goes with its whole.
        A pool without lanes stands if it is higher than wide and either shows nothing inside or has a pool beside it.
        """
        if not isinstance(element, Lane | Participant):
            return False
        if element not in self._upright:
            self._upright[element] = self._decide(element)
        return self._upright[element]

    def _decide(self, element: Lane | Participant) -> bool:
        around, sets = self._around(element), self._sets_of(element)
        found = _first(strips.shown for strips in sets)
        if found is None and not self._is_marked_wrongly(around):
            found = _first([self._said(element), self._said(around), *(strips.said for strips in sets)])
        if found is None:
            found = _first(map(self._by_name_room, sets))
        if found is not None:
            return found
        return self._is_tower(element) if isinstance(element, Participant) else self.is_upright(around)

    def _around(self, element: Lane | Participant) -> Lane | Participant | None:
        """Return what a lane is a strip of, None where that has no shape, and for a pool."""
        is_strip = isinstance(element, Lane) and element.parent is not None
        return self._sets_of(element)[0].whole if is_strip else None

    def _sets_of(self, element: Lane | Participant) -> list[_Strips]:
        """Return the lanes that *element* lies among, then those it is parted into."""
        if element not in self._sets:
            self._sets[element] = [self._strips_of(lane_set) for lane_set in _lane_sets(element)]
        return self._sets[element]

    def _strips_of(self, lane_set: Element) -> _Strips:
        if lane_set not in self._strips:
            shapes = [shape for lane in lane_set.children_of(Lane) if (shape := self._page(lane)) is not None]
            boxes = [shape.bounds for shape in shapes if shape.bounds is not None]
            self._strips[lane_set] = _Strips(
                whole=_whole(lane_set),
                shown=_shown(boxes),
                said=_first(map(_stands, shapes)),
                alone=boxes[0] if len(shapes) == len(boxes) == 1 else None,
            )
        return self._strips[lane_set]

    def _is_marked_wrongly(self, element: Lane | Participant | None) -> bool:
        if element is None:
            return False
        shown, said = _first(strips.shown for strips in self._sets_of(element)), self._said(element)
        return None not in {shown, said} and shown != said

    def _said(self, element: Element | None) -> bool | None:
        shape = self._page(element) if element is not None else None
        return _stands(shape) if shape is not None else None

    def _by_name_room(self, strips: _Strips) -> bool | None:
        """Return what a lane alone shows: whether it begins below or beside the name of what it is part of."""
        outer, inner = next(iter(self._boxes([strips.whole])), None), strips.alone
        if outer is None or inner is None or not outer.contains(inner):
            return None
        left, top = inner.x - outer.x, inner.y - outer.y
        return top > left if left != top else None

    def _is_tower(self, pool: Participant) -> bool:
        """Tell whether a pool is higher than wide, and shows nothing inside or has another beside it."""
        box = next(iter(self._boxes([pool])), None)
        if box is None or box.height <= box.width:
            return False
        inside = pool.process.flow_nodes if pool.process is not None else ()
        if all(self._page(node) is None for node in inside):
            return True
        others = (other for other in self._pools_of(pool.parent) if other is not box)
        return any(_beside(box, other) or _beside(other, box) for other in others)

    def _pools_of(self, collaboration: Element | None) -> list[Bounds]:
        if collaboration is None:
            return []
        if collaboration not in self._pools:
            self._pools[collaboration] = self._boxes(collaboration.children_of(Participant))
        return self._pools[collaboration]

    def _boxes(self, elements: Iterable[Element | None]) -> list[Bounds]:
        shapes = (self._page(element) for element in elements if element is not None)
        return [shape.bounds for shape in shapes if shape is not None and shape.bounds is not None]


def is_upright(element: Element | None, page: Page) -> bool:
    """Tell whether a pool or lane stands upright, on a page that may be another when it is asked for the next one."""
    return Orientation(page).is_upright(element)


def _lane_sets(element: Lane | Participant) -> Sequence[Element]:
    if isinstance(element, Participant):
        return element.process.children_of(LaneSet) if element.process is not None else ()
    own = (element.parent,) if element.parent is not None else ()
    return (*own, *element.children_of(LaneSet))


def _whole(lane_set: Element) -> Lane | Participant | None:
    above = lane_set.parent
    if isinstance(above, Process):
        return above.participant
    return above if isinstance(above, Lane) else None


def _stands(shape: Drawn) -> bool | None:
    return None if shape.is_horizontal is None else not shape.is_horizontal


def _shown(boxes: Sequence[Bounds]) -> bool | None:
    if _in_row(boxes):
        return True
    return False if _in_row([Bounds(y, x, height, width) for x, y, width, height in boxes]) else None


def _in_row(boxes: Sequence[Bounds]) -> bool:
    """Tell whether several boxes stand beside each other, each at the height of the next."""
    pairs = list(pairwise(sorted(boxes)))
    return bool(pairs) and all(_beside(left, right) for left, right in pairs)


def _beside(left: Bounds, right: Bounds) -> bool:
    return left.right <= right.x + _TOUCH and left.y < right.bottom and right.y < left.bottom


def _first(found: Iterable[bool | None]) -> bool | None:
    return next((each for each in found if each is not None), None)
