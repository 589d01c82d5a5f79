"""A file has several pages; each can be drawn."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import Builder, Definitions, layout, read, write
from procflow.bpmn.namespaces import BPMNDI
from procflow.errors import DataError
from procflow.render import diagram_svg, render
from tests.diagrams import diagram

COLOUR = "#bbdefb"


@pytest.fixture
def closed() -> Definitions:
    """Return a process whose sub-process is closed, with a page of its own on which its step is blue."""
    make = Builder("p", "Cấp phép")
    make.add("subProcess", "Thẩm định", id="sub")
    make.add("userTask", "Kiểm tra", id="step", within="sub")
    model = read(write(make.build()).replace(b'isExpanded="true"', b'isExpanded="false"'))
    layout(model)
    root = etree.fromstring(write(model))
    for shape in root.iterfind(f".//{{{BPMNDI}}}BPMNShape[@bpmnElement='step']"):
        shape.set("{http://bpmn.io/schema/bpmn/biocolor/1.0}fill", COLOUR)
    return read(etree.tostring(root))


def shown(svg: str) -> list[str]:
    """Return the ids of what a picture shows."""
    return [key for node in etree.fromstring(svg.encode()).iter() if (key := node.get("data-element-id"))]


@pytest.mark.parametrize("name", ["sub", "BPMNDiagram_1_2"])
def test_a_page_is_drawn_by_its_id_or_by_what_it_shows(closed: Definitions, name: str) -> None:
    """It has the title of what it shows, and its own colours."""
    svg = render(closed, diagram=name)

    assert ["step"] == shown(svg)
    assert "<title>Thẩm định</title>" in svg
    assert COLOUR in svg


def test_the_first_page_is_drawn_unless_another_is_asked_for(closed: Definitions) -> None:
    """Of a closed sub-process it shows the frame."""
    assert ["sub"] == shown(render(closed)) == shown(render(closed, diagram="p"))
    assert COLOUR not in render(closed)


def test_a_page_of_a_model_without_coordinates_is_drawn() -> None:
    """The pages are those that the layout makes."""
    model = read(diagram("process one\nstart s\n", "process two\nstart t\n"))

    assert ["t"] == shown(diagram_svg(model, diagram="two"))


def test_an_empty_page_is_refused(closed: Definitions) -> None:
    """The message names those on which something is drawn."""
    page = f'<bpmndi:BPMNDiagram xmlns:bpmndi="{BPMNDI}" id="D"><bpmndi:BPMNPlane/></bpmndi:BPMNDiagram>'
    raw = write(closed)
    end = raw.rindex(b"</")
    model = read(raw[:end] + page.encode() + raw[end:])

    with pytest.raises(DataError, match="nothing is drawn on the diagram 'D' - choose one of p, sub"):
        render(model, diagram="D")
