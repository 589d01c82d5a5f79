"""What is drawn elsewhere, found from the text of the drawings: taking every shape apart costs more than the rest."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from lxml import etree

from procflow.bpmn.diff.change import Drawn
from procflow.bpmn.diff.drawing import FACT
from procflow.bpmn.diff.side import Side
from procflow.bpmn.diff.spelling import Texts, prefixes
from procflow.bpmn.namespaces import BPMNDI, local_reference

_DRAWN = (f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
_PAGE_NAME = "BPMNDiagram"
_PAGE = f"{{{BPMNDI}}}{_PAGE_NAME}"
_PLANE = "BPMNPlane>"


def drawn_elsewhere(old: Side, new: Side, matched: Mapping[str, str], texts: Texts, told: Container[str]) -> Drawn:
    """
    Return what is drawn in another place or way.

    What is drawn of a part of an element counts as the element's own.

    Args:
        old: The old model.
        new: The new model.
        matched: The new id for each old one.
        texts: The text of both files.
        told: The old ids of elements that changed otherwise.
    """
    if texts[0] is not None and texts[1] is not None and old.by_id.keys() == new.by_id.keys():
        pages, others = (text[text.find(_PAGE_NAME) :] for text in (texts[0], texts[1]))
        if pages == others:
            return Drawn()
    before, after = (_drawings(side, text) for side, text in zip((old, new), texts, strict=True))
    known = old.by_id
    found = {
        key: known[key]
        for key, other in matched.items()
        if (was := before.get(key, "")) != (now := after.get(other, ""))
        and key not in told
        and (_is_elsewhere(was, now) or _facts(was) != _facts(now))
    }
    return Drawn(found, matched, before, after)


def _drawings(side: Side, text: str | None) -> dict[str, str]:
    """Return the text of what is drawn of each element, by its id."""
    # Most tools write the id first: taken at a stretch, it need not be searched through.
    opening = rf"<{prefixes(side, BPMNDI)}BPMN(?:Shape|Edge)" + r'(?: id="[^"]*")?(?=\s)[^<]*? bpmnElement="([^"]*)"'
    text = text[text.find(_PAGE_NAME) :] if text is not None else None
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


def _is_elsewhere(was: str, now: str) -> bool:
    """Tell whether the first number on the x axis differs, where it is a whole one: the quickest thing to see."""
    first, others = was.split('"', 2), now.split('"', 2)
    if first[0].endswith(" x=") and others[0] == first[0]:
        x, new_x = first[1], others[1]
    else:
        begin, new_begin = was.find(' x="') + 4, now.find(' x="') + 4
        x, new_x = was[begin : was.find('"', begin)], now[new_begin : now.find('"', new_begin)]
    return x != new_x and x.isdecimal() and new_x.isdecimal()


def _facts(drawing: str) -> list[list[tuple[str, object]]]:
    """Return what each tag of a drawing says, its attributes sorted."""
    tags = (FACT.findall(tag) for tag in drawing.split("<"))
    return [sorted((name, _number(value)) for name, value in tag) for tag in tags if tag]


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text
