"""A condition in the words of a step is decided: its branch is drawn, or needs none."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_nodes

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the steps that an import marked and nobody has decided on."""
    for node in executed_nodes(model):
        if isinstance(node, Activity) and node.properties.get("pf.condition_to_draw") == "true":
            hint = "draw the branch, or decide that it needs none; then clear 'Branch to be drawn' on the step"
            yield Problem(node, "its words hold a condition that no branch shows", hint)
