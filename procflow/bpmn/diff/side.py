"""One side of a comparison: the elements that are compared one by one, and how its nodes hang together."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property

from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.base import Element, RootElement
from procflow.bpmn.model.collaboration import (
    Artifact,
    Collaboration,
    DataObject,
    DataObjectReference,
    DataStore,
    DataStoreReference,
    Group,
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
_FLOW = (FlowNode, SequenceFlow)
_HOLDERS = (FlowContainer, Lane)


class Side:
    """
    One model, taken apart.

    Attributes:
        model: The model.
        nodes: Its flow nodes, in the order of the file.
        flows: Its sequence flows.
        others: Its further elements that are compared one by one: processes, pools, lanes, data, notes, messages, ...
        holders: Those in which others stand: processes, sub-processes, lanes.
        home: What each of them stands in: process, sub-process or lane; None at the top.
        lane: The lane of each node that has one of its own, not only that of the sub-process around it.
        by_id: The compared elements that have an id.
    """

    def __init__(self, model: Definitions) -> None:
        self.model = model
        self.nodes: list[FlowNode] = []
        self.flows: list[SequenceFlow] = []
        self.others: list[Element] = []
        self.holders: list[Element] = []
        self.home: dict[Element, Element | None] = {}
        self.lane: dict[Element, Lane] = {}
        self.by_id: dict[str, Element] = {}
        self._collect()

    @cached_property
    def rank(self) -> dict[Element, int]:
        """The place of each compared element in the file, nodes before flows before others."""
        return {element: place for place, element in enumerate(self.units())}

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
    def shown_values(self) -> set[Element]:
        """The values of categories that groups show as their names."""
        groups = (element for element in self.others if isinstance(element, Group))
        return {value for group in groups if (value := group.category_value) is not None}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The BPMN names of the compared elements."""
        return frozenset([element.kind for part in (self.nodes, self.flows, self.others) for element in part])

    @cached_property
    def inner_kinds(self) -> frozenset[str]:
        """The BPMN names of those that stand in a process, sub-process or lane."""
        return frozenset([element.kind for element, home in self.home.items() if home is not None])

    def units(self) -> Iterator[Element]:
        """Return every element that is compared, one by one."""
        return itertools.chain(self.nodes, self.flows, self.others)

    def unit_of(self, element: Element | None) -> Element | None:
        """Return the compared element that *element* is or is a part of, None if there is none."""
        while element is not None and element not in self.home:
            element = element.parent
        return element

    def _collect(self) -> None:
        pending: list[tuple[Element, Element | None]] = [(self.model, None)]
        while pending:
            above, around = pending.pop()
            children = above.children
            flows = [element for element in children if isinstance(element, SequenceFlow)]
            nodes = [element for element in children if isinstance(element, FlowNode)]
            others = [element for element in children if not isinstance(element, _FLOW)]
            frames = [element for element in others if isinstance(element, _FRAMES)]
            if above is not self.model and not isinstance(above, Collaboration):
                others = [element for element in others if isinstance(element, _OTHERS)]
            compared = [*nodes, *flows, *(element for element in others if element not in frames)]
            self.flows += flows
            self.nodes += nodes
            self.others += compared[len(nodes) + len(flows) :]
            self.home.update(dict.fromkeys(compared, around))
            holders = [element for element in compared if isinstance(element, _HOLDERS)]
            self.holders += holders
            pending += [(frame, around) for frame in frames]
            pending += [(holder, holder) for holder in holders]
        self.by_id = {element.id: element for element in self.home}
        self.by_id.pop("", None)
        self._collect_lanes()

    def _collect_lanes(self) -> None:
        self.lane = {node: lane for node in self.nodes if (lane := node.lane) is not None}
        lane_of, home = self.model.lane_of, self.home
        for holder in self.holders:
            if isinstance(holder, FlowNode):
                for node in holder.children:
                    own = lane_of(node) if isinstance(node, FlowNode) and node in home else None
                    if own is None or own is lane_of(holder):
                        self.lane.pop(node, None)


class Net:
    """
    Nodes of a side as numbers: what each is called, where it stands, which come before and after it.

    An event at a border comes after its activity, and the first nodes of a sub-process after the sub-process.

    Args:
        side: The side.
        numbers: A number for each text and each pair of numbers, shared by both sides.
        nodes: The nodes; all of the side, or those that are left with those around them.
    """

    def __init__(self, side: Side, numbers: dict[object, int], nodes: Sequence[FlowNode]) -> None:
        self.side = side
        self.nodes = nodes
        names = [node.node.get("name") or "" for node in nodes]
        plain = {name: folded(name) for name in set(names)}
        self.kinds = [type(node) for node in nodes]
        self.names = [plain[name] for name in names]
        self.index: dict[Element, int] = {node: number for number, node in enumerate(nodes)}
        self.ways: list[tuple[int, int]] = []
        self.before: list[list[int]] = [[] for _ in nodes]
        self.after: list[list[int]] = [[] for _ in nodes]
        self._connect()
        self.labels = [numbers.setdefault(label, len(numbers)) for label in zip(self.kinds, self.names, strict=True)]
        self.places = [
            numbers.setdefault(place, len(numbers)) for place in zip(self.labels, self._places(), strict=True)
        ]

    def _connect(self) -> None:
        before, after, index = self.before, self.after, self.index
        is_whole = len(self.nodes) == len(self.side.nodes)
        flows = self.side.flows if is_whole else [flow for node in self.nodes for flow in node.outgoing]
        get = index.get
        self.ways += [
            (one, other)
            for flow in flows
            if (one := get(flow.source)) is not None and (other := get(flow.target)) is not None
        ]
        self.ways += [
            (index[above], number)
            for number, node in enumerate(self.nodes)
            if not node.incoming and (above := above_of(node, self.side)) in index
        ]
        for one, other in self.ways:
            after[one].append(other)
            before[other].append(one)

    def _places(self) -> Iterator[str]:
        names: dict[tuple[Element | None, Element | None], str] = {}
        for node in self.nodes:
            around = self.side.lane.get(node), self.side.home[node]
            if around not in names:
                names[around] = "\n".join(folded(element.name) if element is not None else "" for element in around)
            yield names[around]


def above_of(node: FlowNode, side: Side) -> Element | None:
    """Return the activity that an event is attached to, else the process or sub-process that a node stands in."""
    return node.attached_to if isinstance(node, BoundaryEvent) else side.home[node]


def joined(flow: SequenceFlow) -> tuple[FlowNode, FlowNode]:
    """Return the source and the target of *flow*."""
    return flow.source, flow.target


def neighbours(node: FlowNode, side: Side) -> set[Element]:
    """Return the nodes before and behind *node*, the one it is attached to or stands in, and those attached to it."""
    found: set[Element] = {flow.source for flow in node.incoming}
    found.update(flow.target for flow in node.outgoing)
    above = above_of(node, side)
    if isinstance(above, FlowNode):
        found.add(above)
    if isinstance(node, Activity):
        found.update(node.boundary_events)
    if isinstance(node, FlowContainer):
        found.update(child for child in node.flow_nodes if not child.incoming)
    return found


def folded(text: str) -> str:
    """
    Return *text* as two names are compared: composed, in small letters, with single blanks.

    Example:
        >>> folded("Phê  duyệt") == folded("phê duyệt")
        True
    """
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(plain.casefold().split())
