"""Every element is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Association,
    Collaboration,
    DataObjectReference,
    DataStoreReference,
    Definitions,
    Element,
    FlowContainer,
    FlowNode,
    Group,
    Lane,
    LaneSet,
    MessageFlow,
    Participant,
    Process,
    SequenceFlow,
    TextAnnotation,
)
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import drawings

SEVERITY = Severity.ERROR
_ARTIFACTS = (Association, Group, TextAnnotation)
_OF_A_LEVEL = (FlowNode, SequenceFlow, DataObjectReference, DataStoreReference, *_ARTIFACTS)
_OF_A_COLLABORATION = (Participant, MessageFlow, *_ARTIFACTS)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements that no diagram shows; of several lane sets only the first is drawn."""
    drawn = drawings(model)
    for element in _to_draw(model):
        if element.id and element.id not in drawn:
            yield Problem(element, "no diagram shows it", "lay the model out with procflow or draw it in the modeler")


def _to_draw(model: Definitions) -> Iterator[Element]:
    for collaboration in model.children_of(Collaboration):
        yield from (child for child in collaboration.children if isinstance(child, _OF_A_COLLABORATION))
    for container in model.elements(FlowContainer):
        yield from (child for child in container.children if isinstance(child, _OF_A_LEVEL))
    for process in model.children_of(Process):
        for lanes in process.children_of(LaneSet)[:1]:
            yield from lanes.descendants(Lane)
