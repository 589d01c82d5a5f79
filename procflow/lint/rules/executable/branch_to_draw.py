"""A condition in the words of a step is decided: its branch is drawn, or needs none."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, Definitions
from procflow.errors import PropertyError
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_nodes
from procflow.procedure import BY_NAME
from procflow.procedure.properties import parse

SEVERITY = Severity.ERROR
_MARK = BY_NAME["pf.condition_to_draw"]


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the steps that an import marked and nobody has decided on."""
    for node in executed_nodes(model):
        if isinstance(node, Activity) and _is_marked(node):
            hint = "draw the branch, or decide that it needs none; then clear 'Branch to be drawn' on the step"
            yield Problem(node, "its words hold a condition that no branch shows", hint)


def _is_marked(node: Activity) -> bool:
    text = node.properties.get(_MARK.name)
    try:
        return text is not None and parse(_MARK, text, node.where) is True
    except PropertyError:
        return True  # what cannot be read decides nothing
