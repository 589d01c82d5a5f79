"""How often a way may be taken: what ``pf.max_rounds`` on flows, gateways and steps means in a run."""

from __future__ import annotations

from collections import deque

from procflow.bpmn import Activity, FlowNode, Gateway, SequenceFlow
from procflow.procedure import BY_NAME
from procflow.procedure.properties import parse

_NAME = "pf.max_rounds"


def rounds_of(flow: SequenceFlow) -> tuple[tuple[str, int], ...]:
    """
    Return what counts each time *flow* is taken, and how often that may be.

    On a sequence flow the number says how often the flow may be taken, on a step how often the step may begin, on a
    gateway how often its flows that lead back to it may be taken together.
    """
    bearers: list[SequenceFlow | FlowNode] = [flow]
    if isinstance(flow.target, Activity):
        bearers.append(flow.target)
    if isinstance(flow.source, Gateway) and _NAME in flow.source.properties and _leads_back(flow):
        bearers.append(flow.source)
    found = ((bearer, bearer.properties.get(_NAME)) for bearer in bearers)
    return tuple((bearer.id, _number(bearer, text)) for bearer, text in found if text)


def _number(bearer: SequenceFlow | FlowNode, text: str) -> int:
    return int(str(parse(BY_NAME[_NAME], text, bearer.where)))


def _leads_back(flow: SequenceFlow) -> bool:
    seen: set[str] = set()
    pending = deque([flow.target])
    while pending:
        node = pending.popleft()
        if node is flow.source:
            return True
        if node.id not in seen:
            seen.add(node.id)
            pending.extend(way.target for way in node.outgoing)
            pending.extend(way.target for event in _boundary(node) for way in event.outgoing)
    return False


def _boundary(node: FlowNode) -> tuple[FlowNode, ...]:
    return node.boundary_events if isinstance(node, Activity) else ()
