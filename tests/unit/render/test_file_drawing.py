"""What the file says of a drawing is drawn: colours, labels of groups, sizes."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import read
from procflow.errors import ModelError
from procflow.render import Mark, diagram_svg

SVG = "{http://www.w3.org/2000/svg}"
_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:w="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"'
    ' xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0" targetNamespace="t">'
)


def _model(*, task: str = "", flow: str = "", label: str = "", width: int = 100, reference: str = "cv") -> bytes:
    """Return a file with a task and a group, and these attributes and parts of their drawing."""
    waypoints = '<w:waypoint x="100" y="240"/><w:waypoint x="300" y="240"/>'
    return (
        f'{_HEAD}<category id="k"><categoryValue id="cv" value="Giai đoạn 1"/></category><process id="p">'
        f'<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
        f'<group id="g" categoryValueRef="{reference}"/></process><d:BPMNDiagram><d:BPMNPlane bpmnElement="p">'
        f'<d:BPMNShape bpmnElement="a" {task}><dc:Bounds x="0" y="200" width="{width}" height="80"/></d:BPMNShape>'
        f'<d:BPMNShape bpmnElement="g"><dc:Bounds x="0" y="100" width="200" height="300"/>{label}</d:BPMNShape>'
        f'<d:BPMNEdge bpmnElement="f" {flow}>{waypoints}</d:BPMNEdge></d:BPMNPlane></d:BPMNDiagram></definitions>'
    ).encode()


def _group(svg: str, key: str) -> etree._Element:
    root = etree.fromstring(svg.encode())
    return next(node for node in root.iter(f"{SVG}g") if node.get("data-element-id") == key)


def _colours(svg: str) -> tuple[str | None, str | None]:
    """Return line and area colour of the task."""
    box = _group(svg, "a").find(f"{SVG}rect")
    assert box is not None
    return box.get("stroke"), box.get("fill")


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ('bioc:stroke="#0D4372" bioc:fill="#bbdefb"', ("#0d4372", "#bbdefb")),
        ('color:border-color="DarkGreen" color:background-color="rgb(200, 230,201)"', ("darkgreen", "#c8e6c9")),
        ('color:border-color="#00f" bioc:stroke="#0d4372"', ("#00f", "#ffffff")),
        ('color:border-color="no colour" bioc:stroke="#0d4372"', ("#0d4372", "#ffffff")),
        ("", ("#22242a", "#ffffff")),
    ],
)
def test_a_colour_of_the_file_is_drawn(written: str, drawn: tuple[str, str]) -> None:
    """Line and area have it, in either way to write it; the standard's way comes first where both are given."""
    assert drawn == _colours(diagram_svg(read(_model(task=written))))


@pytest.mark.parametrize(
    "written",
    [
        "url(https://x.example/a)",
        "rgb(1,2,300)",
        "#12",
        "expression(1)",
        "inherit",
        "red;x",
        "#١٢٣",
        "rgb(१,2,3)",
        "\u017fnow",
    ],
)
def test_what_is_no_colour_does_not_reach_the_picture(written: str) -> None:
    """Any other text leaves the picture as if it were not there."""
    plain = diagram_svg(read(_model()))

    assert plain == diagram_svg(read(_model(task=f'bioc:fill="{written}" color:border-color="{written}"')))


def test_a_flow_has_the_colour_of_the_file() -> None:
    """Its line is drawn in it, and nothing is filled."""
    line = _group(diagram_svg(read(_model(flow='bioc:stroke="#ff0000" bioc:fill="#00ff00"'))), "f").find(
        f"{SVG}polyline"
    )
    assert line is not None

    assert ("#ff0000", "none") == (line.get("stroke"), line.get("fill"))


def test_colours_of_the_file_give_way_where_something_is_set_off() -> None:
    """In a picture with marks a colour means what the legend says."""
    model = read(_model(task='bioc:fill="#ff0000"'))

    assert ("#22242a", "#ffffff") == _colours(diagram_svg(model, {"b": Mark("#00ff00", "#00ff00")}))


def test_the_value_of_a_group_stands_above_its_border() -> None:
    """Centred, inside the picture, and in the tooltip, where the file does not place it."""
    svg = diagram_svg(read(_model()))
    group = _group(svg, "g")
    (text,) = group.iterfind(f"{SVG}text")
    top = float(str(etree.fromstring(svg.encode()).get("viewBox")).split()[1])

    assert ("Giai đoạn 1", "100") == (text.text, text.get("x"))
    assert top < float(str(text.get("y"))) - 11 < 100 - 11
    assert "Giai đoạn 1" == group.findtext(f"{SVG}title")


def test_the_value_of_a_group_stands_where_the_file_places_it() -> None:
    """The bounds of its label hold it, also far away from the group, and the picture holds them."""
    label = '<d:BPMNLabel><dc:Bounds x="400" y="20" width="80" height="14"/></d:BPMNLabel>'
    svg = diagram_svg(read(_model(label=label)))
    (text,) = _group(svg, "g").iterfind(f"{SVG}text")
    left, _, width, _ = map(float, str(etree.fromstring(svg.encode()).get("viewBox")).split())

    assert "440" == text.get("x")
    assert left + width >= 480


def test_a_group_without_value_bears_none() -> None:
    """A reference that leads nowhere writes nothing."""
    assert [] == list(_group(diagram_svg(read(_model(reference="no"))), "g").iterfind(f"{SVG}text"))


def test_a_shape_of_negative_width_is_refused() -> None:
    """It would be left out of the picture without a word."""
    with pytest.raises(ModelError, match="-100 wide and 80 high") as caught:
        diagram_svg(read(_model(width=-100), file="a.bpmn"))

    assert caught.value.where is not None
    assert ("a.bpmn", "a") == (caught.value.where.file, caught.value.where.element)
