"""What a reduced sequence flow stands for: a part of the model that a token passes for certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procflow.bpmn.soundness.net import Node

Flows = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step of the token game, as docs/explanation/semantics.md counts them.

    Attributes:
        element_id: The node that took the step.
        taken: Sequence flows it took a token from.
        given: Sequence flows it put a token on.
    """

    element_id: str
    taken: Flows = ()
    given: Flows = ()

    def __str__(self) -> str:
        before = f"{' + '.join(self.taken)} -> " if self.taken else ""
        after = f" -> {' + '.join(self.given)}" if self.given else ""
        return f"{before}{self.element_id}{after}"


@dataclass(slots=True, eq=False)
class Fragment:
    """
    A part with one way in and one way out, or a single sequence flow.

    Attributes:
        entry: Flows that carry a token when one has entered.
        exit: Flows that carry a token when it is about to leave.
        cost: How many steps the shortest way through takes.
        parts: What that way is made of: two with *node* between them, or branches passed at once.
        node: The node between two parts.
        also: Nodes and parts on other ways through.
        row: Instead of parts: sequence flows, and between each two of them the activity they join.
    """

    entry: Flows
    exit: Flows
    cost: int = 0
    parts: tuple[Fragment, ...] = ()
    node: Node | None = None
    also: tuple[Fragment | Node, ...] = ()
    row: Flows = ()


# Between an event-based gateway and the event that happens, and between two link events, no flow carries a token.
NOWHERE = Fragment((), ())


def leaf(flow_id: str) -> Fragment:
    """Return the fragment that is one sequence flow."""
    flows = (flow_id,)
    return Fragment(flows, flows)


def row(ids: Flows) -> Fragment:
    """Return sequence flows with an activity between each two of them, which begins and ends."""
    return Fragment((ids[0],), (ids[-1],), len(ids) - 1, row=ids)


def series(first: Fragment, node: Node, second: Fragment) -> Fragment:
    """Return *first*, then the node, then *second*."""
    if not first.exit and not node.weight:
        return _joined(first, second)
    return Fragment(first.entry, second.exit, first.cost + node.weight + second.cost, (first, second), node)


def _joined(first: Fragment, second: Fragment) -> Fragment:
    """Return *first*, which ends between two nodes, going on with *second* in the same step."""
    if first is NOWHERE:
        return second
    last = _joined(first.parts[-1], second)
    cost = first.cost + second.cost
    return Fragment(first.entry or last.entry, last.exit, cost, (*first.parts[:-1], last), first.node, first.also)


def parallel(branches: Iterable[Fragment]) -> Fragment:
    """Return all *branches* at once."""
    parts = tuple(branches)
    entry = tuple(flow for branch in parts for flow in branch.entry)
    left = tuple(flow for branch in parts for flow in branch.exit)
    return Fragment(entry, left, sum(branch.cost for branch in parts), parts)


def alternatives(branches: Iterable[Fragment]) -> Fragment:
    """Return the shortest of *branches*, any of which a token may take."""
    every = tuple(branches)
    best = min(every, key=lambda branch: branch.cost)
    rest = tuple(branch for branch in every if branch is not best)
    return Fragment(best.entry, best.exit, best.cost, (best,), also=rest)


def steps_of(fragment: Fragment) -> Iterator[Step]:
    """Yield the steps of the shortest way through *fragment*."""
    pending: list[Fragment | list[Step]] = [fragment]
    while pending:
        part = pending.pop()
        if isinstance(part, list):
            yield from part
        elif part.row:
            yield from _steps_of_row(part.row)
        elif part.node is not None:
            first, second = part.parts
            pending += (second, part.node.passing(first.exit, second.entry), first)
        else:
            pending.extend(reversed(part.parts))


def _steps_of_row(ids: Flows) -> Iterator[Step]:
    for place in range(1, len(ids), 2):
        yield Step(ids[place], ids[place - 1 : place])
        yield Step(ids[place], (), ids[place + 1 : place + 2])


def activities_of(parts: Iterable[Fragment | Node]) -> Iterator[str]:
    """Yield the activities that begin on some way through *parts*."""
    for part in all_parts(parts):
        yield from part.row[1::2] if isinstance(part, Fragment) else part.begins


def stepping(parts: Iterable[Fragment | Node]) -> Iterator[str]:
    """Yield the elements that take a step on some way through *parts*."""
    for part in all_parts(parts):
        if isinstance(part, Fragment):
            yield from part.row[1::2]
        else:
            if part.weight:
                yield part.id
            yield from stepping(one for way in part.inside for one in way)


def all_parts(parts: Iterable[Fragment | Node]) -> Iterator[Fragment | Node]:
    """Yield *parts* and everything that was reduced into them, each once."""
    pending = list(parts)
    seen: set[int] = set()
    while pending:
        part = pending.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        pending.extend(part.also)
        if isinstance(part, Fragment):
            pending.extend(part.parts)
            pending.extend([part.node] if part.node is not None else [])
        else:
            pending.extend(one for tail in part.tails for one in tail)
