"""What every element of a BPMN model has: a node of the kept tree, an id, a name, properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from lxml import etree

from procflow.bpmn.model.camunda import Camunda
from procflow.bpmn.model.vendor import is_true
from procflow.bpmn.model.zeebe import Zeebe
from procflow.bpmn.namespaces import bpmn, local_reference
from procflow.errors import Location

if TYPE_CHECKING:
    from procflow.bpmn.model.definitions import Definitions

E = TypeVar("E", bound="Element")
_EXTENSIONS = bpmn("extensionElements")
_NO_PROPERTIES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Expression:
    """
    An expression as it stands in the file.

    Attributes:
        text: The text without surrounding blanks.
        language: What the ``language`` attribute says, empty if nothing.
    """

    text: str
    language: str = ""


class Element:
    """
    One element of a BPMN model: a thin view of its node in the kept XML tree.

    Attributes:
        node: The node; the tree is the truth, nothing is copied out of it.
        definitions: The model it belongs to.
        parent: The element it stands in, None for the root.
        children: The elements that stand directly in it, in the order of the file.
        kind: The element's name in the BPMN standard, e.g. ``userTask``.
        id: The id in the file, empty if it has none.
        extensions_read: The extension elements as they were read; ask `extension_elements`, which knows of edits.
    """

    __slots__ = ("children", "definitions", "extensions_read", "id", "kind", "node", "parent")

    def __init__(
        self, node: etree._Element, definitions: Definitions, parent: Element | None, kind: str, element_id: str
    ) -> None:
        # The walk of `build` sets the same attributes without this call.
        self.node = node
        self.definitions = definitions
        self.parent = parent
        self.kind = kind
        self.id = element_id
        self.children: list[Element] | tuple[()] = ()
        self.extensions_read: etree._Element | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id!r}{f' {self.name!r}' if self.name else ''}>"

    @property
    def name(self) -> str:
        """The label a person reads, empty if it has none."""
        return self.node.get("name", "")

    @property
    def line(self) -> int | None:
        """The line in the file, None for an element made since."""
        return self.node.sourceline

    @property
    def where(self) -> Location:
        """File, line, id and name, for errors."""
        return Location(self.definitions.file, self.line, self.id, self.name)

    @property
    def documentation(self) -> str:
        """The text of the documentation, empty if there is none."""
        return "\n".join((node.text or "").strip() for node in self.node.iterchildren(bpmn("documentation")))

    @property
    def extension_elements(self) -> etree._Element | None:
        """The node that holds vendor extensions, None if there is none."""
        return self.extensions_read if self.definitions.raw is not None else self._child(_EXTENSIONS)

    @property
    def attributes(self) -> dict[str, str]:
        """Name and text of every attribute; one with a namespace is named ``{namespace}name``."""
        return dict(self.node.items())

    @property
    def properties(self) -> Mapping[str, str]:
        """
        Name and value of the extension properties (``zeebe:``, ``camunda:`` and kin), in the order of the file.

        They are read from the tree and cannot be set here: `procflow.bpmn.set_property` does.
        An empty value is unset: element templates write every field they show.
        """
        extensions = self.extension_elements
        if extensions is None:
            return _NO_PROPERTIES
        found: dict[str, str] = {}
        for holder in extensions:
            # A comment has a function for a tag, and no text of it.
            if str(holder.tag).endswith("}properties"):
                for node in holder:
                    if (
                        (name := node.get("name"))
                        and (value := node.get("value"))
                        and str(node.tag).endswith("}property")
                    ):
                        found[name] = value
        return MappingProxyType(found)

    @property
    def camunda(self) -> Camunda:
        """What Camunda 7 and its forks write at the element: assignment, form, listeners, mappings, ..."""
        return Camunda(self.node, self.extension_elements)

    @property
    def zeebe(self) -> Zeebe:
        """What Camunda 8 writes at the element: assignment, form, listeners, mappings, ..."""
        return Zeebe(self.node, self.extension_elements)

    def descendants(self, cls: type[E]) -> Iterator[E]:
        """Yield every element of class *cls* below this one, in the order of the file."""
        pending = list(reversed(self.children))
        while pending:
            element = pending.pop()
            if isinstance(element, cls):
                yield element
            pending.extend(reversed(element.children))

    def children_of(self, cls: type[E]) -> tuple[E, ...]:
        """Return the elements of class *cls* that stand directly in this one."""
        return tuple([child for child in self.children if isinstance(child, cls)])

    def reference(self, attribute: str) -> Element | None:
        """Return the element an attribute such as ``messageRef`` points to, None if unset or not in this file."""
        text = self.node.get(attribute)
        return self.definitions.get(local_reference(text)) if text else None

    def referred(self, attribute: str, cls: type[E]) -> E | None:
        """Return the element of class *cls* an attribute points to, None if it is unset, elsewhere or of another."""
        found = self.reference(attribute)
        return found if isinstance(found, cls) else None

    def child_references(self, tag: str) -> tuple[Element, ...]:
        """Return the elements that child nodes such as ``flowNodeRef`` point to."""
        found = (self.definitions.get(local_reference(node.text or "")) for node in self.node.iterchildren(bpmn(tag)))
        return tuple(element for element in found if element is not None)

    def child_texts(self, tag: str) -> list[str]:
        """Return the text of each child node *tag*, without surrounding blanks."""
        return [(node.text or "").strip() for node in self.node.iterchildren(bpmn(tag))]

    def child_text(self, tag: str) -> str:
        """Return the text of the child node *tag*, without surrounding blanks."""
        node = self._child(bpmn(tag))
        return "" if node is None else _text(node)

    def child_expression(self, tag: str) -> Expression | None:
        """Return the expression in the child node *tag*, None if there is none or it is empty."""
        node = self._child(bpmn(tag))
        if node is None or not (text := _text(node)):
            return None
        return Expression(text, node.get("language") or "")

    def _child(self, tag: str) -> etree._Element | None:
        """Return the first child node *tag*; with the few children there are, quicker than a search by lxml."""
        if len(self.node):
            for node in self.node:
                if node.tag == tag:
                    return node
        return None

    def flag(self, attribute: str, *, default: bool) -> bool:
        """Return the boolean *attribute*, *default* where the file does not say."""
        return is_true(self.node.get(attribute, ""), default=default)


def _text(node: etree._Element) -> str:
    """Return all the text in *node*, without surrounding blanks; one without children is asked the quick way."""
    return ("".join(node.itertext()) if len(node) else node.text or "").strip()


class RootElement(Element):
    """An element that stands directly in the definitions and is referred to: message, signal, error, escalation."""

    __slots__ = ()

    @property
    def code(self) -> str:
        """The error or escalation code, empty if it has none."""
        return self.node.get("errorCode") or self.node.get("escalationCode") or ""


class ItemDefinition(RootElement):
    """A kind of datum or thing."""

    __slots__ = ()

    @property
    def structure(self) -> str:
        """The type of the datum as written, e.g. ``xsd:string``; empty if the file does not say."""
        return self.node.get("structureRef") or ""

    @property
    def is_collection(self) -> bool:
        """Whether it is several of a kind."""
        return self.flag("isCollection", default=False)

    @property
    def item_kind(self) -> str:
        """``Information`` or ``Physical``."""
        return self.node.get("itemKind") or "Information"


class Message(RootElement):
    """A message between pools or instances."""

    __slots__ = ()

    @property
    def item(self) -> ItemDefinition | None:
        """What it carries, None if the file does not say."""
        return self.referred("itemRef", ItemDefinition)


class Thrown(RootElement):
    """What an activity or event raises, and what it carries."""

    __slots__ = ()

    @property
    def item(self) -> ItemDefinition | None:
        """What it carries, None if the file does not say."""
        return self.referred("structureRef", ItemDefinition)


class Signal(Thrown):
    """A signal broadcast to all instances."""

    __slots__ = ()


class Error(Thrown):
    """An error that an activity ends with."""

    __slots__ = ()


class Escalation(Thrown):
    """An escalation that an activity raises."""

    __slots__ = ()
