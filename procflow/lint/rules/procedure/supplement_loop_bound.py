"""A loop in which the applicant supplements the dossier says how often it may be walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import networkx as nx

from procflow.bpmn import (
    Activity,
    Definitions,
    Element,
    Event,
    FlowContainer,
    FlowNode,
    Gateway,
    ReceiveTask,
    ThrowEvent,
)
from procflow.lint.finding import Problem, Severity
from procflow.lint.paths import back_flows, entries, flow_graph, jumps
from procflow.lint.steps import procedures
from procflow.procedure import folded

SEVERITY = Severity.ERROR
_BOUND = "pf.max_rounds"
_OUTSIDE = ("pf.contact", "pf.clock")
_WORDS = ("bổ sung", "thiếu", "hoàn thiện", "đầy đủ", "chưa đủ", "không đủ", "hồ sơ đủ", "supplement", "incomplete")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the flows that close a supplement loop without ``pf.max_rounds``, and such steps repeated without bound."""
    for process in procedures(model):
        for container in (process, *process.descendants(FlowContainer)):
            yield from _unbounded(container)
        for activity in process.descendants(Activity):
            loop = activity.loop
            is_open = loop is not None and not loop.is_multi_instance and not loop.maximum
            if is_open and not _is_bounded(activity) and _is_supplement([activity]):
                yield Problem(activity, "nothing says how often it is repeated", "enter the maximum, or pf.max_rounds")


def _unbounded(container: FlowContainer) -> Iterator[Problem]:
    graph = flow_graph(flow for flow in container.sequence_flows if _BOUND not in flow.properties)
    for throw, catch in jumps(container):
        if throw.incoming:
            graph.add_edge(throw.id, catch.id, flow=throw.incoming[0])
    graph.remove_nodes_from([node.id for node in container.flow_nodes if _is_bounded(node)])
    nodes = {node.id: node for node in container.flow_nodes}
    rings = [
        ring
        for ring in nx.strongly_connected_components(graph)
        if _is_ring(graph, ring) and _is_supplement(_parts(graph.subgraph(ring), nodes))
    ]
    within = graph.subgraph([node for ring in rings for node in ring])
    for flow in back_flows(within, (node.id for node in (*entries(container), *container.flow_nodes))):
        hint = "enter pf.max_rounds at the gateway, 1 for a supplement that is asked once"
        yield Problem(flow, f"nothing says how often it leads back to {flow.target.name or flow.target.id!r}", hint)


def _is_ring(graph: nx.DiGraph[str], ring: set[str]) -> bool:
    return len(ring) > 1 or any(graph.has_edge(node, node) for node in ring)


def _parts(ring: nx.DiGraph[str], nodes: Mapping[str, FlowNode]) -> Iterator[Element]:
    """Yield the nodes of *ring*, its flows, and the events at a border from which one of them leads."""
    # Where something of a file makes no sense, a flow may join what stands in no process.
    yield from (nodes[node] for node in ring if node in nodes)
    for _, _, facts in ring.edges(data=True):
        yield from (facts["flow"], facts["flow"].source, facts["flow"].target)


def _is_supplement(parts: Iterable[Element]) -> bool:
    """Tell whether somebody outside is asked or waited for in a loop; drafts that go back and forth are no matter."""
    return any(_asks(inner) for part in parts for inner in (part, *part.descendants(FlowNode)))


def _asks(part: Element) -> bool:
    is_awaited = isinstance(part, Event) and not isinstance(part, ThrowEvent) and "message" in part.triggers
    said = folded(part.name)
    is_outside = any(part.properties.get(name) for name in _OUTSIDE)
    return is_awaited or is_outside or isinstance(part, ReceiveTask) or any(word in said for word in _WORDS)


def _is_bounded(node: FlowNode) -> bool:
    return isinstance(node, Activity | Gateway) and _BOUND in node.properties
