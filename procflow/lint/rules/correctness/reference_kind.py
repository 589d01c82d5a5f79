"""What an element refers to exists and is of the kind that BPMN wants there."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from procflow.bpmn import Definitions
from procflow.bpmn.namespaces import bpmn, local_name, local_reference
from procflow.lint.finding import Problem, Severity
from procflow.lint.schema import REFERENCES, REFERENCES_OF
from procflow.lint.tree import nodes

SEVERITY = Severity.ERROR
_FEW = 3


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements that refer to nothing, or to something of a kind that cannot stand there."""
    imported = {node.get("namespace") for node in model.node.iterfind(bpmn("import"))}
    for element, name, node in nodes(model):
        for reference, text, kinds in _references(name, node):
            found = model.get(local_reference(text))
            if found is not None and kinds and found.kind not in kinds:
                message = f"its {reference} {text!r} is of kind {found.kind}, not {_said(kinds)}"
                yield Problem(element, message, "choose another element")
            elif found is None and not _is_elsewhere(reference, text, node, imported):
                yield Problem(element, f"its {reference} {text!r} is not in this file", "choose it again, or remove it")


def _references(name: str, node: etree._Element) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield each reference of a node: its name, its text and the kinds it may refer to."""
    for key, text in node.items():
        kinds = REFERENCES_OF.get((name, str(key)), REFERENCES.get(str(key)))
        if kinds is not None and text.strip():
            yield str(key), text.strip(), kinds
    above = node.getparent()
    text = (node.text or "").strip()
    if text and above is not None:
        kinds = REFERENCES_OF.get((local_name(above), name), REFERENCES.get(name))
        if kinds is not None:
            yield name, text, kinds


def _is_elsewhere(reference: str, text: str, node: etree._Element, imported: set[str | None]) -> bool:
    """Tell whether a reference leads into another file: an imported one, or that of a called process."""
    prefix, colon, _ = text.partition(":")
    return reference == "calledElement" or bool(colon and node.nsmap.get(prefix) in imported)


def _said(kinds: frozenset[str]) -> str:
    few = len(kinds) <= _FEW
    return " or ".join(sorted(kinds)) if few else "what BPMN wants there"
