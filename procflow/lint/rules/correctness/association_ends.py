"""An association ties a note or datum to what it is about; two steps are tied by a sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Association, BoundaryEvent, Definitions, FlowNode
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the associations between two flow nodes that do not lead from a compensation event to what undoes."""
    for line in model.elements(Association):
        source, target = line.source, line.target
        if isinstance(source, FlowNode) and isinstance(target, FlowNode) and not _undoes(source, target):
            hint = "draw a sequence flow, or tie a note to one of them"
            yield Problem(line, "an association ties two elements of the flow", hint)


def _undoes(source: FlowNode, target: FlowNode) -> bool:
    ends = ((source, target), (target, source))
    return any(isinstance(a, BoundaryEvent) and "compensate" in a.triggers and isinstance(b, Activity) for a, b in ends)
