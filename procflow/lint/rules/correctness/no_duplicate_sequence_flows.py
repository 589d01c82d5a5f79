"""Two elements are connected by one sequence flow for each condition."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, SequenceFlow
from procflow.bpmn.namespaces import bpmn
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
_HINT = "delete one of the two, or give each its own condition"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield each flow that repeats another, and the two elements it connects once."""
    seen: set[tuple[str, str, str | None]] = set()
    for flow in model.elements(SequenceFlow):
        key = (flow.source.id, flow.target.id, _condition(flow))
        if key in seen:
            yield Problem(flow, "the sequence flow repeats another one", _HINT)
            yield Problem(flow.source, "two equal sequence flows leave it", _HINT)
            yield Problem(flow.target, "two equal sequence flows enter it", _HINT)
        seen.add(key)


def _condition(flow: SequenceFlow) -> str | None:
    """Return the text of the condition, None where there is none; an empty one is not the same as none."""
    node = flow.node.find(bpmn("conditionExpression"))
    return None if node is None else "".join(node.itertext())
