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
_OWN = f"{{{BPMN}}}*"
# In the place of a class: a part that is passed over, and two that say something of the element they stand in.
_PASSED: Kind = (Element, "passed")
_LISTED: Kind = (Element, "listed")
_EXTENDS: Kind = (Element, "extends")
_KINDS: dict[object, Kind] = {
    **BY_TAG,
    **dict.fromkeys(PARTS, _PASSED),
    _FLOW_NODE_REF: _LISTED,
    _EXTENSIONS: _EXTENDS,
}


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
        above_of, kind_of, all_plain = self._within.get, _KINDS.get, self._all_plain
        within, definitions, old = self._within, self._definitions, self._old
        note, by_id, listed = self._content.order.append, self._content.by_id, self._content.listed
        holder: Element | None = None
        siblings: list[Element] = []
        for node in part.iter(_OWN):
            kind = kind_of(node.tag)
            if kind is _PASSED or (above := above_of(node.getparent())) is None:
                continue
            if kind is _LISTED:
                listed.append((above, node.text or ""))
                continue
            if kind is None or all_plain or kind is _EXTENDS:
                kind = self._other(node, above, kind)
                if kind is None:
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
            if above is not holder:
                holder, siblings = above, above.children or []
                above.children = siblings
            siblings.append(element)
            if key and by_id.setdefault(key, element) is not element:
                self._content.twice.append(element)

    def _other(self, node: etree._Element, above: Element, kind: Kind | None) -> Kind | None:
        """Return what to make of a node that has no class of its own; nothing of one that is a part of *above*."""
        parent = node.getparent()
        if kind is _EXTENDS:
            if above.node is parent:
                above.extensions_read = node
            return None
        name, is_plain = local_name(node), parent in self._all_plain
        if kind is not None and not is_plain:
            return kind
        if is_plain or name in KEPT:
            self._all_plain.add(node)
        if node.get("id"):
            return Element, name
        self._within[node] = above
        return None
