"""Which ids are judged, and that each double one is told once."""

from __future__ import annotations

from procflow.bpmn import read
from procflow.lint import lint

OPENING = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:example"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:x="urn:vendor">"""


def told(body: str, *rules: str) -> list[str]:
    """Return what the rules say of a file with this body."""
    return [finding.message for finding in lint(read(f"{OPENING}{body}</definitions>".encode()), rules)]


def drawing(inside: str) -> str:
    """Return a process that is drawn with *inside* in its drawing."""
    return f"""<process id="p"/><bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="l" bpmnElement="p">{inside}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"""


def test_ids_of_a_vendor_in_a_drawing_are_its_own() -> None:
    """What stands in an extension of the drawing is not judged; what stands beside it is."""
    vendor = '<di:extension><x:foo id="1"/><x:foo id="p"/><x:waypoint x="far"/></di:extension>'

    assert [] == told(drawing(vendor), "attribute-value", "duplicate-id")
    assert 1 == len(told(drawing('<bpmndi:BPMNShape id="1" bpmnElement="p"/>'), "attribute-value"))


def test_blanks_around_an_id_are_no_part_of_it() -> None:
    """XML takes them away from what is an id; blanks inside make it none."""
    assert [] == told('<process id=" p "/>', "attribute-value")
    assert 1 == len(told('<process id="p q"/>', "attribute-value"))


def test_an_id_there_twice_is_told_once_whatever_else_is_wrong_with_it() -> None:
    """Of a process that is there twice each id is told, also that of a flow that leads nowhere."""
    process = '<process id="p"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="no"/></process>'
    twice = [message for message in told(2 * process, "duplicate-id", "whole-model") if "is used twice" in message]

    assert ["'f'", "'p'", "'s'"] == sorted(message.split()[2] for message in twice)
