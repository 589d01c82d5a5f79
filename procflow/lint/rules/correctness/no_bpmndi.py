"""Every element is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Association,
    DataObjectReference,
    DataStoreReference,
    Definitions,
    Element,
    FlowNode,
    Group,
    Lane,
    MessageFlow,
    Participant,
    SequenceFlow,
    TextAnnotation,
)
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
_EDGES = (SequenceFlow, MessageFlow, Association)
_SHAPES = (FlowNode, Lane, Participant, DataObjectReference, DataStoreReference, TextAnnotation, Group)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements that no diagram shows."""
    drawn = {key for page in model.diagrams for key in (*page.shapes, *page.edges)}
    for element in model.elements(Element):
        if isinstance(element, _EDGES + _SHAPES) and element.id not in drawn:
            yield Problem(element, "no diagram shows it", "lay the model out with procflow or draw it in the modeler")
