"""The nodes of a file and of its drawings, each with the element it is part of or shows."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from procflow.bpmn import Definitions, Element
from procflow.bpmn.namespaces import BPMN, BPMNDI, DC, DI, bpmn, local_reference, namespace

_DIAGRAM = f"{{{BPMNDI}}}BPMNDiagram"
_DRAWN = {BPMNDI, DC, DI}
_OWN = f"{{{BPMN}}}"
_EXTENSIONS = bpmn("extensionElements")


def nodes(model: Definitions) -> Iterator[tuple[Element, str, etree._Element]]:
    """
    Yield the element, the BPMN name and the node of each part of *model* in the order of the file, its root first.

    What stands in extension elements belongs to a vendor and is left out, and so is the drawing.
    """
    made = {element.node: element for element in model.elements(Element)}
    pending: list[tuple[Element, etree._Element]] = [(model, model.node)]
    while pending:
        owner, node = pending.pop()
        owner = made.get(node, owner)
        yield owner, str(node.tag)[len(_OWN) :], node
        if len(node) and node.tag != _EXTENSIONS:
            pending.extend((owner, child) for child in reversed(node) if _is_bpmn(child))


def drawing(model: Definitions) -> Iterator[tuple[Element, etree._Element]]:
    """
    Yield each node of the drawings with the element it shows; the model for what shows none.

    What stands in an extension belongs to a vendor and is left out.
    """
    for diagram in model.node.iterfind(_DIAGRAM):
        pending: list[tuple[Element, etree._Element]] = [(model, diagram)]
        while pending:
            owner, node = pending.pop()
            owner = model.get(local_reference(node.get("bpmnElement", ""))) or owner
            yield owner, node
            if len(node):
                pending.extend((owner, child) for child in reversed(node) if namespace(child) in _DRAWN)


def _is_bpmn(node: etree._Element) -> bool:
    tag: object = node.tag
    return isinstance(tag, str) and tag.startswith(_OWN)
