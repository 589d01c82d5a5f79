"""
What ways a graph has: which nodes every way passes, and which lead to each other.

Nodes are numbers; *ahead* holds for each node those its edges lead to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Ahead = Sequence[Sequence[int]]


def immediate_dominators(ahead: Ahead, root: int) -> list[int]:
    """
    Return for each node the nearest node that every way to it from *root* passes, -1 for the root and what lies apart.

    Source of the method: Georgiadis, Tarjan and Werneck, "Finding Dominators in Practice", JGAA 2006 (semi-NCA).
    """
    order, above = _depth_first(ahead, root)
    number = {node: place for place, node in enumerate(order)}
    behind: list[list[int]] = [[] for _ in order]
    for place, node in enumerate(order):
        for target in ahead[node]:
            behind[number[target]].append(place)
    semi = _semidominators(above, behind)
    nearest = list(above)
    found = [-1] * len(ahead)
    for place in range(1, len(order)):
        while nearest[place] > semi[place]:
            nearest[place] = nearest[nearest[place]]
        found[order[place]] = order[nearest[place]]
    return found


def dominated_spans(above: Sequence[int], root: int) -> dict[int, tuple[int, int]]:
    """Return where each reached node stands in a walk over the tree of dominators, and where those below it end."""
    below: dict[int, list[int]] = {}
    for node, one in enumerate(above):
        if one >= 0:
            below.setdefault(one, []).append(node)
    spans: dict[int, tuple[int, int]] = {}
    pending, count = [(root, False)], 0
    while pending:
        node, is_done = pending.pop()
        if is_done:
            spans[node] = spans[node][0], count
            continue
        spans[node] = count, count
        count += 1
        pending.append((node, True))
        pending += [(one, False) for one in below.get(node, ())]
    return spans


def _depth_first(ahead: Ahead, root: int) -> tuple[list[int], list[int]]:
    """Return the nodes as a walk depth first meets them, and for each the place of the one it came from."""
    order: list[int] = []
    above: list[int] = []
    seen: set[int] = set()
    pending = [(root, 0)]
    while pending:
        node, before = pending.pop()
        if node not in seen:
            seen.add(node)
            pending += [(target, len(order)) for target in reversed(ahead[node]) if target not in seen]
            order.append(node)
            above.append(before)
    return order, above


def _semidominators(above: Sequence[int], behind: Sequence[Sequence[int]]) -> list[int]:
    count = len(above)
    semi, best, linked = list(range(count)), list(range(count)), [-1] * count
    for place in range(count - 1, 0, -1):
        for other in behind[place]:
            lowest = semi[_lowest(other, semi, best, linked)]
            semi[place] = min(semi[place], lowest)
        linked[place] = above[place]
    return semi


def _lowest(place: int, semi: list[int], best: list[int], linked: list[int]) -> int:
    """Return which node on the way up from *place* has the lowest semidominator; ways gone once are shortened."""
    if linked[place] < 0:
        return place
    path = []
    at = place
    while linked[linked[at]] >= 0:
        path.append(at)
        at = linked[at]
    for one in reversed(path):
        higher = linked[one]
        if semi[best[higher]] < semi[best[one]]:
            best[one] = best[higher]
        linked[one] = linked[higher]
    return best[place]


def components(ahead: Ahead) -> Iterator[list[int]]:
    """
    Yield the greatest sets of nodes that lead to each other, a node alone too.

    Source of the method: Tarjan, "Depth-First Search and Linear Graph Algorithms", SIAM J. Comput. 1972.
    """
    number = [-1] * len(ahead)
    low = [0] * len(ahead)
    left: list[int] = []
    count = 0
    for root in range(len(ahead)):
        stack = [(root, iter(ahead[root]))] if number[root] < 0 else []
        while stack:
            node, rest = stack[-1]
            if number[node] < 0:
                number[node] = low[node] = count
                count += 1
                left.append(node)
            target = next(rest, None)
            if target is None:
                stack.pop()
                if low[node] == number[node]:
                    yield _taken(left, node, low, len(ahead))
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[node])
            elif number[target] < 0:
                stack.append((target, iter(ahead[target])))
            else:
                low[node] = min(low[node], low[target])


def _taken(left: list[int], node: int, low: list[int], done: int) -> list[int]:
    """Return *node* and what was met after it; all of it is done with."""
    place = len(left) - 1
    while left[place] != node:
        place -= 1
    found = left[place:]
    del left[place:]
    for one in found:
        low[one] = done
    return found
