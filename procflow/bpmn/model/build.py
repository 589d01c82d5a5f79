"""From the kept tree to typed elements: one walk makes them, another ties them to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procflow.bpmn.model.base import Element
from procflow.bpmn.model.content import Content
from procflow.bpmn.model.kinds import BY_TAG, KEPT, PARTS, Kind
from procflow.bpmn.model.ties import tie
from procflow.bpmn.namespaces import BPMN, bpmn, local_name

if TYPE_CHECKING:
    from lxml import etree

    from procflow.bpmn.model.definitions import Definitions

_EXTENSIONS = bpmn("extensionElements")
_FLOW_NODE_REF = bpmn("flowNodeRef")
_OWN = f"{{{BPMN}}}"
_NOTHING_KNOWN: dict[object, Kind] = {}


def build(definitions: Definitions, before: Content | None = None) -> Content:
    """
    Return the elements of *definitions*, tied to each other.

    Args:
        definitions: The root, whose node holds the tree.
        before: What was built before an edit; elements whose node still stands are used again.

    Returns:
        The content, with its flaws: an id used twice, a flow that leads nowhere or crosses the border of a sub-process
        or pool, a node in two lanes that do not contain each other, and their like.
    """
    content = Content()
    _Walk(definitions, content, before).run()
    tie(content)
    if content.left_out:
        content.make_plain(before)
    return content


class _Walk:
    """The walk down the tree that makes the elements."""

    def __init__(self, definitions: Definitions, content: Content, before: Content | None) -> None:
        self._definitions = definitions
        self._content = content
        self._old = {element.node: element for element in before.order} if before is not None else {}

    def run(self) -> None:
        root = self._definitions
        root.id = root.node.get("id", "")
        root.children = self._below(root.node, root, [], BY_TAG)

    def _below(
        self, node: etree._Element, above: Element, found: list[Element], known: dict[object, Kind]
    ) -> list[Element]:
        """Add the elements below *node* that stand in *above* to *found*, and return it."""
        make = self._element
        for child in node:
            tag: object = child.tag
            kind = known.get(tag)
            if kind is not None:
                element = make(child, above, kind)
                found.append(element)
                if len(child):
                    element.children = self._below(child, element, [], known)
            elif tag in PARTS:
                if tag == _FLOW_NODE_REF:
                    self._content.listed.append((above, child.text or ""))
                elif tag == _EXTENSIONS and node is above.node:
                    above.extensions_read = child
            elif isinstance(tag, str) and tag.startswith(_OWN):
                self._unknown(child, above, found, known)
        return found

    def _unknown(self, node: etree._Element, above: Element, found: list[Element], known: dict[object, Kind]) -> None:
        """Keep what has an id as a plain element, with all in it; what has none is a part of *above*."""
        if not node.get("id"):
            self._below(node, above, found, known)
            return
        kind = local_name(node)
        element = self._element(node, above, (Element, kind))
        found.append(element)
        element.children = self._below(node, element, [], _NOTHING_KNOWN if kind in KEPT else known)

    def _element(self, node: etree._Element, above: Element, kind: Kind) -> Element:
        cls, name = kind
        element_id = node.get("id", "")
        element = self._old.get(node) if self._old else None
        if element is not None and type(element) is cls:
            element.parent, element.id, element.children = above, element_id, ()
        else:
            element = cls(node, self._definitions, above, name, element_id)
        content = self._content
        content.order.append(element)
        if element_id and content.by_id.setdefault(element_id, element) is not element:
            content.twice.append((element, content.by_id[element_id]))
        return element
