"""A lane has something in it."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Lane
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the lanes in which no element and no other lane stands."""
    for lane in model.elements(Lane):
        if not lane.flow_nodes and not lane.child_lanes:
            yield Problem(lane, "nothing stands in the lane", "move its steps into it, or delete it")
