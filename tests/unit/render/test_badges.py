"""Badges stand where they cover no label."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from lxml import etree

from procflow.bpmn import Bounds, Definitions, diff, layout, read, write
from procflow.bpmn.soundness import soundness
from procflow.render import ENGLISH_RUN, Mark, diagram_svg, diff_svg, render, run_svg
from procflow.render.text import text_width
from procflow.render.things import Things, line_boxes
from tests.counting import calls
from tests.diagrams import diagram
from tests.pool_cases import pools
from tests.support import MODELS

SVG = "{http://www.w3.org/2000/svg}"


def box_of(node: etree._Element) -> Bounds:
    """Return the box of a rectangle."""
    return Bounds(*(float(node.get(name, "0")) for name in ("x", "y", "width", "height")))


def badges(svg: str) -> list[Bounds]:
    """Return where the badges of a picture stand."""
    return [box_of(node) for node in etree.fromstring(svg.encode()).iter(f"{SVG}rect") if node.get("height") == "17"]


def covered(svg: str) -> list[str]:
    """Return the lines of labels that a badge reaches into."""
    lines = [
        node
        for node in etree.fromstring(svg.encode()).iter(f"{SVG}text")
        if (node.get("font-size"), node.get("font-weight")) == ("11", "normal")
    ]
    found = []
    for node in lines:
        width = text_width(node.text or "", 11)
        x, y = float(node.get("x", "0")) - width / 2, float(node.get("y", "0")) - 9
        if any(box.x < x + width and x < box.right and box.y < y + 11 and y < box.bottom for box in badges(svg)):
            found.append(node.text or "")
    return found


def test_the_number_of_a_step_makes_way_for_the_label_of_its_event() -> None:
    """A label stands above an event where a message comes from below, and the badge beside it."""
    model = pools(
        "start s\nsend k\ncatch w message=m\nend e\ns -> k -> w -> e",
        "start bs message=n\nxor x\nsend r\nend be\nend bf\nbs -> x -> r -> be\nx -> bf",
        flows={"bs": "k", "w": "r"},
    )
    layout(model)
    shape = model.shape("w")
    svg = run_svg(model, soundness(model).defects[0], words=ENGLISH_RUN)

    assert shape is not None
    assert shape.label_bounds is not None
    assert shape.label_bounds.bottom <= shape.bounds.y
    assert [] == covered(svg)


def test_a_badge_stays_at_its_corner_where_it_covers_nothing() -> None:
    """It hangs over the upper right corner."""
    model = read(diagram("start s\nuser a\nend e\ns -> a -> e"))
    layout(model)
    shape = model.shape("a")
    assert shape is not None
    (badge,) = badges(diagram_svg(model, {"a": Mark("#0b5cad", "#dbeafe", "1")}))

    assert badge.x < shape.bounds.right < badge.right
    assert badge.y < shape.bounds.y < badge.bottom


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.bpmn")), ids=lambda path: path.name)
def test_no_badge_covers_a_label_of_a_shipped_model(path: Path) -> None:
    """Each element bears one."""
    model = read(path)
    marks = {element.id: Mark("#0b5cad", "#dbeafe", "12, 13") for element in model.elements() if element.id}

    assert [] == covered(diagram_svg(model, marks))


def test_what_is_drawn_without_bounds_costs_no_more() -> None:
    """A shape of a hundred million points in square is one box among few, not one in each of a grid of cells."""
    model = read(diagram('start s "Nhận"\nend e\ns -> e'))
    layout(model)
    huge = read(re.sub(rb'width="\d+" height="\d+"', b'width="99999999" height="99999999"', write(model), count=1))
    svg = diagram_svg(huge, {key: Mark("#000", "#fff", badge="1") for key in huge.diagrams[0].shapes})

    assert len(huge.diagrams[0].shapes) == len(badges(svg))
    assert [99_999_999] == [
        shape.bounds.width for shape in huge.diagrams[0].shapes.values() if shape.bounds.width > 999
    ]


@pytest.mark.parametrize("name", ["  ", "&#10;", "&#160;", "&#9; &#8195;"])
def test_a_label_of_blanks_alone_is_no_label(name: str) -> None:
    """Pictures bear all their badges: that of a value, one on each side of a change, one for each step of a run."""
    steps = "start s\nand x\nxor j\nend t\ns -> x -> a -> j -> t\nx -> j"
    old, new = (
        read(diagram(f"{step}\n{steps}").replace(b'name="t"', f'name="{name}"'.encode()))
        for step in ("user a", 'user a "Thẩm định"')
    )
    (defect, *_) = soundness(new).defects
    pictures = render(new, overlays={"t": 3.0}), diff_svg(old, new, diff(old, new)), run_svg(new, defect)

    assert new.element("t").name.isspace()
    assert [1, 2, 4] == [len(badges(svg)) for svg in pictures]


def _line_of_steps(count: int, *, across: bool, far: bool = False) -> Definitions:
    """Return a model of *count* events in a row or a column, *far* with a flow from each to the place of the first."""
    steps, shapes, flows = "", "", ""
    for number in range(count):
        x, y = (150 * number, 0) if across else (0, 150 * number)
        steps += f'<startEvent id="t{number}" name="Bước {number}"/>'
        box = f'<dc:Bounds x="{x}" y="{y}" width="36" height="36"/>'
        shapes += f'<d:BPMNShape bpmnElement="t{number}">{box}</d:BPMNShape>'
        if far:
            steps += f'<sequenceFlow id="f{number}" sourceRef="t{number}" targetRef="t0"/>'
            low = 100 + 20 * number
            points = ((x, y), (x, low), (0, low), (0, 0)) if across else ((x, y), (x + low, y), (x + low, 0), (0, 0))
            ways = "".join(f'<di:waypoint x="{at}" y="{below}"/>' for at, below in points)
            flows += f'<d:BPMNEdge bpmnElement="f{number}">{ways}</d:BPMNEdge>'
    return read(
        (
            '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"'
            ' xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
            f' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"><process id="p">{steps}</process>'
            f'<d:BPMNDiagram><d:BPMNPlane bpmnElement="p">{shapes}{flows}</d:BPMNPlane></d:BPMNDiagram></definitions>'
        ).encode()
    )


@pytest.mark.parametrize("across", [True, False])
def test_a_badge_costs_the_same_however_many_things_there_are(*, across: bool) -> None:
    """Four times as many events in a row or a column take four times the work, and hardly more."""
    few, many = (_line_of_steps(count, across=across) for count in (50, 200))
    marks = {f"t{number}": Mark("#000", "#fff", badge="~") for number in range(200)}
    diagram_svg(few, marks)
    least, most = (calls(partial(diagram_svg, model, marks)) for model in (few, many))

    assert 4.4 * least > most


@pytest.mark.parametrize("across", [True, False])
def test_a_place_among_long_flows_costs_the_same_however_many_there_are(*, across: bool) -> None:
    """Flows that run along all steps, each at a height of its own, are not looked at anywhere else."""
    pages = [_line_of_steps(count, across=across, far=True).diagrams[0] for count in (50, 200)]
    small, large = (Things([*(shape.bounds for shape in page.shapes.values()), *line_boxes(page)]) for page in pages)
    place = Bounds(295, 10, 20, 17) if across else Bounds(10, 295, 17, 20)
    least, most = (calls(partial(things.touched, place)) for things in (small, large))

    assert 1.2 * least + 20 > most
