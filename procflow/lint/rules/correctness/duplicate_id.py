"""Each id of the file, those of the drawing included, is used once."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from procflow.bpmn import Definitions, Element
from procflow.bpmn.namespaces import BPMN, BPMNDI, bpmn, namespace
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
_EXTENSIONS = bpmn("extensionElements")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements whose id something else has too; two elements with one id are for whole-model."""
    seen: set[str] = set()
    reported = _told(model)
    for node in _nodes(model.node):
        own = node.get("id")
        if own and own in seen and own not in reported:
            reported.add(own)
            hint = "give one of the two another id"
            yield Problem(_bearer(model, own), f"the id {own!r} is used twice (also in line {node.sourceline})", hint)
        seen.add(own or "")


def _told(model: Definitions) -> set[str]:
    """Return the ids that two elements have as a flaw of the model tells already."""
    return {flaw.element.id for flaw in model.flaws if flaw.is_double}


def _nodes(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the nodes of BPMN and of its drawing in the order of the file, without extension elements."""
    pending = [root]
    while pending:
        node = pending.pop()
        if namespace(node) in {BPMN, BPMNDI}:
            yield node
        if node.tag != _EXTENSIONS:
            pending.extend(reversed(list(node.iterchildren(tag=etree.Element))))


def _bearer(model: Definitions, own: str) -> Element:
    return model.get(own) or model
