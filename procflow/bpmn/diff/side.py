"""One side of a comparison: the elements that are compared one by one, and how its nodes hang together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

from procflow.bpmn.model.base import Element, RootElement
from procflow.bpmn.model.collaboration import (
    Artifact,
    Collaboration,
    DataObject,
    DataObjectReference,
    DataStore,
    DataStoreReference,
    Lane,
    LaneSet,
    MessageFlow,
    Participant,
)
from procflow.bpmn.model.definitions import Definitions
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowContainer, FlowNode, Process, SequenceFlow
from procflow.bpmn.namespaces import local_reference

_OTHERS = (
    Process,
    Participant,
    Lane,
    MessageFlow,
    Artifact,
    DataObject,
    DataObjectReference,
    DataStore,
    DataStoreReference,
    RootElement,
)
_FRAMES = (Collaboration, LaneSet)
_HOLDERS = (Process, Lane)


class Side:
    """
    One model, taken apart.

    Attributes:
        model: The model.
        nodes: Its flow nodes, in the order of the file.
        flows: Its sequence flows.
        others: Its further elements that are compared one by one: processes, pools, lanes, data, notes, messages, ...
        home: What each of them stands in: process, sub-process or lane; None at the top.
        lane: The lane of each node that has one of its own, not only that of the sub-process around it.
        by_id: The compared elements that have an id.
    """

    def __init__(self, model: Definitions) -> None:
        self.model = model
        self.nodes: list[FlowNode] = []
        self.flows: list[SequenceFlow] = []
        self.others: list[Element] = []
        self.home: dict[Element, Element | None] = {}
        self.lane: dict[Element, Lane] = {}
        self.by_id: dict[str, Element] = {}
        self._collect()
        self.by_id.pop("", None)

    @cached_property
    def rank(self) -> dict[Element, int]:
        """The place of each compared element in the file, nodes before flows before others."""
        return {element: place for place, element in enumerate(self.units())}

    @cached_property
    def leaving(self) -> dict[Element, list[SequenceFlow]]:
        """The sequence flows that leave each node."""
        found: dict[Element, list[SequenceFlow]] = {}
        for flow in self.flows:
            found.setdefault(self.ends[flow][0], []).append(flow)
        return found

    @cached_property
    def entering(self) -> dict[Element, list[SequenceFlow]]:
        """The sequence flows that enter each node."""
        found: dict[Element, list[SequenceFlow]] = {}
        for flow in self.flows:
            found.setdefault(self.ends[flow][1], []).append(flow)
        return found

    @cached_property
    def ends(self) -> dict[Element, tuple[Element, Element]]:
        """Source and target of each sequence flow."""
        known = self.by_id
        found: dict[Element, tuple[Element, Element]] = {}
        for flow in self.flows:
            get = flow.node.get
            found[flow] = (
                known.get(get("sourceRef") or "") or flow.source,
                known.get(get("targetRef") or "") or flow.target,
            )
        return found

    @cached_property
    def references(self) -> set[str]:
        """The ids that an attribute or a part of an element refers to."""
        found: set[str] = set()
        for node in self.model.node.iter("*"):
            found.update(local_reference(value) for name, value in node.items() if name.endswith("Ref"))
            if str(node.tag).endswith("Ref") and node.text:
                found.add(local_reference(node.text))
        return found

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The BPMN names of the compared elements."""
        return _kinds(self.units())

    @cached_property
    def inner_kinds(self) -> frozenset[str]:
        """The BPMN names of those that stand in a process, sub-process or lane."""
        return _kinds(element for element, home in self.home.items() if home is not None)

    def units(self) -> Iterator[Element]:
        """Yield every element that is compared."""
        yield from self.nodes
        yield from self.flows
        yield from self.others

    def unit_of(self, element: Element | None) -> Element | None:
        """Return the compared element that *element* is or is a part of, None if there is none."""
        while element is not None and element not in self.home:
            element = element.parent
        return element

    def _collect(self) -> None:
        nodes, flows, others, home, by_id = self.nodes, self.flows, self.others, self.home, self.by_id
        lane_of = self.model.lane_of
        pending: list[tuple[Element, Element | None]] = [(self.model, None)]
        while pending:
            above, around = pending.pop()
            is_top = above is self.model or isinstance(above, Collaboration)
            outer = lane_of(around) if isinstance(around, FlowNode) else None
            for element in above.children:
                if isinstance(element, SequenceFlow):
                    flows.append(element)
                elif isinstance(element, FlowNode):
                    nodes.append(element)
                    lane = lane_of(element)
                    if lane is not None and lane is not outer:
                        self.lane[element] = lane
                    if isinstance(element, FlowContainer):
                        pending.append((element, element))
                elif isinstance(element, _FRAMES):
                    pending.append((element, around))
                    continue
                elif is_top or isinstance(element, _OTHERS):
                    others.append(element)
                    if isinstance(element, _HOLDERS):
                        pending.append((element, element))
                else:
                    continue
                home[element] = around
                by_id[element.node.get("id") or ""] = element


def _kinds(elements: Iterable[Element]) -> frozenset[str]:
    found = {(type(element), type(element) is Element and element.kind): element for element in elements}
    return frozenset(element.kind for element in found.values())


class Net:
    """
    The nodes of a side as numbers: what each is called, where it stands, which come before and after it.

    An event at a border comes after its activity, and the first nodes of a sub-process after the sub-process.

    Args:
        side: The side.
        numbers: A number for each text and each pair of numbers, shared by both sides.
    """

    def __init__(self, side: Side, numbers: dict[object, int]) -> None:
        self.side = side
        self.kinds = [node.node.tag for node in side.nodes]
        names = [node.node.get("name") or "" for node in side.nodes]
        plain = {name: folded(name) for name in set(names)}
        self.names = [plain[name] for name in names]
        self.before: list[list[int]] = [[] for _ in side.nodes]
        self.after: list[list[int]] = [[] for _ in side.nodes]
        self.index: dict[Element, int] = {node: number for number, node in enumerate(side.nodes)}
        self._connect()
        self.labels = [numbers.setdefault(label, len(numbers)) for label in zip(self.kinds, self.names, strict=True)]
        self.places = [
            numbers.setdefault((label, place), len(numbers))
            for label, place in zip(self.labels, self._places(), strict=True)
        ]

    def _connect(self) -> None:
        index, before, after, home = self.index, self.before, self.after, self.side.home
        for source, target in self.side.ends.values():
            one, other = index[source], index[target]
            after[one].append(other)
            before[other].append(one)
        for number, node in enumerate(self.side.nodes):
            above = node.attached_to if isinstance(node, BoundaryEvent) else home[node]
            if above in index and not before[number]:
                after[index[above]].append(number)
                before[number].append(index[above])

    def _places(self) -> Iterator[str]:
        names: dict[tuple[Element | None, Element | None], str] = {}
        for node in self.side.nodes:
            around = self.side.lane.get(node), self.side.home[node]
            if around not in names:
                names[around] = "\n".join(folded(element.name) if element is not None else "" for element in around)
            yield names[around]


def folded(text: str) -> str:
    """
    Return *text* as two names are compared: composed, in small letters, with single blanks.

    Example:
        >>> folded("Phê  duyệt") == folded("phê duyệt")
        True
    """
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(plain.casefold().split())
