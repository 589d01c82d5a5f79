"""What an element says: its name, its documentation, its properties."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType

from lxml import etree

from procflow.bpmn.edit.change import Change, expect_part
from procflow.bpmn.edit.labels import resize_label
from procflow.bpmn.edit.page import Box, pages, save
from procflow.bpmn.layout.sizes import outer_label
from procflow.bpmn.layout.text import label_size
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Group, TextAnnotation
from procflow.bpmn.namespaces import CAMUNDA, ZEEBE, bpmn
from procflow.bpmn.nodes import clean, property_name
from procflow.errors import ModelError, expect


def set_name(element: Element, name: str | None) -> None:
    """
    Give *element* the label *name*; None or an empty text removes it.

    A label drawn beside the element takes the size of the new text.
    The label of a note is its text, that of a group the category value it shows; other groups may show it, too.

    Raises:
        DataError: An argument is of another kind.
        ModelError: XML cannot hold the text, or the group shows no category value; nothing was changed.
    """
    expect_part(element, Element)
    expect(name, (str, NoneType), "the name", "pass a text, an empty one removes it")
    name = name or ""
    with Change(element.definitions) as change:
        _label(change, element, name)
        for page in pages(change):
            owners = [each for each in (page.box(element), page.line(element)) if each is not None]
            for owner in owners:
                beside = outer_label(element) if isinstance(owner, Box) else label_size(name)
                if owner.label is not None and (beside is not None or not name):
                    resize_label(owner, beside)
            if owners:
                save(change, page)


def _label(change: Change, element: Element, name: str) -> None:
    """Write *name* where the label of *element* is read from."""
    if isinstance(element, TextAnnotation):
        text = element.node.find(bpmn("text"))
        if text is None:
            change.add(element.node, "text", text=name)
        else:
            change.text(text, name)
    elif isinstance(element, Group):
        if element.category_value is None:
            hint = "give it one in the modeler"
            raise ModelError("the group shows no category value, which is its label", hint=hint, where=element.where)
        change.assign(element.category_value.node, "value", name or None)
    else:
        change.assign(element.node, "name", name or None)


def set_documentation(element: Element, text: str | None) -> None:
    """
    Give *element* this documentation in place of what it has; None or an empty text removes it.

    Raises:
        DataError: An argument is of another kind.
        ModelError: XML cannot hold the text; nothing was changed.
    """
    expect_part(element, Element)
    expect(text, (str, NoneType), "the documentation", "pass a text, an empty one removes it")
    old = element.node.findall(bpmn("documentation"))
    with Change(element.definitions) as change:
        for node in old[1:] if text else old:
            change.remove(node)
        if text and old:
            change.text(old[0], text)
        elif text:
            change.add(element.node, "documentation", text=text)


def set_property(element: Element, name: str, value: str | None) -> None:
    """
    Set the extension property *name* of *element*; None or an empty text removes it.

    A new property is written beside those there are, else in the flavour of the file: ``zeebe:`` for Camunda 8,
    ``camunda:`` otherwise.

    Raises:
        DataError: An argument is of another kind, or the name has a line break or blanks around it.
        ModelError: XML cannot hold the name or the text; nothing was changed.
    """
    expect_part(element, Element)
    expect(value, (str, NoneType), "the value of a property", "pass it as a text, such as '5'")
    # What is there under an odd name can be removed.
    name, value = property_name(name) if value or not name else clean(name), clean(value or "")
    found = [
        node for holder in _holders(element) for node in holder.iterfind("{*}property") if node.get("name") == name
    ]
    with Change(element.definitions) as change:
        for node in found[:-1] if value else found:
            _remove(change, node)
        if value and found:
            change.assign(found[-1], "value", value)
        elif value:
            holder = next(_holders(element), None)
            if holder is None:
                holder = _new_holder(change, element)
            space = etree.QName(holder).namespace
            made = holder.makeelement(f"{{{space}}}property", {"name": name, "value": value})
            change.insert(holder, len(holder), made)


def _holders(element: Element) -> Iterator[etree._Element]:
    extensions = element.extension_elements
    return iter(()) if extensions is None else extensions.iterfind("{*}properties")


def _new_holder(change: Change, element: Element) -> etree._Element:
    extensions = element.extension_elements
    if extensions is None:
        extensions = change.add(element.node, "extensionElements")
    space, prefix = (ZEEBE, "zeebe") if element.definitions.flavour == "camunda8" else (CAMUNDA, "camunda")
    holder = extensions.makeelement(f"{{{space}}}properties", nsmap={prefix: space})
    change.insert(extensions, len(extensions), holder)
    return holder


def _remove(change: Change, node: etree._Element) -> None:
    """Remove *node*, and the empty holders around it."""
    holder = node.getparent()
    while holder is not None:
        change.remove(node)
        if len(holder) or node.tag == bpmn("extensionElements"):
            return
        node, holder = holder, holder.getparent()
