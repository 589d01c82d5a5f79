"""procflow can run every element of an executed process."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_nodes, senders_to_executed, support_of

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the flow nodes that the table of support refuses."""
    senders = senders_to_executed(model)
    for node in executed_nodes(model):
        support = support_of(node, senders=senders)
        if not support.supported:
            yield Problem(node, f"procflow does not run it: {support.reason}", support.hint)
