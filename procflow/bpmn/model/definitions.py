"""A whole BPMN file: its elements by id, its processes, pools and diagrams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, overload

from lxml import etree

from procflow.bpmn.model.base import E, Element
from procflow.bpmn.model.build import build
from procflow.bpmn.model.bulk import collection_paused
from procflow.bpmn.model.collaboration import Collaboration, Lane, MessageFlow, Participant
from procflow.bpmn.model.content import Content, Flaw
from procflow.bpmn.model.diagram import Diagram, Edge, Shape, read_diagrams
from procflow.bpmn.model.flow import FlowNode, Process
from procflow.bpmn.namespaces import CAMUNDA_LIKE, MODELER, ZEEBE
from procflow.errors import Location, UnknownElement, expect

Flavour = Literal["camunda8", "camunda7", "plain"]
# The attributes by which an element binds others.
_ENDS = ("sourceRef", "targetRef", "attachedToRef")


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
        "_content",
        "_diagrams",
        "file",
        "raw",
        "source",
        "tree",
    )

    def __init__(self, tree: etree._ElementTree, source: bytes, file: str) -> None:
        super().__init__(tree.getroot(), self, None, "definitions", "")
        self.tree = tree
        self.raw: bytes | None = source
        self.source = source
        self.file = file
        self._diagrams: tuple[Diagram, ...] | None = None
        with collection_paused():
            self._content = build(self)

    @overload
    def elements(self) -> Iterator[Element]: ...
    @overload
    def elements(self, cls: type[E]) -> Iterator[E]: ...
    def elements(self, cls: type[Element] = Element) -> Iterator[Element]:
        """Yield every element of class *cls*, in the order of the file."""
        return iter(self._content.of(cls))

    def get(self, element_id: str) -> Element | None:
        """Return the element with this id, None if there is none."""
        return self._content.by_id.get(element_id)

    def element(self, element_id: str) -> Element:
        """
        Return the element with this id.

        Raises:
            UnknownElement: There is none.
        """
        found = self._content.by_id.get(element_id)
        if found is None:
            raise UnknownElement(
                f"no element has the id {element_id!r}",
                hint="ids are shown in the properties panel of the modeler",
                where=Location(self.file),
            )
        return found

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """
        Where the file breaks a rule that everything else rests on: ids used twice, flows that lead nowhere, ...

        What cannot be made sense of is kept, but left out of the typed model; nothing is guessed.
        """
        return tuple(self._content.flaws)

    def require_whole(self, within: Element | None = None) -> None:
        """
        Refuse a model of which something is left out: for whatever would be wrong without it.

        Args:
            within: The process, with the pool that shows it, or sub-process in question; else the whole file.

        Raises:
            ModelError: There is a flaw that does harm; the first is told.
        """
        for flaw in self._content.flaws:
            if not flaw.is_harmless and (within is None or any(one is within for one in _concerned(flaw.element))):
                raise flaw.as_error()

    def flawed_processes(self) -> dict[Process, Flaw]:
        """Return the processes for which `require_whole` would refuse the model, each with the flaw it would tell."""
        found: dict[Process, Flaw] = {}
        for flaw in self._content.flaws:
            for one in () if flaw.is_harmless else _concerned(flaw.element):
                if isinstance(one, Process):
                    found.setdefault(one, flaw)
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
    def exporter(self) -> str:
        """The tool that wrote the file and its version, empty if it does not say."""
        return " ".join(filter(None, (self.node.get("exporter"), self.node.get("exporterVersion"))))

    @property
    def expression_language(self) -> str:
        """The language of expressions that name none, as written; empty if the file does not say."""
        return self.node.get("expressionLanguage") or ""

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
            with collection_paused():
                self._diagrams = read_diagrams(self.node, self.file)
        return self._diagrams

    def shape(self, element_id: str) -> Shape | None:
        """Return where the element is drawn first, None if it is not drawn."""
        return next((page.shapes[element_id] for page in self.diagrams if element_id in page.shapes), None)

    def edge(self, element_id: str) -> Edge | None:
        """Return how the flow is drawn first, None if it is not drawn."""
        return next((page.edges[element_id] for page in self.diagrams if element_id in page.edges), None)

    def lane_of(self, node: FlowNode) -> Lane | None:
        """Return the innermost lane that lists *node*, None if none does."""
        return self._content.lane_of.get(node.id)

    def lanes_of(self, process: Process) -> tuple[Lane, ...]:
        """Return the lanes of *process*, nested ones included."""
        return tuple(process.descendants(Lane))

    def edited(self) -> None:
        """Note that the tree was changed, so that writing serialises it and drawings are read again."""
        self.raw = None
        self._diagrams = None

    def rebuild(self, earlier: Sequence[Element] = ()) -> None:
        """
        Read the elements of the changed tree again, in place: for edits of elements, ids, lanes or references.

        An element whose node is still there and of the same class stays the same object.
        What left the tree or changed its class is no part of the model any more.

        Args:
            earlier: Elements of the model as it was before, which come back with their nodes.

        Raises:
            ModelError: What stands in the tree now has a flaw that was not there before.
                Once the tree is put back and this is called again, all is as it was.
        """
        self.edited()
        with collection_paused():
            content = build(self, Content([*self._content.order, *earlier]))
        if not earlier:
            # What was harmless before may do harm now: an id used twice, once something refers to it.
            known = {(flaw.key, flaw.is_harmless) for flaw in self._content.flaws}
            for flaw in content.flaws:
                if (flaw.key, flaw.is_harmless) not in known and (flaw.key, False) not in known:
                    raise flaw.as_error()
        self._content = content


def _concerned(element: Element) -> Iterator[Element]:
    """Yield what *element*, all in it and what these refer to stand in; of a pool also the process it shows."""
    for one in (element, *element.descendants(Element)):
        ends = [one, *map(one.reference, _ENDS), *one.child_references("flowNodeRef")]
        ends += [end.reference("processRef") for end in ends if end is not None]
        for end in ends:
            above = end
            while above is not None:
                yield above
                above = above.parent


def expect_model(model: object, *, or_process: bool = False) -> None:
    """
    Refuse what is no model, nor a process of one where that will do.

    Raises:
        DataError: It is something else.
    """
    kinds = (Definitions, Process) if or_process else (Definitions,)
    expect(model, kinds, "the model", "pass what pf.read() returns" + (", or one of its processes" * or_process))
