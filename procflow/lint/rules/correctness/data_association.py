"""A data association leads between a datum in sight and the activity or event it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    DataAssociation,
    DataInputAssociation,
    Definitions,
    Element,
    InputOutputSpecification,
)
from procflow.bpmn.model.data import ItemAware
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import around

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the data associations with an end elsewhere, with several sources to copy, or between unlike data."""
    for line in model.elements(DataAssociation):
        sources, target, bearer = line.sources, line.target, line.parent
        is_input = isinstance(line, DataInputAssociation)
        inner, outer = ([target], sources) if is_input else (sources, [target])
        if bearer is not None:
            yield from _misplaced(line, bearer, [end for end in inner if end], [end for end in outer if end])
        is_copy = line.transformation is None
        if is_copy and len(sources) > 1:
            hint = "draw one association for each, or give a transformation"
            yield Problem(line, f"it copies {len(sources)} sources into one datum", hint)
        elif is_copy and not line.assignments and sources and _differ(sources[0], target):
            yield Problem(line, "its ends are of different item definitions", "give a transformation")


def _misplaced(line: DataAssociation, bearer: Element, inner: list[Element], outer: list[Element]) -> Iterator[Problem]:
    """Yield what leads to or from a datum that is not of *bearer*, or not in its sight."""
    for end in inner:
        if isinstance(end, ItemAware) and _owner(end) is not bearer:
            hint = "draw it anew from the datum to the activity or event, or back"
            yield Problem(line, f"{end.id!r} belongs to another element than {bearer.id!r}", hint)
    scopes = set(around(bearer))
    for end in outer:
        if isinstance(end, ItemAware) and _owner(end) not in scopes:
            hint = "move the datum to the process or sub-process of the element, or further out"
            yield Problem(line, f"{end.id!r} is not in sight of {bearer.id!r}", hint)


def _owner(datum: Element) -> Element | None:
    """Return the element whose datum it is: an activity or event, or the container it is drawn in."""
    above = datum.parent
    return above.parent if isinstance(above, InputOutputSpecification) else above


def _differ(source: Element, target: Element | None) -> bool:
    ends = (source, target)
    items = [end.item for end in ends if isinstance(end, ItemAware) and end.item is not None]
    return len(items) == len(ends) and items[0] is not items[1]
