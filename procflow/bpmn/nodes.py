"""Nodes of a BPMN tree made in code: legal text, legal ids, children in the order the schema wants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from lxml import etree

from procflow.bpmn.namespaces import BPMN, CAMUNDA, XSI, ZEEBE, bpmn, namespace
from procflow.errors import DataError, ModelError, expect

SLUG_LENGTH = 40
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_PLACES = (
    ("documentation",),
    ("extensionElements",),
    ("flowNodeRef",),
    ("childLaneSet",),
    ("incoming",),
    ("outgoing",),
    ("property",),
    ("dataInputAssociation",),
    ("dataOutputAssociation",),
    ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"),
    ("laneSet",),
    ("participant",),
    ("messageFlow",),
    (),
    ("textAnnotation", "association", "group"),
)
_OTHERS = _PLACES.index(())
_PLACE = {bpmn(name): place for place, names in enumerate(_PLACES) for name in names}
_LISTS = (bpmn("incoming"), bpmn("outgoing"))


def clean(text: str) -> str:
    """
    Return *text* if XML can hold it.

    Raises:
        DataError: It is no text.
        ModelError: It holds a control character or half of a surrogate pair.
    """
    expect(text, str, "a text of the file", "pass a str")
    found = _ILLEGAL.search(text)
    if found:
        raise ModelError(
            f"the text {text!r} holds the character U+{ord(found.group()):04X}, which XML cannot hold",
            hint="remove the character",
        )
    return text


def checked_id(text: str) -> str:
    """
    Return *text* if it can be the id of an element.

    Raises:
        DataError: It is no text.
        ModelError: It is no ASCII letter or underscore followed by letters, digits, ``_``, ``-`` or ``.``.
    """
    expect(text, str, "the id of an element", "pass a text such as 'Task_1'")
    if not _ID.fullmatch(text):
        raise ModelError(
            f"{text!r} cannot be an id",
            hint="begin with a letter or underscore, go on with letters, digits, '_', '-' or '.'",
        )
    return text


def property_name(text: str) -> str:
    """
    Return *text* if an extension property can have it for its name.

    Raises:
        DataError: It is no text, empty, has a line break or blanks around it.
        ModelError: XML cannot hold it.
    """
    expect(text, str, "the name of a property", "pass a text such as 'pf.limit.value'")
    if not text:
        raise DataError("a property has a name", hint="pass one, such as 'pf.limit.value'")
    clean(text)
    if text != text.strip() or len(text.splitlines()) > 1 or "\t" in text:
        hint = "write it in one line, without blanks around it, such as 'pf.limit.value'"
        raise DataError(f"{text!r} cannot be the name of a property", hint=hint)
    return text


def slug(text: str) -> str:
    """
    Return *text* in ASCII letters, digits and underscores, at most 40 of them, for use in an id.

    Example:
        >>> slug("Tiếp nhận, kiểm tra hồ sơ của Đoàn")
        'tiep_nhan_kiem_tra_ho_so_cua_doan'
    """
    expect(text, str, "a name", "pass a text, an empty one for no name")
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    words = re.findall("[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))
    result = "_".join(words)
    if len(result) > SLUG_LENGTH:
        result = result[: SLUG_LENGTH + 1].rpartition("_")[0] or result[:SLUG_LENGTH]
    return result


def lists_flows(root: etree._Element) -> bool:
    """Tell whether the elements of a file list the flows at their ends, as most tools write and some go by."""
    return next(root.iter(*_LISTS), None) is not None


def add_child(
    parent: etree._Element, tag: str, attributes: Mapping[str, str] | None = None, text: str | None = None
) -> etree._Element:
    """Return a new BPMN child of *parent*, placed among its siblings where the schema wants it."""
    node = parent.makeelement(bpmn(tag), {name: clean(value) for name, value in (attributes or {}).items()})
    if text is not None:
        node.text = clean(text)
    place = _PLACE.get(bpmn(tag), _OTHERS)
    position = len(parent)
    for number in range(len(parent) - 1, -1, -1):
        found = _place(parent[number])
        if found is None:
            continue
        if found <= place:
            break
        position = number
    parent.insert(position, node)
    return node


def add_expression(parent: etree._Element, tag: str, text: str) -> etree._Element:
    """Return a new formal expression in *parent*, its type written with the prefix that the file has for BPMN."""
    node = add_child(parent, tag, text=text)
    typed = parent.makeelement(node.tag, nsmap={"xsi": XSI})
    typed.set(f"{{{XSI}}}type", f"{parent.prefix}:tFormalExpression" if parent.prefix else "tFormalExpression")
    typed.text = node.text
    parent.replace(node, typed)
    return typed


def extension(
    parent: etree._Element, space: str, tag: str, attributes: Mapping[str, str] | None = None
) -> etree._Element:
    """Return a new vendor child in the extension elements of *parent*, which are made if they are missing."""
    holder = parent.find(bpmn("extensionElements"))
    if holder is None:
        holder = add_child(parent, "extensionElements")
    prefix = {ZEEBE: "zeebe", CAMUNDA: "camunda"}[space]
    cleaned = {name: clean(value) for name, value in (attributes or {}).items()}
    return etree.SubElement(holder, f"{{{space}}}{tag}", cleaned, nsmap={prefix: space})


def _place(node: etree._Element) -> int | None:
    """Return the place of a BPMN node, None for comments and foreign nodes, which may stand anywhere."""
    if not isinstance(node.tag, str) or namespace(node) != BPMN:
        return None
    return _PLACE.get(node.tag, _OTHERS)
