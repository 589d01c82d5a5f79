"""What one gateway parts, a gateway of the same kind joins."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from procflow.bpmn import Definitions, FlowContainer, Gateway
from procflow.lint.finding import Problem, Severity
from procflow.lint.paths import entries, flow_graph

SEVERITY = Severity.WARNING
_JOINED_BY = {
    "exclusiveGateway": {"exclusiveGateway"},
    "eventBasedGateway": {"exclusiveGateway"},
    "parallelGateway": {"parallelGateway"},
    "inclusiveGateway": {"inclusiveGateway"},
}
_START, _END = "\0start", "\0end"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the joins at which all branches of a gateway of another kind meet."""
    for container in model.elements(FlowContainer):
        gateways = {node.id: node for node in container.flow_nodes if isinstance(node, Gateway)}
        if not any(len(gate.incoming) > 1 for gate in gateways.values()):
            continue
        graph = _graph(container)
        before = nx.immediate_dominators(graph, _START)
        after = nx.immediate_dominators(graph.reverse(copy=False), _END)
        for join in gateways.values():
            split = gateways.get(before.get(join.id) or "")
            if split is None or len(join.incoming) < 2 or after.get(split.id) != join.id:
                continue
            if join.kind not in _JOINED_BY.get(split.kind, {join.kind}):
                message = f"it is {_a(join)}, but joins what the {split.kind} {split.id!r} parts"
                yield Problem(join, message, "make the two gateways of one kind")


def _graph(container: FlowContainer) -> nx.DiGraph[str]:
    """Return the graph of one level with a node before all starts and one after all ends."""
    graph = flow_graph(container.sequence_flows)
    graph.add_nodes_from(node.id for node in container.flow_nodes)
    ends = [node for node in graph if not graph.out_degree(node)]
    graph.add_edges_from((_START, node.id) for node in entries(container))
    graph.add_edges_from((node, _END) for node in ends)
    graph.add_edge(_START, _END)
    return graph


def _a(gateway: Gateway) -> str:
    return f"{'an' if gateway.kind[0] in 'aeiou' else 'a'} {gateway.kind}"
