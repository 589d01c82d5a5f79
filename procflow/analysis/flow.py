"""What follows what: the steps of a procedure along its control flow, sub-processes entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeAlias

import networkx as nx

from procflow.bpmn import (
    Activity,
    BoundaryEvent,
    CancelEventDefinition,
    Definitions,
    EndEvent,
    ErrorEventDefinition,
    Event,
    EventBasedGateway,
    EventDefinition,
    FlowContainer,
    FlowNode,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    LinkEventDefinition,
    Process,
    SubProcess,
    TimerEventDefinition,
)
from procflow.lint.paths import link_names
from procflow.procedure import Limit, Procedure, Step, limit_of

Graph: TypeAlias = "nx.DiGraph[str]"


@dataclass(frozen=True, slots=True)
class Wait:
    """A timer in the flow that a dossier waits out: its label and its limit, None if it has none."""

    name: str
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class Subject:
    """
    A procedure and the order of its steps.

    Attributes:
        procedure: What is measured.
        graph: Nodes of the control flow, an edge where one may directly follow the other.
        steps: The steps by node: the element's id, or ``step 1`` ... for a procedure without a model.
        waits: The timers in the flow by node.
    """

    procedure: Procedure
    graph: Graph
    steps: Mapping[str, Step]
    waits: Mapping[str, Wait] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Definitions | Process | Procedure) -> Subject:
        """
        Return the subject that *source* is.

        A procedure without a model runs through its steps in their order.
        Neighbouring steps that have a case (trường hợp) are branches of which one is taken; a single case may be
        skipped.

        Raises:
            ModelError: The model has no process, or several and none is marked.
            PropertyError: A ``pf.*`` property has a value that cannot be read.
        """
        if isinstance(source, Procedure):
            return _from_steps(source)
        procedure = Procedure.of(source)
        processes = [source] if isinstance(source, Process) else source.processes
        return _from_process(procedure, next(process for process in processes if process.id == procedure.id))

    def neighbours(self, counts: Callable[[Step], bool]) -> tuple[tuple[str, str], ...]:
        """
        Return the pairs of steps of which one follows the other with no other such step between, each pair once.

        Gateways, events, the borders of sub-processes and the steps that *counts* leaves out are passed through.
        """
        kept = {node for node, step in self.steps.items() if counts(step)}
        return tuple((node, other) for node in self.steps if node in kept for other in self._next(node, kept))

    def _next(self, start: str, kept: set[str]) -> Iterator[str]:
        seen: set[str] = set()
        pending = list(self.graph.successors(start))[::-1]
        while pending:
            node = pending.pop()
            if node in seen:
                continue
            seen.add(node)
            if node in kept:
                yield node
            else:
                pending.extend(list(self.graph.successors(node))[::-1])


def _from_steps(procedure: Procedure) -> Subject:
    graph: Graph = nx.DiGraph()
    named = [(step.element_id or f"step {position}", step) for position, step in enumerate(procedure.steps, start=1)]
    open_ends: list[str] = []
    for has_case, members in groupby(named, key=lambda item: bool(item[1].case)):
        block = list(members)
        branches = _branches(block) if has_case else [[node for node, _ in block]]
        closed = [_chain(graph, open_ends, branch) for branch in branches]
        open_ends = [*open_ends, *closed] if has_case and len(branches) == 1 else closed
    return Subject(procedure, graph, dict(named))


def _branches(block: Sequence[tuple[str, Step]]) -> list[list[str]]:
    branches: dict[str, list[str]] = {}
    for node, step in block:
        branches.setdefault(step.case, []).append(node)
    return list(branches.values())


def _chain(graph: Graph, open_ends: Sequence[str], branch: Sequence[str]) -> str:
    graph.add_nodes_from(branch)
    graph.add_edges_from((end, branch[0]) for end in open_ends)
    nx.add_path(graph, branch)
    return branch[-1]


def _from_process(procedure: Procedure, process: Process) -> Subject:
    graph: Graph = nx.DiGraph()
    _add(graph, process)
    steps = {step.element_id: step for step in procedure.steps}
    waits = {
        event.id: Wait(event.name, limit_of(event))
        for event in process.descendants(IntermediateCatchEvent)
        if _defined_by(event, TimerEventDefinition) and not _races(event)
    }
    return Subject(procedure, graph, steps, waits)


def _add(graph: Graph, container: FlowContainer) -> None:
    for node in container.flow_nodes:
        graph.add_node(node.id)
        if isinstance(node, SubProcess) and node.flow_nodes:
            _add_inside(graph, node)
    for flow in container.sequence_flows:
        graph.add_edge(_leave(flow.source), flow.target.id)
    for node in container.flow_nodes:
        if isinstance(node, Activity):
            _add_boundary(graph, node)
    _add_links(graph, container)


def _add_inside(graph: Graph, outer: SubProcess) -> None:
    _add(graph, outer)
    graph.add_node(_leave(outer))
    for node in _in_flow(outer):
        if not node.incoming and not _defined_by(node, LinkEventDefinition) and not isinstance(node, BoundaryEvent):
            graph.add_edge(outer.id, node.id)
        if not node.outgoing and not _defined_by(node, LinkEventDefinition) and not _throws(node):
            graph.add_edge(_leave(node), _leave(outer))


def _add_boundary(graph: Graph, host: Activity) -> None:
    """Link an attached event to where the work may be left: for an error thrown inside its end, else the host's end."""
    throwers = [node for node in host.flow_nodes if _throws(node)] if isinstance(host, SubProcess) else []
    for event in host.boundary_events:
        kinds = {type(definition) for definition in event.event_definitions}
        fitting = [node for node in throwers if any(_defined_by(node, kind) for kind in kinds)]
        graph.add_edges_from((node.id, event.id) for node in fitting)
        if not fitting:
            graph.add_edge(_leave(host), event.id)


def _add_links(graph: Graph, container: FlowContainer) -> None:
    links = [node for node in container.flow_nodes if _defined_by(node, LinkEventDefinition)]
    throws = [node for node in links if isinstance(node, IntermediateThrowEvent)]
    catches = [node for node in links if isinstance(node, IntermediateCatchEvent)]
    graph.add_edges_from(
        (throw.id, catch.id)
        for throw in throws
        for catch in catches
        if not set(link_names(throw)).isdisjoint(link_names(catch))
    )


def _in_flow(container: FlowContainer) -> Iterator[FlowNode]:
    for node in container.flow_nodes:
        aside = isinstance(node, Activity) and node.is_for_compensation
        if not aside and not (isinstance(node, SubProcess) and node.is_event_sub_process):
            yield node


def _leave(node: FlowNode) -> str:
    # "/" occurs in no XML id, so the name of the way out is nobody else's.
    return f"{node.id}/leave" if isinstance(node, SubProcess) and node.flow_nodes else node.id


def _throws(node: FlowNode) -> bool:
    """Whether the sub-process around is broken off here, and left through an attached event alone."""
    return isinstance(node, EndEvent) and (
        _defined_by(node, ErrorEventDefinition) or _defined_by(node, CancelEventDefinition)
    )


def _races(event: FlowNode) -> bool:
    """Whether it is the deadline of another event: behind an event-based gateway the first of them goes on."""
    return any(isinstance(flow.source, EventBasedGateway) for flow in event.incoming)


def _defined_by(node: FlowNode, kind: type[EventDefinition]) -> bool:
    return isinstance(node, Event) and any(isinstance(definition, kind) for definition in node.event_definitions)
