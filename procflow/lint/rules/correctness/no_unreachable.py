"""A token can come to every element."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, AdHocSubProcess, Definitions, FlowContainer
from procflow.lint.finding import Problem, Severity
from procflow.lint.paths import reachable

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the connected flow nodes to which nothing leads from a start."""
    for container in model.elements(FlowContainer):
        if isinstance(container, AdHocSubProcess):
            continue
        reached = reachable(container)
        for node in container.flow_nodes:
            undoes = isinstance(node, Activity) and node.is_for_compensation
            if node.id not in reached and (node.incoming or node.outgoing) and not undoes:
                yield Problem(node, "no path leads to it from a start", "connect it to what comes before")
