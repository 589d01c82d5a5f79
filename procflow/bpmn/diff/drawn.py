"""What is drawn elsewhere, found from the text of the drawings: taking every shape apart costs more than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from procflow.bpmn.diff.drawing import FACT
from procflow.bpmn.diff.side import Side
from procflow.bpmn.diff.spelling import Texts, prefixes
from procflow.bpmn.namespaces import BPMNDI, local_reference

_DRAWN = (f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
_PAGE = f"{{{BPMNDI}}}BPMNDiagram"
_PLANE = "BPMNPlane>"


def drawn_elsewhere(old: Side, new: Side, matched: Mapping[str, str], texts: Texts) -> Iterator[tuple[str, str, str]]:
    """
    Yield the old id of what is drawn in another place or way, with the text of both drawings.

    What is drawn of a part of an element counts as the element's own.
    """
    if texts[0] is not None and texts[1] is not None and old.by_id.keys() == new.by_id.keys():
        pages, others = (text[text.find("BPMNDiagram") :] for text in (texts[0], texts[1]))
        if pages == others:
            return
    before, after = (_drawings(side, text) for side, text in zip((old, new), texts, strict=True))
    for key, other in matched.items():
        was, now = before.get(key, ""), after.get(other, "")
        if was != now and not _is_alike(was, now):
            yield key, was, now


def _drawings(side: Side, text: str | None) -> dict[str, str]:
    """Return the text of what is drawn of each element, by its id."""
    opening = rf"<{prefixes(side, BPMNDI)}BPMN(?:Shape|Edge)(?=\s)[^<]*?" + r' bpmnElement="([^"]*)"'
    parts = re.split(opening, text) if text is not None else []
    keys, drawings = parts[1::2], parts[2::2]
    if text is None or not 0 <= text.count("bpmnElement=") - len(keys) <= len(side.model.node.findall(_PAGE)):
        nodes = list(side.model.node.iter(*_DRAWN))
        keys = [node.get("bpmnElement") or "" for node in nodes]
        drawings = [etree.tostring(node, encoding="unicode", with_tail=False) for node in nodes]
    elif drawings:
        drawings[-1] = drawings[-1].partition(_PLANE)[0]
    found = dict(zip(keys, drawings, strict=True))
    if len(found) == len(keys) and found.keys() <= side.by_id.keys():
        return found
    return _gathered(zip(keys, drawings, strict=True), side)


def _gathered(drawings: Iterable[tuple[str, str]], side: Side) -> dict[str, str]:
    """Return the drawings of each element, those of its parts and on further pages included."""
    found: dict[str, str] = {}
    for key, drawing in drawings:
        element = side.unit_of(side.model.get(local_reference(key)))
        if element is not None:
            found[element.id] = found.get(element.id, "") + drawing.partition(_PLANE)[0]
    return found


def _is_alike(was: str, now: str) -> bool:
    if not was or not now or _number(_first_x(was)) != _number(_first_x(now)):
        return False
    return _facts(was) == _facts(now)


def _first_x(drawing: str) -> str:
    return drawing.partition(' x="')[2].partition('"')[0]


def _facts(drawing: str) -> list[list[tuple[str, object]]]:
    """Return what each tag of a drawing says, its attributes sorted."""
    tags = (FACT.findall(tag) for tag in drawing.split("<"))
    return [sorted((name, _number(value)) for name, value in tag) for tag in tags if tag]


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text
