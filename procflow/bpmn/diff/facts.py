"""What an element says beside its name and its place: each attribute and part of it as a fact, ids left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from lxml import etree

from procflow.bpmn.diff.change import ChangeKind
from procflow.bpmn.model.base import Element
from procflow.bpmn.namespaces import BPMN, bpmn

# A fact is a field and its value: text, or the element that is referred to.
Value = str | Element
Fact = tuple[str, Value]
Resolve = Callable[[str], Value | None]

_BPMN_TAG = f"{{{BPMN}}}"
_EXTENSIONS = bpmn("extensionElements")
_PRESENT = "yes"
# What is compared elsewhere, and what says nothing of its own.
_PASSED = {"id", "name", "sourceRef", "targetRef", "attachedToRef", "gatewayDirection", "exporter", "exporterVersion"}
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
}
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


def facts(element: Element, resolve: Resolve, passed: Collection[str]) -> list[Fact]:
    """
    Return what *element* says beside its name, its place, and where its flows lead.

    Args:
        element: The element.
        resolve: Returns what the text of a reference stands for, None for something that is told by itself.
        passed: Tags of parts that are told by themselves.
    """
    return list(_of_node(element.node, "", resolve, passed))


def _of_node(node: etree._Element, path: str, resolve: Resolve, passed: Collection[str]) -> Iterator[Fact]:
    yield from _attributes(node, path, resolve)
    for part in [part for part in node if part.tag not in passed]:
        tag = part.tag
        if tag in _PASSED_PARTS or not isinstance(tag, str):
            continue
        if tag == _EXTENSIONS:
            for child in part:
                yield from _extension(child, path, resolve)
        else:
            yield from _part(part, path, resolve, passed)


def _attributes(node: etree._Element, path: str, resolve: Resolve) -> Iterator[Fact]:
    for name, value in node.items():
        if name in _PASSED and (not path or name != "name"):
            continue
        if name[0] == "{":
            name = name.rpartition("}")[2]  # noqa: PLW2901 - the name without its namespace
            if name != "type" and value:
                yield path + name, value
        elif name.endswith("Ref") or name in _REFERENCES:
            found = resolve(value)
            if found is not None:
                yield path + name, found
        elif (name, value) not in _DEFAULTS and (value := _plain(value)):
            yield path + name, value


def _part(node: etree._Element, path: str, resolve: Resolve, passed: Collection[str]) -> Iterator[Fact]:
    """Yield the facts of a part of an element that BPMN knows, or of a foreign one."""
    tag = str(node.tag)
    associated = _ASSOCIATED.get(tag)
    if associated is not None:
        for end in node.iterfind(bpmn("sourceRef" if associated == "data read" else "targetRef")):
            found = resolve(end.text or "")
            if found is not None:
                yield associated, found
    name = path + tag.rpartition("}")[2]
    text = _plain(node.text or "")
    if text:
        value = resolve(text) if name.endswith(("Ref", "Refs")) else text
        if value is not None:
            yield name, value
    inner = list(_of_node(node, f"{name}.", resolve, passed))
    yield from inner
    if not text and not inner and associated is None:
        yield name, _PRESENT


def _extension(node: etree._Element, path: str, resolve: Resolve) -> Iterator[Fact]:
    tag = node.tag
    if not isinstance(tag, str):
        return
    name = tag.rpartition("}")[2]
    if name == "properties":
        for item in node:
            if item.get("value"):
                yield path + (item.get("name") or "property"), _plain(item.get("value") or "")
    elif name in _OPENED:
        yield from _attributes(node, path if name != "taskDefinition" else f"{path}{name}.", resolve)
    elif len(node):
        called = next((f"[{node.get(key)}]" for key in _NAMING if node.get(key)), "")
        if node.attrib:
            yield f"{path}{name}{called}", _leaf(node)
        for child in node:
            yield from _extension(child, f"{path}{name}{called}.", resolve)
    else:
        yield f"{path}{name}", _leaf(node)


def _leaf(node: etree._Element) -> str:
    """Return what an extension element says as one text."""
    shown = [f"{name.rpartition('}')[2]}={value}" for name, value in sorted(node.items())]
    return " ".join([*shown, *_plain(node.text or "").split()]) or _PRESENT


def _plain(text: str) -> str:
    return text.strip()
