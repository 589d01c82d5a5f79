"""
Cycle equivalence of the edges of a graph, in linear time.

Two edges are equivalent if every cycle that holds one holds the other; in a flow graph whose end is tied to its start
such edges bound a part with one way in and one way out.
Source of the method: Johnson, Pearson and Pingali, "The Program Structure Tree", PLDI 1994.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

_NONE = -1


class _Brackets:
    """
    Lists of the back edges over each tree edge, joined and cut in constant time.

    A bracket is the number of its edge, or a higher one for a cap; a list is the number of a node.
    """

    def __init__(self, nodes: int, edges: int) -> None:
        self.first, self.last, self.size = [_NONE] * nodes, [_NONE] * nodes, [0] * nodes
        self.before, self.after = [_NONE] * edges, [_NONE] * edges
        # The size of the list when the bracket was last its first, and the group given then.
        self.recent_size, self.recent_group = [_NONE] * edges, [_NONE] * edges

    def cap(self) -> int:
        """Return a new bracket that is no edge."""
        for of_bracket in (self.before, self.after, self.recent_size, self.recent_group):
            of_bracket.append(_NONE)
        return len(self.before) - 1

    def push(self, found: int, bracket: int) -> None:
        """Put a bracket in front of a list."""
        self.after[bracket] = self.first[found]
        if self.first[found] == _NONE:
            self.last[found] = bracket
        else:
            self.before[self.first[found]] = bracket
        self.first[found] = bracket
        self.size[found] += 1

    def take_out(self, found: int, bracket: int) -> None:
        """Cut a bracket out of its list."""
        before, after = self.before[bracket], self.after[bracket]
        if before == _NONE:
            self.first[found] = after
        else:
            self.after[before] = after
        if after == _NONE:
            self.last[found] = before
        else:
            self.before[after] = before
        self.size[found] -= 1

    def join(self, found: int, other: int) -> None:
        """Put a list behind another; as every edge lies on a cycle, neither is empty."""
        self.after[self.last[found]], self.before[self.first[other]] = self.first[other], self.last[found]
        self.last[found] = self.last[other]
        self.size[found] += self.size[other]


@dataclass(slots=True)
class _Walk:
    """
    A depth-first walk over the graph without directions.

    Attributes:
        order: The nodes as they are met.
        number: The place of each node there.
        tree_edge: The edge by which each node was met.
        children: The nodes met from a node.
        up: The back edges from a node to one met before.
        down: The same edges, by that one.
    """

    order: list[int]
    number: list[int]
    tree_edge: list[int]
    children: dict[int, list[int]] = field(default_factory=dict)
    up: dict[int, list[int]] = field(default_factory=dict)
    down: dict[int, list[int]] = field(default_factory=dict)


def cycle_groups(nodes: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """
    Return the number of its group for each edge; equivalent edges have the same.

    Args:
        nodes: How many nodes there are; the graph is walked from node 0.
        edges: Ends of each edge; every edge must lie on a cycle, in either direction.
    """
    groups = _Groups(_walk(nodes, edges), edges)
    for node in reversed(groups.walk.order):
        groups.leave(node)
    # What leads from a node to itself is a cycle of its own.
    return [group if group != _NONE else next(groups.fresh) for group in groups.of_edge]


class _Groups:
    """Goes the walk backwards and keeps, for the edge above each node, the back edges over it."""

    def __init__(self, walk: _Walk, edges: Sequence[tuple[int, int]]) -> None:
        nodes = len(walk.number)
        self.walk, self.edges = walk, edges
        self.of_edge = [_NONE] * len(edges)
        self.fresh = itertools.count()
        self.brackets = _Brackets(nodes, len(edges))
        self.lists = list(range(nodes))
        self.capping: dict[int, list[int]] = {}
        self.highest = [nodes] * nodes

    def leave(self, node: int) -> None:
        """Give the edge above *node*, and the back edges that end there, their groups."""
        walk, brackets = self.walk, self.brackets
        children = walk.children.get(node, ())
        found = self.lists[node] = self.lists[children[0]] if children else node
        for child in children[1:]:
            brackets.join(found, self.lists[child])
        for bracket in self.capping.get(node, ()):
            brackets.take_out(found, bracket)
        for edge in walk.down.get(node, ()):
            brackets.take_out(found, edge)
            if self.of_edge[edge] == _NONE:
                self.of_edge[edge] = next(self.fresh)
        for edge in walk.up.get(node, ()):
            brackets.push(found, edge)
        self._cap(node, children, found)
        if walk.tree_edge[node] != _NONE:
            self._close(walk.tree_edge[node], found)

    def _cap(self, node: int, children: Sequence[int], found: int) -> None:
        """Where branches that go higher meet, put a new bracket on top: no list below is the same."""
        walk = self.walk
        up = walk.up.get(node, ())
        own = min([walk.number[_other_end(self.edges[edge], node)] for edge in up]) if up else len(walk.number)
        reach = sorted([self.highest[child] for child in children])
        self.highest[node] = min(own, reach[0]) if reach else own
        # A branch that goes no higher than the node itself has ended here.
        if len(reach) > 1 and reach[1] < min(own, walk.number[node]):
            cap = self.brackets.cap()
            self.brackets.push(found, cap)
            self.capping.setdefault(walk.order[reach[1]], []).append(cap)

    def _close(self, edge: int, found: int) -> None:
        """Give a tree edge the group that the brackets over it stand for."""
        brackets = self.brackets
        top, size = brackets.first[found], brackets.size[found]
        if brackets.recent_size[top] != size:
            brackets.recent_size[top], brackets.recent_group[top] = size, next(self.fresh)
        self.of_edge[edge] = brackets.recent_group[top]
        if size == 1 and top < len(self.of_edge):
            self.of_edge[top] = self.of_edge[edge]


def _walk(nodes: int, edges: Sequence[tuple[int, int]]) -> _Walk:
    beside: list[list[int]] = [[] for _ in range(nodes)]
    for edge, (source, target) in enumerate(edges):
        beside[source].append(edge)
        beside[target].append(edge)
    walk = _Walk([0], [_NONE] * nodes, [_NONE] * nodes)
    walk.number[0] = 0
    used = [False] * len(edges)
    stack = [0]
    while stack:
        node = stack[-1]
        edge = beside[node].pop() if beside[node] else _NONE
        if edge == _NONE:
            stack.pop()
        elif not used[edge]:
            used[edge] = True
            other = _other_end(edges[edge], node)
            if walk.number[other] == _NONE:
                walk.number[other] = len(walk.order)
                walk.order.append(other)
                walk.tree_edge[other] = edge
                walk.children.setdefault(node, []).append(other)
                stack.append(other)
            elif other != node:
                walk.up.setdefault(node, []).append(edge)
                walk.down.setdefault(other, []).append(edge)
    return walk


def _other_end(edge: tuple[int, int], node: int) -> int:
    return edge[0] + edge[1] - node
