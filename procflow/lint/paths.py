"""Ways through a model that several rules look at: what can be reached, what runs in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

import networkx as nx

from procflow.bpmn import (
    Activity,
    BoundaryEvent,
    Event,
    FlowContainer,
    FlowNode,
    LinkEventDefinition,
    SequenceFlow,
    StartEvent,
)
from procflow.lint.parts import is_event_sub_process


def link_names(node: FlowNode) -> tuple[str, ...]:
    """Return the names of the links that *node* throws or catches; none for another element."""
    definitions = node.event_definitions if isinstance(node, Event) else ()
    return tuple(definition.name.strip() for definition in definitions if isinstance(definition, LinkEventDefinition))


def entries(container: FlowContainer) -> tuple[FlowNode, ...]:
    """Return the nodes where *container* begins: start events and event sub-processes, else what nothing leads to."""
    starts = [node for node in container.flow_nodes if isinstance(node, StartEvent) or is_event_sub_process(node)]
    if any(isinstance(node, StartEvent) for node in starts):
        return tuple(starts)
    free = (node for node in container.flow_nodes if not node.incoming and not isinstance(node, BoundaryEvent))
    return tuple(free)


def jumps(container: FlowContainer) -> Iterator[tuple[FlowNode, FlowNode]]:
    """Yield each event of *container* that throws a link, as far as no flow leaves it, with the one that catches it."""
    catches = {
        name: node
        for node in container.flow_nodes
        if node.kind == "intermediateCatchEvent"
        for name in link_names(node)
    }
    for node in container.flow_nodes:
        if node.kind != "intermediateCatchEvent" and not node.outgoing:
            yield from ((node, catches[name]) for name in link_names(node) if name in catches)


def walk(container: FlowContainer, *, goes_on: Callable[[FlowNode], bool] = lambda _: True) -> Iterator[FlowNode]:
    """
    Yield the nodes of *container* that a token can come to by flows, boundary events and links.

    It goes no further from a node of which *goes_on* says so.
    """
    linked: dict[FlowNode, list[FlowNode]] = {}
    for throw, catch in jumps(container):
        linked.setdefault(throw, []).append(catch)
    pending, seen = list(entries(container)), set[FlowNode]()
    while pending:
        node = pending.pop()
        if node in seen:
            continue
        seen.add(node)
        yield node
        if goes_on(node):
            pending.extend(flow.target for flow in node.outgoing)
            pending.extend(node.boundary_events if isinstance(node, Activity) else ())
            pending.extend(linked.get(node, ()))


def reachable(container: FlowContainer) -> frozenset[str]:
    """Return the ids of the nodes of *container* that a token can come to by flows, boundary events and links."""
    return frozenset(node.id for node in walk(container))


def flow_graph(flows: Iterable[SequenceFlow]) -> nx.DiGraph[str]:
    """
    Return the graph of element ids that *flows* connect; an edge knows its flow.

    What leaves a boundary event leaves the activity it is attached to.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for flow in flows:
        source = flow.source.attached_to if isinstance(flow.source, BoundaryEvent) else flow.source
        graph.add_edge(source.id, flow.target.id, flow=flow)
    return graph


def back_flows(graph: nx.DiGraph[str], starts: Iterable[str]) -> Iterator[SequenceFlow]:
    """Yield the flows of a `flow_graph` that are its `back_edges`."""
    return (graph.edges[edge]["flow"] for edge in back_edges(graph, starts))


def back_edges(graph: nx.DiGraph[str], starts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the edges that lead back to a node from which they came, walking from *starts* and then from the rest."""
    state: dict[str, bool] = {}
    for start in (*starts, *graph):
        if start in graph and start not in state:
            yield from _walk_back(graph, start, state)


def _walk_back(graph: nx.DiGraph[str], start: str, state: dict[str, bool]) -> Iterator[tuple[str, str]]:
    """Walk depth first; *state* is True while a node is open, False once it is left."""
    state[start] = True
    stack = [(start, iter(graph[start]))]
    while stack:
        node, followers = stack[-1]
        follower = next(followers, None)
        if follower is None:
            state[node] = False
            stack.pop()
        elif follower not in state:
            state[follower] = True
            stack.append((follower, iter(graph[follower])))
        elif state[follower]:
            yield node, follower


def longest(container: FlowContainer, weight: Callable[[FlowNode], Decimal]) -> tuple[Decimal, tuple[FlowNode, ...]]:
    """
    Return the greatest sum of *weight* along one path through *container*, and that path.

    Loops are walked once: flows that lead back are left out, and so is what only a boundary event leads to.
    """
    starts = [node.id for node in entries(container)]
    nodes = {node.id: node for node in container.flow_nodes}
    graph = flow_graph(flow for flow in container.sequence_flows if not isinstance(flow.source, BoundaryEvent))
    graph.add_nodes_from(starts)
    graph.add_edges_from((throw.id, catch.id) for throw, catch in jumps(container))
    graph.remove_edges_from(list(back_edges(graph, starts)))
    reached = _reached(graph, starts)
    best = _best_sums(graph.subgraph(reached), nodes, weight)
    last = max(best, key=lambda node_id: best[node_id][0], default=None)
    path: list[FlowNode] = []
    while last is not None:
        path.append(nodes[last])
        last = best[last][1]
    return (best[path[0].id][0] if path else Decimal(0)), tuple(reversed(path))


def _reached(graph: nx.DiGraph[str], starts: Iterable[str]) -> set[str]:
    """Return *starts* and all they lead to."""
    pending, seen = list(starts), set(starts)
    while pending:
        new = [follower for follower in graph[pending.pop()] if follower not in seen]
        seen.update(new)
        pending.extend(new)
    return seen


def _best_sums(
    graph: nx.DiGraph[str], nodes: Mapping[str, FlowNode], weight: Callable[[FlowNode], Decimal]
) -> dict[str, tuple[Decimal, str | None]]:
    """Return for each node the greatest sum up to and with it, and the node before it on that path."""
    best: dict[str, tuple[Decimal, str | None]] = {}
    for node_id in nx.topological_sort(graph):
        before = max(graph.predecessors(node_id), key=lambda other: best[other][0], default=None)
        ahead = best[before][0] if before is not None else Decimal(0)
        best[node_id] = (ahead + weight(nodes[node_id]), before)
    return best
