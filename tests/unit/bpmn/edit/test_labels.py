"""Labels beside elements and along lines stay clear of what stands where an edit puts them."""

from __future__ import annotations

import pytest

from procflow.bpmn import Bounds, Definitions, add_flow, move_to_lane, read
from procflow.bpmn.edit.change import Change
from procflow.bpmn.edit.labels import label_line
from procflow.bpmn.edit.page import Box, Line, pages
from procflow.bpmn.edit.shapes import runs_through
from tests.geometry import faults, overlap
from tests.unit.bpmn.edit.models import BPMN, again, lane, node

Place = tuple[int, int, int, int]
NAME = "Đã nhận đủ hồ sơ"
PROCESS = (
    '<laneSet id="s"><lane id="a"><flowNodeRef>e</flowNodeRef><flowNodeRef>u</flowNodeRef></lane>'
    '<lane id="b"><flowNodeRef>t</flowNodeRef></lane></laneSet>'
    f'<intermediateThrowEvent id="e" name="{NAME}"/><task id="t"/><task id="u"/><task id="x"/><task id="y"/>'
    '<sequenceFlow id="f" sourceRef="u" targetRef="e"/>'
)
PLACES = {
    "pool": (150, 80, 800, 400),
    "a": (180, 80, 770, 200),
    "b": (180, 280, 770, 200),
    "u": (250, 140, 100, 80),
    "e": (432, 162, 36, 36),
    "t": (400, 410, 100, 60),
}
BELOW = (405, 203, 90, 27)


def drawn(labels: dict[str, Place], places: dict[str, Place]) -> Definitions:
    """Return a pool of two lanes: task u, flow f and event e in the first, task t in the second; x and y anywhere."""
    shapes = "".join(
        f'<d:BPMNShape id="d_{key}" bpmnElement="{key}">{_bounds(place)}{_label(labels, key)}</d:BPMNShape>'
        for key, place in places.items()
    )
    ways = '<i:waypoint x="350" y="180"/><i:waypoint x="432" y="180"/>'
    edge = f'<d:BPMNEdge id="d_f" bpmnElement="f">{ways}{_label(labels, "f")}</d:BPMNEdge>'
    text = (
        f'<definitions xmlns="{BPMN}" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:c="http://www.omg.org/spec/DD/20100524/DC" xmlns:i="http://www.omg.org/spec/DD/20100524/DI">'
        f'<collaboration id="k"><participant id="pool" processRef="p"/></collaboration><process id="p">{PROCESS}'
        f'</process><d:BPMNDiagram id="D"><d:BPMNPlane id="P" bpmnElement="k">{shapes}{edge}</d:BPMNPlane>'
        "</d:BPMNDiagram></definitions>"
    )
    return read(text.encode())


def _bounds(place: Place) -> str:
    x, y, width, height = place
    return f'<c:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'


def _label(labels: dict[str, Place], key: str) -> str:
    return f"<d:BPMNLabel>{_bounds(labels[key])}</d:BPMNLabel>" if key in labels else ""


def label_of(model: Definitions, element_id: str) -> Bounds | None:
    """Return where the label of a shape or line lies, None if the file does not say."""
    shown = model.shape(element_id) or model.edge(element_id)
    assert shown is not None
    return shown.label_bounds


def covered(model: Definitions) -> list[str]:
    """Return which labels cover a shape or a label."""
    return [fault for fault in faults(again(model)) if "the label of" in fault]


@pytest.mark.parametrize("labels", [{}, {"e": BELOW}])
def test_a_label_moves_with_its_element_to_a_free_place(labels: dict[str, Place]) -> None:
    """It is put elsewhere where it would cover something, also where the file did not say where it stood."""
    model = drawn(labels, PLACES)
    move_to_lane(node(model, "e"), lane(model, "b"))

    assert label_of(model, "e") is not None
    assert [] == covered(model)


@pytest.mark.parametrize("labels", [{}, {"e": BELOW}])
def test_a_label_that_stays_free_stays_where_it_was(labels: dict[str, Place]) -> None:
    """Below its element as before, and unsaid where it was unsaid."""
    model = drawn(labels, {**PLACES, "t": (750, 340, 100, 80)})
    move_to_lane(node(model, "e"), lane(model, "b"))
    event = model.shape("e")

    assert event is not None
    assert (Bounds(405, event.bounds.bottom + 5, 90, 27) if labels else None) == label_of(model, "e")


def test_a_label_goes_farther_off_where_all_around_is_taken() -> None:
    """It covers nothing even in a narrow gap between steps."""
    walls = {"t": (380, 410, 140, 60), "u": (380, 290, 140, 60), "x": (300, 290, 70, 180), "y": (530, 290, 70, 180)}
    model = drawn({"e": BELOW}, {**PLACES, **walls})
    move_to_lane(node(model, "e"), lane(model, "b"))

    assert [] == covered(model)


def test_the_label_of_a_nameless_line_goes_when_the_line_is_led_anew() -> None:
    """It would stay behind where nothing is left that it stands beside."""
    model = drawn({"f": (370, 160, 40, 14)}, PLACES)
    move_to_lane(node(model, "e"), lane(model, "b"))

    assert label_of(model, "f") is None


@pytest.mark.parametrize("upright", [False, True])
def test_the_label_of_a_line_finds_the_gap_along_it(*, upright: bool) -> None:
    """Where its beginning and its middle are taken it stands at any free part."""
    model = drawn({}, PLACES)
    flow = model.element("f")
    flow.node.set("name", "Đủ")
    page = pages(Change(model))[0]
    line = Line(flow, [(0, 0), (0, 1000)] if upright else [(0, 0), (1000, 0)])
    page.lines, page.boxes = [line], []
    for start, end in ((0, 700), (760, 1000)):
        wall = Bounds(-100, start, 200, end - start) if upright else Bounds(start, -100, end - start, 200)
        page.boxes.append(Box(model.element("t"), wall))
    label_line(page, line)

    assert line.label is not None
    assert not any(overlap(line.label, box.bounds) for box in page.boxes)


def _column(labels: dict[str, Place], *, kind: str) -> Definitions:
    """Return a node e named NAME with a task t above it and a task u below it, not joined."""
    places = {"t": (100, 100, 100, 80), "e": (125, 300, 50, 50), "u": (100, 480, 100, 80)}
    shapes = "".join(
        f'<d:BPMNShape id="d_{key}" bpmnElement="{key}">{_bounds(place)}{_label(labels, key)}</d:BPMNShape>'
        for key, place in places.items()
    )
    text = (
        f'<definitions xmlns="{BPMN}" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"'
        f' xmlns:c="http://www.omg.org/spec/DD/20100524/DC"><process id="p"><{kind} id="e" name="{NAME}"/>'
        f'<task id="t"/><task id="u"/></process><d:BPMNDiagram id="D"><d:BPMNPlane id="P" bpmnElement="p">'
        f"{shapes}</d:BPMNPlane></d:BPMNDiagram></definitions>"
    )
    return read(text.encode())


@pytest.mark.parametrize("kind", ["exclusiveGateway", "intermediateCatchEvent"])
@pytest.mark.parametrize("labels", [{}, {"e": (105, 355, 90, 27)}, {"e": (105, 268, 90, 27)}])
def test_a_label_makes_way_for_a_flow_from_top_to_bottom(labels: dict[str, Place], kind: str) -> None:
    """It stands beside its element then, not below or above it, also where the file did not say its place."""
    model = _column(labels, kind=kind)
    add_flow(node(model, "t"), node(model, "e"))
    add_flow(node(model, "e"), node(model, "u"))
    label, edges = label_of(model, "e"), model.diagrams[0].edges.values()

    assert label is not None
    assert [] == [edge for edge in edges if runs_through(edge.waypoints, label)]
    assert [[150, 150], [150, 150]] == [[x for x, _ in edge.waypoints] for edge in edges]


def test_a_label_stays_below_where_a_flow_leads_on_to_the_right() -> None:
    """Nothing is in its way there."""
    model = drawn({"e": BELOW}, {**PLACES, "x": (600, 140, 100, 80)})
    add_flow(node(model, "e"), node(model, "x"))

    assert Bounds(*BELOW) == label_of(model, "e")
