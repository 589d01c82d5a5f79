"""Where one flow has a condition, each other has one too or is the default."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, FlowNode
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import default_of, has_condition, is_unconditional
from procflow.lint.wiring import Wiring

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the flows without condition that leave an element which chooses by conditions."""
    wiring = Wiring(model)
    for node in model.elements(FlowNode):
        flows = wiring.leaving(node)
        if default_of(node) is not None or any(has_condition(flow) for flow in flows):
            for flow in flows:
                if is_unconditional(flow, node):
                    hint = "give it a condition, or mark it as the default flow"
                    yield Problem(flow, "nothing says when the sequence flow is taken", hint)
