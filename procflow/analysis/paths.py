"""The longest way through the steps, each loop body once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import networkx as nx

from procflow.analysis.flow import Graph
from procflow.lint.paths import back_edges

MAX_STATES = 4096


@dataclass(frozen=True, slots=True)
class Weight:
    """What passing a node adds; members of one group add it once between them."""

    value: Decimal
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A way through the flow: its length and its nodes."""

    length: Decimal
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _State:
    """A best way to a node, with the groups already counted that may come again."""

    length: Decimal
    node: str
    groups: frozenset[int]
    before: _State | None

    def dominates(self, other: _State, group_values: Mapping[int, Decimal]) -> bool:
        """Whether no continuation makes *other* longer: it may still gain the groups it has not counted."""
        gain = sum((group_values[group] for group in self.groups - other.groups), Decimal(0))
        return self.length >= other.length + gain


def without_loops(graph: Graph) -> Graph:
    """
    Return *graph* without the edges that lead back, so that each loop body is passed once.

    An edge leads back if it ends on the way by which a depth-first walk came, in the order of the file, begun where
    nothing leads in.
    """
    forward: Graph = nx.DiGraph(graph)
    starts = [node for node in graph if not graph.in_degree(node)]
    forward.remove_edges_from(back_edges(graph, starts))
    return forward


def longest_path(forward: Graph, weights: Mapping[str, Weight]) -> Path | None:
    """
    Return the longest way through a graph without loops; the first of several equally long ones.

    None where too many groups of steps overlap to tell (more than 4,096 combinations at one node).
    """
    order = list(nx.topological_sort(forward))
    last = _last_positions(order, weights)
    group_values = {weight.group: weight.value for weight in weights.values() if weight.group is not None}
    reached: dict[str, list[_State]] = {}
    best: _State | None = None
    for position, node in enumerate(order):
        arriving: list[_State | None] = [state for before in forward.predecessors(node) for state in reached[before]]
        live = frozenset(group for group in group_values if last[group] > position)
        moved = (_step(state, node, weights.get(node), live) for state in arriving or [None])
        reached[node] = _best(moved, group_values)
        if len(reached[node]) > MAX_STATES:
            return None
        best = max([best, *reached[node]] if best else reached[node], key=lambda state: state.length)
    return Path(best.length, tuple(_nodes(best))) if best else Path(Decimal(0), ())


def _step(state: _State | None, node: str, weight: Weight | None, live: frozenset[int]) -> _State:
    length, groups = (state.length, state.groups) if state else (Decimal(0), frozenset[int]())
    if weight is not None and weight.group not in groups:
        length += weight.value
        groups |= {weight.group} if weight.group is not None else set()
    return _State(length, node, groups & live, state)


def _best(states: Iterable[_State], group_values: Mapping[int, Decimal]) -> list[_State]:
    kept: list[_State] = []
    for state in states:
        if not any(other.dominates(state, group_values) for other in kept):
            kept = [other for other in kept if not state.dominates(other, group_values)]
            kept.append(state)
    return kept


def _last_positions(order: list[str], weights: Mapping[str, Weight]) -> dict[int | None, int]:
    return {weights[node].group: position for position, node in enumerate(order) if node in weights}


def _nodes(state: _State) -> list[str]:
    nodes: list[str] = []
    at: _State | None = state
    while at is not None:
        nodes.append(at.node)
        at = at.before
    return nodes[::-1]
