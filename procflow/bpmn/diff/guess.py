"""Pairs of nodes that are the same in all likelihood: of like name, or between the same neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from procflow.bpmn.diff.side import Net
from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.events import Event

# Words that more nodes than this have in their names tell nothing.
_COMMON = 8
# More pairs than this around one neighbour are not looked at.
_CROWD = 64
# Nodes that are left are followed this far.
_FAR = 32
_ALIKE = 0.5
_VERY_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How alike two nodes are: their names (0 to 1), their neighbours (0 to 1), and whether all around them agrees."""

    name: float
    near: float
    is_same_slot: bool
    is_same_kind: bool
    is_same_place: bool

    @property
    def score(self) -> float:
        return 2 * self.name + 2 * self.near + self.is_same_kind + 0.5 * self.is_same_place


class _Left:
    """
    The nodes of one side that are left, the words of their names, and the matched nodes around them.

    Args:
        net: The nodes of the side.
        mate: The other side's node of each, -1 for those that are left.
        known: The new side's node that each stands for, -1 for those that are left.
    """

    def __init__(self, net: Net, mate: Sequence[int], known: Sequence[int]) -> None:
        self.net = net
        self.numbers = [number for number, other in enumerate(mate) if other < 0]
        self.words = {number: frozenset(net.names[number].split()) for number in self.numbers}
        self.family = {number: _family(net, number) for number in self.numbers}
        self.by_word: dict[tuple[int, str], list[int]] = {}
        for number in self.numbers:
            for word in (*self.words[number], net.names[number]):
                self.by_word.setdefault((self.family[number], word), []).append(number)
        self.before = {number: _reached(number, net.before, known) for number in self.numbers}
        self.after = {number: _reached(number, net.after, known) for number in self.numbers}


def guesses(old: Net, new: Net, mate: Sequence[int], back: Sequence[int], *, is_redrawn: bool) -> list[tuple[int, int]]:
    """
    Return pairs of nodes that are left and are the same in all likelihood, the likeliest of each node.

    The cost grows with the number of nodes that are left, not with that of their pairs.
    """
    itself = [-1 if one < 0 else number for number, one in enumerate(back)]
    ones, others = _Left(old, mate, mate), _Left(new, back, itself)
    if not ones.numbers or not others.numbers:
        return []
    scored: list[tuple[float, int, int, int, int]] = []
    candidates = dict.fromkeys([*_around(ones, others), *_of_like_name(ones, others)])
    for one, other in candidates:
        if ones.family[one] != others.family[other]:
            continue
        found = _likeness(ones, others, (one, other))
        if _is_likely(found, is_named=bool(ones.words[one] or others.words[other]), is_redrawn=is_redrawn):
            scored.append((-found.score, one + other, abs(one - other), one, other))
    taken: set[int] = set()
    used: set[int] = set()
    result = []
    for _, _, _, one, other in sorted(scored):
        if one not in taken and other not in used:
            taken.add(one)
            used.add(other)
            result.append((one, other))
    return result


def _around(ones: _Left, others: _Left) -> Iterator[tuple[int, int]]:
    """Yield the pairs of nodes that stand before or behind the same matched node."""
    for near, far in ((ones.before, others.before), (ones.after, others.after)):
        here, there = _by_hub(near), _by_hub(far)
        for hub, numbers in here.items():
            across = there.get(hub, [])
            if len(numbers) * len(across) <= _CROWD:
                yield from ((one, other) for one in numbers for other in across)


def _by_hub(near: dict[int, frozenset[int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, hubs in near.items():
        for hub in sorted(hubs):
            found.setdefault(hub, []).append(number)
    return found


def _reached(number: int, near: Sequence[Sequence[int]], known: Sequence[int]) -> frozenset[int]:
    """Return the matched nodes that are reached from a node through nodes that are left, as the new side knows them."""
    found = set()
    seen, pending = {number}, [number]
    while pending and len(seen) < _FAR:
        for side in near[pending.pop()]:
            if known[side] >= 0:
                found.add(known[side])
            elif side not in seen:
                seen.add(side)
                pending.append(side)
    return frozenset(found)


def _of_like_name(ones: _Left, others: _Left) -> Iterator[tuple[int, int]]:
    """Yield the pairs of nodes that share a word which few have; of those of one name the first with the first."""
    for key, here in ones.by_word.items():
        there = others.by_word.get(key, [])
        if len(here) <= _COMMON and len(there) <= _COMMON:
            yield from ((one, other) for one in here for other in there)
        else:
            yield from zip(here, there, strict=False)


def _likeness(ones: _Left, others: _Left, pair: tuple[int, int]) -> _Likeness:
    one, other = pair
    words, further = ones.words[one], others.words[other]
    sides = ((ones.before[one], others.before[other]), (ones.after[one], others.after[other]))
    agreements = [len(near & far) / max(len(near), len(far)) for near, far in sides if near or far]
    near = sum(agreements) / len(agreements) if agreements else 0.0
    return _Likeness(
        name=len(words & further) / len(words | further) if words or further else 1.0,
        near=near,
        is_same_slot=near == 1.0,
        is_same_kind=ones.net.kinds[one] == others.net.kinds[other],
        is_same_place=ones.net.places[one] == others.net.places[other],
    )


def _is_likely(found: _Likeness, *, is_named: bool, is_redrawn: bool) -> bool:
    if not is_named:
        return found.near >= _ALIKE if found.is_same_kind else found.is_same_slot
    if found.name >= _VERY_ALIKE:
        return found.is_same_kind or found.near > 0
    if found.name >= _ALIKE:
        return found.near > 0
    return is_redrawn and found.is_same_slot and found.is_same_kind


def _family(net: Net, number: int) -> int:
    node = net.nodes[number]
    return 0 if isinstance(node, Activity) else 1 if isinstance(node, Event) else 2
