"""Edits of what not every file says: the flows that elements list, the labels of notes and groups."""

from __future__ import annotations

import pytest

from procflow.bpmn import Definitions, TextAnnotation, add_flow, insert_into_flow, read, remove, rewire, set_name, write
from procflow.errors import ModelError
from procflow.lint import lint

BARE = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
  <category id="c"><categoryValue id="cv" value="Giai đoạn 1"/></category>
  <process id="P">
    <startEvent id="s"/><task id="a"/><task id="b"/><endEvent id="e"/>
    <sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/>
    <textAnnotation id="note"><text>cũ</text></textAnnotation><textAnnotation id="blank"/>
    <group id="group" categoryValueRef="cv"/><group id="other"/>
  </process>
</definitions>"""


def bare() -> Definitions:
    """Return a model in which no element lists its flows."""
    return read(BARE.encode())


def test_where_no_flow_is_listed_none_is_after_edits() -> None:
    """A list at some elements says that there are no others."""
    model = bare()
    insert_into_flow(model.element("g"), "task", "B")  # type: ignore[arg-type]
    rewire(model.element("f"), target=model.element("b"))  # type: ignore[arg-type]
    add_flow(model.element("b"), model.element("a"))  # type: ignore[arg-type]
    again = read(write(model))

    assert b"<incoming>" not in write(model)
    assert () == lint(again, rules="flow-lists")


def test_the_first_flow_of_a_file_is_listed() -> None:
    """As the Modeler and most tools write it."""
    model = bare()
    for flow in ("f", "g"):
        remove(model.element(flow))
    made = add_flow(model.element("s"), model.element("a"))  # type: ignore[arg-type]

    assert [made.id] == model.element("a").child_texts("incoming") == model.element("s").child_texts("outgoing")


@pytest.mark.parametrize("note", ["note", "blank"])
def test_the_label_of_a_note_is_its_text(note: str) -> None:
    """BPMN knows no name of it."""
    model = bare()
    set_name(model.element(note), "Hồ sơ gốc")
    found = read(write(model)).element(note)

    assert isinstance(found, TextAnnotation)
    assert ("Hồ sơ gốc", None) == (found.text, found.node.get("name"))


def test_the_label_of_a_group_is_its_category_value() -> None:
    """Where it shows none it cannot have a label."""
    model = bare()
    set_name(model.element("group"), "Giai đoạn 2")
    with pytest.raises(ModelError, match="'other': the group shows no category value"):
        set_name(model.element("other"), "Giai đoạn 3")

    assert "Giai đoạn 2" == model.element("cv").node.get("value")
    assert [None, None] == [model.element(key).node.get("name") for key in ("group", "other")]
