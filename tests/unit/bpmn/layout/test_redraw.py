"""Models whose old drawing cannot be used are drawn anew."""

from __future__ import annotations

import pytest
from lxml import etree

from procflow.bpmn import Builder, layout, read, write
from procflow.bpmn.namespaces import BPMNDI


@pytest.mark.parametrize("x", ["457,5", "NaN", "1e12", "", "x"])
def test_a_drawing_that_cannot_be_used_is_drawn_anew(x: str) -> None:
    """Old coordinates do not matter, and what was closed stays closed."""
    make = Builder("p", "P")
    sub = make.add("subProcess", "Con", id="sub")
    make.add("task", "A", within=sub)
    raw = write(make.build())
    broken = etree.fromstring(raw)
    for bounds in broken.iter("{http://www.omg.org/spec/DD/20100524/DC}Bounds"):
        bounds.set("x", x)
    for shape in broken.iterfind(f".//{{{BPMNDI}}}BPMNShape[@bpmnElement='sub']"):
        shape.set("isExpanded", "false")
    model = read(etree.tostring(broken))
    layout(model)
    shape = model.shape("sub")

    assert shape is not None
    assert not shape.is_expanded
