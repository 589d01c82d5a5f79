"""The drawing follows the model on every page, as far as it shows what is edited."""

from __future__ import annotations

import random

import pytest
from lxml import etree

from procflow.bpmn import (
    Definitions,
    Element,
    SubProcess,
    add_flow,
    add_node,
    insert_after,
    insert_into_flow,
    move_to_lane,
    read,
    remove,
    rewire,
    set_documentation,
    set_name,
    write,
)
from procflow.errors import ModelError
from tests.edits import EDITS, dangling, drawn, facts, redrawn, unexpected
from tests.geometry import faults
from tests.strategies import random_model
from tests.unit.bpmn.edit.models import BPMN, again, flow, lane, node, two_lanes

SPACES = (
    f'xmlns="{BPMN}" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:i="http://www.omg.org/spec/DD/20100524/DI"'
)


def shape(element_id: str, x: float, y: float, size: tuple[int, int] = (100, 80), more: str = "") -> str:
    """Return a shape."""
    bounds = f'<c:Bounds x="{x}" y="{y}" width="{size[0]}" height="{size[1]}"/>'
    return f'<d:BPMNShape id="d_{element_id}" bpmnElement="{element_id}" {more}>{bounds}</d:BPMNShape>'


def edge(element_id: str, *points: tuple[float, float]) -> str:
    """Return an edge."""
    ways = "".join(f'<i:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'<d:BPMNEdge id="d_{element_id}" bpmnElement="{element_id}">{ways}</d:BPMNEdge>'


def model(process: str, *pages: str, plane: str = "p") -> Definitions:
    """Return a model with pages of drawing."""
    found = "".join(
        f'<d:BPMNDiagram id="D{n}"><d:BPMNPlane id="P{n}" bpmnElement="{plane}">{page}</d:BPMNPlane></d:BPMNDiagram>'
        for n, page in enumerate(pages)
    )
    return read(f'<definitions {SPACES}><process id="p">{process}</process>{found}</definitions>'.encode())


PAIR = '<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
SIDE_BY_SIDE = shape("a", 160, 80) + shape("b", 310, 80) + edge("f", (260, 120), (310, 120))


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_of_a_random_model_changes_nothing_else(kind: str) -> None:
    """Of each kind, one on a small model: other elements say what they said, and are drawn as they were."""
    for number in range(40):
        rng = random.Random(f"unit {kind} {number}")  # noqa: S311 - test data, no secret
        edited = random_model(rng, 5)
        said, shown = facts(edited), drawn(edited)
        try:
            outcome = EDITS[kind](edited, rng)
        except ModelError:
            continue
        break
    found = again(edited)

    assert [] == unexpected(said, facts(found), outcome)
    assert [] == redrawn(shown, drawn(found), outcome)
    assert set() == dangling(found)


def test_every_page_that_shows_a_flow_shows_what_is_put_into_it() -> None:
    """A page that shows neither stays as it is."""
    made = model(PAIR + '<task id="z"/>', SIDE_BY_SIDE, shape("z", 0, 0), SIDE_BY_SIDE)
    insert_into_flow(flow(made, "f"), "userTask", id="n")

    assert [True, False, True] == ["n" in page.shapes for page in again(made).diagrams]
    assert [[], []] == [list(found) for found in (faults_of(made), dangling(made))]


def faults_of(edited: Definitions) -> list[str]:
    """Return overlaps and lines through shapes."""
    return [fault for fault in faults(again(edited)) if "overlaps" in fault or "through" in fault]


def test_what_is_not_drawn_stays_so() -> None:
    """A flow without an edge, or between nodes without shapes, gets none."""
    made = model(PAIR + '<task id="z"/>', shape("a", 160, 80))
    rewire(flow(made, "f"), target=node(made, "z"))
    insert_into_flow(flow(made, "f"), "task")
    move = add_flow(node(made, "b"), node(made, "z"))
    remove(node(made, "z"))

    assert 0 == write(made).count(b"BPMNEdge")
    assert move.id not in [each.id for each in again(made).elements()]


def test_a_flow_that_bridges_nothing_drawn_is_led_anew() -> None:
    """Only one of the two flows had an edge."""
    made = model(
        '<task id="a"/><task id="b"/><task id="c"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
        '<sequenceFlow id="g" sourceRef="b" targetRef="c"/>',
        SIDE_BY_SIDE + shape("c", 460, 80),
    )
    remove(node(made, "b"))
    found = again(made).edge("f")

    assert found is not None
    assert ((260.0, 120.0), (460.0, 120.0)) == found.waypoints


def test_a_bridge_goes_around_what_stands_in_its_way() -> None:
    """Two lines with a bend between would run through a shape."""
    made = model(
        '<task id="a"/><task id="b"/><task id="c"/><task id="x"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
        '<sequenceFlow id="g" sourceRef="b" targetRef="c"/>',
        shape("a", 160, 80)
        + shape("b", 310, 280)
        + shape("c", 460, 80)
        + shape("x", 310, 80)
        + edge("f", (210, 160), (210, 320), (310, 320))
        + edge("g", (360, 280), (360, 120), (460, 120)),
    )
    remove(node(made, "b"))

    assert [] == faults_of(made)


def test_a_note_on_a_flow_follows_it() -> None:
    """Its line ends on the line it is tied to."""
    made = model(
        PAIR + '<textAnnotation id="n"><text>x</text></textAnnotation>'
        '<association id="t" sourceRef="n" targetRef="f"/><task id="z"/>',
        SIDE_BY_SIDE + shape("n", 260, 200, (100, 30)) + edge("t", (310, 200), (285, 120)) + shape("z", 310, 300),
    )
    rewire(flow(made, "f"), target=node(made, "z"))
    line, tie = again(made).edge("f"), again(made).edge("t")

    assert line is not None
    assert tie is not None
    assert any(
        min(a[0], b[0]) <= tie.waypoints[-1][0] <= max(a[0], b[0])
        and min(a[1], b[1]) <= tie.waypoints[-1][1] <= max(a[1], b[1])
        for a, b in zip(line.waypoints, line.waypoints[1:], strict=False)
    )


def test_a_line_that_leaves_its_lane_at_once_gets_its_node_beside_the_source() -> None:
    """There is no place on it in the lane."""
    made = two_lanes()
    for _ in range(2):
        insert_into_flow(flow(made, "f2"), "userTask")

    assert [] == faults_of(made)


def test_a_slanting_line_is_no_place_to_stand() -> None:
    """The node stands beside the source then."""
    made = model(PAIR, shape("a", 160, 80) + shape("b", 310, 280) + edge("f", (260, 120), (310, 320)))
    insert_into_flow(flow(made, "f"), "task", id="n")
    found = again(made).shape("n")

    assert found is not None
    assert 120 == found.bounds.centre[1]
    assert [] == faults_of(made)


def test_a_vertical_line_makes_room_downwards() -> None:
    """What lies below moves down."""
    made = model(PAIR, shape("a", 160, 80) + shape("b", 160, 200) + edge("f", (210, 160), (210, 200)))
    insert_into_flow(flow(made, "f"), "task", id="n")
    found = again(made)

    assert [160.0] * 3 == [getattr(found.shape(name), "bounds").x for name in ("a", "n", "b")]  # noqa: B009 - optional
    assert [] == faults_of(made)


def test_lines_in_the_way_of_a_new_shape_are_led_around_it() -> None:
    """Where no room could be made free of them."""
    crossing = '<task id="u"/><task id="v"/><sequenceFlow id="w" sourceRef="u" targetRef="v"/>'
    made = model(
        PAIR + crossing,
        SIDE_BY_SIDE + shape("u", 235, -100) + shape("v", 235, 280) + edge("w", (285, -20), (285, 280)),
    )
    insert_into_flow(flow(made, "f"), "task")

    assert [] == faults_of(made)


def test_a_walled_in_line_is_drawn_straight() -> None:
    """Better than not at all."""
    walls = "".join(f'<task id="w{n}"/>' for n in range(4))
    made = model(
        f'<task id="a"/><task id="b"/>{walls}',
        shape("a", 160, 80)
        + shape("b", 600, 400)
        + shape("w0", 140, 40, (140, 38))
        + shape("w1", 140, 162, (140, 38))
        + shape("w2", 100, 40, (58, 160))
        + shape("w3", 262, 40, (40, 160)),
    )
    made_flow = add_flow(node(made, "a"), node(made, "b"))
    found = again(made).edge(made_flow.id)

    assert found is not None
    assert 2 == len(found.waypoints)


def test_the_inside_of_a_collapsed_sub_process_has_a_page_of_its_own() -> None:
    """A new node is drawn there."""
    inside = '<subProcess id="s"><task id="a"/></subProcess>'
    made = model(inside, shape("a", 160, 80), plane="s")
    container = made.element("s")
    assert isinstance(container, SubProcess)
    new = add_node(container, "task", id="n")
    insert_after(new, "endEvent")

    assert {"a", "n"} < set(again(made).diagrams[0].shapes)
    assert [] == faults_of(made)


def test_a_process_without_a_pool_grows_to_the_right() -> None:
    """Each new node stands behind the last."""
    made = model(PAIR, SIDE_BY_SIDE)
    for number in range(3):
        add_node(made.processes[0], "task", id=f"n{number}")

    assert [] == faults_of(made)
    assert 5 == len(again(made).diagrams[0].shapes)


def test_an_empty_page_takes_a_node() -> None:
    """At its beginning."""
    made = model("", "")
    add_node(made.processes[0], "task", id="n")

    assert ["n"] == list(again(made).diagrams[0].shapes)


def test_an_expanded_sub_process_grows() -> None:
    """What is put inside pushes its border."""
    made = model(
        f'<subProcess id="s">{PAIR}</subProcess><boundaryEvent id="e" attachedToRef="s"/>'
        '<boundaryEvent id="g" attachedToRef="s"/>',
        shape("s", 140, 60, (300, 120), 'isExpanded="true"')
        + SIDE_BY_SIDE
        + shape("e", 400, 162, (36, 36))
        + shape("g", 150, 162, (36, 36)),
    )
    insert_into_flow(flow(made, "f"), "task", id="n")
    found = again(made)
    outer = found.shape("s")

    assert outer is not None
    assert 300 < outer.bounds.width
    assert [] == faults_of(made)
    assert [150.0, 400 + outer.bounds.width - 300] == [found.diagrams[0].shapes[name].bounds.x for name in ("g", "e")]


def test_fractions_stay_as_exact_as_they_are() -> None:
    """Only what moves is written anew."""
    made = model(PAIR, SIDE_BY_SIDE.replace('x="310"', 'x="310.25"').replace('width="100"', 'width="100.0"', 1))
    insert_into_flow(flow(made, "f"), "task")
    text = write(made).decode()

    assert 'width="100.0"' in text
    assert ".25" in text


def test_shapes_of_unknown_elements_are_moved_along() -> None:
    """They keep their place among the others."""
    made = model(PAIR, SIDE_BY_SIDE + shape("ghost", 500, 80) + edge("ghost", (600, 120), (700, 120)))
    insert_into_flow(flow(made, "f"), "task")
    ghost = again(made).diagrams[0].shapes["ghost"]

    assert 500 < ghost.bounds.x


def test_a_shape_without_bounds_and_an_edge_without_points_are_left_alone() -> None:
    """So is a diagram without a plane."""
    odd = '<d:BPMNShape id="o" bpmnElement="a"/><d:BPMNEdge id="q" bpmnElement="f"/>'
    made = model(PAIR, odd)
    made.node.append(etree.fromstring(f'<d:BPMNDiagram {SPACES} id="E"/>'))
    made.edited()
    insert_into_flow(flow(made, "f"), "task")
    remove(made.element("f"), bridge=False)

    assert b'id="o"' in write(made)
    assert b'id="q"' not in write(made)


def test_a_label_without_bounds_stays() -> None:
    """It bears nothing but a style."""
    made = model(PAIR, SIDE_BY_SIDE.replace("</d:BPMNEdge>", '<d:BPMNLabel id="l" labelStyle="x"/></d:BPMNEdge>'))
    insert_into_flow(flow(made, "f"), "task")

    assert b'labelStyle="x"' in write(made)


def test_comments_and_text_between_elements_stay() -> None:
    """Whatever a person wrote there."""
    text = '<!-- trước --><task id="a"/>chữ<task id="b"/><!-- sau -->'
    made = model(text)
    remove(made.element("a"))
    remove(made.element("b"))

    assert '<process id="p"><!-- trước -->chữ<!-- sau --></process>' in write(made).decode()


def test_text_before_the_first_element_stays() -> None:
    """It moves into what holds it."""
    made = model('<task id="a"/>chữ')
    remove(made.element("a"))

    assert '<process id="p">chữ</process>' in write(made).decode()


def test_the_root_and_markup_in_documentation_are_edited() -> None:
    """A new text takes the place of all that stood there."""
    made = model('<task id="a"><documentation>x<b xmlns="urn:x">y</b></documentation></task>')
    element: Element = made.element("a")
    set_documentation(element, "z")
    set_name(made, "Bộ mô hình")

    assert "z" == again(made).element("a").documentation
    assert "Bộ mô hình" == again(made).name


def test_a_node_that_is_not_drawn_moves_in_the_model_alone() -> None:
    """The lane lists it."""
    made = model(
        '<laneSet id="s"><lane id="x"><flowNodeRef>a</flowNodeRef></lane><lane id="y"/></laneSet><task id="a"/>',
        shape("x", 150, 80, (600, 120)) + shape("y", 150, 200, (600, 120)),
        shape("a", 0, 0),
    )
    move_to_lane(node(made, "a"), lane(made, "y"))

    assert "y" == getattr(node(again(made), "a").lane, "id", "")
