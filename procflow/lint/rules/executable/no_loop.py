"""A loop of Camunda 8 has an element that takes time, or the instance never comes to rest."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from procflow.bpmn import (
    CallActivity,
    Definitions,
    EndEvent,
    ExclusiveGateway,
    FlowNode,
    InclusiveGateway,
    ManualTask,
    ParallelGateway,
    Process,
    SequenceFlow,
    StartEvent,
    SubProcess,
    Task,
)
from procflow.lint.camunda import deployed, extension
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import process_around
from procflow.lint.wiring import Wiring

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"
_DOING = frozenset({CallActivity, ManualTask, Task})
_PASSED = _DOING | {StartEvent, EndEvent, ExclusiveGateway, InclusiveGateway, ParallelGateway, SubProcess}


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the processes with a loop of calls, undefined and manual tasks, at which a token never stops."""
    wiring = Wiring(model)
    for process in deployed(model, Process):
        graph: nx.DiGraph[FlowNode] = nx.DiGraph()
        for node in process.descendants(FlowNode):
            if type(node) in _PASSED:
                graph.add_edges_from((node, other) for other in _next(node, wiring) if type(other) in _PASSED)
        rings = [ring for ring in nx.strongly_connected_components(graph) if _is_ring(graph, ring)]
        if any(type(node) in _DOING for ring in rings for node in ring):
            yield Problem(process, "it has a loop in which nothing waits", "put a user or service task into the loop")


def _is_ring(graph: nx.DiGraph[FlowNode], ring: set[FlowNode]) -> bool:
    return len(ring) > 1 or any(graph.has_edge(node, node) for node in ring)


def _next(node: FlowNode, wiring: Wiring) -> Iterator[FlowNode]:
    called = extension(node, "calledElement") if isinstance(node, CallActivity) else None
    process = process_around(node)
    if called is not None and process is not None and called.get("processId") == process.id:
        yield from process.children_of(StartEvent)
    elif isinstance(node, SubProcess):
        yield from node.children_of(StartEvent)
    else:
        inner = node.parent if isinstance(node, EndEvent) and isinstance(node.parent, SubProcess) else node
        flows = wiring.leaving(inner)
        yield from (flow.target for flow in flows if isinstance(flow, SequenceFlow))
