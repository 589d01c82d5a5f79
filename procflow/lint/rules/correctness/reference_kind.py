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
_CALLED = "calledElement"
_TYPES = frozenset({"itemDefinition"})
# Between the packages of a class name, such as java.lang.String.
_JAVA = "."
_FEW = 3


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements that refer to nothing, or to something of a kind that cannot stand there."""
    elsewhere = _Elsewhere(model)
    for element, name, node in nodes(model):
        for reference, text, kinds in _references(name, node):
            found = model.get(local_reference(text))
            if elsewhere.has(reference, text, kinds, node):
                continue
            if found is not None and kinds and found.kind not in kinds:
                message = f"its {reference} {text!r} is of kind {found.kind}, not {_said(kinds)}"
                yield Problem(element, message, "choose another element")
            elif found is None and reference != _CALLED:
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


class _Elsewhere:
    """What lies outside the file: what it imports, the processes of an engine, the types of other systems."""

    def __init__(self, model: Definitions) -> None:
        self._model = model
        self._imported = {node.get("namespace") for node in model.node.iterfind(bpmn("import"))}
        # An engine calls a process by its key, which an element of this file may have as its id.
        self._has_keys = model.flavour != "plain"

    def has(self, reference: str, text: str, kinds: frozenset[str], node: etree._Element) -> bool:
        """Tell whether a reference leads out of the file."""
        prefix, colon, _ = text.rpartition(":")
        space = node.nsmap.get(prefix) if colon else self._model.target_namespace
        if colon and space in self._imported:
            return True
        if reference == _CALLED:
            return self._has_keys
        # Tools write the types of XML Schema, FEEL and Java where BPMN wants an item definition.
        is_foreign = bool(colon) and space != self._model.target_namespace
        return kinds == _TYPES and (is_foreign or (_JAVA in text and self._model.get(text) is None))


def _said(kinds: frozenset[str]) -> str:
    few = len(kinds) <= _FEW
    return " or ".join(sorted(kinds)) if few else "what BPMN wants there"
