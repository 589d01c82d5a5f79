"""The tree of regions: parts of a process with one way in and one way out, nested in each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.flow import FlowContainer, FlowNode
from procflow.bpmn.model.gateways import EventBasedGateway, ExclusiveGateway, InclusiveGateway, ParallelGateway
from procflow.bpmn.structure.brackets import cycle_groups
from procflow.bpmn.structure.graph import FlowGraph, flow_graph

RegionKind = Literal["whole", "sequence", "alternative", "parallel", "inclusive", "loop", "other"]


@dataclass(slots=True)
class Region:
    """
    A part with one way in and one way out.

    Attributes:
        kind: How its nodes and parts stand to each other: ``sequence`` (one after the other), ``alternative``
            (exclusive or event-based split), ``parallel``, ``inclusive``, ``loop``, ``other`` (unstructured);
            ``whole`` for the outermost.
        entry_id: The flow or boundary event that leads in, empty at the start of the process.
        exit_id: The flow that leads out, empty at the end of the process.
        node_ids: Nodes in it that lie in none of its parts.
        parts: The regions in it.
        is_tangled: Of the whole, whether ways that part in none of its parts meet again before the ends.
    """

    kind: RegionKind
    entry_id: str
    exit_id: str
    node_ids: list[str] = field(default_factory=list)
    parts: list[Region] = field(default_factory=list)
    is_tangled: bool = False

    def all_node_ids(self) -> Iterator[str]:
        """Yield the nodes of the region and of all regions in it."""
        pending = [self]
        while pending:
            region = pending.pop()
            yield from region.node_ids
            pending.extend(reversed(region.parts))

    @property
    def is_structured(self) -> bool:
        """Whether no part of it is unstructured."""
        pending = [self]
        while pending:
            region = pending.pop()
            if region.kind == "other" or region.is_tangled:
                return False
            pending.extend(region.parts)
        return True


def regions(container: FlowContainer) -> Region:
    """
    Return the regions of one level: a process or the inside of a sub-process.

    Several starts count as one way in, several ends as one way out; a boundary event is a way out of its activity.
    A single node is no region of its own; two or more in a row are a sequence, which is as long as it can be.
    Time and memory grow linearly with the level.

    Raises:
        DataError: *container* is neither a process nor a sub-process.
        ModelError: Something of it is left out of the model, so that every answer would be a guess.
    """
    graph = flow_graph(container)
    groups = cycle_groups(len(graph.nodes) + 2, [*graph.edges, (graph.exit, graph.entry)])
    whole = _Tree(graph, _Bounds(graph, groups)).grow()
    _tidy(whole, graph)
    whole.is_tangled = _is_tangled(whole, graph)
    return whole


class _Bounds:
    """
    Which edges bound regions.

    Attributes:
        opens: For each edge that opens a region the edge that closes it; none for a single node.
        closes: The other way round.
        rows: For the first edge of several regions in a row the last one.
        row_ends: The last edges of rows.
    """

    def __init__(self, graph: FlowGraph, groups: Sequence[int]) -> None:
        self.opens: dict[int, int] = {}
        self.closes: dict[int, int] = {}
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        counts: dict[int, int] = {}
        for edge in _in_order(graph):
            group = groups[edge]
            before = last.get(group)
            if before is None:
                first[group] = edge
            else:
                counts[group] = counts.get(group, 0) + 1
                if graph.edges[before][1] != graph.edges[edge][0] or len(graph.leaving[graph.edges[edge][0]]) > 1:
                    self.opens[before], self.closes[edge] = edge, before
            last[group] = edge
        # The edge from exit to entry closes no row: that is the whole.
        first.pop(groups[-1], None)
        self.rows = {edge: last[group] for group, edge in first.items() if counts.get(group, 0) > 1}
        self.row_ends = set(self.rows.values())


class _Tree:
    """Opens and closes regions while the graph is walked forward, depth first."""

    def __init__(self, graph: FlowGraph, bounds: _Bounds) -> None:
        self.graph, self.bounds = graph, bounds
        self.whole = Region("whole", "", "")
        self.of_node: dict[int, Region] = {graph.entry: self.whole}
        self.around: dict[int, Region] = {}

    def grow(self) -> Region:
        """Return the outermost region."""
        graph = self.graph
        stack = [(graph.entry, iter(graph.leaving[graph.entry]))]
        while stack:
            node, rest = stack[-1]
            edge = next(rest, None)
            if edge is None:
                stack.pop()
                continue
            target = graph.edges[edge][1]
            region = self._cross(edge, self.of_node[node])
            if target not in self.of_node:
                self.of_node[target] = region
                if target < len(graph.nodes):
                    region.node_ids.append(graph.nodes[target].id)
                stack.append((target, iter(graph.leaving[target])))
        return self.whole

    def _cross(self, edge: int, region: Region) -> Region:
        """Return the region on the other side of *edge*."""
        bounds = self.bounds
        if edge in bounds.closes:
            region = self.around[bounds.closes[edge]]
        if edge in bounds.row_ends:
            region = self.around[edge]
        if edge in bounds.rows:
            self.around[bounds.rows[edge]] = region
            region = self._open("sequence", edge, bounds.rows[edge], region)
        if edge in bounds.opens:
            self.around[edge] = region
            region = self._open("other", edge, bounds.opens[edge], region)
        return region

    def _open(self, kind: RegionKind, entry: int, closing: int, around: Region) -> Region:
        inner = Region(kind, self.graph.names[entry], self.graph.names[closing])
        around.parts.append(inner)
        return inner


def _in_order(graph: FlowGraph) -> Iterator[int]:
    """Yield the edges so that of two equivalent ones the one a token passes first comes first."""
    seen = {graph.entry}
    finished: list[int] = []
    stack = [(graph.entry, iter(graph.leaving[graph.entry]))]
    while stack:
        node, rest = stack[-1]
        edge = next(rest, None)
        if edge is None:
            stack.pop()
            finished.append(node)
            continue
        target = graph.edges[edge][1]
        if target not in seen:
            seen.add(target)
            stack.append((target, iter(graph.leaving[target])))
    for node in reversed(finished):
        yield from graph.leaving[node]


def _tidy(whole: Region, graph: FlowGraph) -> None:
    """Take single nodes back into the region around them, and say of each region what kind it is."""
    by_id = {node.id: node for node in graph.nodes}
    ordered = [whole]
    for region in ordered:
        ordered.extend(region.parts)
    for region in reversed(ordered):
        kept = []
        for part in region.parts:
            if len(part.node_ids) == 1 and not part.parts:
                region.node_ids += part.node_ids
            else:
                kept.append(part)
        region.parts = kept
        if region.kind == "other":
            region.kind = _kind(region, [by_id[node_id] for node_id in region.node_ids])


_KINDS: tuple[tuple[type[FlowNode], RegionKind], ...] = (
    (ParallelGateway, "parallel"),
    (ExclusiveGateway, "alternative"),
    (EventBasedGateway, "alternative"),
    (InclusiveGateway, "inclusive"),
)


def _kind(region: Region, nodes: Sequence[FlowNode]) -> RegionKind:
    splits = [node for node in nodes if _ways_out(node) > 1]
    joins = [node for node in nodes if len(node.incoming) > 1]
    if len(splits) != 1 or len(joins) != 1:
        return "other"
    split, join = splits[0], joins[0]
    if any(flow.id == region.entry_id for flow in join.incoming) and split is not join:
        return "loop" if isinstance(split, ExclusiveGateway) and not isinstance(join, ParallelGateway) else "other"
    kind: RegionKind = next((name for cls, name in _KINDS if isinstance(split, cls)), "other")
    fits = isinstance(join, type(split)) or (kind == "alternative" and not _waits(join))
    return kind if fits else "other"


def _is_tangled(whole: Region, graph: FlowGraph) -> bool:
    """
    Return whether ways that part outside all regions meet again, or ways from several starts wait for each other.

    Several starts that merely meet are alternatives, as each begins an instance alone; a flow from a node to itself
    is a loop by itself.
    A loop that is left by several ways is no region, and so not structured.
    """
    own = set(whole.node_ids)
    numbers = {number for number, node in enumerate(graph.nodes) if node.id in own}
    edges = [(source, target) for source, target in graph.edges if target not in {source, graph.exit}]
    into = Counter(target for source, target in edges if source != graph.entry)
    out_of = Counter(source for source, _ in edges)
    joins = {number for number in numbers if into[number] > 1}
    if any(_waits(graph.nodes[number]) for number in joins):
        return True
    return bool(joins) and _lead_to(graph, [number for number in numbers if out_of[number] > 1], joins)


def _lead_to(graph: FlowGraph, pending: list[int], joins: set[int]) -> bool:
    """Return whether a way leads from one of the nodes to one of *joins*, beyond an edge from a node to itself."""
    seen: set[int] = set()
    while pending:
        for edge in graph.leaving[pending.pop()]:
            source, target = graph.edges[edge]
            if target in joins and target != source:
                return True
            if target not in seen:
                seen.add(target)
                pending.append(target)
    return False


def _ways_out(node: FlowNode) -> int:
    return len(node.outgoing) + (len(node.boundary_events) if isinstance(node, Activity) else 0)


def _waits(node: FlowNode) -> bool:
    return isinstance(node, ParallelGateway | InclusiveGateway)
