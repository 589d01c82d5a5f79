"""Which node of one model is which of the other, where the ids do not tell: by type, name and neighbourhood."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from procflow.bpmn.diff.guess import guesses
from procflow.bpmn.diff.side import Net

# How far the neighbourhood of a node is looked at before it is followed from nodes that are matched.
_ROUNDS = 2
# How far it is looked at for the nodes that are left then.
_MORE_ROUNDS = 8
_REFINEMENTS = 8
_GUESSES = 4


class Matching:
    """
    Grows a one-to-one matching of the nodes of two models.

    Nothing is taken back: what is certain comes first.
    Each step treats both sides alike, so that the same nodes are found when the sides are swapped.

    Args:
        old: The nodes of the old model.
        new: The nodes of the new model.
        known: Pairs that are matched already.
        is_redrawn: Whether ids tell nothing, so that a node in the same place may bear a name that is quite different.
    """

    def __init__(self, old: Net, new: Net, known: Iterable[tuple[int, int]], *, is_redrawn: bool) -> None:
        self.old = old
        self.new = new
        self.is_redrawn = is_redrawn
        self.mate = [-1] * len(old.labels)
        self.back = [-1] * len(new.labels)
        self._recent: deque[tuple[int, int]] = deque()
        for one, other in known:
            self._pair(one, other)

    def complete(self) -> list[int]:
        """Return the number of the new node for each old one, -1 where there is none."""
        self._anchor(self.old.labels, self.new.labels)
        self._anchor(self.old.places, self.new.places)
        for colours in self._colours():
            self._anchor(*colours)
        self._follow(self._border())
        self._refine()
        for _ in range(_GUESSES):
            found = guesses(self.old, self.new, self.mate, self.back, is_redrawn=self.is_redrawn)
            for one, other in found:
                self._pair(one, other)
            if not found:
                break
            self._follow(found)
        return self.mate

    @property
    def _is_done(self) -> bool:
        return -1 not in self.mate or -1 not in self.back

    def _pair(self, one: int, other: int) -> None:
        self.mate[one] = other
        self.back[other] = one
        self._recent.append((one, other))

    def _anchor(self, olds: Sequence[int], news: Sequence[int]) -> None:
        """Match the nodes whose key stands only once among those left on either side."""
        ones, others = _singles(olds, self.mate), _singles(news, self.back)
        for key, one in ones.items():
            other = others.get(key, -1)
            if one >= 0 and other >= 0:
                self._pair(one, other)

    def _colours(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield what each node is called with what stands around it, one step further each time."""
        ones, others = self.old.labels, self.new.labels
        for _ in range(_ROUNDS):
            if self._is_done:
                return
            ones, others = _recoloured(ones, self.old), _recoloured(others, self.new)
            yield ones, others

    def _follow(self, seeds: Iterable[tuple[int, int]]) -> None:
        """From matched pairs go along the flows, and match what is alone of its kind there on either side."""
        for ones, others in ((self.old.places, self.new.places), (self.old.labels, self.new.labels)):
            self._recent = deque(sorted(seeds, key=_evenly))
            seen = []
            while self._recent:
                one, other = pair = self._recent.popleft()
                seen.append(pair)
                self._match_near(self.old.after[one], self.new.after[other], ones, others)
                self._match_near(self.old.before[one], self.new.before[other], ones, others)
            seeds = seen

    def _border(self) -> list[tuple[int, int]]:
        """Return the matched pairs beside which nodes are left."""
        left = [number for number, other in enumerate(self.mate) if other < 0]
        near = {side for number in left for side in (*self.old.after[number], *self.old.before[number])}
        return [(one, self.mate[one]) for one in near if self.mate[one] >= 0]

    def _match_near(self, near: list[int], far: list[int], ones: Sequence[int], others: Sequence[int]) -> None:
        here = [number for number in near if self.mate[number] < 0]
        if not here:
            return
        there = [number for number in far if self.back[number] < 0]
        if len(here) == 1 == len(there):
            if ones[here[0]] == others[there[0]]:
                self._pair(here[0], there[0])
        elif there:
            singles = _alone(there, others)
            for key, number in _alone(here, ones).items():
                if number >= 0 and singles.get(key, -1) >= 0:
                    self._pair(number, singles[key])

    def _refine(self) -> None:
        """Tell the nodes that are left apart by ever more of what stands around them; those that are alike by order."""
        numbers: dict[object, int] = {}
        for _ in range(_REFINEMENTS):
            if self._is_done:
                return
            ones, others = self._left_colours(numbers)
            self._recent.clear()
            self._anchor_left(ones, others)
            if self._recent:
                self._follow(self._recent)
            elif not self._pair_alike(ones, others):
                return

    def _left_colours(self, numbers: dict[object, int]) -> tuple[dict[int, int], dict[int, int]]:
        """Return a number for each node that is left, the same for nodes that cannot be told apart."""
        ones = {number: self.old.places[number] for number, other in enumerate(self.mate) if other < 0}
        others = {number: self.new.places[number] for number, one in enumerate(self.back) if one < 0}
        classes = 0
        for _ in range(_MORE_ROUNDS):
            ones = {
                number: _around(ones, number, colour, self.old, self.mate, numbers) for number, colour in ones.items()
            }
            matched = [-1 if one < 0 else number for number, one in enumerate(self.back)]
            others = {
                number: _around(others, number, colour, self.new, matched, numbers) for number, colour in others.items()
            }
            found = len(set(ones.values()))
            if found == classes:
                break
            classes = found
        return ones, others

    def _anchor_left(self, ones: dict[int, int], others: dict[int, int]) -> None:
        singles = _alone(list(others), others)
        for colour, number in _alone(list(ones), ones).items():
            if number >= 0 and singles.get(colour, -1) >= 0:
                self._pair(number, singles[colour])

    def _pair_alike(self, ones: dict[int, int], others: dict[int, int]) -> bool:
        """Match nodes that are alike in order, each with what follows from it; tell if there were any."""
        waiting = _grouped(others)
        is_found = False
        for colour, numbers in _grouped(ones).items():
            partners = waiting.get(colour, [])
            if len(partners) != len(numbers):
                continue
            free = iter(partners)
            for one in numbers:
                other = next((other for other in free if self.back[other] < 0), -1) if self.mate[one] < 0 else -1
                if other >= 0:
                    self._pair(one, other)
                    self._follow([(one, other)])
                    is_found = True
        return is_found


def _singles(keys: Sequence[int], mate: Sequence[int]) -> dict[int, int]:
    """Return the node of each key that is left, -1 for a key of several."""
    found: dict[int, int] = {}
    for number, key in enumerate(keys):
        if mate[number] < 0:
            found[key] = -1 if key in found else number
    return found


def _alone(numbers: list[int], keys: Sequence[int] | dict[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for number in dict.fromkeys(numbers):
        key = keys[number]
        found[key] = -1 if key in found else number
    return found


def _grouped(colours: dict[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, colour in colours.items():
        found.setdefault(colour, []).append(number)
    return found


def _recoloured(colours: Sequence[int], net: Net) -> list[int]:
    """Return for each node a number for its colour and those of its neighbours, in 64 bits."""
    # Small numbers would often have the same sum as others.
    mixed = [hash((colour,)) for colour in colours]
    before, after = [0] * len(mixed), [0] * len(mixed)
    for one, other in net.ways:
        after[one] += mixed[other]
        before[other] += mixed[one]
    return list(map(hash, zip(mixed, before, after, strict=True)))


def _around(  # noqa: PLR0913, PLR0917 - a step of an inner loop
    colours: dict[int, int], number: int, colour: int, net: Net, mate: Sequence[int], numbers: dict[object, int]
) -> int:
    near = [
        tuple(sorted((0, colours[side]) if side in colours else (1, mate[side]) for side in sides))
        for sides in (net.before[number], net.after[number])
    ]
    return numbers.setdefault((colour, *near), len(numbers))


def _evenly(pair: tuple[int, int]) -> tuple[int, int]:
    """Return an order of pairs that is the same when the sides are swapped."""
    return pair[0] + pair[1], abs(pair[0] - pair[1])
