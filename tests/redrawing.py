"""A model drawn anew: every id another one, everything in another place, the meaning the same."""

from __future__ import annotations

import random

from lxml import etree

from procflow.bpmn import Definitions, read, write
from procflow.bpmn.namespaces import BPMN, DC, DI

_EXTENSIONS = f"{{{BPMN}}}extensionElements"
_PLACES = (f"{{{DC}}}Bounds", f"{{{DI}}}waypoint")


def redrawn(model: Definitions, rng: random.Random, *, shift: int = 17) -> Definitions:
    """Return a copy with new ids in random order, moved right and down by *shift* pixels."""
    return redraw(model, rng, shift=shift)[0]


def redraw(model: Definitions, rng: random.Random, *, shift: int = 17) -> tuple[Definitions, dict[str, str]]:
    """Return a copy with new ids, moved by *shift* pixels, and the new id for each old one."""
    root = etree.fromstring(write(model))
    bearers = [node for node in root.iter(etree.Element) if node.get("id") and not _is_foreign(node)]
    numbers = list(range(len(bearers)))
    rng.shuffle(numbers)
    renamed = {str(node.get("id")): f"Neu_{number}" for node, number in zip(bearers, numbers, strict=True)}
    for node in root.iter(etree.Element):
        if _is_foreign(node):
            continue
        for name, value in node.attrib.items():
            if name != "name" and (new := _renamed(str(value), renamed)):
                node.set(name, new)
        if str(node.tag).startswith(f"{{{BPMN}}}") and (new := _renamed(node.text or "", renamed)):
            node.text = new
        if node.tag in _PLACES:
            for axis in ("x", "y"):
                node.set(axis, f"{float(node.get(axis) or 0) + shift:g}")
    return read(etree.tostring(root, xml_declaration=True, encoding="UTF-8")), renamed


def _is_foreign(node: etree._Element) -> bool:
    """Tell whether a vendor's id is meant, not one of BPMN."""
    return next(node.iterancestors(_EXTENSIONS), None) is not None


def _renamed(text: str, renamed: dict[str, str]) -> str:
    prefix, colon, name = text.strip().rpartition(":")
    return f"{prefix}{colon}{renamed[name]}" if name in renamed else ""
