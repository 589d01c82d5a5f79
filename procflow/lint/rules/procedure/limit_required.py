"""Each step says how long it may take, or that no limit is set."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Definitions, Element, Process
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import facts, human_steps, procedures

SEVERITY = Severity.ERROR
_LIMIT = ("pf.limit.value", "pf.limit.unit", "pf.limit.text")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedure and its steps without limit; one of a group or of a sub-process counts for all of it."""
    for process in procedures(model):
        if not any(name in facts(process) for name in _LIMIT):
            yield Problem(
                process, "the procedure has no limit", "enter pf.limit.*, with unit none-set if there is none"
            )
        groups = _groups_with_limit(process)
        for step in human_steps(process):
            if not _is_limited(step, process) and step.properties.get("pf.limit.group") not in groups:
                hint = "enter pf.limit.value and pf.limit.unit, or the unit not-counted or none-set"
                yield Problem(step, "the step has no limit", hint)


def _groups_with_limit(process: Process) -> frozenset[str]:
    steps = (node for node in human_steps(process) if _states_limit(node))
    return frozenset(step.properties["pf.limit.group"] for step in steps if "pf.limit.group" in step.properties)


def _is_limited(step: Activity, process: Process) -> bool:
    if step.properties.get("pf.clock") == "paused":
        return True
    element: Element | None = step
    while element is not None and element is not process:
        if _states_limit(element):
            return True
        element = element.parent
    return False


def _states_limit(element: Element) -> bool:
    return any(name in element.properties for name in _LIMIT)
