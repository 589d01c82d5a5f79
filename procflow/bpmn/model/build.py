"""From the kept tree to typed elements: one walk makes them, another ties them to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procflow.bpmn.model.base import Element
from procflow.bpmn.model.content import Content
from procflow.bpmn.model.kinds import BY_TAG, KEPT, PARTS, READ_PARTS, Kind
from procflow.bpmn.model.ties import tie
from procflow.bpmn.namespaces import BPMN, bpmn, local_name

if TYPE_CHECKING:
    from lxml import etree

    from procflow.bpmn.model.definitions import Definitions

_EXTENSIONS = bpmn("extensionElements")
_FLOW_NODE_REF = bpmn("flowNodeRef")
_OWN = f"{{{BPMN}}}*"


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
    """
    The walk through the tree that makes the elements.

    It goes over all nodes of the standard in the order of the file, which lxml does several times faster than
    descending from each to its children: a node whose parent stands for no element is part of something else.
    """

    def __init__(self, definitions: Definitions, content: Content, before: Content | None) -> None:
        self._definitions = definitions
        self._content = content
        self._old = {element.node: element for element in before.order} if before is not None else {}
        # The element that what stands directly in a node belongs to.
        self._within: dict[etree._Element | None, Element] = {}
        self._all_plain: set[etree._Element | None] = set()

    def run(self) -> None:
        root = self._definitions
        root.id, root.children = root.node.get("id", ""), []
        self._within[root.node] = root
        for part in root.node.iterchildren(_OWN):
            self._walk(part)

    def _walk(self, part: etree._Element) -> None:
        """Make the elements of *part* and all in it; what is done for each of thousands calls nothing of Python's."""
        within, kind_of, parts, all_plain = self._within, BY_TAG.get, PARTS, self._all_plain
        definitions, old = self._definitions, self._old
        note, by_id = self._content.order.append, self._content.by_id
        for node in part.iter(_OWN):
            tag: object = node.tag
            kind = kind_of(tag)
            if kind is None or all_plain:
                if tag in parts:
                    if tag in READ_PARTS:
                        self._part(node, tag)
                    continue
                kind = self._unknown(node, kind)
            above = within.get(node.getparent())
            if above is None or kind is None:
                continue
            cls, name = kind
            element = old.get(node) if old else None
            if element is None or type(element) is not cls:
                element = cls.__new__(cls)
                element.node, element.definitions, element.kind, element.extensions_read = node, definitions, name, None
            within[node] = element
            element.parent, element.children = above, ()
            element.id = key = node.get("id", "")
            note(element)
            if isinstance(siblings := above.children, list):
                siblings.append(element)
            else:
                above.children = [element]
            if key and by_id.setdefault(key, element) is not element:
                self._content.twice.append((element, by_id[key]))

    def _part(self, node: etree._Element, tag: object) -> None:
        """Note the entry of a lane, or where the extensions of an element stand."""
        parent = node.getparent()
        above = self._within.get(parent)
        if above is not None:
            if tag == _FLOW_NODE_REF:
                self._content.listed.append((above, node.text or ""))
            elif above.node is parent:
                above.extensions_read = node

    def _unknown(self, node: etree._Element, kind: Kind | None) -> Kind | None:
        """Return what to make of *node*: a plain element if it has an id; what has none is a part of the one above."""
        parent = node.getparent()
        above = self._within.get(parent)
        if above is None or (kind is not None and parent not in self._all_plain):
            return kind
        name = local_name(node)
        if parent in self._all_plain or name in KEPT:
            self._all_plain.add(node)
        if node.get("id"):
            return Element, name
        self._within[node] = above
        return None
