"""A message flow leads from one pool to another."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Element, FlowNode, Participant, Process
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import process_around

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the message flows that begin and end in one pool; sequence flows between pools are for whole-model."""
    for flow in model.message_flows:
        source, target = _pool(flow.source), _pool(flow.target)
        if source is not None and source is target:
            yield Problem(flow, "it stays in one pool", "draw a sequence flow")


def _pool(element: Element | None) -> Participant | Process | None:
    """Return the process an end of a flow belongs to, or the pool of which no process is shown."""
    if isinstance(element, Participant):
        return element.process or element
    return process_around(element) if isinstance(element, FlowNode) else None
