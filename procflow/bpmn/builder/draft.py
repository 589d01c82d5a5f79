"""The tree of a model in the making: ids that are used once, what stands where, the pool around the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata

from lxml import etree

from procflow.bpmn.model.definitions import Flavour
from procflow.bpmn.namespaces import BPMN, BPMNDI, CAMUNDA, DC, DI, XSI, ZEEBE, bpmn, local_name
from procflow.bpmn.nodes import add_child, checked_id, slug
from procflow.bpmn.rules import CONTAINERS
from procflow.errors import ModelError, ProcflowError, UnknownElement, expect

_NAMESPACES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI}
_VENDOR: dict[Flavour, dict[str, str]] = {"camunda8": {"zeebe": ZEEBE}, "camunda7": {"camunda": CAMUNDA}, "plain": {}}


class Draft:
    """
    The tree that a builder fills.

    Attributes:
        root: The definitions.
        process: The process.
        flavour: What properties, assignments and expressions are written as.

    Args:
        process_id: Id of the process.
        name: Its name.
        flavour: As the attribute.

    Raises:
        ModelError: The id or the name cannot stand in the file, or there is no such flavour.
    """

    def __init__(self, process_id: str, name: str, flavour: Flavour) -> None:
        expect(flavour, str, "the flavour", f"choose one of {', '.join(_VENDOR)}")
        if flavour not in _VENDOR:
            raise ModelError(f"{flavour!r} is no flavour", hint=f"choose one of {', '.join(_VENDOR)}")
        self.flavour: Flavour = flavour
        self._ids: dict[str, etree._Element] = {}
        self._participant: etree._Element | None = None
        self.root = etree.Element(bpmn("definitions"), nsmap=_NAMESPACES | _VENDOR[flavour])
        self.root.set("id", f"Definitions_{checked_id(process_id)}")
        self.root.set("targetNamespace", "urn:procflow:bpmn")
        self.root.set("exporter", "procflow")
        self.root.set("exporterVersion", metadata.version("procflow"))
        self.process = self._keep(add_child(self.root, "process", {"id": process_id, "name": name}))
        self.process.set("isExecutable", "true")

    def new(
        self, parent: etree._Element, tag: str, element_id: str | None, prefix: str, name: str = ""
    ) -> etree._Element:
        """
        Return a new child of *parent* with an id of its own.

        Args:
            parent: The element it stands in.
            tag: Its BPMN name.
            element_id: Its id; None or empty for one made of *prefix* and *name*.
            prefix: How such an id begins.
            name: Its label, empty for none.

        Raises:
            ModelError: The id is used or no id, or the name cannot stand in the file.
        """
        chosen = checked_id(element_id) if element_id else self.free(f"{prefix}_{slug(name)}".rstrip("_"))
        if chosen in self._ids:
            raise ModelError(f"the id {chosen!r} is used twice", hint="give one of the two elements another id")
        return self._keep(add_child(parent, tag, {"id": chosen, "name": name} if name else {"id": chosen}))

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Take out again whatever a call has added, if it is refused after all."""
        before = len(self._ids)
        try:
            yield
        except ProcflowError:
            for element_id in reversed(list(self._ids)[before:]):
                node = self._ids.pop(element_id)
                parent_of(node).remove(node)
                if node is self._participant:
                    self._participant = None
            raise

    def make(self, parent: etree._Element, tag: str, wanted: str, name: str) -> etree._Element:
        """Return a new child of *parent* whose id is *wanted*, with a number where that is taken."""
        return self.new(parent, tag, self.free(wanted.rstrip("_")), "", name)

    def free(self, base: str) -> str:
        """Return *base*, with a number where an element has it already."""
        number, found = 2, base
        while found in self._ids:
            found, number = f"{base}_{number}", number + 1
        return found

    def get(self, element_id: str, kind: str = "") -> etree._Element:
        """
        Return the element with this id.

        Raises:
            DataError: It is no text.
            UnknownElement: There is none, or it is not of this *kind*.
        """
        expect(element_id, str, "the id of an element", "pass what the builder returned for it")
        found = self._ids.get(element_id)
        if found is None or (kind and local_name(found) != kind):
            raise UnknownElement(f"no {kind or 'element'} has the id {element_id!r}", hint="add it first")
        return found

    def container(self, within: str | None) -> etree._Element:
        """
        Return the sub-process *within*, the process for None.

        Raises:
            ModelError: It is no sub-process.
            UnknownElement: There is no such element.
        """
        found = self.process if within is None else self.get(within)
        if within is not None and local_name(found) not in CONTAINERS:
            raise ModelError(f"{within!r} is no sub-process", hint="name a sub-process, or nothing for the process")
        return found

    def scope(self, node: etree._Element) -> etree._Element:
        """Return the process or sub-process that *node* stands in, the collaboration for a pool."""
        above: etree._Element | None = node
        while above is not None and above is not self.process and local_name(above) != "collaboration":
            if above is not node and local_name(above) in CONTAINERS:
                return above
            above = above.getparent()
        return self.process if above is None else above

    def pool(self, name: str) -> None:
        """Put the process into a pool of this name, unless it has one."""
        if self._participant is None:
            self._participant = self.new(self.collaboration(), "participant", None, "Pool", name)
            self._participant.set("processRef", str(self.process.get("id")))

    def collaboration(self) -> etree._Element:
        """Return the collaboration, which is made if it is missing."""
        found = self.root.find(bpmn("collaboration"))
        if found is None:
            found = self._keep(add_child(self.root, "collaboration", {"id": self.free("Collaboration")}))
            self.process.addprevious(found)
        return found

    def owner(self, element_id: str) -> str:
        """
        Return the id of the foreign pool that the element is, empty for all that is ours.

        Raises:
            UnknownElement: There is no such element.
        """
        node = self.get(element_id)
        foreign = local_name(node) == "participant" and node is not self._participant
        return element_id if foreign else ""

    def _keep(self, node: etree._Element) -> etree._Element:
        self._ids[str(node.get("id"))] = node
        return node


def parent_of(node: etree._Element) -> etree._Element:
    """Return what *node* stands in; the root is never asked."""
    above = node.getparent()
    assert above is not None  # noqa: S101 - only the root has none, and it is never asked
    return above
