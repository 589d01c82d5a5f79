"""Everything in the file makes sense: ids are unique, flows and events are tied to what is there."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield each place where the file breaks a rule that everything else rests on."""
    for flaw in model.flaws:
        yield Problem(flaw.element, flaw.message, flaw.hint)
