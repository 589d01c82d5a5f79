"""One edit of the kept tree: all of it happens, or none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from lxml import etree

from procflow.bpmn.model.base import Element
from procflow.bpmn.model.definitions import Definitions
from procflow.bpmn.nodes import add_child, checked_id, clean
from procflow.errors import ModelError, expect


@dataclass(frozen=True, slots=True)
class _State:
    """What a node was before it was touched."""

    tag: str
    attributes: dict[str, str]
    text: str | None
    children: list[tuple[etree._Element, str | None]]


class Change:
    """
    One edit: an error inside the ``with`` block leaves the tree and the model as they were.

    New nodes take the indentation of their neighbours; a removed one leaves no empty line.

    Args:
        definitions: The model that is edited.

    Attributes:
        definitions: As above.
    """

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self._raw = definitions.raw
        self._before: dict[etree._Element, _State] = {}
        self._ids: set[str] | None = None
        self._elements: tuple[Element, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.definitions.edited()
            return
        for node, state in self._before.items():
            _restore(node, state)
        if self._elements:
            self.definitions.rebuild(self._elements)
            self.definitions.raw = self._raw

    def rebuild(self) -> None:
        """Bring the typed model up to date with the tree."""
        self._elements = self._elements or tuple(self.definitions.elements())
        self.definitions.rebuild()

    def assign(self, node: etree._Element, name: str, value: str | None) -> None:
        """Set an attribute; None removes it."""
        self._touch(node)
        if value is None:
            node.attrib.pop(name, None)
        else:
            node.set(name, clean(value))

    def text(self, node: etree._Element, text: str) -> None:
        """Set the text of *node*, which holds no other nodes afterwards."""
        self._touch(node)
        for child in list(node):
            node.remove(child)
        node.text = clean(text)

    def rename(self, node: etree._Element, tag: str) -> None:
        """Give *node* another tag, all else stays."""
        self._touch(node)
        node.tag = tag

    def add(
        self,
        parent: etree._Element,
        tag: str,
        attributes: Mapping[str, str] | None = None,
        *,
        text: str | None = None,
        after: etree._Element | None = None,
    ) -> etree._Element:
        """Return a new BPMN child of *parent*: behind *after* if that stands there, else where the schema wants it."""
        self._touch(parent)
        node = add_child(parent, tag, attributes, text)
        if after is not None and after.getparent() is parent:
            parent.remove(node)
            parent.insert(parent.index(after) + 1, node)
        _indent(node)
        return node

    def insert(self, parent: etree._Element, position: int, node: etree._Element) -> None:
        """Put *node* into *parent*."""
        self._touch(parent)
        parent.insert(position, node)
        _indent(node)

    def indent(self, node: etree._Element) -> None:
        """Indent what stands in the new *node* as the file does."""
        indentation = _indentation(node)
        if indentation is None:
            return
        unit = _unit(node)
        tail = node.tail
        etree.indent(node, space=unit, level=len(indentation) // len(unit))
        node.tail = tail

    def remove(self, node: etree._Element) -> None:
        """Take *node* out of the tree, without the blanks around it; other text stays."""
        parent = node.getparent()
        if parent is None:
            return
        self._touch(parent)
        before, is_last, tail = node.getprevious(), node.getnext() is None, node.tail or ""
        parent.remove(node)
        if tail.strip():
            _append_text(parent, before, tail)
        elif is_last and before is not None:
            before.tail = tail
        elif is_last and not (parent.text or "").strip():
            parent.text = None

    def id(self, given: str | None, base: str) -> str:
        """
        Return the id of a new element: *given*, else *base*, with a number where that is taken.

        Raises:
            ModelError: *given* is no id, or an element has it already.
        """
        ids = self._used_ids()
        if given is not None and checked_id(given) in ids:
            raise ModelError(f"the id {given!r} is used already", hint="choose another id, or leave it out")
        number, found = 2, given or base
        while found in ids:
            found, number = f"{base}_{number}", number + 1
        ids.add(found)
        return found

    def touch(self, node: etree._Element) -> None:
        """Remember *node* before other code than this class changes it."""
        self._touch(node)

    def _touch(self, node: etree._Element) -> None:
        if node not in self._before:
            children = [(child, child.tail) for child in node]
            self._before[node] = _State(str(node.tag), dict(node.attrib), node.text, children)

    def _used_ids(self) -> set[str]:
        if self._ids is None:
            self._ids = {str(node.get("id")) for node in self.definitions.node.iter(etree.Element) if node.get("id")}
        return self._ids


def expect_part(element: Element, kind: type[Element] | tuple[type[Element], ...]) -> None:
    """
    Refuse an element of another kind, or one that an edit removed or replaced.

    Raises:
        DataError: It is of another kind.
        ModelError: It is no part of its model any more.
    """
    kinds = kind if isinstance(kind, tuple) else (kind,)
    expect(element, kinds, "the element", f"pass one of kind {' or '.join(each.__name__ for each in kinds)}")
    above = element.parent
    if element is element.definitions or (above is not None and any(child is element for child in above.children)):
        return
    raise ModelError(
        f"the {element.kind} is no part of the model any more",
        hint="an edit removed or replaced it; take it from the model again",
        where=element.where,
    )


def expect_same_model(element: Element, other: Element) -> None:
    """
    Refuse two elements of different models.

    Raises:
        ModelError: They are.
    """
    if element.definitions is not other.definitions:
        raise ModelError(
            f"{other.id!r} belongs to another model than {element.id!r}",
            hint="take both from the same model",
            where=other.where,
        )


def _restore(node: etree._Element, state: _State) -> None:
    """
    Make *node* what it was, without touching what still is so.

    A text that is set is no longer in CDATA, and a node that is moved loses the namespaces it declares once more.
    """
    if node.tag != state.tag:
        node.tag = state.tag
    now, then = list(node.attrib.items()), list(state.attributes.items())
    pairs = zip(now, then, strict=False)
    same = next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(now), len(then)))
    for name, _ in now[same:]:
        del node.attrib[name]
    for name, value in then[same:]:
        node.set(name, value)
    kept = {child for child, _ in state.children}
    for child in [child for child in node if child not in kept]:
        node.remove(child)
    if node.text != state.text:
        node.text = state.text
    for position, (child, tail) in enumerate(state.children):
        if position >= len(node) or node[position] is not child:
            node.insert(position, child)
        if child.tail != tail:
            child.tail = tail


def _append_text(parent: etree._Element, before: etree._Element | None, text: str) -> None:
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text


def _indent(node: etree._Element) -> None:
    """Give *node*, which was just put among its siblings, the blanks that stand between them."""
    parent, before, after = node.getparent(), node.getprevious(), node.getnext()
    if parent is None:
        return
    if before is None and after is None:
        outer = _indentation(parent)
        if outer is not None and not (parent.text or "").strip():
            parent.text, node.tail = f"\n{outer}{_unit(parent)}", f"\n{outer}"
    elif after is not None:
        node.tail = _blank(parent.text if before is None else before.tail)
    elif before is not None and _blank(before.tail) and _blank(parent.text):
        node.tail, before.tail = before.tail, parent.text


def _blank(text: str | None) -> str | None:
    return text if text and not text.strip() else None


def _indentation(node: etree._Element) -> str | None:
    """Return the blanks before *node* on its line, None if it does not begin a line."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return ""
    text = (parent.text if before is None else before.tail) or ""
    return text.rpartition("\n")[2] if "\n" in text and not text.strip() else None


def _unit(node: etree._Element) -> str:
    """Return by how much *node* is indented further than what it stands in."""
    own = _indentation(node) or ""
    parent = node.getparent()
    outer = (_indentation(parent) or "") if parent is not None else ""
    return own[len(outer) :] if own.startswith(outer) and len(own) > len(outer) else "  "
