"""A document that is made is used by somebody."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.data_use import uses
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.INFO


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the data objects that are written and never read; an undirected line counts as both."""
    for use in uses(model):
        if use.written and not use.read:
            hint = "draw who uses it, or delete it; a result that leaves the agency goes with a message flow"
            yield Problem(use.element, "it is written and never read", hint)
