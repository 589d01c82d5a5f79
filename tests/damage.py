"""Broken BPMN files: real ones, their structure, references and values damaged in the ways that readers fall for."""

from __future__ import annotations

import codecs
import copy
import random
from collections.abc import Callable, Sequence

from hypothesis import strategies as st
from lxml import etree

from procflow.bpmn.namespaces import BPMN, BPMNDI, CAMUNDA, DC, DI, XSI, ZEEBE

_REFERENCES = (
    "sourceRef",
    "targetRef",
    "attachedToRef",
    "default",
    "processRef",
    "bpmnElement",
    "dataObjectRef",
    "dataStoreRef",
    "messageRef",
    "signalRef",
    "errorRef",
    "calledElement",
    "categoryValueRef",
    "partitionElementRef",
    "itemSubjectRef",
    "activityRef",
)
_INSIDE = ("incoming", "outgoing", "flowNodeRef", "sourceRef", "targetRef", "dataInputRefs", "eventDefinitionRef")
_KINDS = (
    "process",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "task",
    "userTask",
    "callActivity",
    "startEvent",
    "endEvent",
    "boundaryEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "exclusiveGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
    "sequenceFlow",
    "messageFlow",
    "association",
    "collaboration",
    "participant",
    "laneSet",
    "childLaneSet",
    "lane",
    "flowNodeRef",
    "dataObject",
    "dataObjectReference",
    "dataInputAssociation",
    "ioSpecification",
    "timerEventDefinition",
    "timeDuration",
    "messageEventDefinition",
    "errorEventDefinition",
    "linkEventDefinition",
    "multiInstanceLoopCharacteristics",
    "standardLoopCharacteristics",
    "conditionExpression",
    "extensionElements",
    "documentation",
    "choreography",
    "subChoreography",
    "definitions",
    "unheardOf",
)
_NUMBERS = ("NaN", "inf", "-INF", "1e999", "-1e308", "1_000", "0x10", "٣", " 5 ", "", "-1", "1.5", "1e9", "9" * 5000)
_TEXTS = (
    "",
    " ",
    "\n\t",
    "\u00a0",
    "ß",
    "a:b:c",
    ":",
    "{x}y",
    "-",
    "true",
    "maybe",
    "${",
    "${a > 1 and (b}",
    "=a > ",
    "=((((1))))",
    "P1Y2M",
    "PT",
    "R5/P1D",
    "R-1/PT0S",
    "P99999999999Y",
    "2025-02-30T25:61:00Z",
    "0 0 12 * * ?",
    "&<>\"'",
    "\u202e",
    "x" * 3000,
    "Thẩm định hồ sơ",
    "\U0001f4a9",
)
_PROPERTIES = (
    "pf.limit.value",
    "pf.limit.unit",
    "pf.limit.day-kind",
    "pf.code",
    "pf.status",
    "pf.effective-on",
    "pf.fee-vnd",
    "pf.lint.ignore",
    "pf.legal-basis",
    "pf.duty",
    "pf.role",
)
_VENDOR = (
    "property",
    "formData",
    "formField",
    "inputOutput",
    "inputParameter",
    "map",
    "entry",
    "list",
    "script",
    "in",
    "out",
    "taskListener",
    "executionListener",
    "taskDefinition",
    "ioMapping",
    "input",
    "calledElement",
    "loopCharacteristics",
    "assignmentDefinition",
)
_DEEPEST = 150
# Of one byte for a letter, of two, of several; those of Vietnamese, in which a letter and its tone stand apart.
_ENCODINGS = (
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "US-ASCII",
    "ISO-8859-1",
    "ISO-8859-15",
    "windows-1252",
    "windows-1258",
    "windows-1251",
    "KOI8-R",
    "Shift_JIS",
    "EUC-JP",
    "GB18030",
    "Big5",
    "EUC-KR",
)

Damage = Callable[[random.Random, list[etree._Element]], None]


def damaged(rng: random.Random, raw: bytes, changes: int | None = None) -> bytes:
    """
    Return *raw*, an XML file, with a few things wrong in it; *raw* itself where it is no XML.

    Args:
        rng: Where the chances come from.
        raw: The file.
        changes: How many; a few by chance if not given.
    """
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return raw
    for _ in range(rng.choice((1, 1, 2, 3, 5)) if changes is None else changes):
        nodes = list(root.iter(etree.Element))
        rng.choice(_DAMAGES)(rng, nodes)
    encoding, declared = rng.choice((("UTF-8", True), ("UTF-8", False), ("UTF-16", True), ("ISO-8859-1", True)))
    return etree.tostring(root.getroottree(), encoding=encoding, xml_declaration=declared)


def recoded(rng: random.Random, raw: bytes) -> bytes:
    """
    Return *raw*, an XML file, in another encoding, now and then under the name of one it is not in.

    What is no XML comes back as it is.
    """
    try:
        tree = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True)).getroottree()
    except (etree.XMLSyntaxError, ValueError):
        return raw
    encoding = rng.choice(_ENCODINGS)
    found = etree.tostring(tree, encoding=encoding, xml_declaration=True)
    if rng.random() < 0.2:
        found = found.replace(encoding.encode(), rng.choice((*_ENCODINGS, "UTF-7", "unheard-of")).encode(), 1)
    return rng.choice((b"", b"", b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\n")) + found


def mangled(rng: random.Random, raw: bytes) -> bytes:
    """Return *raw* with a few of its bytes lost, doubled, moved or exchanged."""
    for _ in range(rng.choice((1, 1, 2, 5))):
        start = rng.randrange(len(raw) + 1)
        end = min(len(raw), start + rng.choice((1, 1, 4, 50)))
        piece = rng.choice((b"", raw[start:end] * 2, bytes(rng.randrange(256) for _ in range(2)), b"\0", b"<", b"&#0;"))
        raw = raw[:start] + piece + raw[end:]
    return raw


def broken_files(sources: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Return files made from *sources*, their structure damaged and, now and then, their encoding or bytes as well."""

    def broken(source: bytes, seed: int, times: int, bytes_too: int) -> bytes:
        rng = random.Random(seed)  # noqa: S311 - test data, no secret
        for _ in range(times):
            source = damaged(rng, source, 1)
        if bytes_too == 1:
            source = recoded(rng, source)
        return mangled(rng, source) if bytes_too == 0 else source

    return st.builds(broken, st.sampled_from(sources), st.integers(0, 2**32), st.integers(1, 6), st.integers(0, 5))


def _below_root(rng: random.Random, nodes: list[etree._Element]) -> etree._Element:
    return rng.choice(nodes[1:] or nodes)


def _ids(nodes: list[etree._Element]) -> list[str]:
    return [str(node.get("id")) for node in nodes if node.get("id")] or ["x"]


def _remove(rng: random.Random, nodes: list[etree._Element]) -> None:
    node = _below_root(rng, nodes)
    if (parent := node.getparent()) is not None:
        parent.remove(node)


def _double(rng: random.Random, nodes: list[etree._Element]) -> None:
    node, copied = _below_root(rng, nodes), None
    if (parent := node.getparent()) is not None and len(nodes) < 2000:
        copied = copy.deepcopy(node)
        parent.insert(rng.randint(0, len(parent)), copied)
        if rng.random() < 0.5:
            for part in copied.iter(etree.Element):
                if part.get("id"):
                    part.set("id", f"{part.get('id')}_{rng.randrange(100)}")


def _move(rng: random.Random, nodes: list[etree._Element]) -> None:
    node, other = _below_root(rng, nodes), rng.choice(nodes)
    if node is not other and node not in other.iterancestors() and node.getparent() is not None:
        other.insert(rng.randint(0, len(other)), node)


def _retag(rng: random.Random, nodes: list[etree._Element]) -> None:
    node = _below_root(rng, nodes)
    node.tag = rng.choice((f"{{{BPMN}}}{rng.choice(_KINDS)}", str(rng.choice(nodes).tag)))


def _drop(rng: random.Random, nodes: list[etree._Element]) -> None:
    node = rng.choice(nodes)
    if node.attrib:
        del node.attrib[rng.choice(list(node.attrib))]


def _exchange(rng: random.Random, nodes: list[etree._Element]) -> None:
    node, other = rng.choice(nodes), rng.choice(nodes)
    if node.attrib:
        values = [*(str(value) for value in other.attrib.values()), *rng.sample(_TEXTS, 2), rng.choice(_NUMBERS)]
        node.set(rng.choice([str(name) for name in node.attrib]), rng.choice(values))


def _number(rng: random.Random, nodes: list[etree._Element]) -> None:
    drawn = [node for node in nodes if node.get("x") is not None] or nodes
    rng.choice(drawn).set(rng.choice(("x", "y", "width", "height")), rng.choice(_NUMBERS))


def _same_id(rng: random.Random, nodes: list[etree._Element]) -> None:
    rng.choice(nodes).set("id", rng.choice((*_ids(nodes), "", " ", "a b", "1", "ä:b", rng.choice(_TEXTS))))


def _refer(rng: random.Random, nodes: list[etree._Element]) -> None:
    node, known = _below_root(rng, nodes), _ids(nodes)
    target = rng.choice((rng.choice(known), str(node.get("id", "x")), f"n:{rng.choice(known)}", "gone", "", "a:b:c"))
    if rng.random() < 0.6:
        present = [name for name in _REFERENCES if node.get(name) is not None]
        node.set(rng.choice(present or _REFERENCES), target)
    else:
        etree.SubElement(node, f"{{{BPMN}}}{rng.choice(_INSIDE)}").text = target


def _insert(rng: random.Random, nodes: list[etree._Element]) -> None:
    tags = (f"{{{BPMN}}}{rng.choice(_KINDS)}", "{urn:other}thing", "plain", f"{{{ZEEBE}}}{rng.choice(_VENDOR)}")
    more = (f"{{{CAMUNDA}}}{rng.choice(_VENDOR)}", f"{{{BPMNDI}}}BPMNShape", f"{{{DC}}}Bounds", f"{{{DI}}}waypoint")
    parent = rng.choice(nodes)
    node = parent.makeelement(rng.choice((*tags, *more)), {"id": rng.choice((*_ids(nodes), f"n{rng.randrange(1000)}"))})
    if rng.random() < 0.3:
        del node.attrib["id"]
    node.set(rng.choice((*_REFERENCES, "name", "value", f"{{{XSI}}}type")), rng.choice((*_ids(nodes), *_TEXTS[:9])))
    parent.insert(rng.randint(0, len(parent)), node)


def _remark(rng: random.Random, nodes: list[etree._Element]) -> None:
    remark = etree.Comment("<-> ") if rng.random() < 0.5 else etree.ProcessingInstruction("pi", "a='b'")
    parent = rng.choice(nodes)
    if rng.random() < 0.2:
        (parent.getroottree().getroot().addprevious if rng.random() < 0.5 else nodes[0].addnext)(remark)
    else:
        parent.insert(rng.randint(0, len(parent)), remark)


def _text(rng: random.Random, nodes: list[etree._Element]) -> None:
    text = rng.choice((*_TEXTS, rng.choice(_ids(nodes))))
    rng.choice(nodes).text = etree.CDATA(text) if text and rng.random() < 0.2 else text


def _property(rng: random.Random, nodes: list[etree._Element]) -> None:
    node = _below_root(rng, nodes)
    vendor = rng.choice((CAMUNDA, ZEEBE))
    extensions = node.makeelement(f"{{{BPMN}}}extensionElements", {})
    node.insert(0, extensions)
    holder = etree.SubElement(extensions, f"{{{vendor}}}properties")
    value = rng.choice((*_TEXTS, *_NUMBERS[:12], "5", "working-day", "calendar-day"))
    etree.SubElement(holder, f"{{{vendor}}}property", name=rng.choice(_PROPERTIES), value=value)


def _deepen(rng: random.Random, nodes: list[etree._Element]) -> None:
    node = _below_root(rng, nodes)
    kinds = (str(node.tag), f"{{{BPMN}}}subProcess", f"{{{BPMN}}}lane", f"{{{BPMN}}}choreography", "{urn:x}y")
    tag, parent = rng.choice(kinds), node.getparent()
    if parent is None:
        return
    for level in range(rng.choice((1, 2, 20, _DEEPEST))):
        around = node.makeelement(tag, {"id": f"deep{level}"} if rng.random() < 0.9 else {})
        parent.replace(node, around)
        around.append(node)
        node = around


def _copy_part(rng: random.Random, nodes: list[etree._Element]) -> None:
    """Repeat what stands in the root: a process, a pool, a drawing."""
    if len(nodes[0]) and len(nodes) < 2000:
        nodes[0].append(copy.deepcopy(rng.choice(list(nodes[0]))))


_DAMAGES: tuple[Damage, ...] = (
    _remove,
    _double,
    _move,
    _retag,
    _drop,
    _exchange,
    _number,
    _same_id,
    _refer,
    _refer,
    _insert,
    _insert,
    _remark,
    _text,
    _property,
    _deepen,
    _copy_part,
)
