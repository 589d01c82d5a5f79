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


@dataclass(slots=True, eq=False)
class _Bracket:
    """A back edge over the tree edge looked at: a link of a list that is joined and cut in constant time."""

    edge: int
    group: int = -1
    recent_size: int = -1
    recent_group: int = -1
    before: _Bracket | None = None
    after: _Bracket | None = None


@dataclass(slots=True, eq=False)
class _List:
    size: int = 0
    first: _Bracket | None = None
    last: _Bracket | None = None

    def push(self, bracket: _Bracket) -> None:
        bracket.after = self.first
        if self.first is None:
            self.last = bracket
        else:
            self.first.before = bracket
        self.first = bracket
        self.size += 1

    def take_out(self, bracket: _Bracket) -> None:
        if bracket.before is None:
            self.first = bracket.after
        else:
            bracket.before.after = bracket.after
        if bracket.after is None:
            self.last = bracket.before
        else:
            bracket.after.before = bracket.before
        self.size -= 1

    def join(self, other: _List) -> None:
        if other.first is None:
            return
        if self.last is None:
            self.first = other.first
        else:
            self.last.after, other.first.before = other.first, self.last
        self.last = other.last
        self.size += other.size


@dataclass(slots=True)
class _Walk:
    """A depth-first walk over the graph without directions."""

    order: list[int] = field(default_factory=list)
    number: dict[int, int] = field(default_factory=dict)
    tree_edge: dict[int, int] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)
    up: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    down: dict[int, list[int]] = field(default_factory=dict)


def cycle_groups(nodes: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """
    Return the number of its group for each edge; equivalent edges have the same.

    Args:
        nodes: How many nodes there are; the graph is walked from node 0.
        edges: Ends of each edge; every edge must lie on a cycle, in either direction.
    """
    walk = _walk(nodes, edges)
    groups = [-1] * len(edges)
    fresh = itertools.count()
    brackets: dict[int, _Bracket] = {}
    lists: dict[int, _List] = {}
    capping: dict[int, list[_Bracket]] = {}
    highest: dict[int, int] = {}
    for node in reversed(walk.order):
        children, up = walk.children.get(node, ()), walk.up.get(node, ())
        own = min([walk.number[target] for target, _ in up]) if up else nodes
        reach = sorted([highest[child] for child in children])
        highest[node] = min(own, reach[0]) if reach else own
        found = lists.pop(children[0]) if children else _List()
        for child in children[1:]:
            found.join(lists.pop(child))
        for bracket in capping.pop(node, ()):
            found.take_out(bracket)
        for edge in walk.down.get(node, ()):
            found.take_out(brackets[edge])
            if groups[edge] < 0:
                groups[edge] = next(fresh)
        for _, edge in up:
            brackets[edge] = _Bracket(edge)
            found.push(brackets[edge])
        if len(reach) > 1 and reach[1] < own:
            cap = _Bracket(-1)
            found.push(cap)
            capping.setdefault(walk.order[reach[1]], []).append(cap)
        lists[node] = found
        if node in walk.tree_edge and found.first is not None:
            _close(walk.tree_edge[node], found, groups, fresh)
    # What leads from a node to itself is a cycle of its own.
    return [group if group >= 0 else next(fresh) for group in groups]


def _close(edge: int, found: _List, groups: list[int], fresh: itertools.count[int]) -> None:
    top = found.first
    if top is None:
        return
    if top.recent_size != found.size:
        top.recent_size, top.recent_group = found.size, next(fresh)
    groups[edge] = top.recent_group
    if found.size == 1 and top.edge >= 0:
        groups[top.edge] = top.recent_group


def _walk(nodes: int, edges: Sequence[tuple[int, int]]) -> _Walk:
    beside: list[list[tuple[int, int]]] = [[] for _ in range(nodes)]
    for number, (source, target) in enumerate(edges):
        beside[source].append((target, number))
        beside[target].append((source, number))
    walk = _Walk()
    used: set[int] = set()
    _meet(walk, 0)
    stack = [(0, iter(beside[0]))]
    while stack:
        node, rest = stack[-1]
        step = next(((other, edge) for other, edge in rest if edge not in used), None)
        if step is None:
            stack.pop()
            continue
        other, edge = step
        used.add(edge)
        if other in walk.number:
            _note_back_edge(walk, node, other, edge)
        else:
            _meet(walk, other)
            walk.tree_edge[other] = edge
            walk.children.setdefault(node, []).append(other)
            stack.append((other, iter(beside[other])))
    return walk


def _meet(walk: _Walk, node: int) -> None:
    walk.number[node] = len(walk.order)
    walk.order.append(node)


def _note_back_edge(walk: _Walk, node: int, other: int, edge: int) -> None:
    if node != other:
        walk.up.setdefault(node, []).append((other, edge))
        walk.down.setdefault(other, []).append(edge)
