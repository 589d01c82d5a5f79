"""Who refers to whom: every reference of the standard, found by how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml import etree

from procflow.bpmn.namespaces import BPMN, local_name, local_reference

_LISTED = frozenset({"incoming", "outgoing", "source", "target"})
_NAMED = frozenset({"default", "calledElement"})


@dataclass(frozen=True, slots=True)
class Reference:
    """
    One reference.

    Attributes:
        node: The node that bears it.
        attribute: The attribute it stands in, empty where it is the text of *node*.
        target: The id it names.
    """

    node: etree._Element
    attribute: str
    target: str


def references(root: etree._Element, ids: AbstractSet[str]) -> Iterator[Reference]:
    """Yield every reference below *root* to one of *ids*, in the order of the file."""
    for node in root.iter(f"{{{BPMN}}}*"):
        for name, value in node.attrib.items():
            if _is_reference(str(name), _NAMED) and local_reference(str(value)) in ids:
                yield Reference(node, str(name), local_reference(str(value)))
        if not len(node) and node.text and _is_reference(local_name(node), _LISTED):
            target = local_reference(node.text)
            if target in ids:
                yield Reference(node, "", target)


def _is_reference(name: str, others: AbstractSet[str]) -> bool:
    return name.endswith(("Ref", "Refs")) or name in others
