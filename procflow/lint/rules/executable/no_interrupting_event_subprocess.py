"""An event sub-process in an ad-hoc sub-process does not interrupt it."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import AdHocSubProcess, Definitions, StartEvent, SubProcess
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the interrupting starts of event sub-processes that stand in an ad-hoc sub-process."""
    for start in model.elements(StartEvent):
        inner = start.parent
        if not isinstance(inner, SubProcess) or not inner.is_event_sub_process:
            continue
        if isinstance(inner.parent, AdHocSubProcess) and start.is_interrupting:
            yield Problem(start, "it interrupts an ad-hoc sub-process", "make it non-interrupting")
