"""Shapes neither lie on each other nor stick out of their pool or sub-process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

from procflow.bpmn import (
    BoundaryEvent,
    Bounds,
    Collaboration,
    DataObject,
    DataObjectReference,
    DataStoreReference,
    Definitions,
    Element,
    FlowContainer,
    FlowNode,
    Participant,
    Process,
    SubProcess,
)
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import Drawn, drawings

SEVERITY = Severity.WARNING
_INNER = (FlowNode, DataObject, DataObjectReference)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield what lies on another shape of its level (boundary events on their host aside) and what sticks out."""
    drawn = drawings(model)
    for collaboration in model.children_of(Collaboration):
        yield from _overlaps(collaboration.children_of(Participant), drawn)
    pools = {pool.process: pool.id for pool in model.participants}  # of several pools of a process the last
    for container in model.elements(FlowContainer):
        inner = tuple(child for child in container.children if isinstance(child, _INNER))
        yield from _overlaps((*inner, *container.children_of(DataStoreReference)), drawn)
        frame = _frame(container, drawn, pools)
        for element in inner if frame is not None else ():
            bounds = _bounds(element, drawn)
            if frame is not None and bounds is not None and not frame.contains(bounds):
                yield Problem(element, "it sticks out of the shape it stands in", "move it inside")


def _overlaps(elements: Sequence[Element], drawn: dict[str, Drawn]) -> Iterator[Problem]:
    bounded = ((_bounds(element, drawn), element) for element in elements)
    placed = [(bounds, element) for bounds, element in bounded if bounds is not None and not _is_unreadable(bounds)]
    # Along the longer side of the drawing few shapes lie beside one another.
    start, end = (1, "bottom") if _is_high([bounds for bounds, _ in placed]) else (0, "right")
    placed.sort(key=lambda pair: pair[0][start])
    found: set[str] = set()
    for place, (bounds, element) in enumerate(placed):
        far = getattr(bounds, end)
        for later in range(place + 1, len(placed)):
            other_bounds, other = placed[later]
            if other_bounds[start] > far:
                break
            if _touch(bounds, other_bounds) and not _is_attached(element, other) and not _is_attached(other, element):
                found |= {element.id, other.id}
    for element in elements:
        if element.id in found:
            yield Problem(element, "it lies on another shape", "move the two apart")


def _is_unreadable(bounds: Bounds) -> bool:
    return isnan(bounds.right) or isnan(bounds.bottom)


def _is_high(drawn: Sequence[Bounds]) -> bool:
    """Tell whether what is drawn is higher than wide."""
    if not drawn:
        return False
    width = max(bounds.x for bounds in drawn) - min(bounds.x for bounds in drawn)
    return max(bounds.y for bounds in drawn) - min(bounds.y for bounds in drawn) > width


def _touch(one: Bounds, other: Bounds) -> bool:
    is_beside = one.right >= other.x and other.right >= one.x
    return is_beside and one.bottom >= other.y and other.bottom >= one.y


def _is_attached(event: Element, host: Element) -> bool:
    return isinstance(event, BoundaryEvent) and event.attached_to is host


def _bounds(element: Element, drawn: dict[str, Drawn]) -> Bounds | None:
    return drawn[element.id].bounds if element.id in drawn else None


def _frame(container: FlowContainer, drawn: dict[str, Drawn], pools: dict[Process | None, str]) -> Bounds | None:
    """Return the shape of the pool, or of the sub-process where it is expanded."""
    key = container.id if isinstance(container, SubProcess) else ""
    if isinstance(container, Process):
        key = pools.get(container, "")
    shown = drawn.get(key) if key else None
    if shown is None or (isinstance(container, SubProcess) and not shown.is_expanded):
        return None
    return shown.bounds
