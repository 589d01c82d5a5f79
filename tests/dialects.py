"""The same model as different tools would save it: encodings, prefixes, line ends, what stands beside the root."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from procflow.bpmn.namespaces import BPMN, BPMNDI, XSI
from procflow.xml import parse
from tests.edits import Outcome
from tests.support import REPOSITORY

_DECLARATION = re.compile(r"^(\ufeff?\s*<\?xml[^>]*\?>)?(\s*)")
_TYPE = f"{{{XSI}}}type"


@dataclass(frozen=True)
class Saved:
    """
    A file, and what of it no edit may touch.

    Attributes:
        prolog: What stands before the root, mark and declaration included.
        body: The root.
        epilog: What stands behind it.
        encoding: As Python names it.
    """

    prolog: str
    body: str
    epilog: str = ""
    encoding: str = "utf-8"

    @property
    def raw(self) -> bytes:
        """The bytes of the file; what the encoding cannot hold is a character reference."""
        return f"{self.prolog}{self.body}{self.epilog}".encode(self.encoding, "xmlcharrefreplace")


def dialect_files() -> list[Path]:
    """Return the files in the dialects of modelling tools."""
    return sorted((REPOSITORY / "tests" / "fixtures" / "dialects").iterdir())


def saved(raw: bytes) -> Saved:
    """Return a file in UTF-8, with nothing but a declaration beside its root, in its parts."""
    text = raw.decode()
    head = _DECLARATION.match(text)
    assert head is not None
    body = text[head.end() :]
    return Saved(head.group(), body.rstrip(), body[len(body.rstrip()) :])


def _declared(encoding: str, codec: str, mark: str = "") -> Callable[[Saved], Saved]:
    return lambda one: Saved(f'{mark}<?xml version="1.0" encoding="{encoding}"?>\n', one.body, "\n", codec)


def _line_end(end: str) -> Callable[[Saved], Saved]:
    return lambda one: Saved(*(part.replace("\n", end) for part in (one.prolog, one.body, one.epilog)))


def _beside(one: Saved) -> Saved:
    before = '<!-- Bản thử, "nháp" > cũ -->\n<?mso-application progid="None"?>\n\n'
    after = "\n<?pi a > b?>\n<!-- </definitions> hết\n-->\n\n"
    return Saved(one.prolog + before, one.body, after)


def _no_diagram(one: Saved) -> Saved:
    root = etree.fromstring(one.body)
    for diagram in root.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        root.remove(diagram)
    return Saved(one.prolog, etree.tostring(root, encoding="unicode"), one.epilog)


def _texts(one: Saved) -> Saved:
    """Add a documentation with CDATA, entities, references and mixed content to the first flow node."""
    root = etree.fromstring(one.body)
    node = next(root.iter(f"{{{BPMN}}}startEvent"))
    for old in node.findall(f"{{{BPMN}}}documentation"):
        node.remove(old)
    prefix = f"{node.prefix}:" if node.prefix else ""
    text = "a &lt; b &amp;&#x20;c &#7853;&#13; <!-- giữ --><![CDATA[<khoản> & ]]><b xmlns='urn:x'>đ<i/>e</b>"
    marker = etree.Comment("here")
    node.insert(0, marker)
    body = etree.tostring(root, encoding="unicode")
    return Saved(one.prolog, body.replace("<!--here-->", f"<{prefix}documentation>{text}</{prefix}documentation>"))


def _prefixed(prefix: str | None, inside: str | None = None) -> Callable[[Saved], Saved]:
    """Return what writes BPMN names with *prefix*, and those in a process with *inside* if that is given."""

    def write(one: Saved) -> Saved:
        root = _renamed(etree.fromstring(one.body), prefix, inside or prefix, None)
        return Saved(one.prolog, etree.tostring(root, encoding="unicode"), one.epilog)

    return write


def _renamed(
    node: etree._Element, prefix: str | None, inside: str | None, parent: etree._Element | None
) -> etree._Element:
    if node.tag == f"{{{BPMN}}}process":
        prefix = inside
    spaces = {key: space for key, space in node.nsmap.items() if space != BPMN and key != prefix} | {prefix: BPMN}
    made = etree.Element(node.tag, nsmap=spaces) if parent is None else etree.SubElement(parent, node.tag, nsmap=spaces)
    for name, value in node.items():
        kind = str(value).rpartition(":")[2]
        is_type = name == _TYPE and kind.startswith("t")
        made.set(name, (f"{prefix}:{kind}" if prefix else kind) if is_type else value)
    made.text, made.tail = node.text, node.tail
    for child in node:
        if isinstance(child.tag, str):
            _renamed(child, prefix, inside, made)
    return made


VARIANTS: dict[str, Callable[[Saved], Saved]] = {
    "as it is": lambda one: one,
    "Windows-1252": _declared("Windows-1252", "cp1252"),
    "Windows-1258": _declared("windows-1258", "cp1258"),
    "ISO-8859-1": _declared("ISO-8859-1", "iso-8859-1"),
    "US-ASCII": _declared("US-ASCII", "ascii"),
    "UTF-16, little end first": _declared("UTF-16", "utf-16-le", "\ufeff"),
    "UTF-16, big end first": _declared("UTF-16", "utf-16-be", "\ufeff"),
    "UTF-16LE without mark": _declared("UTF-16LE", "utf-16-le"),
    "UTF-8 with mark": _declared("UTF-8", "utf-8", "\ufeff"),
    "UTF-8 that says UTF-16": _declared("utf-16", "utf-8"),
    "no declaration": lambda one: Saved("", one.body, one.epilog),
    "no declaration, a mark": lambda one: Saved("\ufeff", one.body, one.epilog),
    "no encoding declared": lambda one: Saved("<?xml version='1.0'?>", one.body, "\n\n"),
    "standalone": lambda one: Saved('<?xml version="1.0" encoding="utf-8" standalone="no" ?>\n', one.body),
    "a blank line first": lambda one: Saved("\n" + one.prolog, one.body, one.epilog),
    "beside the root": _beside,
    "beside the root, in UTF-16": lambda one: Saved(
        "\ufeff" + _beside(one).prolog.replace("UTF-8", "UTF-16").replace("utf-8", "utf-16"),
        one.body,
        _beside(one).epilog,
        "utf-16-be",
    ),
    "carriage return and line feed": _line_end("\r\n"),
    "carriage return": _line_end("\r"),
    "no diagram": _no_diagram,
    "CDATA and entities": _texts,
    "no prefix": _prefixed(None),
    "prefix ns0": _prefixed("ns0"),
    "prefix semantic": _prefixed("semantic"),
    "another prefix inside": _prefixed("bpmn", "b"),
    "a prefix outside alone": _prefixed("model", None),
}


def rest(raw: bytes, outcome: Outcome, made: set[str]) -> bytes:
    """
    Return the canonical XML of all that an edit may not touch, comments and processing instructions included.

    Left out are the elements that *outcome* names, what the edit *made*, how all of them are drawn, where anything is
    drawn, since neighbours make room, and the blanks between elements.
    """
    root = parse(raw).getroot()
    touched = outcome.changed | outcome.gone | outcome.redrawn | made
    for node in list(root.iter(etree.Element)):
        drawn = str(node.get("bpmnElement", "")).rpartition(":")[2]
        if node.tag == f"{{{BPMNDI}}}BPMNDiagram" and _plane_of(node) in outcome.gone:
            _cut(node)  # the page of a sub-process goes with it
        is_place = etree.QName(node).localname in {"Bounds", "waypoint", "BPMNLabel"}
        if node is not root and (node.get("id") in touched or drawn in touched or is_place):
            _cut(node)
    for node in root.iter():
        node.text = None if node.text and not node.text.strip() and len(node) else node.text
        node.tail = None if not (node.tail or "").strip() else node.tail
    return etree.tostring(root.getroottree(), method="c14n2", with_comments=True)


def _plane_of(diagram: etree._Element) -> str:
    plane = diagram.find(f"{{{BPMNDI}}}BPMNPlane")
    return "" if plane is None else str(plane.get("bpmnElement", "")).rpartition(":")[2]


def _cut(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    before, tail = node.getprevious(), node.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)
    if not (parent.text or "").strip():
        parent.text = None
