"""Lanes are added, divided and removed, and elements move between them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from procflow.bpmn import (
    Bounds,
    Builder,
    Definitions,
    Lane,
    Process,
    add_lane,
    add_node,
    move_to_lane,
    read,
    remove_lane,
    write,
)
from procflow.errors import ModelError
from tests.geometry import faults
from tests.unit.bpmn.edit.models import again, lane, node, plain, two_lanes


def kept(model: Definitions) -> list[str]:
    """Return the faults of the drawing, but for where it begins."""
    return [fault for fault in faults(again(model)) if "begins at" not in fault]


def members(model: Definitions, element_id: str) -> set[str]:
    """Return the ids of what a lane lists."""
    return {each.id for each in lane(model, element_id).flow_nodes}


def test_an_element_moves_with_what_hangs_on_it() -> None:
    """Into one lane only, in the drawing, too; its lines follow."""
    model = two_lanes()
    move_to_lane(node(model, "draft"), lane(model, "desk"))
    found = again(model)

    assert {"start", "receive", "draft", "late"} == members(found, "desk")
    assert {"check", "end"} == members(found, "office")
    assert [] == kept(model)


def test_a_full_lane_grows() -> None:
    """No element overlaps another, however many there are; those below move down."""
    model = two_lanes()
    for number in range(8):
        move_to_lane(add_node(lane(model, "office"), "userTask", f"Việc {number}"), lane(model, "desk"))

    assert 10 == len(members(again(model), "desk"))
    assert [] == kept(model)


def test_an_element_moves_into_the_lane_it_is_in() -> None:
    """Nothing moves in the drawing."""
    model = two_lanes()
    before = model.shape("draft")
    move_to_lane(node(model, "draft"), lane(model, "office"))

    assert before == again(model).shape("draft")


def test_a_sub_process_moves_with_all_in_it() -> None:
    """The lines inside keep their form."""
    make = Builder("p", "P", pool="Sở")
    one, other = make.lane("A", id="a"), make.lane("B", id="b")
    start = make.add("startEvent", lane=one)
    whole = make.add("subProcess", "Thẩm định", id="whole", lane=one)
    inner = [make.add(kind, id=name, within=whole) for kind, name in (("startEvent", "i1"), ("task", "i2"))]
    make.flow(*inner, id="inside")
    make.add("boundaryEvent", id="late", attached_to=whole, event=("timer", "P1D"))
    make.flow(start, whole)
    make.flow(whole, make.add("endEvent", lane=other))
    model = make.build()
    before = model.edge("inside")
    move_to_lane(node(model, "whole"), lane(model, "b"))
    after = again(model).edge("inside")

    assert [] == kept(model)
    assert before is not None
    assert after is not None
    assert 1 == len({(y[0] - x[0], y[1] - x[1]) for x, y in zip(before.waypoints, after.waypoints, strict=True)})


def test_a_nested_lane_is_listed_as_the_file_does() -> None:
    """The lane around lists what its lanes hold, if it did before."""
    make = Builder("p", "P", pool="Sở")
    outer = make.lane("A", id="outer")
    make.lane("A1", id="inner", parent=outer)
    make.add("task", id="t", lane=make.lane("B", id="other"))
    model = make.build()
    move_to_lane(node(model, "t"), lane(model, "inner"))
    found = again(model)

    assert [{"t"}, {"t"}, set()] == [members(found, name) for name in ("inner", "outer", "other")]
    assert [] == kept(model)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda m: move_to_lane(node(m, "late"), lane(m, "desk")), "lane of its activity"),
        (lambda m: move_to_lane(node(m, "draft"), lane(two_lanes(), "desk")), "another model"),
        (lambda m: remove_lane(lane(m, "desk")), "elements stand in the lane"),
        (lambda m: remove_lane(lane(m, "desk"), lane(m, "desk")), "no other lane"),
        (lambda m: add_lane(lane(m, "desk"), "A", below=lane(m, "office")), "does not lie there"),
        (lambda m: add_lane(lane(m, "desk"), "A", id="office"), "used already"),
    ],
)
def test_a_refused_edit_of_a_lane_changes_nothing(edit: Callable[[Definitions], object], words: str) -> None:
    """The file comes back byte for byte."""
    model = two_lanes()
    before = write(model)
    with pytest.raises(ModelError, match=words):
        edit(model)

    assert before == write(model)


def test_what_stands_in_a_sub_process_has_its_lane() -> None:
    """It cannot be moved alone."""
    model = plain(
        '<laneSet id="s"><lane id="a"><flowNodeRef>w</flowNodeRef></lane></laneSet>'
        '<subProcess id="w"><task id="t"/></subProcess>'
    )
    with pytest.raises(ModelError, match="moves with the sub-process"):
        move_to_lane(node(model, "t"), lane(model, "a"))

    assert model.raw is not None


def process(model: Definitions) -> Process:
    """Return the only process."""
    return model.processes[0]


def test_a_lane_is_added_below_the_last_or_another() -> None:
    """The pool grows; what lies below moves down."""
    model = two_lanes()
    add_lane(process(model), "Lãnh đạo", id="boss")
    add_lane(process(model), "Văn thư", id="clerk", below=lane(model, "desk"))
    found = again(model)

    assert ["desk", "clerk", "office", "boss"] == [each.id for each in found.elements(Lane)]
    assert [] == kept(model)


def test_the_first_lane_takes_all() -> None:
    """It fills the pool beside its name."""
    make = Builder("p", "P", pool="Sở")
    make.flow(make.add("startEvent", id="s"), make.add("task", "Một", id="t"))
    make.flow("t", make.add("endEvent", id="e"))
    model = make.build()
    add_lane(process(model), "Chuyên viên", id="only")

    assert {"s", "t", "e"} == members(again(model), "only")
    assert [] == kept(model)


def test_lanes_need_a_pool() -> None:
    """A process without one has no place for them."""
    model = plain('<task id="t"/>')
    with pytest.raises(ModelError, match="draw a pool first"):
        add_lane(process(model), "A")

    assert model.raw is not None


def test_a_lane_is_divided() -> None:
    """The first part takes all, the second is empty; the whole grows; nothing goes into the whole any more."""
    model = two_lanes()
    add_lane(lane(model, "office"), "Tổ 1", id="one")
    add_lane(lane(model, "office"), "Tổ 2", id="two")
    move_to_lane(node(model, "draft"), lane(model, "two"))
    with pytest.raises(ModelError, match="divided into one, two"):
        add_node(lane(model, "office"), "task")
    found = again(model)

    assert [{"check", "end"}, {"draft", "late"}] == [members(found, name) for name in ("one", "two")]
    assert {"check", "draft", "late", "end"} == members(found, "office")
    assert [] == kept(model)


def test_a_removed_lane_leaves_its_strip_to_the_one_beside_it() -> None:
    """Its elements stay where they are drawn."""
    model = two_lanes()
    before = model.shape("draft")
    remove_lane(lane(model, "office"), lane(model, "desk"))
    found = again(model)

    assert before == found.shape("draft")
    assert {"start", "receive", "check", "draft", "late", "end"} == members(found, "desk")
    assert [] == kept(model)


def test_a_removed_lane_leaves_its_strip_to_the_one_below() -> None:
    """That grows upwards."""
    model = two_lanes()
    remove_lane(lane(model, "desk"), lane(model, "office"))

    assert [] == kept(model)


def test_elements_move_to_a_lane_further_off() -> None:
    """The strip falls to the lane beside it all the same."""
    model = two_lanes()
    add_lane(process(model), "Lãnh đạo", id="boss")
    remove_lane(lane(model, "desk"), lane(model, "boss"))

    assert {"start", "receive"} == members(again(model), "boss")
    assert [] == kept(model)


def test_an_empty_lane_needs_no_heir() -> None:
    """Its strip falls to the lane above."""
    model = two_lanes()
    add_lane(process(model), "Lãnh đạo", id="boss")
    remove_lane(lane(model, "boss"))

    assert ["desk", "office"] == [each.id for each in again(model).elements(Lane)]
    assert [] == kept(model)


def test_the_last_lane_goes_with_its_set() -> None:
    """The process has no lanes then; the last part of a lane leaves its elements to the whole."""
    model = two_lanes()
    add_lane(lane(model, "desk"), "Tổ", id="part")
    remove_lane(lane(model, "part"))
    whole = members(again(model), "desk")
    remove_lane(lane(model, "desk"), lane(model, "office"))
    remove_lane(lane(model, "office"))

    assert {"start", "receive"} == whole
    assert b"laneSet" not in write(model)


def test_a_lane_that_is_referred_to_stays() -> None:
    """Whoever refers to it is named."""
    model = plain('<laneSet id="s"><lane id="a" partitionElementRef="b"/><lane id="b"/></laneSet>')
    with pytest.raises(ModelError, match="lane refers to the lane"):
        remove_lane(lane(model, "b"))

    assert model.raw is not None


def test_the_whole_lists_what_its_last_part_listed() -> None:
    """Where it did not before."""
    model = plain(
        '<laneSet id="s"><lane id="a"><childLaneSet id="c"><lane id="b"><flowNodeRef>t</flowNodeRef></lane>'
        '</childLaneSet></lane></laneSet><task id="t"/>'
    )
    remove_lane(lane(model, "b"))

    assert {"t"} == members(again(model), "a")


UPRIGHT = {
    "pool": Bounds(150, 80, 300, 600),
    "a": Bounds(150, 110, 150, 570),
    "b": Bounds(300, 110, 150, 570),
    "t": Bounds(175, 200, 100, 80),
    "u": Bounds(325, 200, 100, 80),
}


def upright(extra: str) -> Definitions:
    """Return a pool with two lanes side by side and a task in each; *extra* stands in the shapes of pool and lanes."""
    shapes = "".join(
        f'<d:BPMNShape id="d{name}" bpmnElement="{name}" {extra if name not in "tu" else ""}>'
        f'<c:Bounds x="{at.x}" y="{at.y}" width="{at.width}" height="{at.height}"/></d:BPMNShape>'
        for name, at in UPRIGHT.items()
    )
    text = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC">'
        '<collaboration id="co"><participant id="pool" processRef="p"/></collaboration><process id="p"><laneSet id="s">'
        '<lane id="a"><flowNodeRef>t</flowNodeRef></lane><lane id="b"><flowNodeRef>u</flowNodeRef></lane></laneSet>'
        '<task id="t"/><task id="u"/></process><d:BPMNDiagram id="D"><d:BPMNPlane id="P" bpmnElement="co">'
        f"{shapes}</d:BPMNPlane></d:BPMNDiagram></definitions>"
    )
    return read(text.encode())


MARKS = pytest.mark.parametrize("extra", ["", 'isHorizontal="false"', 'isHorizontal="true"'])


@MARKS
def test_upright_lanes_are_edited_from_left_to_right(extra: str) -> None:
    """A pool that runs from top to bottom grows to the right, whatever the file says about its direction."""
    model = upright(extra)
    add_lane(process(model), "C", id="c")
    move_to_lane(node(model, "t"), lane(model, "b"))
    add_lane(lane(model, "c"), "C1", id="c1")
    remove_lane(lane(model, "a"))
    for number in range(12):
        add_node(lane(model, "c1"), "task", f"Việc {number}")

    assert [] == kept(model)


@MARKS
def test_a_lane_added_to_upright_lanes_stands_beside_them(extra: str) -> None:
    """It is as high as they are, and is written down as upright."""
    model = upright(extra)
    add_lane(process(model), "C", id="c")
    shape = again(model).shape("c")

    assert shape is not None
    assert (Bounds(450, 110, 120, 570), False) == (shape.bounds, shape.is_horizontal)


@pytest.mark.parametrize(("said", "lies"), [("0", False), ("1", True)])
def test_the_first_lane_goes_with_its_pool_in_whatever_words_that_is_marked(said: str, *, lies: bool) -> None:
    """XML writes a truth as a number, too."""
    text = write(upright(f'isHorizontal="{said}"')).decode()
    lanes = text[text.index("<laneSet") : text.index("</laneSet>") + len("</laneSet>")]
    model = read(re.sub('<d:BPMNShape id="d[ab]".*?</d:BPMNShape>', "", text.replace(lanes, "")).encode())
    add_lane(process(model), "C", id="c")
    shape = again(model).shape("c")

    assert shape is not None
    assert lies is shape.is_horizontal


@MARKS
def test_what_moves_to_an_upright_lane_stays_at_its_height(extra: str) -> None:
    """A step goes as far down as it was, to the middle of the lane."""
    model = upright(extra)
    add_lane(process(model), "C", id="c")
    move_to_lane(node(model, "t"), lane(model, "c"))
    shape = model.shape("t")

    assert shape is not None
    assert (510, 240) == shape.bounds.centre


def test_a_sub_process_across_two_lanes_keeps_its_size_when_it_moves() -> None:
    """The lane that it does not fit into grows, not what is moved."""
    text = write(upright("")).decode().replace('<task id="u"/>', '<subProcess id="u"/>')
    text = text.replace('bpmnElement="u"', 'bpmnElement="u" isExpanded="true"')
    model = read(text.replace('x="325" y="200" width="100"', 'x="200" y="300" width="180"').encode())
    move_to_lane(node(model, "u"), lane(model, "a"))
    shape = again(model).shape("u")

    assert shape is not None
    assert (180, 80) == shape.bounds[2:]
    assert [] == kept(model)
