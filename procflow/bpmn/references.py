"""Who refers to whom: every reference of the standard, and the calls of Camunda, found by how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml import etree

from procflow.bpmn.namespaces import BPMN, ZEEBE, local_name, local_reference

_LISTED = frozenset({"incoming", "outgoing", "source", "target", "supports"})
_NAMED = frozenset({"default", "calledElement"})
_CALL = f"{{{ZEEBE}}}calledElement"
_CALLS = frozenset({"processId", "processIdExpression"})
# An expression that is one text, as FEEL and as JUEL write it: it names the process as plainly as its bare id does.
_CONSTANT = re.compile(r"""\s*(?:=\s*|[$#]\{\s*)?(["'])([^"'\\]+)\1\s*\}?\s*""")


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
    """
    Yield every reference below *root* to one of *ids*, in the order of the file.

    A call that names its process by an expression counts where that is one text; what another computes is not known.
    """
    for node in root.iter(f"{{{BPMN}}}*", _CALL):
        names = _CALLS if node.tag == _CALL else _NAMED
        for name, value in node.attrib.items():
            if _is_reference(str(name), names) and (target := _named(str(value))) in ids:
                yield Reference(node, str(name), target)
        if not len(node) and node.text and _is_reference(local_name(node), _LISTED):
            target = local_reference(node.text)
            if target in ids:
                yield Reference(node, "", target)


def _named(text: str) -> str:
    constant = _CONSTANT.fullmatch(text)
    return constant[2] if constant is not None else local_reference(text)


def _is_reference(name: str, others: AbstractSet[str]) -> bool:
    return name.endswith(("Ref", "Refs")) or name in others
