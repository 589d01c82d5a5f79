"""Each flow after an exclusive or inclusive split has a condition or is the default."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, ExclusiveGateway, InclusiveGateway
from procflow.lint.finding import Problem, Severity
from procflow.lint.support import executed_nodes

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the flows of which nothing says when they are taken."""
    for node in executed_nodes(model):
        if isinstance(node, ExclusiveGateway | InclusiveGateway) and len(node.outgoing) > 1:
            for flow in node.outgoing:
                if flow.condition is None and not flow.is_default:
                    hint = "give it a condition, or mark it as the default flow"
                    yield Problem(flow, "nothing says when the sequence flow is taken", hint)
