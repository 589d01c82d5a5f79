"""What is drawn elsewhere, found from the text of the drawings: taking every shape apart costs more than the rest."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from itertools import pairwise

from lxml import etree

from procflow.bpmn.diff.change import Drawn
from procflow.bpmn.diff.drawing import FACT, with_usual_prefixes
from procflow.bpmn.diff.side import Side
from procflow.bpmn.diff.spelling import Texts, prefixes
from procflow.bpmn.namespaces import BPMNDI, local_reference

_DRAWN = (f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
_PAGE_NAME = "BPMNDiagram"
_PAGE = f"{{{BPMNDI}}}{_PAGE_NAME}"
_PLANE = "BPMNPlane>"
_ELEMENT = re.compile(r' bpmnElement="([^"]*)"')


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
    pages = [None if text is None else text[text.find(_PAGE_NAME) :] for text in texts]
    if pages[0] == pages[1] is not None and old.by_id.keys() == new.by_id.keys():
        return Drawn()
    cuts = [_cut(side, page) for side, page in zip((old, new), _differing(pages, matched), strict=True)]
    if None in cuts:
        cuts = [_cut(side, page) for side, page in zip((old, new), pages, strict=True)]
    before, after = (_drawings(side, cut) for side, cut in zip((old, new), cuts, strict=True))
    known = old.by_id
    found = {
        key: known[key]
        for key, other in matched.items()
        if (was := before.get(key, "")) != (now := after.get(other, ""))
        and key not in told
        and (_is_elsewhere(was, now) or _facts(was) != _facts(now))
    }
    return Drawn(found, matched, before, after)


def _differing(pages: list[str | None], matched: Mapping[str, str]) -> list[str | None]:
    """Return both drawings without what both spell alike, where elements kept their ids and each is drawn once."""
    if None in pages or any(key != other for key, other in matched.items()):
        return pages
    parts = [_ELEMENT.split(page or "") for page in pages]
    before, after = (dict(zip(part[1::2], part[2::2], strict=True)) for part in parts)
    if (
        not before
        or not after
        or any(2 * len(found) + 1 != len(part) for found, part in zip((before, after), parts, strict=True))
    ):
        return pages
    get, follows = after.get, dict(pairwise(after)).get
    keep = {key for key, text in before.items() if text != get(key)} | (after.keys() - before.keys())
    if 2 * len(keep) > len(before):
        return pages
    # The text before a drawing ends with its tag.
    keep |= {key for above, key in pairwise(before) if above in keep or follows(above) != key}
    keep |= {next(iter(before)), next(iter(after))}
    return [_kept(part[0], found, keep) for part, found in zip(parts, (before, after), strict=True)]


def _kept(first: str, found: Mapping[str, str], keep: Container[str]) -> str:
    above = [first, *found.values()]
    return "".join(
        f'<{before.rpartition("<")[2]} bpmnElement="{key}"{text.rpartition("<")[0]}'
        for before, (key, text) in zip(above, found.items(), strict=False)
        if key in keep
    )


def _cut(side: Side, page: str | None) -> tuple[list[str], list[str]] | None:
    """Return the ids of what is drawn and the text of each drawing, None if some cannot be found."""
    if page is None:
        return None
    # Most tools write the id first: taken at a stretch, it need not be searched through.
    opening = rf"<{prefixes(side, BPMNDI)}BPMN(?:Shape|Edge)" + r'(?: id="[^"]*")?(?=\s)([^<]*?) bpmnElement="([^"]*)"'
    parts = re.split(opening, page)
    heads, keys, drawings = parts[1::3], parts[2::3], parts[3::3]
    if any(heads):
        drawings = list(map(str.__add__, heads, drawings))
    if not 0 <= page.count("bpmnElement=") - len(keys) <= len(side.model.node.findall(_PAGE)):
        return None
    if drawings:
        drawings[-1] = drawings[-1].partition(_PLANE)[0]
    return keys, drawings


def _drawings(side: Side, cut: tuple[list[str], list[str]] | None) -> dict[str, str]:
    """Return the text of what is drawn of each element, by its id."""
    if cut is None:
        nodes = list(side.model.node.iter(*_DRAWN))
        keys = [node.get("bpmnElement") or "" for node in nodes]
        texts = (etree.tostring(node, encoding="unicode", with_tail=False) for node in nodes)
        drawings = [with_usual_prefixes(text, node.nsmap) for text, node in zip(texts, nodes, strict=True)]
    else:
        keys, drawings = cut
        spaces = side.model.node.nsmap
        drawings = [with_usual_prefixes(text, spaces) for text in drawings]
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
