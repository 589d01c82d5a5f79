"""Dominators and loops of one level of a process."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.bpmn.model.flow import FlowContainer
from procflow.bpmn.structure.graph import FlowGraph, flow_graph
from procflow.bpmn.structure.ways import components, immediate_dominators


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

    Raises:
        DataError: *container* is neither a process nor a sub-process.
        ModelError: Something of it is left out of the model, so that every answer would be a guess.
    """
    graph = flow_graph(container)
    return _immediate(graph, graph.entry, forward=True)


def post_dominators(container: FlowContainer) -> dict[str, str]:
    """
    Return for each flow node the nearest node that every way from it to an end passes; empty if there is none.

    Raises:
        DataError: *container* is neither a process nor a sub-process.
        ModelError: Something of it is left out of the model, so that every answer would be a guess.
    """
    graph = flow_graph(container)
    return _immediate(graph, graph.exit, forward=False)


def loops(container: FlowContainer) -> tuple[Loop, ...]:
    """
    Return the loops of one level, each a greatest set of nodes that lead to each other, in the order of the file.

    Raises:
        DataError: *container* is neither a process nor a sub-process.
        ModelError: Something of it is left out of the model, so that every answer would be a guess.
    """
    graph = flow_graph(container)
    ahead = _ahead(graph)
    found = sorted(sorted(nodes) for nodes in components(ahead) if len(nodes) > 1 or nodes[0] in ahead[nodes[0]])
    of_node = {node: number for number, nodes in enumerate(found) for node in nodes}
    entries: list[set[int]] = [set() for _ in found]
    for source, target in graph.edges:
        number = of_node.get(target)
        if number is not None and of_node.get(source) != number:
            entries[number].add(target)
    return tuple(_loop(graph, nodes, entered) for nodes, entered in zip(found, entries, strict=True))


def _ahead(graph: FlowGraph) -> list[list[int]]:
    return [[graph.edges[edge][1] for edge in leaving] for leaving in graph.leaving]


def _loop(graph: FlowGraph, nodes: list[int], entries: set[int]) -> Loop:
    back = [edge for node in nodes for edge in graph.leaving[node] if graph.edges[edge][1] in entries]
    return Loop(
        tuple(graph.nodes[node].id for node in nodes),
        tuple(graph.nodes[node].id for node in sorted(entries)),
        tuple(graph.names[edge] for edge in sorted(back)),
    )


def _immediate(graph: FlowGraph, root: int, *, forward: bool) -> dict[str, str]:
    ahead = _ahead(graph)
    if not forward:
        ahead = [[] for _ in graph.leaving]
        for source, target in graph.edges:
            ahead[target].append(source)
    found = immediate_dominators(ahead, root)
    nodes = graph.nodes
    return {
        node.id: nodes[above].id if 0 <= above < len(nodes) else "" for node, above in zip(nodes, found, strict=False)
    }
