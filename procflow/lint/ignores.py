"""Findings that a model says to leave out, each with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procflow.bpmn import Definitions, Element
from procflow.procedure import vocabulary
from procflow.procedure.properties import split_list

IGNORE = vocabulary.IGNORE
"""The extension property by which an element says which rules are not to report it: ``rule: reason | rule: reason``."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """
    One rule that is not to report one element.

    Attributes:
        element: The element.
        rule: Name of the rule.
        reason: Why; without one, the finding stays.
    """

    element: Element
    rule: str
    reason: str


def ignores(model: Definitions) -> Iterator[Ignore]:
    """Yield what the elements of *model* say is to be left out."""
    for element in model.elements(Element):
        text = element.properties.get(IGNORE)
        for item in split_list(text) if text is not None else ():
            rule, _, reason = item.partition(":")
            yield Ignore(element, rule.strip(), reason.strip())
