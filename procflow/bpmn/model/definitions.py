"""A whole BPMN file: its elements by id, its processes, pools and diagrams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from lxml import etree

from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.base import E, Element
from procflow.bpmn.model.collaboration import Collaboration, Lane, MessageFlow, Participant
from procflow.bpmn.model.diagram import Diagram, Edge, Shape, read_diagrams
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowNode, Process, SequenceFlow
from procflow.bpmn.model.kinds import element_class
from procflow.bpmn.namespaces import BPMN, CAMUNDA_LIKE, MODELER, ZEEBE, bpmn, local_reference
from procflow.errors import Location, ModelError, UnknownElement, expect

_EXTENSIONS = bpmn("extensionElements")
Flavour = Literal["camunda8", "camunda7", "plain"]


class Definitions(Element):
    """
    A BPMN file in memory.

    Attributes:
        file: Name of the file it came from, for errors; empty if made in code.
        tree: The kept XML tree.
        raw: The bytes it was read from; None once it was edited.
        source: The bytes it was read from, edited or not: prolog, encoding and line ends are taken from them.
    """

    __slots__ = (
        "_boundary_events",
        "_by_id",
        "_by_node",
        "_diagrams",
        "_incoming",
        "_lane_of",
        "_lanes",
        "_outgoing",
        "file",
        "raw",
        "source",
        "tree",
    )

    def __init__(self, tree: etree._ElementTree, source: bytes, file: str) -> None:
        super().__init__(tree.getroot(), self, None)
        self.tree = tree
        self.raw: bytes | None = source
        self.source = source
        self.file = file
        self._diagrams: tuple[Diagram, ...] | None = None
        self._by_id: dict[str, Element] = {}
        self._build()
        self._connect()

    def elements(self, cls: type[E] = Element) -> Iterator[E]:  # type: ignore[assignment]  # E is Element by default
        """Yield every element of class *cls*, in the order of the file."""
        return self.descendants(cls)

    def get(self, element_id: str) -> Element | None:
        """Return the element with this id, None if there is none."""
        return self._by_id.get(element_id)

    def element(self, element_id: str) -> Element:
        """
        Return the element with this id.

        Raises:
            UnknownElement: There is none.
        """
        found = self._by_id.get(element_id)
        if found is None:
            raise UnknownElement(
                f"no element has the id {element_id!r}",
                hint="ids are shown in the properties panel of the modeler",
                where=Location(self.file),
            )
        return found

    @property
    def processes(self) -> tuple[Process, ...]:
        """The processes, in the order of the file."""
        return self.children_of(Process)

    @property
    def collaboration(self) -> Collaboration | None:
        """The collaboration, None for a model without pools."""
        return next(iter(self.children_of(Collaboration)), None)

    @property
    def participants(self) -> tuple[Participant, ...]:
        """The pools."""
        return tuple(pool for part in self.children_of(Collaboration) for pool in part.children_of(Participant))

    @property
    def message_flows(self) -> tuple[MessageFlow, ...]:
        """The message flows between pools."""
        return tuple(flow for part in self.children_of(Collaboration) for flow in part.children_of(MessageFlow))

    @property
    def target_namespace(self) -> str:
        """The namespace of the model's own names."""
        return self.node.get("targetNamespace") or ""

    @property
    def flavour(self) -> Flavour:
        """Which Camunda Modeler tab the file opens in; ``plain`` opens like Camunda 7."""
        platform = self.node.get(f"{{{MODELER}}}executionPlatform") or ""
        known = set(self.node.nsmap.values())
        if platform in {"Camunda Cloud", "Zeebe"} or (not platform and ZEEBE in known):
            return "camunda8"
        return "camunda7" if platform or known & CAMUNDA_LIKE else "plain"

    @property
    def diagrams(self) -> tuple[Diagram, ...]:
        """The drawings, in the order of the file."""
        if self._diagrams is None:
            self._diagrams = read_diagrams(self.node, self.file)
        return self._diagrams

    def shape(self, element_id: str) -> Shape | None:
        """Return where the element is drawn first, None if it is not drawn."""
        return next((page.shapes[element_id] for page in self.diagrams if element_id in page.shapes), None)

    def edge(self, element_id: str) -> Edge | None:
        """Return how the flow is drawn first, None if it is not drawn."""
        return next((page.edges[element_id] for page in self.diagrams if element_id in page.edges), None)

    def incoming(self, node: FlowNode) -> tuple[SequenceFlow, ...]:
        """Return the sequence flows that enter *node*."""
        return tuple(self._incoming.get(node.id, ()))

    def outgoing(self, node: FlowNode) -> tuple[SequenceFlow, ...]:
        """Return the sequence flows that leave *node*."""
        return tuple(self._outgoing.get(node.id, ()))

    def boundary_events_of(self, activity: Activity) -> tuple[BoundaryEvent, ...]:
        """Return the events attached to *activity*."""
        return tuple(self._boundary_events.get(activity.id, ()))

    def lane_of(self, node: FlowNode) -> Lane | None:
        """Return the innermost lane that lists *node*, None if none does."""
        return self._lane_of.get(node.id)

    def lanes_of(self, process: Process) -> tuple[Lane, ...]:
        """Return the lanes of *process*, nested ones included."""
        return tuple(process.descendants(Lane))

    def edited(self) -> None:
        """Note that the tree was changed, so that writing serialises it and drawings are read again."""
        self.raw = None
        self._diagrams = None

    def rebuild(self) -> None:
        """
        Read the elements of the changed tree again, in place.

        An element whose node is still there and of the same class stays the same object.
        What left the tree or changed its class is no part of the model any more.

        Raises:
            ModelError: Two elements share an id.
        """
        known = {element.node: element for element in self.descendants(Element)}
        self.children = []
        self._by_id = {}
        self._build(known)
        self._connect()
        self.edited()

    def _build(self, known: Mapping[etree._Element, Element] = MappingProxyType({})) -> None:
        by_node: dict[etree._Element | None, Element] = {self.node: self}
        for node in self.node.iterdescendants(f"{{{BPMN}}}*"):
            above = by_node.get(node.getparent())
            # What stands in extension elements belongs to its vendor, BPMN names or not.
            if above is None or node.tag == _EXTENSIONS:
                continue
            cls = element_class(node, above)
            if cls is None:
                by_node[node] = above
                continue
            element = known.get(node)
            if type(element) is cls:
                element.parent, element.children = above, []
            else:
                element = cls(node, self, above)
            by_node[node] = self._add(element)

    def _add(self, element: Element) -> Element:
        if element.parent is not None:
            element.parent.children.append(element)
        element_id = element.id
        if element_id and self._by_id.setdefault(element_id, element) is not element:
            raise ModelError(
                f"the id {element_id!r} is used twice (also in line {self._by_id[element_id].line})",
                hint="give one of the two elements another id",
                where=element.where,
            )
        return element

    def _connect(self) -> None:
        self._incoming: dict[str, list[SequenceFlow]] = {}
        self._outgoing: dict[str, list[SequenceFlow]] = {}
        self._boundary_events: dict[str, list[BoundaryEvent]] = {}
        self._lane_of: dict[str, Lane] = {}
        for element in self.descendants(Element):
            if isinstance(element, SequenceFlow):
                self._outgoing.setdefault(_reference(element, "sourceRef"), []).append(element)
                self._incoming.setdefault(_reference(element, "targetRef"), []).append(element)
            elif isinstance(element, BoundaryEvent):
                self._boundary_events.setdefault(_reference(element, "attachedToRef"), []).append(element)
            elif isinstance(element, Lane):
                # A nested lane comes after the lane around it, so the innermost one stays.
                self._lane_of.update({node.id: element for node in element.flow_nodes})


def _reference(element: Element, attribute: str) -> str:
    return local_reference(element.node.get(attribute) or "")


def expect_model(model: object, *, or_process: bool = False) -> None:
    """
    Refuse what is no model, nor a process of one where that will do.

    Raises:
        DataError: It is something else.
    """
    kinds = (Definitions, Process) if or_process else (Definitions,)
    expect(model, kinds, "the model", "pass what pf.read() returns" + (", or one of its processes" * or_process))
