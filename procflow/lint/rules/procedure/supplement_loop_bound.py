"""A way back to an earlier step says how often it may be taken."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from procflow.bpmn import Activity, Definitions, FlowContainer, FlowNode, Gateway
from procflow.lint.finding import Problem, Severity
from procflow.lint.paths import back_flows, entries, flow_graph, jumps
from procflow.lint.steps import procedures

SEVERITY = Severity.ERROR
_BOUND = "pf.max_rounds"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the flows that close a loop in which nothing bears ``pf.max_rounds``, and steps repeated without bound."""
    for process in procedures(model):
        for container in (process, *process.descendants(FlowContainer)):
            yield from _unbounded(container)
        for activity in process.descendants(Activity):
            loop = activity.loop
            if loop is not None and not loop.is_multi_instance and not loop.maximum and not _is_bounded(activity):
                yield Problem(activity, "nothing says how often it is repeated", "enter the maximum, or pf.max_rounds")


def _unbounded(container: FlowContainer) -> Iterator[Problem]:
    graph = flow_graph(flow for flow in container.sequence_flows if _BOUND not in flow.properties)
    for throw, catch in jumps(container):
        if throw.incoming:
            graph.add_edge(throw.id, catch.id, flow=throw.incoming[0])
    graph.remove_nodes_from([node.id for node in container.flow_nodes if _is_bounded(node)])
    rings = [ring for ring in nx.strongly_connected_components(graph) if _is_ring(graph, ring)]
    within = graph.subgraph([node for ring in rings for node in ring])
    for flow in back_flows(within, (node.id for node in (*entries(container), *container.flow_nodes))):
        hint = "enter pf.max_rounds at the gateway, 1 for a supplement that is asked once"
        yield Problem(flow, f"nothing says how often it leads back to {flow.target.name or flow.target.id!r}", hint)


def _is_ring(graph: nx.DiGraph[str], ring: set[str]) -> bool:
    return len(ring) > 1 or any(graph.has_edge(node, node) for node in ring)


def _is_bounded(node: FlowNode) -> bool:
    return isinstance(node, Activity | Gateway) and _BOUND in node.properties
