"""A new drawing keeps the looks of the old one."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import layout, read
from procflow.bpmn.namespaces import BPMNDI, DC

BIOC = "http://bpmn.io/schema/bpmn/biocolor/1.0"
COLOR = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:w="http://www.omg.org/spec/DD/20100524/DI"'
    f' xmlns:bioc="{BIOC}" targetNamespace="t">'
)
_SHAPE = (
    '<d:BPMNShape id="{0}_s" bpmnElement="{0}" {1}>{2}<dc:Bounds x="5" y="7" width="40" height="40"/>{3}</d:BPMNShape>'
)


def redrawn(*, shape: str = "", edge: str = "", inside: str = "", label: str = "", styles: str = "") -> etree._Element:
    """Return the drawing that a file gets whose event and flow are drawn with these attributes and parts."""
    gateway = _SHAPE.format("b", 'isMarkerVisible="false"', "", "")
    raw = (
        f'{_HEAD}<process id="p"><startEvent id="a" name="Nhận"/><exclusiveGateway id="b"/>'
        f'<sequenceFlow id="f" sourceRef="a" targetRef="b"/></process>'
        f'<d:BPMNDiagram id="D" name="Trang 1"><d:BPMNPlane bpmnElement="p">{_SHAPE.format("a", shape, inside, label)}'
        f"{gateway}"
        f'<d:BPMNEdge bpmnElement="f" {edge}><w:waypoint x="1" y="2"/><w:waypoint x="3" y="4"/></d:BPMNEdge>'
        f"</d:BPMNPlane>{styles}</d:BPMNDiagram></definitions>"
    )
    model = read(raw.encode())
    layout(model)
    diagram = model.node.find(f"{{{BPMNDI}}}BPMNDiagram")
    assert diagram is not None
    return diagram


def drawn(diagram: etree._Element, element_id: str) -> etree._Element:
    """Return the shape or edge of an element."""
    return next(node for node in diagram.iter() if node.get("bpmnElement") == element_id)


@pytest.mark.parametrize(("part", "element_id"), [("shape", "a"), ("edge", "f")])
def test_colours_stay(part: str, element_id: str) -> None:
    """Shapes and edges keep them, in either way to write them, under the prefix that the file has for them."""
    said = f'bioc:fill="#ffe0b2" xmlns:farbe="{COLOR}" farbe:border-color="#6b3c00"'
    node = drawn(redrawn(**{part: said}), element_id)

    assert ("#ffe0b2", "#6b3c00") == (node.get(f"{{{BIOC}}}fill"), node.get(f"{{{COLOR}}}border-color"))
    assert b"farbe:border-color" in etree.tostring(node)


def test_old_places_go() -> None:
    """Bounds, waypoints and ids are those of the new drawing, and each of them is there once."""
    node = drawn(redrawn(shape='bioc:fill="#ffe0b2"'), "a")
    boxes = node.findall(f"{{{DC}}}Bounds")

    assert ["36"] == [box.get("width") for box in boxes]
    assert "a_di" == node.get("id")


def test_what_a_tool_adds_to_a_shape_stays() -> None:
    """It stands first, as the schema of drawings asks for."""
    node = drawn(redrawn(inside='<w:extension><x:dock xmlns:x="urn:x" side="left"/></w:extension>'), "a")

    assert ["extension", "Bounds", "BPMNLabel"] == [etree.QName(child).localname for child in node]
    assert "left" == node[0][0].get("side")


def test_the_style_of_a_label_stays() -> None:
    """The label refers to it and has its new place; the style stands behind the plane."""
    diagram = redrawn(
        label='<d:BPMNLabel labelStyle="S1"/>',
        styles='<d:BPMNLabelStyle id="S1"><dc:Font name="Arial" size="11"/></d:BPMNLabelStyle>',
    )
    label = drawn(diagram, "a").find(f"{{{BPMNDI}}}BPMNLabel")

    assert label is not None
    assert ("S1", 1) == (label.get("labelStyle"), len(label))
    assert ["BPMNPlane", "BPMNLabelStyle"] == [etree.QName(child).localname for child in diagram]


def test_the_name_of_a_page_and_a_hidden_sign_stay() -> None:
    """A page is known by what it shows; whether a gateway bears its cross was somebody's choice."""
    diagram = redrawn()

    assert "Trang 1" == diagram.get("name")
    assert "false" == drawn(diagram, "b").get("isMarkerVisible")
