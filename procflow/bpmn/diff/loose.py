"""Flows and events that hang in the air: they are in the file, but in the typed model of neither end."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping

from procflow.bpmn.diff.change import ChangeKind, Detail
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.definitions import Definitions

_ENDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "sequenceFlow": (("source", "sourceRef"), ("target", "targetRef")),
    "boundaryEvent": (("attached to", "attachedToRef"),),
}
KIND = {"sequenceFlow": ChangeKind.REROUTED, "boundaryEvent": ChangeKind.MOVED}
"""What it is called when one of these is tied to something else."""


def loose(model: Definitions, compared: Container[Element]) -> dict[str, Element]:
    """Return the flows and boundary events of *model* that hang in the air, by id; without those *compared* anyway."""
    flawed = (flaw.element for flaw in model.flaws if flaw.element not in compared)
    return {each.id: each for each in flawed if each.id and type(each) is Element and each.kind in _ENDS}


def untied(
    one: Element,
    other: Element,
    is_same: Callable[[Element, Element], bool],
    title: Callable[[Element | None], str],
) -> Iterator[Detail]:
    """
    Yield what *one* was tied to and *other* is not, or is tied to instead.

    Args:
        one: A flow or boundary event of the old model.
        other: The same in the new one; at least one of the two hangs in the air.
        is_same: Tells whether an element of the old model is the one of the new.
        title: What a person calls an element.
    """
    for word, attribute in _ENDS[one.kind]:
        was, now = one.reference(attribute), other.reference(attribute)
        texts = [each.node.get(attribute, "").strip() for each in (one, other)]
        if was is None and now is None and texts[0] == texts[1]:
            continue
        if was is None or now is None or not is_same(was, now):
            yield Detail(word, *(title(end) or text for end, text in zip((was, now), texts, strict=True)))
