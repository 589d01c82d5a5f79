"""Where data objects are read and written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procflow.bpmn import (
    Association,
    DataInputAssociation,
    DataObject,
    DataObjectReference,
    DataOutputAssociation,
    Definitions,
    Element,
)


@dataclass(frozen=True, slots=True)
class Use:
    """
    What happens to one data object.

    Attributes:
        element: The first place where it is drawn, or the object itself where it is not drawn.
        read: Whether something reads it.
        written: Whether something writes it.
    """

    element: Element
    read: bool
    written: bool


def uses(model: Definitions) -> Iterator[Use]:
    """Yield what happens to each data object of *model*, all places where it is drawn taken together."""
    read, written = set(_read(model)), set(_written(model))
    places: dict[Element, list[Element]] = {data: [] for data in model.elements(DataObject)}
    for reference in model.elements(DataObjectReference):
        places.setdefault(reference.data_object or reference, []).append(reference)
    for data, drawn in places.items():
        everywhere = {data, *drawn}
        yield Use(drawn[0] if drawn else data, bool(everywhere & read), bool(everywhere & written))


def _read(model: Definitions) -> Iterator[Element]:
    for line in model.elements(DataInputAssociation):
        yield from line.child_references("sourceRef")
    yield from _undirected(model)


def _written(model: Definitions) -> Iterator[Element]:
    for line in model.elements(DataOutputAssociation):
        yield from line.child_references("targetRef")
    yield from _undirected(model)


def _undirected(model: Definitions) -> Iterator[Element]:
    for line in model.elements(Association):
        yield from (end for end in (line.source, line.target) if end is not None)
