"""Edits of the kept tree that leave everything else as it was."""

from __future__ import annotations

from lxml import etree

from procflow.bpmn.model import Element
from procflow.bpmn.namespaces import CAMUNDA, ZEEBE, bpmn


def set_name(element: Element, name: str) -> None:
    """Give *element* the label *name*."""
    element.node.set("name", name)
    element.definitions.edited()


def set_property(element: Element, name: str, value: str | None) -> None:
    """
    Set the extension property *name* of *element*; None or an empty text removes it.

    The property is written in the flavour of the file: ``zeebe:`` for Camunda 8, ``camunda:`` otherwise.
    """
    holder = _holder(element)
    for node in holder.iterfind("{*}property"):
        if node.get("name") == name:
            if value:
                node.set("value", value)
            else:
                holder.remove(node)
            break
    else:
        if value:
            tag = etree.QName(holder).namespace
            etree.SubElement(holder, f"{{{tag}}}property", name=name, value=value)
    _drop_if_empty(holder)
    element.definitions.edited()


def _holder(element: Element) -> etree._Element:
    extensions = element.extension_elements
    if extensions is None:
        extensions = etree.Element(bpmn("extensionElements"))
        # The schema wants documentation first, then the extensions, then everything else.
        element.node.insert(len(element.node.findall(bpmn("documentation"))), extensions)
    holder = extensions.find("{*}properties")
    if holder is None:
        space = ZEEBE if element.definitions.flavour == "camunda8" else CAMUNDA
        prefix = "zeebe" if space == ZEEBE else "camunda"
        holder = etree.SubElement(extensions, f"{{{space}}}properties", nsmap={prefix: space})
    return holder


def _drop_if_empty(holder: etree._Element) -> None:
    extensions = holder.getparent()
    if len(holder) or extensions is None:
        return
    extensions.remove(holder)
    above = extensions.getparent()
    if not len(extensions) and above is not None:
        above.remove(extensions)
