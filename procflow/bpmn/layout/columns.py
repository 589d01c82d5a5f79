"""Which column each item stands in: steps after the steps that lead to them."""

from __future__ import annotations

from procflow.bpmn.layout.scene import Band, Item, Pool, Sheet

Edges = dict[Item, list[Item]]


def assign_columns(sheet: Sheet) -> None:
    """Give every flow node of *sheet* its column; loops back are left out of the count."""
    nodes = [item for item in sheet.items if not item.is_artifact]
    after = flow_edges(sheet)
    joined = {item for item, targets in after.items() for item in (item, *targets)}
    forward = without_loops([item for item in nodes if item in joined], after)
    _longest_paths(forward)
    _pull_late_starts(forward)
    _shift_pools(sheet)
    for item in nodes:
        item.is_single = item not in joined
    sheet.columns = max((item.column for item in nodes), default=0) + 1


def flow_edges(sheet: Sheet) -> Edges:
    """Return the successors of each item by sequence flow, or by association between two steps (compensation)."""
    after: Edges = {}
    for link in sheet.links:
        source, target = link.source.item, link.target.item
        if source is None or target is None or source is target or link.kind == "message":
            continue
        if not source.is_artifact and not target.is_artifact and target not in after.setdefault(source, []):
            after[source].append(target)
    return after


def through_guests(sheet: Sheet) -> set[tuple[Item, Item]]:
    """Return the pairs of host and item that only events on the border of the host lead to."""
    aside: set[tuple[Item, Item]] = set()
    direct: set[tuple[Item, Item]] = set()
    for link in sheet.links:
        source, target = link.source.item, link.target.item
        if source is not None and target is not None and link.kind != "message":
            (direct if link.source.guest is None else aside).add((source, target))
    return aside - direct


def without_loops(nodes: list[Item], after: Edges) -> Edges:
    """Return the edges less those that close a loop, seen from the starts in the order of the file."""
    entered = {target for targets in after.values() for target in targets}
    roots = sorted(nodes, key=lambda item: (item in entered, item.order))
    forward: Edges = {item: [] for item in nodes}
    done: set[Item] = set()
    for root in roots:
        _walk(root, after, forward, done)
    return forward


def _walk(root: Item, after: Edges, forward: Edges, done: set[Item]) -> None:
    if root in done:
        return
    on_path = {root}
    stack = [(root, iter(after.get(root, ())))]
    while stack:
        item, rest = stack[-1]
        target = next(rest, None)
        if target is None:
            stack.pop()
            on_path.discard(item)
            done.add(item)
        elif target not in on_path:
            forward[item].append(target)
            if target not in done:
                on_path.add(target)
                stack.append((target, iter(after.get(target, ()))))


def topological(forward: Edges) -> list[Item]:
    """Return the items so that every edge leads on in the list."""
    waiting = dict.fromkeys(forward, 0)
    for targets in forward.values():
        for target in targets:
            waiting[target] += 1
    ready = [item for item, count in waiting.items() if count == 0]
    order: list[Item] = []
    while ready:
        item = ready.pop()
        order.append(item)
        for target in forward[item]:
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    return order


def _longest_paths(forward: Edges) -> None:
    for item in topological(forward):
        for target in forward[item]:
            target.column = max(target.column, item.column + 1)


def _pull_late_starts(forward: Edges) -> None:
    entered = {target for targets in forward.values() for target in targets}
    for item, targets in forward.items():
        if item not in entered and targets:
            item.column = max(item.column, min(target.column for target in targets) - 1)


def _shift_pools(sheet: Sheet) -> None:
    """Move each pool to the right until it stands below the steps that send messages to it."""
    owner = {band: pool for pool in sheet.pools for band in pool.bands}
    members: dict[Pool | None, list[Item]] = {}
    for item in sheet.items:
        members.setdefault(owner.get(item.band), []).append(item)
    partners = _partners(sheet, owner)
    settled = set(sheet.pools[:1])
    for pool in sheet.pools[1:]:
        pairs = [(mine, other) for mine, other in partners.get(pool, ()) if owner[other.band] in settled]
        gaps = sorted(other.column - mine.column for mine, other in pairs)
        settled.add(pool)
        shift = max(0, gaps[len(gaps) // 2]) if gaps else 0
        for item in members.get(pool, ()):
            item.column += shift


def _partners(sheet: Sheet, owner: dict[Band, Pool]) -> dict[Pool, list[tuple[Item, Item]]]:
    """Return for each pool the item in it and the other one of each message flow that begins or ends in it."""
    found: dict[Pool, list[tuple[Item, Item]]] = {}
    for link in sheet.links:
        source, target = link.source.item, link.target.item
        if link.kind == "message" and source is not None and target is not None:
            found.setdefault(owner[source.band], []).append((source, target))
            if owner[target.band] is not owner[source.band]:
                found.setdefault(owner[target.band], []).append((target, source))
    return found
