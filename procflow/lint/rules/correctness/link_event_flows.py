"""A link that throws has no flow that leaves it, a link that catches none that enters it."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, IntermediateCatchEvent, IntermediateThrowEvent
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the links with a sequence flow on the side where they jump."""
    for event in model.elements(IntermediateThrowEvent):
        if event.outgoing and "link" in event.triggers:
            yield Problem(event, "a sequence flow leaves a link that throws", "let the path go on at its catch event")
    for catch in model.elements(IntermediateCatchEvent):
        if catch.incoming and "link" in catch.triggers:
            yield Problem(catch, "a sequence flow enters a link that catches", "lead the path to its throw event")
