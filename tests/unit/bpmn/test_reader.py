"""Reading BPMN files: what is refused, and how clearly."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from procflow.bpmn import Definitions, read
from procflow.errors import FileAccessError, FileTypeError, ModelError, ProcflowError, XmlError

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def document(body: str, *, encoding: str = "UTF-8", attributes: str = "") -> bytes:
    """Return a BPMN file with *body* inside its definitions."""
    root = f'<definitions xmlns="{BPMN}" {attributes}>\n{body}\n</definitions>'
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{root}'.encode(encoding)


def refusal(body: str) -> ProcflowError:
    """Return the error that a file with *body* is refused with."""
    with pytest.raises(ProcflowError) as caught:
        read(document(body), file="x.bpmn")
    return caught.value


def task_name(model: Definitions) -> str:
    """Return the name of the element t."""
    return model.element("t").name


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    """Path, text path and bytes give the same model, and errors name the file."""
    path = tmp_path / "x.bpmn"
    path.write_bytes(document('<process id="p"/>'))

    assert [str(path), str(path), ""] == [read(path).file, read(str(path)).file, read(path.read_bytes()).file]


@pytest.mark.parametrize(
    "encoding", ["UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "Windows-1252", "ISO-8859-1", "Windows-1258"]
)
def test_every_usual_encoding_is_read(encoding: str) -> None:
    """The declared encoding counts."""
    name = "Gebühr" if encoding != "Windows-1258" else "Hồ sơ đề nghị".encode("cp1258", "ignore").decode("cp1258")

    assert name == task_name(
        read(document(f'<process id="p"><task id="t" name="{name}"/></process>', encoding=encoding))
    )


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    """A UTF-8 file may begin with a mark."""
    raw = codecs.BOM_UTF8 + document('<process id="p"><task id="t" name="Đơn"/></process>')

    assert "Đơn" == task_name(read(raw))


@pytest.mark.parametrize("prefix", ["bpmn2", "semantic", "model", "ns0", "x-1.y"])
def test_any_prefix_will_do(prefix: str) -> None:
    """Elements are known by their namespace, not by their prefix."""
    raw = f'<{prefix}:definitions xmlns:{prefix}="{BPMN}"><{prefix}:process id="p"/></{prefix}:definitions>'

    assert ["p"] == [process.id for process in read(raw.encode()).processes]


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", XmlError),
        (b"no xml", XmlError),
        (document("<process id='p'>"), XmlError),
        (b"<!DOCTYPE definitions><definitions/>", XmlError),
        (document("<process id='p'/>")[:-4], XmlError),
        (document("<process id='p'/>").replace(b"UTF-8", b"UTF-99"), XmlError),
        ("<d>Đơn</d>".encode("cp1258", "ignore"), XmlError),
        (b"<svg/>", FileTypeError),
        (f'<process xmlns="{BPMN}"/>'.encode(), FileTypeError),
        (b'<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', FileTypeError),
        (b"<definitions/>", FileTypeError),
    ],
)
def test_what_is_no_bpmn_is_refused(raw: bytes, error: type[ProcflowError]) -> None:
    """What is not XML or not BPMN 2.0 is refused, each with its own class."""
    with pytest.raises(error):
        read(raw)


def test_a_beta_file_is_told_from_the_standard() -> None:
    """The hint says how to bring a file of the beta standard up to date."""
    with pytest.raises(FileTypeError) as caught:
        read(b'<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"/>', file="old.bpmn")

    assert ("old.bpmn", True) == (caught.value.where.file, "beta" in caught.value.hint)


def test_a_missing_file_is_refused() -> None:
    """A path that leads nowhere is an error of file access."""
    with pytest.raises(FileAccessError):
        read("nowhere/at/all.bpmn")


FLOW = '<sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
LANES = '<laneSet id="ls"><lane id="a">{0}</lane>\n<lane id="b">{0}</lane></laneSet>'
BROKEN = {
    "an id used twice": ('<task id="t"/>\n<task id="t"/>', 4, "t"),
    "a node without id": ("<task/>", 3, ""),
    "both ends dangling": (FLOW, 3, "f"),
    "no target": ('<task id="a"/><sequenceFlow id="f" sourceRef="a"/>', 3, "f"),
    "a flow to the process": ('<task id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="p"/>', 3, "f"),
    "a flow into a sub-process": (
        '<task id="a"/><subProcess id="s"><task id="b"/>\n</subProcess>' + FLOW,
        4,
        "f",
    ),
    "a flow into another process": (
        '<task id="a"/></process><process id="q"><task id="b"/>\n' + FLOW,
        4,
        "f",
    ),
    "an event attached to nothing": ('<boundaryEvent id="e" attachedToRef="x"/>', 3, "e"),
    "an event attached to an event": ('<startEvent id="x"/><boundaryEvent id="e" attachedToRef="x"/>', 3, "e"),
    "an event on another level": (
        '<task id="x"/>\n<subProcess id="s"><boundaryEvent id="e" attachedToRef="x"/></subProcess>',
        4,
        "e",
    ),
    "a default flow that is not there": ('<exclusiveGateway id="g" default="f"/>', 3, "g"),
    "a default flow of another node": (
        '<exclusiveGateway id="g" default="f"/><task id="t"/>\n<sequenceFlow id="f" sourceRef="t" targetRef="g"/>',
        3,
        "g",
    ),
    "a node in two lanes": (LANES.format("<flowNodeRef>t</flowNodeRef>") + '<task id="t"/>', 4, "t"),
}


@pytest.mark.parametrize(("body", "line", "element"), BROKEN.values(), ids=BROKEN)
def test_a_broken_reference_is_refused_where_it_stands(body: str, line: int, element: str) -> None:
    """File, line and element are named, and the hint says what to do."""
    error = refusal(f'<process id="p">{body}</process>')

    assert (ModelError, "x.bpmn", line, element, True) == (
        type(error),
        error.where.file,
        error.where.line,
        error.where.element,
        bool(error.hint),
    )


def test_two_views_of_a_process_may_list_the_same_node() -> None:
    """A node stands in one lane of each lane set."""
    lanes = "".join(
        f'<laneSet id="s{n}"><lane id="l{n}"><flowNodeRef>t</flowNodeRef></lane></laneSet>' for n in range(2)
    )
    model = read(document(f'<process id="p">{lanes}<task id="t"/></process>'))

    assert 2 == len(model.processes[0].lanes)


def test_a_lane_and_a_lane_in_it_may_list_the_same_node() -> None:
    """The innermost lane counts."""
    model = read(
        document(
            '<process id="p"><laneSet id="s"><lane id="a"><flowNodeRef>t</flowNodeRef><childLaneSet id="c">'
            '<lane id="b"><flowNodeRef>t</flowNodeRef></lane></childLaneSet></lane></laneSet><task id="t"/></process>'
        )
    )
    lane = model.lane_of(model.element("t"))  # type: ignore[arg-type]

    assert lane is not None
    assert ("b", ["a", "b"]) == (lane.id, [part.id for part in lane.path])


def test_references_may_bear_the_prefix_of_their_namespace() -> None:
    """A QName such as tns:t is the id t."""
    model = read(
        document(
            '<process id="p"><task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="tns:a" targetRef=" tns:b "/>'
            "</process>",
            attributes='xmlns:tns="urn:t" targetNamespace="urn:t"',
        )
    )

    assert "urn:t" == model.target_namespace
    assert "b" == model.element("f").target.id  # type: ignore[attr-defined]


def test_a_choreography_is_kept_though_not_modelled() -> None:
    """Its parts are there by id and bind nothing."""
    body = (
        '<choreography id="c"><choreographyTask id="a"/><startEvent id="s"/>'
        '<sequenceFlow id="f" sourceRef="s" targetRef="a"/></choreography>'
    )
    model = read(document(body))

    assert ("choreographyTask", "sequenceFlow") == (model.element("a").kind, model.element("f").kind)


def test_what_vendors_write_in_extensions_is_no_element() -> None:
    """BPMN names inside extension elements do not count."""
    body = '<process id="p"><extensionElements><task id="t"/></extensionElements></process>'

    assert read(document(body)).get("t") is None
