"""Edits of the kept tree that leave everything else as it was."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType

from lxml import etree

from procflow.bpmn.model.base import Element
from procflow.bpmn.namespaces import CAMUNDA, ZEEBE, bpmn
from procflow.bpmn.nodes import add_child, clean
from procflow.errors import DataError, expect

_AN_ELEMENT = "pass an element of a model, such as model.element(id)"


def set_name(element: Element, name: str) -> None:
    """
    Give *element* the label *name*; an empty text removes it.

    Raises:
        DataError: *element* is no element, or *name* no text.
        ModelError: XML cannot hold the text.
    """
    expect(element, Element, "what is named", _AN_ELEMENT)
    expect(name, str, "the name", "pass a text, an empty one removes it")
    if name:
        element.node.set("name", clean(name))
    else:
        element.node.attrib.pop("name", None)
    element.definitions.edited()


def set_property(element: Element, name: str, value: str | None) -> None:
    """
    Set the extension property *name* of *element*; None or an empty text removes it.

    A new property is written beside those there are, else in the flavour of the file: ``zeebe:`` for Camunda 8,
    ``camunda:`` otherwise.

    Raises:
        DataError: *element* is no element, the name is empty, or one of the two is no text.
        ModelError: XML cannot hold the name or the text.
    """
    expect(element, Element, "what has the property", _AN_ELEMENT)
    expect(name, str, "the name of a property", "pass a text such as 'pf.limit.value'")
    expect(value, (str, NoneType), "the value of a property", "pass it as a text, such as '5'")
    if not name:
        raise DataError("a property has a name", hint="pass one, such as 'pf.limit.value'", value=value)
    name, value = clean(name), clean(value or "")
    found = [
        node for holder in _holders(element) for node in holder.iterfind("{*}property") if node.get("name") == name
    ]
    for node in found[:-1] if value else found:
        _remove(node)
    if value and found:
        found[-1].set("value", value)
    elif value:
        holder = next(_holders(element), None)
        if holder is None:
            holder = _new_holder(element)
        space = etree.QName(holder).namespace
        etree.SubElement(holder, f"{{{space}}}property", name=name, value=value)
    element.definitions.edited()


def _holders(element: Element) -> Iterator[etree._Element]:
    extensions = element.extension_elements
    return iter(()) if extensions is None else extensions.iterfind("{*}properties")


def _new_holder(element: Element) -> etree._Element:
    extensions = element.extension_elements
    if extensions is None:
        extensions = add_child(element.node, "extensionElements")
    space, prefix = (ZEEBE, "zeebe") if element.definitions.flavour == "camunda8" else (CAMUNDA, "camunda")
    return etree.SubElement(extensions, f"{{{space}}}properties", nsmap={prefix: space})


def _remove(node: etree._Element) -> None:
    """Remove *node*, and the empty holders around it."""
    holder = node.getparent()
    while holder is not None:
        holder.remove(node)
        if len(holder) or node.tag == bpmn("extensionElements"):
            return
        node, holder = holder, holder.getparent()
