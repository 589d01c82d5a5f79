"""A document that is used comes from somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.data_use import uses
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.INFO


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the data objects that are read and never written; an undirected line counts as both."""
    for use in uses(model):
        if use.read and not use.written:
            hint = "draw which step or event brings it, e.g. the start event for what the applicant files"
            yield Problem(use.element, "it is read and never written", hint)
