"""Shapes have the size that modelers give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procflow.bpmn import (
    CallActivity,
    DataObjectReference,
    DataStoreReference,
    Definitions,
    Element,
    Event,
    Gateway,
    Participant,
    SubProcess,
    Task,
)
from procflow.bpmn.orientation import is_upright
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import Drawn, drawn_pages

SEVERITY = Severity.INFO
_SIZES: tuple[tuple[type[Element], tuple[float, float]], ...] = (
    (Task, (100, 80)),
    (CallActivity, (100, 80)),
    (SubProcess, (100, 80)),
    (Gateway, (50, 50)),
    (Event, (36, 36)),
    (DataObjectReference, (36, 50)),
    (DataStoreReference, (50, 50)),
)
_EMPTY_POOL = 60.0


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the tasks, events, gateways, collapsed sub-processes, data and empty pools of another size."""
    for page in drawn_pages(model):
        shapes = dict(page)
        for element_id, drawn in page:
            element = model.get(element_id)
            if element is not None:
                yield from _other_size(element, drawn, shapes)


def _other_size(element: Element, drawn: Drawn, page: Mapping[str, Drawn]) -> Iterator[Problem]:
    size, expected = drawn.size, _expected(element, drawn, page)
    if size is None or expected is None:
        return
    width, height = expected
    if (width or size[0], height or size[1]) != size:
        usual = f"{width:g} x {height:g}" if width and height else f"{_EMPTY_POOL:g} {'wide' if width else 'high'}"
        yield Problem(
            element,
            f"it is drawn {size[0]:g} x {size[1]:g}, usual is {usual}",
            "set its size, or turn the rule off",
        )


def _expected(element: Element, drawn: Drawn, page: Mapping[str, Drawn]) -> tuple[float, float] | None:
    """Return the usual width and height, 0 for a side that is free."""
    if isinstance(element, Participant):
        if element.process is not None:
            return None
        # Of several drawings of the pool on the page it is this one that is asked for.
        stands = is_upright(element, lambda part: drawn if part is element else page.get(part.id))
        return (_EMPTY_POOL, 0) if stands else (0, _EMPTY_POOL)
    if isinstance(element, SubProcess) and drawn.is_expanded:
        return None
    return next((size for kind, size in _SIZES if isinstance(element, kind)), None)
