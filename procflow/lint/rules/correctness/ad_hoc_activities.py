"""An ad-hoc sub-process holds the activities that may be done."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, AdHocSubProcess, Definitions
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the ad-hoc sub-processes without activity."""
    for container in model.elements(AdHocSubProcess):
        if not container.children_of(Activity):
            yield Problem(container, "an ad-hoc sub-process has no activity", "draw what may be done in it")
