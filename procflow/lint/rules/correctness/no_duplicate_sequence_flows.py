"""Two elements are connected by one sequence flow for each condition."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, SequenceFlow
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield each flow that repeats another, and the two elements it connects once."""
    seen: set[tuple[str, str, str]] = set()
    for flow in model.elements(SequenceFlow):
        key = (flow.source.id, flow.target.id, flow.condition.text if flow.condition is not None else "")
        if key in seen:
            hint = "delete one of the two, or give each its own condition"
            yield Problem(flow, "the sequence flow repeats another one", hint)
            yield Problem(flow.source, "two equal sequence flows leave it", hint)
            yield Problem(flow.target, "two equal sequence flows enter it", hint)
        seen.add(key)
