"""Which flow of one model is which of the other, and which of them leads elsewhere now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from procflow.bpmn.diff.side import Side, folded, joined
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.flow import FlowNode, SequenceFlow

# Nodes that came or went are followed this far.
_FAR = 64

_Way = tuple[Element | None, Element | None]


@dataclass(frozen=True)
class Routes:
    """
    The sequence flows of both models.

    Attributes:
        old: The old model.
        new: The new model.
        mate: The new element for each old one that is matched.
        back: The old element for each new one.
        moved: Matched flows that may join other nodes.
    """

    old: Side
    new: Side
    mate: dict[Element, Element]
    back: dict[Element, Element]
    moved: set[Element] = field(default_factory=set)

    def match(self, same: Collection[str] = ()) -> None:
        """
        Match the flows that are left: those between the same nodes, then those that go the same way or begin it.

        A flow that joins other nodes than that of its id stands back for one that joins the same: tools number flows.

        Args:
            same: Ids whose flows are the same to the letter.
        """
        turned = [
            (flow, other)
            for flow in self.old.flows
            if isinstance(other := self.mate.get(flow), SequenceFlow)
            and flow.id not in same
            and not self._joins_same(flow, other)
        ]
        for flow, other in turned:
            del self.mate[flow], self.back[other]
        ones = [flow for flow in self.old.flows if flow not in self.mate]
        others = [flow for flow in self.new.flows if flow not in self.back]
        if ones and others:
            self._match_between(ones, others)
        for flow, other in turned:
            if flow not in self.mate and other not in self.back:
                self._pair(flow, other)
                self.moved.add(flow)
        for is_same in (self._goes_the_same_way, self._shares_an_end):
            ones = [flow for flow in ones if flow not in self.mate and _is_loose(flow, self.mate)]
            others = [flow for flow in others if flow not in self.back and _is_loose(flow, self.back)]
            self._match_like(ones, others, is_same)

    def is_rerouted(self, flow: SequenceFlow, other: SequenceFlow) -> bool:
        """Tell whether two matched flows join other nodes, where what came between or went does not explain it."""
        return not self._joins_same(flow, other) and not self._goes_the_same_way(flow, other)

    def _joins_same(self, flow: SequenceFlow, other: SequenceFlow) -> bool:
        get = self.mate.get
        return get(flow.source) is other.source and get(flow.target) is other.target

    def is_explained(self, flow: SequenceFlow, *, is_new: bool) -> bool:
        """Tell whether a flow that came or went does so with a node at its end, or is one that a node came into."""
        mate = self.back if is_new else self.mate
        source, target = joined(flow)
        if source not in mate or target not in mate:
            return True
        lost = self.mate if is_new else self.back
        between = [node for node in _next(mate[source], is_forward=True) if node not in lost]
        return any(mate[target] in _reached(node, lost) for node in between)

    def _match_between(self, ones: list[SequenceFlow], others: list[SequenceFlow]) -> None:
        singles, crowds = _by_way(ones, self.mate)
        new_singles, new_crowds = _by_way(others, {other: other for other in self.mate.values()})
        for way, flow in singles.items():
            other = new_singles.get(way)
            if other is None:
                continue
            if way in crowds or way in new_crowds:
                here, there = crowds.get(way, [flow]), new_crowds.get(way, [other])
                self._pair_likest([(one, far) for one in here for far in there[:_FAR]])
            else:
                self._pair(flow, other)

    def _match_like(
        self,
        ones: list[SequenceFlow],
        others: list[SequenceFlow],
        is_same: Callable[[SequenceFlow, SequenceFlow], bool],
    ) -> None:
        """Match the likest flows that have an end in common, through what came or went."""
        near = _by_end(others, self._ends_of_new)
        found = []
        for flow in ones:
            keys = [key for key in self._ends_of_old(flow) if key in near]
            candidates = dict.fromkeys(other for key in keys for other in near[key][:_FAR])
            found += [(flow, other) for other in candidates if is_same(flow, other)]
        self.moved.update(self._pair_likest(found))

    def _pair_likest(self, candidates: list[tuple[SequenceFlow, SequenceFlow]]) -> list[SequenceFlow]:
        """Match the likest candidates first; return the old ones that are matched."""
        place, new_place = self.old.rank, self.new.rank
        found = []

        def order(pair: tuple[SequenceFlow, SequenceFlow]) -> tuple[int, int, int]:
            places = place[pair[0]], new_place[pair[1]]
            return _unlikeness(*pair), sum(places), abs(places[0] - places[1])

        for flow, other in sorted(candidates, key=order):
            if flow not in self.mate and other not in self.back:
                self._pair(flow, other)
                found.append(flow)
        return found

    def _pair(self, flow: Element, other: Element) -> None:
        self.mate[flow] = other
        self.back[other] = flow

    def _ends_of_old(self, flow: SequenceFlow) -> list[tuple[str, Element]]:
        source, target = joined(flow)
        return [(word, self.mate[end]) for word, end in (("from", source), ("to", target)) if end in self.mate]

    def _ends_of_new(self, flow: SequenceFlow) -> list[tuple[str, Element]]:
        source, target = joined(flow)
        return [(word, end) for word, end in (("from", source), ("to", target)) if end in self.back]

    def _shares_an_end(self, flow: SequenceFlow, other: SequenceFlow) -> bool:
        """Tell whether one end stayed, and the other led to a node that stayed, too."""
        ends, others = joined(flow), joined(other)
        if not all(end in self.mate for end in ends) or not all(end in self.back for end in others):
            return False
        if self.is_explained(flow, is_new=False) or self.is_explained(other, is_new=True):
            return False
        return any(self.mate[end] is far for end, far in zip(ends, others, strict=True))

    def _goes_the_same_way(self, flow: SequenceFlow, other: SequenceFlow) -> bool:
        (source, target), (tail, head) = joined(flow), joined(other)
        ways = (
            (_reached(target, self.mate), _reached(head, self.back)),
            (
                _reached(source, self.mate, is_forward=False),
                _reached(tail, self.back, is_forward=False),
            ),
        )
        return all(bool(there & {self.mate[end] for end in here}) or not (here or there) for here, there in ways)


def _reached(start: Element, mate: Mapping[Element, Element], *, is_forward: bool = True) -> set[Element]:
    """Return the matched nodes that *start* leads to through unmatched ones alone; itself if it is matched."""
    if start in mate:
        return {start}
    found: set[Element] = set()
    seen, pending = {start}, [start]
    while pending and len(seen) < _FAR:
        for end in _next(pending.pop(), is_forward=is_forward):
            if end in mate:
                found.add(end)
            elif end not in seen:
                seen.add(end)
                pending.append(end)
    return found


def _is_loose(flow: SequenceFlow, mate: Mapping[Element, Element]) -> bool:
    return flow.source in mate or flow.target in mate


def _next(node: Element, *, is_forward: bool) -> Iterator[Element]:
    if isinstance(node, FlowNode):
        for flow in node.outgoing if is_forward else node.incoming:
            yield flow.target if is_forward else flow.source


def _by_way(
    flows: Iterable[SequenceFlow], known: Mapping[Element, Element]
) -> tuple[dict[_Way, SequenceFlow], dict[_Way, list[SequenceFlow]]]:
    """Return the first flow between two known nodes, and all of them where there are several."""
    singles: dict[_Way, SequenceFlow] = {}
    crowds: dict[_Way, list[SequenceFlow]] = {}
    get = known.get
    for flow in flows:
        way = get(flow.source), get(flow.target)
        if None not in way:
            first = singles.setdefault(way, flow)
            if first is not flow:
                crowds.setdefault(way, [first]).append(flow)
    return singles, crowds


def _by_end(
    flows: Iterable[SequenceFlow], ends: Callable[[SequenceFlow], list[tuple[str, Element]]]
) -> dict[tuple[str, Element], list[SequenceFlow]]:
    found: dict[tuple[str, Element], list[SequenceFlow]] = {}
    for flow in flows:
        for key in ends(flow):
            found.setdefault(key, []).append(flow)
    return found


def _unlikeness(flow: SequenceFlow, other: SequenceFlow) -> int:
    return 2 * (folded(flow.name) != folded(other.name)) + (flow.condition != other.condition)
