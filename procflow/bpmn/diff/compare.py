"""From two matched models to the list of what changed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property

from procflow.bpmn.diff.called import ends_of, is_held, label, title
from procflow.bpmn.diff.change import Change, ChangeKind, Detail, Diff, listing_order
from procflow.bpmn.diff.drawn import drawn_elsewhere
from procflow.bpmn.diff.facts import PRESENT, Fact, Value, facts, kind_of
from procflow.bpmn.diff.loose import KIND, loose, untied
from procflow.bpmn.diff.pairs import pair_up
from procflow.bpmn.diff.side import Side, joined
from procflow.bpmn.diff.spelling import Spellings, file_texts
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.bulk import collection_paused
from procflow.bpmn.model.collaboration import (
    Connection,
    Group,
    Lane,
    Participant,
)
from procflow.bpmn.model.definitions import Definitions, expect_model
from procflow.bpmn.model.events import BoundaryEvent, Event, EventDefinition
from procflow.bpmn.model.flow import FlowNode, Process, SequenceFlow
from procflow.bpmn.model.resources import Category
from procflow.bpmn.namespaces import bpmn, local_reference

_FEW = 3


def diff(old: Definitions, new: Definitions) -> Diff:
    """
    Return what changed from *old* to *new*, by meaning.

    Elements are matched by id, else by type, name and neighbourhood, so that a copy drawn anew is the same model.
    What follows from another change is not told again: a flow that comes or goes with a node at its end, what stands
    in a sub-process that was moved.

    Raises:
        DataError: One of them is no model.

    Example:
        >>> from procflow.bpmn import Builder
        >>> def version(name):
        ...     make = Builder("p", "Cấp phép")
        ...     make.flow(make.add("startEvent", "Có hồ sơ"), make.add("userTask", name, id="t"))
        ...     return make.build()
        >>> print(diff(version("Ký"), version("Ký số")))
        The user task "Ký" was renamed: name was "Ký" and is "Ký số".
    """
    expect_model(old)
    expect_model(new)
    with collection_paused():
        return _Comparison(Side(old), Side(new)).result()


class _Comparison:
    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new
        self.texts = file_texts(old, new)
        spellings = Spellings.of(old, new, self.texts)
        self.routes = pair_up(old, new, spellings.same)
        self.mate = self.routes.mate
        self.back = self.routes.back
        self.alike = spellings.alike(old, new, self.mate)
        self.passed = frozenset(bpmn(kind) for kind in old.inner_kinds | new.inner_kinds)
        self.loose, self.new_loose = loose(old.model, old.home), loose(new.model, new.home)
        self.hanging = self.loose.keys() | self.new_loose.keys()
        self.found: list[tuple[int, int, Change]] = []

    def result(self) -> Diff:
        for element, is_new in self._unmatched():
            self._came_or_went(element, is_new=is_new)
        for one, other in self._hanging():
            self._untied(one, other)
        for node, other in self._changed_nodes():
            self._node(node, other)
        for flow, other in self._changed_flows():
            self._flow(flow, other)
        for element in self.old.others:
            if element in self.mate:
                self._other(element, self.mate[element])
        meaning = tuple(change for _, _, change in sorted(self.found, key=lambda item: item[:2]))
        ids = {other: key for key, other in self.new.by_id.items()}
        mate = self.mate
        matched = {key: ids[mate[one]] for key, one in self.old.by_id.items() if mate.get(one) in ids}
        told = {change.old_id for change in meaning}
        return Diff(meaning, drawn_elsewhere(self.old, self.new, matched, self.texts, told), matched)

    def _changed_nodes(self) -> Iterator[tuple[FlowNode, Element]]:
        """Yield the matched nodes that stand elsewhere or are spelled otherwise."""
        mate, alike = self.mate, self.alike
        homes, new_homes = self.old.home, self.new.home
        lanes = {node: mate.get(lane, lane) for node, lane in self.old.lane.items()}
        lane, new_lane = lanes.get, self.new.lane.get
        for node in self.old.nodes:
            other = mate.get(node)
            if other is None:
                continue
            home = homes[node]
            is_there = home is not None and mate.get(home) is new_homes[other] and lane(node) is new_lane(other)
            if not is_there or node not in alike:
                yield node, other

    def _changed_flows(self) -> Iterator[tuple[SequenceFlow, Element]]:
        """Yield the matched flows that join other nodes or are spelled otherwise."""
        mate, alike, moved = self.mate, self.alike, self.routes.moved
        for flow in self.old.flows:
            if (flow not in alike or flow in moved) and flow in mate:
                yield flow, mate[flow]

    # What came and what went.

    def _unmatched(self) -> Iterator[tuple[Element, bool]]:
        yield from ((element, True) for element in self.new.units() if element not in self.back)
        yield from ((element, False) for element in self.old.units() if element not in self.mate)
        yield from ((element, True) for element in self.new_loose.values())
        yield from ((element, False) for element in self.loose.values())

    def _hanging(self) -> Iterator[tuple[Element, Element]]:
        """Yield what hangs in the air in one of the models, or in both, with the element of that id in the other."""
        for key in dict.fromkeys((*self.loose, *self.new_loose)):
            one, other = self._bearer(key, is_new=False), self._bearer(key, is_new=True)
            if one is not None and other is not None and one.kind == other.kind:
                yield one, other

    def _bearer(self, key: str, *, is_new: bool) -> Element | None:
        """Return what hangs in the air under this id, else the element that bears it and matches none."""
        side, mate, held = (self.new, self.back, self.new_loose) if is_new else (self.old, self.mate, self.loose)
        found = held.get(key) or side.by_id.get(key)
        return None if found in mate else found

    def _untied(self, one: Element, other: Element) -> None:
        if details := tuple(untied(one, other, self._is_same, title)):
            self._change(KIND[one.kind], one, other, details)
        self._content(one, other)

    def _is_same(self, one: Element, other: Element) -> bool:
        return self._is_same_end(one, other) or (one.id in self.hanging and one.id == other.id)

    def _came_or_went(self, element: Element, *, is_new: bool) -> None:
        if self._is_told(element, is_new=is_new):
            return
        side = self.new if is_new else self.old
        details = tuple(
            Detail(field, "" if is_new else text, text if is_new else "") for field, text in _place(element, side)
        )
        kind = ChangeKind.ADDED if is_new else ChangeKind.REMOVED
        change = Change(
            kind,
            element.kind,
            "" if is_new else element.id,
            element.id if is_new else "",
            title(element),
            details,
        )
        self._note(change, side.rank.get(element, len(side.rank)))

    def _is_told(self, element: Element, *, is_new: bool) -> bool:
        """Tell whether the coming or going of *element* follows from that of another one, or is none."""
        if element.id in self.hanging:
            other = self._bearer(element.id, is_new=not is_new)
            if other is not None and other.kind == element.kind:
                return True
        side, mate = (self.new, self.back) if is_new else (self.old, self.mate)
        if isinstance(element, SequenceFlow):
            return self.routes.is_explained(element, is_new=is_new)
        if isinstance(element, Connection):
            return any(end is not None and end in side.home and end not in mate for end in ends_of(element))
        if isinstance(element, Process):
            return any(pool.process is element and pool not in mate for pool in side.model.participants)
        return is_held(element) and element.id in side.references

    # What is on both sides.

    def _node(self, node: FlowNode, other: Element) -> None:
        home, new_home = self.old.home[node], self.new.home[other]
        if (self.mate.get(home) if home is not None else None) is not new_home:
            self._change(ChangeKind.MOVED, node, other, [_container_detail(home, new_home)])
        else:
            self._laned(self.old.lane.get(node), self.new.lane.get(other), node, other)
        self._attached(node, other)
        if node not in self.alike:
            self._content(node, other)

    def _laned(self, lane: Lane | None, new_lane: Lane | None, node: FlowNode, other: Element) -> None:
        """Note that a node stands in another lane, but for one that came into its lane or went out of it."""
        if lane is not None and self.mate.get(lane) is new_lane:
            return
        place, new_place = _standing(lane, self.mate), _standing(new_lane, self.back)
        is_same_place = (self.mate.get(place) if place is not None else None) is new_place
        if is_same_place and self._loose_lanes[place, new_place] <= 1:
            return
        self._change(ChangeKind.MOVED, node, other, [Detail("lane", title(lane), title(new_lane))])

    @cached_property
    def _loose_lanes(self) -> Counter[tuple[Lane | None, Lane | None]]:
        """How many lanes came or went in each lane that stayed, and outside of all of them."""
        found: Counter[tuple[Lane | None, Lane | None]] = Counter()
        for side, mate in ((self.old, self.mate), (self.new, self.back)):
            for lane in side.others:
                if isinstance(lane, Lane) and lane not in mate:
                    place = _standing(lane, mate)
                    across = mate.get(place) if place is not None else None
                    pair = (place, across) if side is self.old else (across, place)
                    found[pair] += 1  # type: ignore[index]  # a lane is matched with a lane
        return found

    def _flow(self, flow: SequenceFlow, other: Element) -> None:
        if isinstance(other, SequenceFlow) and self.routes.is_rerouted(flow, other):
            self._rerouted(flow, other, joined(flow), joined(other))
        if flow not in self.alike:
            self._content(flow, other)

    def _other(self, element: Element, other: Element) -> None:
        if isinstance(element, Lane):
            home, new_home = self.old.home[element], self.new.home[other]
            if home is not None and self.mate.get(home) is not new_home:
                self._change(ChangeKind.MOVED, element, other, [_container_detail(home, new_home)])
        if isinstance(element, Connection) and isinstance(other, Connection):
            ends, new_ends = ends_of(element), ends_of(other)
            if not all(map(self._is_same_end, ends, new_ends)):
                self._rerouted(element, other, ends, new_ends)
        # The name of a group stands elsewhere in the file.
        if element not in self.alike or isinstance(element, Group):
            self._content(element, other)

    def _rerouted(
        self, one: Element, other: Element, ends: tuple[Element | None, ...], new_ends: tuple[Element | None, ...]
    ) -> None:
        details = [
            Detail(word, title(end), title(far))
            for word, end, far in zip(("source", "target"), ends, new_ends, strict=True)
            if not self._is_same_end(end, far)
        ]
        self._change(ChangeKind.REROUTED, one, other, details)

    def _is_same_end(self, end: Element | None, far: Element | None) -> bool:
        if end is None or far is None:
            return end is far
        if end in self.old.home or far in self.new.home:
            return self.mate.get(end) is far
        return end.id == far.id  # parts, which are not compared one by one

    def _attached(self, node: FlowNode, other: Element) -> None:
        if isinstance(node, BoundaryEvent) and isinstance(other, BoundaryEvent):
            host, new_host = node.attached_to, other.attached_to
            if self.mate.get(host) is not new_host:
                self._change(ChangeKind.MOVED, node, other, [Detail("attached to", title(host), title(new_host))])

    def _content(self, one: Element, other: Element) -> None:
        """Note the new name, the new type and every fact that differs."""
        if one.node.tag != other.node.tag:
            self._change(ChangeKind.RETYPED, one, other, [Detail("type", one.kind, other.kind)])
        if not _is_same_text(label(one), label(other)):
            self._change(ChangeKind.RENAMED, one, other, [Detail("name", label(one), label(other))])
        # What is only kept is told with all that stands in it.
        passed = self.passed if type(one) is not Element else ()
        before, parts = facts(one, self._resolve_old, passed)
        after, new_parts = facts(other, self._resolve_new, passed)
        before, after = _without_groups(one, self.old, before), _without_groups(other, self.new, after)
        if before != after:
            was, now = (Counter((field, _comparable(value)) for field, value in side) for side in (before, after))
            gone = _without_presence(was - now, now, parts.keys() - (parts - new_parts))
            self._facts(one, other, gone, _without_presence(now - was, was, new_parts.keys() - (new_parts - parts)))

    def _facts(self, one: Element, other: Element, gone: Counter[Fact], come: Counter[Fact]) -> None:
        names = dict.fromkeys(field for field, _ in (*gone, *come))
        is_other_event = _event_kinds(one) != _event_kinds(other)
        by_kind: dict[ChangeKind, list[Detail]] = {}
        for field in names:
            kind = kind_of(field)
            if is_other_event and "EventDefinition" in field.partition("[")[0]:
                kind = ChangeKind.RETYPED
            detail = Detail(field, self._told(gone, field), self._told(come, field))
            if detail.was or detail.now:
                by_kind.setdefault(kind, []).append(detail)
        for kind, details in by_kind.items():
            self._change(kind, one, other, details)

    def _told(self, counted: Counter[tuple[str, Value]], field: str) -> str:
        values = (value for name, value in counted if name == field)
        return ", ".join(title(value) or value.id if isinstance(value, Element) else value for value in values)

    # Helpers.

    def _change(self, kind: ChangeKind, one: Element, other: Element, details: Iterable[Detail]) -> None:
        change = Change(kind, other.kind, one.id, other.id, title(one) or title(other), tuple(details))
        self._note(change, self.old.rank.get(one, len(self.old.rank)))

    def _note(self, change: Change, place: int) -> None:
        self.found.append((listing_order(change.kind), place, change))

    def _resolve_old(self, text: str) -> Value | None:
        found = self._resolve(text, self.old)
        if not isinstance(found, Element):
            return found
        if found not in self.mate and not is_held(found):
            return None
        return self.mate.get(found, found)

    def _resolve_new(self, text: str) -> Value | None:
        found = self._resolve(text, self.new)
        return None if isinstance(found, Element) and found not in self.back and not is_held(found) else found

    @staticmethod
    def _resolve(text: str, side: Side) -> Value | None:
        element = side.model.get(local_reference(text))
        if element is None:
            return text.strip() or None
        if element in side.home:
            return element
        return element.name or element.node.get("value") or None


def _standing(lane: Lane | None, mate: Mapping[Element, Element]) -> Lane | None:
    """Return *lane* if it is matched, else the innermost lane around it that is."""
    while lane is not None and lane not in mate:
        lane = lane.parent_lane
    return lane


def _place(element: Element, side: Side) -> Iterator[tuple[str, str]]:
    """Yield where *element* stands, in words."""
    if isinstance(element, SequenceFlow):
        yield from zip(("from", "to"), (title(end) or end.id for end in joined(element)), strict=True)
        return
    if isinstance(element, Connection):
        ends = zip(("from", "to"), ends_of(element), strict=True)
        yield from ((word, title(end) or end.id) for word, end in ends if end is not None)
        return
    around = side.lane.get(element) or side.home.get(element)
    if around is not None and title(around):
        yield "in", title(around)
    if isinstance(element, FlowNode):
        before = [title(flow.source) for flow in element.incoming]
        if named := [name for name in before if name]:
            yield "after", ", ".join(named[:_FEW])


def _container_detail(home: Element | None, new_home: Element | None) -> Detail:
    word = next((word for cls, word in _WORDS if isinstance(new_home, cls)), "sub-process")
    return Detail(word, *(title(side) or (side.id if side is not None else "") for side in (home, new_home)))


_WORDS: tuple[tuple[type[Element], str], ...] = ((Process, "process"), (Lane, "lane"), (Participant, "pool"))


def _event_kinds(element: Element) -> list[str]:
    if not isinstance(element, Event):
        return []
    return [part.kind for part in element.children if isinstance(part, EventDefinition)]


def _without_groups(element: Element, side: Side, found: list[Fact]) -> list[Fact]:
    """Leave out what is the name of a group, which is told of the group."""
    if isinstance(element, Group) and element.category_value is not None:
        return [fact for fact in found if fact[0] != "categoryValueRef"]
    if not isinstance(element, Category):
        return found
    shown = {("categoryValue.value", value.value.strip()) for value in element.values if value in side.shown_values}
    return [fact for fact in found if fact not in shown]


def _without_presence(told: Counter[Fact], others: Counter[Fact], kept: Container[str]) -> Counter[Fact]:
    """Leave out that a part is there if the other side says more of it; of *kept* ones it has no fewer."""
    for field, value in [fact for fact in told if fact[1] == PRESENT and fact[0] in kept]:
        if any(name.startswith(f"{field}.") for name, _ in others):
            del told[field, value]
    return told


def _comparable(value: Value) -> Value:
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value


def _is_same_text(one: str, other: str) -> bool:
    return one == other or _comparable(one) == _comparable(other)
