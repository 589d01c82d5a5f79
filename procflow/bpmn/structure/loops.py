"""Dominators and loops of one level of a process."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from procflow.bpmn.model.flow import FlowContainer
from procflow.bpmn.structure.graph import FlowGraph, flow_graph


@dataclass(frozen=True, slots=True)
class Loop:
    """
    Flow nodes that a token can come back to.

    Attributes:
        node_ids: The nodes of the loop, in the order of the file.
        entry_ids: Those that are entered from outside; a structured loop has one.
        back_flow_ids: Flows that lead back to an entry.
    """

    node_ids: tuple[str, ...]
    entry_ids: tuple[str, ...]
    back_flow_ids: tuple[str, ...]

    @property
    def is_structured(self) -> bool:
        """Whether it has one entry."""
        return len(self.entry_ids) == 1


def dominators(container: FlowContainer) -> dict[str, str]:
    """
    Return for each flow node the nearest node that every way to it passes; empty if there is none.

    Several starts count as one way in: behind their merge nothing dominates but what follows it.
    """
    graph = flow_graph(container)
    return _immediate(graph, graph.entry, forward=True)


def post_dominators(container: FlowContainer) -> dict[str, str]:
    """Return for each flow node the nearest node that every way from it to an end passes; empty if there is none."""
    graph = flow_graph(container)
    return _immediate(graph, graph.exit, forward=False)


def loops(container: FlowContainer) -> tuple[Loop, ...]:
    """Return the loops of one level, each a greatest set of nodes that lead to each other, in the order of the file."""
    graph = flow_graph(container)
    made: nx.DiGraph[int] = nx.DiGraph(graph.edges)
    found = []
    for nodes in nx.strongly_connected_components(made):
        inside = [edge for node in nodes for edge in graph.leaving[node] if graph.edges[edge][1] in nodes]
        if inside:
            found.append((min(nodes), _loop(graph, nodes, inside)))
    return tuple(loop for _, loop in sorted(found, key=lambda pair: pair[0]))


def _loop(graph: FlowGraph, nodes: set[int], inside: list[int]) -> Loop:
    entries = {target for source, target in graph.edges if target in nodes and source not in nodes}
    back = [graph.names[edge] for edge in sorted(inside) if graph.edges[edge][1] in entries]
    ids = [graph.nodes[node].id for node in sorted(nodes)]
    return Loop(tuple(ids), tuple(graph.nodes[node].id for node in sorted(entries)), tuple(back))


def _immediate(graph: FlowGraph, root: int, *, forward: bool) -> dict[str, str]:
    edges = graph.edges if forward else [(target, source) for source, target in graph.edges]
    found = nx.immediate_dominators(nx.DiGraph(edges), root)
    nodes = graph.nodes
    return {
        node.id: nodes[above].id if (above := found[number]) is not None and above < len(nodes) else ""
        for number, node in enumerate(nodes)
    }
