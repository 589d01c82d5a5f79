"""One level of a process as a plain graph: numbers for nodes, pairs for flows, one entry and one exit."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.bpmn.families import link_name
from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.events import BoundaryEvent, Event, LinkEventDefinition
from procflow.bpmn.model.flow import FlowContainer, FlowNode
from procflow.errors import expect


@dataclass(frozen=True, slots=True)
class FlowGraph:
    """
    Nodes and flows of one level.

    Attributes:
        nodes: The flow nodes; a node is known by its place here.
        edges: Source and target of each edge: sequence flows, activity to boundary event, link to link, and what ties
            the entry to the starts and the ends to the exit.
        names: For each edge the id of its flow, boundary event or link event; empty for those of entry and exit.
        leaving: For each node, then entry and exit, the edges that leave it.
    """

    nodes: tuple[FlowNode, ...]
    edges: list[tuple[int, int]]
    names: list[str]
    leaving: list[list[int]]

    @property
    def entry(self) -> int:
        """The node before all starts."""
        return len(self.nodes)

    @property
    def exit(self) -> int:
        """The node after all ends."""
        return len(self.nodes) + 1


def flow_graph(container: FlowContainer) -> FlowGraph:
    """
    Return the part of *container* that a token can come to, as a graph.

    What begins is what nothing leads to.
    What never comes to an end is tied to the exit as well: every node lies on a way from entry to exit.

    Raises:
        DataError: *container* is neither a process nor a sub-process.
        ModelError: Something of it is left out of the model, so that nodes or flows would be missing.
    """
    expect(container, FlowContainer, "the process", "pass one of model.processes, or a sub-process")
    container.definitions.require_whole(container)
    nodes = container.flow_nodes
    number = {node.id: place for place, node in enumerate(nodes)}
    graph = FlowGraph(nodes, [], [], [[] for _ in range(len(nodes) + 2)])
    catches = {name: node for node in nodes if not node.incoming for name in _links(node)}
    for node in nodes:
        for name, target in _followers(node, catches):
            _tie(graph, number[node.id], number[target.id], name)
    led_to = {target for _, target in graph.edges}
    for place in range(len(nodes)):
        if place not in led_to:
            _tie(graph, graph.entry, place, "")
    _tie_loose(graph, graph.entry, number_of_nodes=len(nodes), forward=True)
    for place in range(len(nodes)):
        if not graph.leaving[place]:
            _tie(graph, place, graph.exit, "")
    _tie_loose(graph, graph.exit, number_of_nodes=len(nodes), forward=False)
    return graph


def _followers(node: FlowNode, catches: dict[str, FlowNode]) -> list[tuple[str, FlowNode]]:
    found = [(flow.id, flow.target) for flow in node.outgoing]
    if isinstance(node, Activity):
        found += [(event.id, event) for event in node.boundary_events]
    if not node.outgoing:
        found += [(node.id, catches[name]) for name in _links(node) if name in catches and catches[name] is not node]
    return found


def _links(node: FlowNode) -> list[str]:
    definitions = node.event_definitions if isinstance(node, Event) and not isinstance(node, BoundaryEvent) else ()
    return [link_name(one.name) for one in definitions if isinstance(one, LinkEventDefinition)]


def _tie(graph: FlowGraph, source: int, target: int, name: str) -> None:
    graph.leaving[source].append(len(graph.edges))
    graph.edges.append((source, target))
    graph.names.append(name)


def _tie_loose(graph: FlowGraph, hub: int, *, number_of_nodes: int, forward: bool) -> None:
    """Tie to *hub* what no way joins with it: loops that nothing enters, or that nothing leaves."""
    beside: list[list[int]] = [[] for _ in range(number_of_nodes + 2)]
    for source, target in graph.edges:
        beside[source if forward else target].append(target if forward else source)
    seen: set[int] = set()
    _spread(beside, [hub], seen)
    for place in range(number_of_nodes):
        if place not in seen:
            _tie(graph, *((hub, place) if forward else (place, hub)), "")
            _spread(beside, [place], seen)


def _spread(beside: list[list[int]], pending: list[int], seen: set[int]) -> None:
    while pending:
        place = pending.pop()
        if place not in seen:
            seen.add(place)
            pending.extend(beside[place])
