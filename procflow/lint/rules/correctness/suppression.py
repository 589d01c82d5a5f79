"""A finding is suppressed with a reason, of a rule that exists and has something to report."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.ignores import ignores
from procflow.lint.registry import all_rules

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the suppressions without reason or of an unknown rule; those without use are found when all has run."""
    for ignore in ignores(model):
        if ignore.rule not in all_rules():
            yield Problem(ignore.element, f"there is no rule {ignore.rule!r}", "correct pf.lint.ignore")
        elif not ignore.reason:
            hint = f"write {ignore.rule}, a colon and why it does not hold here"
            yield Problem(ignore.element, f"no reason is given for suppressing {ignore.rule!r}", hint)
