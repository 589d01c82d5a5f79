"""A reference to a data object shows one in sight; it says the state, the data object what it is."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import DataObject, DataObjectReference, Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import around

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield references to data objects out of sight or with an item definition, and data objects with a state."""
    for reference in model.elements(DataObjectReference):
        shown = reference.data_object
        if shown is not None and shown.parent not in set(around(reference)):
            hint = "move the data object to the process or sub-process of its reference, or further out"
            yield Problem(reference, f"the data object {shown.id!r} is not in sight", hint)
        if reference.item is not None and shown is not None:
            hint = "give the item definition to the data object"
            yield Problem(reference, "a reference to a data object has an item definition", hint)
    for data in model.elements(DataObject):
        if data.state:
            yield Problem(data, "a data object has a state", "give the state to its references")
