"""Reading BPMN files: what is refused, what is left out of the model, and how clearly."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pytest

from procflow.bpmn import (
    Definitions,
    Element,
    FlowNode,
    InputOutputSpecification,
    SubProcess,
    Task,
    read,
    remove,
    set_name,
    write,
)
from procflow.bpmn.soundness import soundness
from procflow.errors import DataError, FileAccessError, FileTypeError, ModelError, ProcflowError, XmlError
from procflow.procedure import Procedure

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def document(body: str, *, encoding: str = "UTF-8", attributes: str = "") -> bytes:
    """Return a BPMN file with *body* inside its definitions."""
    root = f'<definitions xmlns="{BPMN}" {attributes}>\n{body}\n</definitions>'
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{root}'.encode(encoding)


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
        (document("<process id='p'/>").replace(b"UTF-8", b"ISO-8859-99"), XmlError),
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
def test_a_broken_reference_is_told_where_it_stands(body: str, line: int, element: str) -> None:
    """The file is read; file, line and element are named, and the hint says what to do."""
    model = read(document(f'<process id="p">{body}</process>'), file="x.bpmn")
    error = model.flaws[0].as_error()

    assert ("x.bpmn", line, element, True) == (
        error.where.file,
        error.where.line,
        error.where.element,
        bool(error.hint),
    )


@pytest.mark.parametrize(("body", "line", "element"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_kept(body: str, line: int, element: str) -> None:
    """What is left out of the model stays in the file, which can be edited elsewhere."""
    raw = document(f'<process id="p">{body}<task id="other"/></process>').replace(b" >", b">")
    model = read(raw)
    unedited = write(model)
    set_name(model.element("other"), "Ký")

    assert raw == unedited
    assert write(model) == raw.replace(b'id="other"', b'id="other" name="K\xc3\xbd"')
    assert (line, element) == (model.flaws[0].element.line, model.flaws[0].element.id)


@pytest.mark.parametrize(("body", "line", "element"), BROKEN.values(), ids=BROKEN)
def test_who_needs_the_whole_model_refuses_a_broken_one(body: str, line: int, element: str) -> None:
    """A verdict, a procedure and a deployment would be guesses: the flaw is their error."""
    model = read(document(f'<process id="p" isExecutable="true">{body}</process>'), file="x.bpmn")
    for use in (soundness, Procedure.of):
        with pytest.raises(ModelError) as caught:
            use(model)  # type: ignore[operator]

        assert (line, element) == (caught.value.where.line, caught.value.where.element)


LEFT_OUT = {
    "the second of one id": ('<task id="t"/><subProcess id="t"><task id="u"/></subProcess>', {"t": Task, "u": Element}),
    "a flow": ('<task id="t"/><sequenceFlow id="f" sourceRef="t" targetRef="u"/>', {"t": Task, "f": Element}),
    "an event and what leaves it": (
        '<boundaryEvent id="e" attachedToRef="x"/><task id="t"/><sequenceFlow id="f" sourceRef="e" targetRef="t"/>',
        {"e": Element, "t": Task, "f": Element},
    ),
    "a lane in no lane set": (
        '<lane id="l"><flowNodeRef>t</flowNodeRef></lane><task id="t"/>',
        {"l": Element, "t": Task},
    ),
    "a node in something unknown": ('<thing id="x"><task id="t"/></thing>', {"x": Element, "t": Element}),
    "a second sub-process of one id with all in it": (
        '<subProcess id="s"/><subProcess id="s"><thing id="x"/><task id="t"/></subProcess><task id="t"/>',
        {"s": SubProcess, "x": Element, "t": Task},
    ),
    "what stands in a node without id": ('<subProcess><task id="t"/></subProcess>', {"t": Element}),
}


@pytest.mark.parametrize(("body", "classes"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_makes_no_sense_is_a_plain_element(body: str, classes: dict[str, type[Element]]) -> None:
    """Nothing is guessed: it stands in the model by id, is of no kind, and binds nothing."""
    model = read(document(f'<process id="p">{body}</process>'))

    assert classes == {key: type(model.element(key)) for key in classes}
    assert [] == [flow for node in model.elements(FlowNode) for flow in (*node.incoming, *node.outgoing)]
    assert all(element in (element.parent or model).children for element in model.elements())


HARMLESS = {
    "two that nothing refers to": (
        '<task id="t"><ioSpecification id="x"/></task><task id="u"><ioSpecification id="x"/></task>',
        InputOutputSpecification,
    ),
    "one that is kept only": ('<globalThing id="x"/><task id="x"/>', Task),
    "a datum and a node": ('<dataObject id="x"/><task id="x"/>', Task),
}


@pytest.mark.parametrize(("body", "kind"), HARMLESS.values(), ids=HARMLESS)
def test_an_id_used_twice_does_no_harm_where_it_is_clear_what_it_means(body: str, kind: type[Element]) -> None:
    """Both stay what they are, the reference leads to the one that can be referred to, and the flaw is told."""
    model = read(document(f'<process id="p">{body}</process>'))
    model.require_whole()

    assert (kind, [True]) == (type(model.element("x")), [flaw.is_harmless for flaw in model.flaws])


def test_of_three_that_share_an_id_one_can_be_referred_to() -> None:
    """The second takes the place of a datum; the third is told apart from the second, not from the datum."""
    model = read(document('<process id="p"><dataObject id="x"/><task id="x"/><subProcess id="x"/></process>'))
    (kept,) = model.elements(FlowNode)

    assert (kept, None) == (model.element("x"), kept.default)
    assert [True, False] == [flaw.is_harmless for flaw in model.flaws]


def test_a_broken_model_may_not_be_broken_further() -> None:
    """What was wrong before is no reason to refuse a change of the tree, what is wrong since is."""
    model = read(document('<process id="p"><task id="a"/><task id="b"/><boundaryEvent id="e"/></process>'))
    node = model.element("b").node
    model.rebuild()
    node.set("id", "a")
    with pytest.raises(ModelError, match="used twice"):
        model.rebuild()
    node.set("id", "b")
    model.rebuild()

    assert ["e"] == [flaw.element.id for flaw in model.flaws]


def test_a_flow_that_leads_nowhere_goes_with_its_source() -> None:
    """What is left out of the model is no reason to keep a node, nor does it stay behind."""
    flow = '<sequenceFlow id="f" sourceRef="a" targetRef="gone"/>'
    model = read(document(f'<process id="p"><task id="a"/>{flow}</process>'))
    remove(model.element("a"))

    assert (None, ()) == (model.get("f"), model.flaws)


def test_a_flaw_of_another_process_is_none_of_this_one() -> None:
    """A procedure is read from a whole process, whatever stands beside it."""
    body = '<process id="p"><task id="t"/></process><process id="q"><task/></process>'
    model = read(document(body))

    assert ["t"] == [step.element_id for step in Procedure.of(model, process_id="p").steps]


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


def test_a_choreography_without_id_is_kept_as_one_with_id() -> None:
    """What stands in it is no process, so that nothing of it breaks a rule of one."""
    model = read(
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><choreography><choreographyTask id="a"/>'
        b'<sequenceFlow id="f" sourceRef="a" targetRef="gone"/></choreography></definitions>'
    )

    assert ([Element, Element], ()) == ([type(model.element(key)) for key in ("a", "f")], model.flaws)


def test_an_element_made_in_the_walk_is_like_one_made_by_its_class() -> None:
    """The walk sets each slot itself, without the call of a constructor."""
    walked = read(
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><task id="t"/></process>'
        b"</definitions>"
    ).element("t")

    made = Task(walked.node, walked.definitions, walked.parent, "task", "t")

    assert [] == [name for name in Element.__slots__ if getattr(walked, name) != getattr(made, name)]


def test_what_vendors_write_in_extensions_is_no_element() -> None:
    """BPMN names inside extension elements do not count."""
    body = '<process id="p"><extensionElements><task id="t"/></extensionElements></process>'

    assert read(document(body)).get("t") is None


def test_the_text_of_a_file_is_no_path() -> None:
    """Bytes say their encoding; a text would be looked for as a file."""
    with pytest.raises(DataError, match="pass its bytes"):
        read('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ('<task id="t"/><sequenceFlow id="f" sourceRef="t"/>', "the sequence flow has no targetRef"),
        ('<boundaryEvent id="b"/>', "the boundary event is attached to nothing"),
        (
            '<laneSet><lane id="l1">{0}</lane><lane id="l2" name="Sở">{0}</lane></laneSet><task id="t"/>',
            "the element lies in two lanes, 'l1' and 'l2' ('Sở')",
        ),
    ],
)
def test_what_is_not_given_is_told_as_such(inner: str, told: str) -> None:
    """In words for people; of bytes without a name the place is a line."""
    model = read(document(f'<process id="p">{inner.format("<flowNodeRef>t</flowNodeRef>")}</process>'))

    assert [told] == [flaw.message for flaw in model.flaws]
    assert re.match(r"PF110: line \d+, ", str(model.flaws[0].as_error()))
