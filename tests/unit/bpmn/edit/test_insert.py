"""New flow nodes come with their flows, lanes and drawing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from procflow.bpmn import (
    Activity,
    BoundaryEvent,
    Definitions,
    FlowContainer,
    Message,
    SubProcess,
    add_boundary_event,
    add_node,
    insert_after,
    insert_into_flow,
    read,
    write,
)
from procflow.errors import DataError, ModelError
from tests.geometry import faults
from tests.unit.bpmn.edit.models import again, chain, flow, lane, node, plain, two_lanes, ways


def test_a_node_is_put_into_a_flow() -> None:
    """The old flow leads to it with its name and condition, a new one leads on."""
    model = two_lanes()
    made = insert_into_flow(flow(model, "f3"), "userTask", "Thẩm định", id="review")
    found = again(model)

    assert {("check", "review"), ("review", "draft")} < ways(found)
    assert ("check", "draft") not in ways(found)
    assert "=du" == getattr(flow(found, "f3").condition, "text", "")
    assert made is model.element("review")
    assert [["f3"], ["Flow_review_draft"]] == [made.child_texts("incoming"), made.child_texts("outgoing")]
    assert ["Flow_review_draft"] == node(found, "draft").child_texts("incoming")


def test_a_node_stands_in_the_lanes_of_the_source() -> None:
    """Also where the flow leads into another lane."""
    model = two_lanes()
    insert_into_flow(flow(model, "f2"), "userTask", id="new")

    assert "desk" == getattr(node(again(model), "new").lane, "id", "")


@pytest.mark.parametrize("name", ["f1", "f2", "f3", "f4", "f5", "f6"])
def test_what_is_put_into_a_flow_is_drawn_without_a_fault(name: str) -> None:
    """Nothing overlaps, no line runs through a shape, lanes hold their elements, whichever flow it is."""
    model = two_lanes()
    for number in range(3):
        insert_into_flow(flow(model, name), "userTask", f"Bước thêm {number}")

    assert [] == [fault for fault in faults(again(model)) if "begins at" not in fault]


def test_untouched_elements_stay_the_same_objects() -> None:
    """An edit of structure replaces no element but those it says."""
    model = two_lanes()
    before = list(model.elements())
    insert_into_flow(flow(model, "f1"), "task")

    assert before == [element for element in model.elements() if element in before]


def test_a_new_line_is_indented_as_its_neighbours() -> None:
    """The written file differs in whole lines only."""
    plain = '<task id="n2" name="Bước 2"/>'
    listed = '<task id="n2" name="Bước 2">\n      <incoming>f1</incoming>\n    </task>'
    model = read(write(chain("startEvent", "task", "endEvent")).replace(plain.encode(), listed.encode()))
    before = write(model).decode().splitlines()
    insert_into_flow(flow(model, "f2"), "userTask", "Ký", id="sign")
    after = write(model).decode().splitlines()

    assert '    <userTask id="sign" name="Ký">' in after
    assert "      <incoming>f2</incoming>" in after
    assert '    <sequenceFlow id="Flow_sign_n3" sourceRef="sign" targetRef="n3"/>' in after
    assert [line for line in before if "n3" not in line and "n2" not in line] == [
        line for line in after if line in before and "n3" not in line and "n2" not in line
    ]


def test_a_timer_is_written_with_the_prefixes_of_the_file() -> None:
    """A file without the xsi prefix gets it where it is needed, and the type names BPMN as the file does."""
    model = chain("startEvent", "task")
    insert_into_flow(flow(model, "f1"), "intermediateCatchEvent", event=("timer", "P3D"))
    text = write(model).decode()

    assert 'xsi:type="tFormalExpression">P3D</timeDuration>' in text
    assert "ns0" not in text


def test_a_message_is_shared_by_name() -> None:
    """An event takes the message that the file has, else a new one before the drawing."""
    model = two_lanes()
    for name in ("f1", "f5"):
        insert_into_flow(flow(model, name), "intermediateCatchEvent", event=("message", "Nộp phí"))
    tags = [str(child.tag).rpartition("}")[2] for child in model.node]

    assert 1 == len(list(model.elements(Message)))
    assert ["collaboration", "process", "message", "BPMNDiagram"] == tags


@pytest.mark.parametrize("kind", ["startEvent", "endEvent", "boundaryEvent", "lane", "nonsense"])
def test_some_kinds_stand_in_no_flow(kind: str) -> None:
    """Nothing leaves an end event, nothing enters a start or boundary event, and a lane is no flow node."""
    model = two_lanes()
    before = write(model)
    with pytest.raises(ModelError, match="cannot be put here"):
        insert_into_flow(flow(model, "f1"), kind)

    assert before == write(model)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda m: insert_into_flow(flow(m, "f1"), "task", id="draft"), "used already"),
        (lambda m: insert_into_flow(flow(m, "f1"), "task", id="1 a"), "cannot be an id"),
        (lambda m: insert_into_flow(flow(m, "f1"), "task", "\x00"), "XML cannot hold"),
        (lambda m: insert_into_flow(flow(m, "f3"), "parallelGateway", event=("timer", "P1D")), "waits for nothing"),
        (
            lambda m: insert_into_flow(flow(m, "f3"), "intermediateCatchEvent", event=("terminate",)),
            "a terminate event",
        ),
        (lambda m: insert_into_flow(flow(m, "f3"), "intermediateCatchEvent", event=("link", "A")), "link"),
        (lambda m: insert_into_flow(flow(m, "f3"), "intermediateCatchEvent"), "no event definition"),
        (lambda m: add_node(lane(m, "desk"), "endEvent", event=("timer", "P1D")), "cannot be a timer event"),
        (lambda m: add_node(lane(m, "desk"), "endEvent", event=("cancel",)), "outside a transaction"),
        (lambda m: insert_after(node(m, "check"), "task"), "2 flows leave"),
        (lambda m: insert_after(node(m, "end"), "task"), "nothing leaves"),
        (lambda m: insert_after(node(m, "end"), "startEvent"), "cannot be put here"),
        (lambda m: add_node(lane(m, "desk"), "boundaryEvent"), "cannot be put here"),
        (lambda m: add_node(lane(m, "desk"), "startEvent", event=("error", "x")), "cannot be an error event"),
        (lambda m: add_boundary_event(m.element("draft"), ("link", "A")), "cannot be a link event"),
        (lambda m: add_boundary_event(m.element("draft"), ("cancel",)), "transaction"),
        (lambda m: add_boundary_event(m.element("draft"), ("error", "x"), cancel_activity=False), "always ends"),
    ],
)
def test_a_refused_insertion_changes_nothing(edit: Callable[[Definitions], object], words: str) -> None:
    """The file comes back byte for byte, and the elements are those there were."""
    model = two_lanes()
    before, elements = write(model), list(model.elements())
    with pytest.raises(ModelError, match=words):
        edit(model)

    assert before == write(model)
    assert model.raw is not None
    assert elements == list(model.elements())


def test_an_element_of_another_kind_is_refused() -> None:
    """A task is no flow."""
    with pytest.raises(DataError, match="SequenceFlow"):
        insert_into_flow(node(two_lanes(), "draft"), "task")  # type: ignore[arg-type]  # the point of the test


def test_a_path_is_continued() -> None:
    """Behind a node without outgoing flow stands the new one, and it may end the path."""
    model = plain('<task id="a"/>')
    insert_after(node(model, "a"), "endEvent", "Xong", id="end")
    insert_after(node(model, "a"), "userTask", id="b")

    assert {("a", "b"), ("b", "end")} == ways(again(model))


def test_a_path_is_continued_in_the_drawing() -> None:
    """To the right of the last node, in a pool that grows."""
    model = two_lanes()
    insert_after(insert_into_flow(flow(model, "f6"), "task"), "userTask")
    for number in range(4):
        made = add_node(lane(model, "desk"), "userTask", f"Bước {number}")
        insert_after(made, "endEvent")

    assert [] == [fault for fault in faults(again(model)) if "begins at" not in fault]


def test_a_node_is_put_into_a_lane() -> None:
    """It is listed there, and drawn inside."""
    model = two_lanes()
    made = add_node(lane(model, "office"), "serviceTask", "Tra cứu")
    shape, strip = model.shape(made.id), model.shape("office")

    assert "office" == getattr(made.lane, "id", "")
    assert shape is not None
    assert strip is not None
    assert strip.bounds.contains(shape.bounds)


def test_a_node_is_put_into_a_process_and_a_sub_process() -> None:
    """Without a drawing there is none afterwards."""
    model = plain('<subProcess id="s"/>')
    inner, outer = model.element("s"), model.element("p")
    assert isinstance(inner, FlowContainer)
    assert isinstance(outer, FlowContainer)
    add_node(inner, "task", id="a")
    add_node(outer, "task", id="b")

    assert ["s", "p"] == [node(again(model), name).container.id for name in ("a", "b")]
    assert b"BPMNShape" not in write(model)


def test_boundary_events_stand_side_by_side() -> None:
    """Each finds a free part of the border; the lane lists them."""
    model = two_lanes()
    host = model.element("receive")
    assert isinstance(host, Activity)
    for number in range(4):
        add_boundary_event(host, ("timer", f"P{number + 1}D"), "Nhắc", cancel_activity=number % 2 == 0)
    found = again(model)
    events = [event for event in found.elements(BoundaryEvent) if event.attached_to.id == "receive"]

    assert 2 == sum(event.cancel_activity for event in events)
    assert [] == [fault for fault in faults(found) if "overlaps" in fault]
    assert ["desk"] * 4 == [getattr(event.lane, "id", "") for event in events]


def test_an_event_sub_process_has_one_start_event() -> None:
    """With its event; a second one is refused."""
    model = plain('<subProcess id="s" triggeredByEvent="true"/>')
    sub = model.element("s")
    assert isinstance(sub, SubProcess)
    with pytest.raises(ModelError, match="has no event definition"):
        add_node(sub, "startEvent")
    add_node(sub, "startEvent", id="first", event=("error", "E"))
    with pytest.raises(ModelError, match="an event sub-process has one start event"):
        add_node(sub, "startEvent", event=("error", "F"))

    assert ["first"] == [found.id for found in sub.start_events]
