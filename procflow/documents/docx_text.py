"""The text of Word paragraphs as a person reads it: insertions kept, deletions and footnote marks dropped."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTAINERS = {
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "bdo", "dir", "customXml")
}
_DROPPED = {f"{W}{name}" for name in ("del", "moveFrom")}
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_FOOTNOTES = {f"{W}footnoteReference", f"{W}endnoteReference"}
_MARKS = frozenset("0123456789*()[], ")


def attribute(node: etree._Element | None, path: str, name: str = "val") -> str | None:
    """Return the attribute *name* of the element at *path* (``w:`` names without prefix, by ``/``) below *node*."""
    found = node.find("/".join(W + part for part in path.split("/"))) if node is not None else None
    return found.get(W + name) if found is not None else None


def is_on(node: etree._Element | None, path: str) -> bool:
    """Return whether the on-off element at *path* is there and not switched off."""
    found = node.find("/".join(W + part for part in path.split("/"))) if node is not None else None
    return found is not None and found.get(W + "val", "true") not in {"false", "0", "off", "none"}


def blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a body or a cell, those in content controls too."""
    for child in container:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag in _CONTAINERS:
            yield from blocks(child)


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the visible text of a paragraph."""
    return "".join(_pieces(paragraph))


def remarks_of(cell: etree._Element) -> Iterator[str]:
    """Yield what a person should know about the text of a cell."""
    if any(next(cell.iter(tag), None) is not None for tag in _DROPPED):
        yield "tracked deletions were left out"
    if next(cell.iter(f"{W}ins", f"{W}moveTo"), None) is not None:
        yield "tracked insertions were taken as accepted"
    if any(next(cell.iter(tag), None) is not None for tag in _FOOTNOTES):
        yield "it has a footnote"
    if next(cell.iter(f"{W}vanish"), None) is not None:
        yield "hidden text was left out"


def _pieces(node: etree._Element) -> Iterator[str]:
    for child in node:
        if child.tag == f"{W}r":
            yield _run_text(child)
        elif child.tag in _CONTAINERS:
            yield from _pieces(child)


def _run_text(run: etree._Element) -> str:
    properties = run.find(f"{W}rPr")
    if is_on(properties, "vanish"):
        return ""
    text = "".join(child.text or "" if child.tag == f"{W}t" else _CHARACTERS.get(str(child.tag), "") for child in run)
    raised = attribute(properties, "vertAlign") == "superscript"
    # A raised figure or star is a footnote mark, a raised letter is part of the text.
    return "" if raised and text.strip() and set(text) <= _MARKS else text
