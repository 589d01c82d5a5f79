"""What an element says beside its name and its place: each attribute and part of it as a fact, ids left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from lxml import etree

from procflow.bpmn.diff.change import ChangeKind
from procflow.bpmn.diff.fields import OWN, PROPERTY, in_brackets
from procflow.bpmn.model.base import Element
from procflow.bpmn.namespaces import BPMN, CAMUNDA, XSI, ZEEBE, bpmn

# A fact is a field and its value: text, or the element that is referred to.
Value = str | Element
Fact = tuple[str, Value]
Resolve = Callable[[str], Value | None]

_BPMN_TAG = f"{{{BPMN}}}"
_EXTENSIONS = bpmn("extensionElements")
PRESENT = "yes"
"""What is told of a part that says no more than that it is there."""
# What the Modeler puts where the schema wants a target of data.
_PLACEHOLDER = "__targetRef_placeholder"
# What is compared elsewhere, and what says nothing of its own.
_PASSED = {"id", "name", "sourceRef", "targetRef", "attachedToRef", "gatewayDirection", "exporter", "exporterVersion"}
# The kind of an expression, which its text shows, and the picture of a template.
_FOREIGN_PASSED = {f"{{{XSI}}}type", f"{{{CAMUNDA}}}modelerTemplateIcon", f"{{{ZEEBE}}}modelerTemplateIcon"}
_TEMPLATE = ("modelerTemplate", "modelerTemplateVersion")
# What procflow's own templates say stands in the properties, whichever version is named, or none.
_OWN_TEMPLATES = "procflow."
_PASSED_PARTS = {
    bpmn(name)
    for name in ("incoming", "outgoing", "flowNodeRef", "laneSet", "childLaneSet", "sourceRef", "targetRef", "supports")
}
_ASSOCIATED = {bpmn("dataInputAssociation"): "data read", bpmn("dataOutputAssociation"): "data written"}
_REFERENCES = {"default", "calledElement", "processId"}
# An attribute with the value that the standard takes where it is left out.
_DEFAULTS = {
    ("isInterrupting", "true"),
    ("cancelActivity", "true"),
    ("isForCompensation", "false"),
    ("startQuantity", "1"),
    ("completionQuantity", "1"),
    ("triggeredByEvent", "false"),
    ("isExecutable", "false"),
    ("isClosed", "false"),
    ("isCollection", "false"),
    ("isSequential", "false"),
    ("isUnlimited", "true"),
    ("parallelMultiple", "false"),
    ("instantiate", "false"),
    ("testBefore", "false"),
    ("waitForCompletion", "true"),
    ("cancelRemainingInstances", "true"),
    ("processType", "None"),
    ("eventGatewayType", "Exclusive"),
    ("behavior", "All"),
    ("ordering", "Parallel"),
    ("textFormat", "text/plain"),
    ("associationDirection", "None"),
    ("implementation", "##unspecified"),
    ("implementation", "##WebService"),
}
# Extension elements whose attributes are told one by one, as the other flavour writes them at the element itself.
_OPENED = {
    "assignmentDefinition",
    "taskSchedule",
    "formDefinition",
    "taskDefinition",
    "calledElement",
    "calledDecision",
    "loopCharacteristics",
}
# What is always told to be there: the attributes alone would not say whether the loop went or runs otherwise.
_LOOPS = (bpmn("standardLoopCharacteristics"), bpmn("multiInstanceLoopCharacteristics"))
_NAMING = ("id", "name", "key", "target")
_BY_FIELD = {
    **dict.fromkeys(("dueDate", "followUpDate", "pf.clock"), ChangeKind.RETIMED),
    **dict.fromkeys(("assignee", "candidateGroups", "candidateUsers"), ChangeKind.REASSIGNED),
    **dict.fromkeys(("pf.performer", "pf.agency"), ChangeKind.REASSIGNED),
    **dict.fromkeys(("formKey", "formId", "formRef", "externalReference", "pf.forms"), ChangeKind.FORM),
    **dict.fromkeys(("default", "conditionExpression"), ChangeKind.CONDITION),
    **dict.fromkeys(_ASSOCIATED.values(), ChangeKind.DOCUMENTS),
}
_BY_START = (
    ("pf.limit", ChangeKind.RETIMED),
    ("pf.total", ChangeKind.RETIMED),
    ("timerEventDefinition", ChangeKind.RETIMED),
    ("pf.documents", ChangeKind.DOCUMENTS),
    ("dataInputAssociation", ChangeKind.DOCUMENTS),
    ("dataOutputAssociation", ChangeKind.DOCUMENTS),
    ("ioSpecification", ChangeKind.DOCUMENTS),
    ("conditionExpression", ChangeKind.CONDITION),
    ("conditionalEventDefinition", ChangeKind.CONDITION),
    ("formData", ChangeKind.FORM),
    ("formRef", ChangeKind.FORM),
    ("potentialOwner", ChangeKind.REASSIGNED),
    ("humanPerformer", ChangeKind.REASSIGNED),
    ("performer", ChangeKind.REASSIGNED),
    ("resourceRole", ChangeKind.REASSIGNED),
)


def kind_of(field: str) -> ChangeKind:
    """
    Return what it is called when *field* differs.

    Example:
        >>> kind_of("pf.limit.value").value, kind_of("candidateGroups").value, kind_of("pf.result").value
        ('retimed', 're-assigned', 'property')
    """
    if field in _BY_FIELD:
        return _BY_FIELD[field]
    return next((kind for start, kind in _BY_START if field.startswith(start)), ChangeKind.PROPERTY)


def facts(element: Element, resolve: Resolve, passed: Collection[str]) -> tuple[list[Fact], Counter[str]]:
    """
    Return what *element* says beside its name, its place, and where its flows lead, and how often each part stands.

    Args:
        element: The element.
        resolve: Returns what the text of a reference stands for, None for something that is told by itself.
        passed: Tags of parts that are told by themselves.
    """
    reader = _Reader(resolve, passed)
    reader.element(element.node, "")
    return reader.found, reader.parts


class _Reader:
    """Collects the facts of one element; a list that grows, for versions of thousands of elements are read."""

    def __init__(self, resolve: Resolve, passed: Collection[str]) -> None:
        self.resolve = resolve
        self.passed = passed
        self.found: list[Fact] = []
        self.parts: Counter[str] = Counter()

    def element(self, node: etree._Element, path: str) -> None:
        """Collect what an element says, or a part of one at *path*."""
        self._attributes(node, path)
        passed = self.passed
        for part in [part for part in node if part.tag not in passed]:
            tag = part.tag
            if tag == _EXTENSIONS:
                for child in part:
                    self._extension(child, path)
            elif tag not in _PASSED_PARTS and isinstance(tag, str):
                self._part(part, path)

    def _tell(self, field: str, value: Value | None) -> None:
        if value is not None:
            self.found.append((field, value))

    def _attributes(self, node: etree._Element, path: str) -> None:
        for name, value in node.items():
            if name in _PASSED and (not path or name != "name"):
                continue
            if name[0] == "{":
                own = name.rpartition("}")[2]
                if name not in _FOREIGN_PASSED and value and not (own in _TEMPLATE and _is_of_ours(node)):
                    self._tell(path + own, value)
            elif name.endswith("Ref") or name in _REFERENCES:
                self._tell(path + name, self.resolve(value))
            elif (name, value) not in _DEFAULTS:
                self._tell(path + name, value.strip() or None)

    def _part(self, node: etree._Element, path: str) -> None:
        """Collect what a part says that BPMN knows, or a foreign one."""
        if node.get("name") == _PLACEHOLDER:
            return
        tag = str(node.tag)
        associated = _ASSOCIATED.get(tag)
        if associated is not None:
            for end in node.iterfind(bpmn("sourceRef" if associated == "data read" else "targetRef")):
                self._tell(associated, self.resolve(end.text or ""))
        name = path + tag.rpartition("}")[2]
        self.parts[name] += 1
        text = (node.text or "").strip()
        if text:
            self._tell(name, self.resolve(text) if name.endswith(("Ref", "Refs")) else text)
        if tag in _LOOPS:
            self._tell(name, PRESENT)
        before = len(self.found)
        self.element(node, f"{name}.")
        if not text and len(self.found) == before and associated is None and tag not in _LOOPS:
            self._tell(name, PRESENT)

    def _extension(self, node: etree._Element, path: str) -> None:
        tag = node.tag
        if not isinstance(tag, str):
            return
        name = tag.rpartition("}")[2]
        self.parts[path + name] += 1
        if name == "properties":
            for item in node:
                self._tell(path + _property(item.get("name") or ""), (item.get("value") or "").strip() or None)
        elif name in _OPENED:
            self._attributes(node, path if name != "taskDefinition" else f"{path}{name}.")
        elif len(node):
            called = next((in_brackets(text) for key in _NAMING if (text := node.get(key))), "")
            if node.attrib:
                self._tell(f"{path}{name}{called}", _leaf(node))
            for child in node:
                self._extension(child, f"{path}{name}{called}.")
        else:
            self._tell(f"{path}{name}", _leaf(node))


def _property(name: str) -> str:
    """Return the field of a property: what procflow does not name is the user's word, whatever BPMN means by it."""
    return name if name.startswith(OWN) else PROPERTY + in_brackets(name)


def _is_of_ours(node: etree._Element) -> bool:
    templates = (text for key, text in node.items() if key.rpartition("}")[2] == _TEMPLATE[0])
    return any(text.startswith(_OWN_TEMPLATES) for text in templates)


def _leaf(node: etree._Element) -> str:
    """Return what an extension element says as one text."""
    shown = [f"{name.rpartition('}')[2]}={value}" for name, value in sorted(node.items())]
    return " ".join([*shown, *(node.text or "").split()]) or PRESENT
