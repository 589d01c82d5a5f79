"""A property named ``pf.`` is one that procflow knows, at an element that bears it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from procflow.bpmn import (
    Activity,
    DataObject,
    DataObjectReference,
    DataStore,
    DataStoreReference,
    Definitions,
    Element,
    Event,
    Gateway,
    Lane,
    Participant,
    Process,
    SequenceFlow,
)
from procflow.lint.finding import Problem, Severity
from procflow.procedure import BY_NAME, Place
from procflow.procedure.vocabulary import IGNORE

SEVERITY = Severity.ERROR
_PLACES: tuple[tuple[type[Element], Place], ...] = (
    (Process, Place.PROCESS),
    (Participant, Place.PROCESS),
    (Activity, Place.STEP),
    (Event, Place.EVENT),
    (Gateway, Place.GATEWAY),
    (SequenceFlow, Place.FLOW),
    (Lane, Place.LANE),
    (DataObject, Place.DOCUMENT),
    (DataObjectReference, Place.DOCUMENT),
    (DataStore, Place.DOCUMENT),
    (DataStoreReference, Place.DOCUMENT),
)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements with an unknown ``pf.`` property, or with a known one that means nothing there."""
    for element in model.elements(Element):
        for name in element.properties:
            if name.startswith("pf.") and name != IGNORE:
                yield from _problems(element, name)


def _problems(element: Element, name: str) -> Iterator[Problem]:
    if name not in BY_NAME:
        close = difflib.get_close_matches(name, BY_NAME, n=1)
        hint = (
            f"did you mean {close[0]}?" if close else "take it from an element template: procflow templates install DIR"
        )
        yield Problem(element, f"procflow knows no property {name!r}", hint)
        return
    place = next((place for cls, place in _PLACES if isinstance(element, cls)), None)
    if place not in BY_NAME[name].places:
        places = ", ".join(sorted(BY_NAME[name].places))
        yield Problem(element, f"the property {name!r} means nothing at this element", f"it belongs to: {places}")
