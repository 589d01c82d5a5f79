"""Flows are drawn, led elsewhere and given conditions, as far as BPMN allows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from procflow.bpmn import (
    Builder,
    Definitions,
    MessageFlow,
    Participant,
    add_flow,
    add_message_flow,
    add_node,
    layout,
    read,
    rewire,
    set_condition,
    set_default,
    write,
)
from procflow.errors import ModelError
from procflow.lint import lint
from tests.geometry import faults
from tests.unit.bpmn.edit.models import again, chain, flow, lane, node, plain, two_lanes, ways


def pool(model: Definitions, element_id: str) -> Participant:
    """Return the pool with this id."""
    found = model.element(element_id)
    assert isinstance(found, Participant)
    return found


def test_a_flow_is_added() -> None:
    """Both ends list it; condition and default are written as the flavour does; it is drawn."""
    model = two_lanes()
    made = add_flow(node(model, "check"), node(model, "end"), name="Từ chối", condition="tu_choi", id="f7")
    found = again(model)

    assert made is model.element("f7")
    assert ("check", "end") in ways(found)
    assert "=tu_choi" == getattr(flow(found, "f7").condition, "text", "")
    assert ["f3", "f4", "f7"] == node(found, "check").child_texts("outgoing")
    assert None is not found.edge("f7")
    assert [] == [fault for fault in faults(found) if "begins at" not in fault]


def test_a_default_flow_is_added() -> None:
    """The old default is one no longer."""
    model = two_lanes()
    add_flow(node(model, "check"), node(model, "end"), default=True, id="f7")

    assert "f7" == getattr(node(again(model), "check").default, "id", "")


def test_a_flow_to_itself_is_drawn_around_the_node() -> None:
    """From one side to another."""
    model = two_lanes()
    made = add_flow(node(model, "receive"), node(model, "receive"))
    edge = again(model).edge(made.id)

    assert edge is not None
    assert len(edge.waypoints) > 2


def test_a_flow_is_led_elsewhere() -> None:
    """It keeps id, label and condition; the lists of four nodes follow; a source it leaves has no default."""
    model = two_lanes()
    rewire(flow(model, "f4"), target=node(model, "end"))
    rewire(flow(model, "f4"), source=node(model, "draft"))
    found = again(model)

    assert ("draft", "end") in ways(found)
    assert "Thiếu" == flow(found, "f4").name
    assert None is node(found, "check").node.get("default")
    assert ["f1"] == node(found, "receive").child_texts("incoming")
    assert ["f5", "f4"] == node(found, "draft").child_texts("outgoing")


def test_a_flow_led_to_another_process_stands_and_is_drawn_there() -> None:
    """Its element moves along, and no edge is left where it was."""
    build = Builder("p", "Cấp phép")
    build.flow(build.add("startEvent", id="s"), build.add("endEvent", id="e"), id="f")
    model = build.build()
    layout(model)
    process = '<bpmn:process id="q"><bpmn:task id="one"/><bpmn:task id="two"/></bpmn:process><bpmndi:BPMNDiagram'
    bounds = '<dc:Bounds x="{}" y="0" width="100" height="80"/></bpmndi:BPMNShape>'
    page = (
        '<bpmndi:BPMNDiagram id="D2"><bpmndi:BPMNPlane id="P2" bpmnElement="q">'
        f'<bpmndi:BPMNShape id="one_di" bpmnElement="one">{bounds.format(0)}'
        f'<bpmndi:BPMNShape id="two_di" bpmnElement="two">{bounds.format(200)}'
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    )
    text = write(model).decode().replace("<bpmndi:BPMNDiagram", process, 1).replace("</bpmn:definitions>", page)
    model = read(text.encode())
    rewire(flow(model, "f"), node(model, "one"), node(model, "two"))
    found = again(model)

    assert "q" == getattr(flow(found, "f").parent, "id", "")
    assert [False, True] == ["f" in diagram.edges for diagram in found.diagrams]
    assert () == lint(found, "element-place")


def test_a_flow_led_to_where_it_leads_stays() -> None:
    """The drawing, too."""
    model = two_lanes()
    before = model.edge("f3")
    rewire(flow(model, "f3"), source=node(model, "check"), target=node(model, "draft"))

    assert before == again(model).edge("f3")


def test_an_edge_forgets_the_shapes_it_joined() -> None:
    """Vendors note the shapes at the edge; after a change they would be wrong."""
    raw = write(two_lanes()).replace(b'bpmnElement="f5"', b'bpmnElement="f5" sourceElement="draft_di"')
    from procflow.bpmn import read

    model = read(raw)
    rewire(flow(model, "f5"), source=node(model, "receive"))

    assert b"sourceElement" not in write(model)


def test_a_condition_is_set_changed_and_taken_away() -> None:
    """The marks of the flavour are added."""
    model = two_lanes()
    found = []
    for text in ("a > 1", "=b", None, "c", None, None):
        set_condition(flow(model, "f3"), text)
        condition = flow(again(model), "f3").condition
        found.append(condition.text if condition is not None else None)

    assert ["=a > 1", "=b", None, "=c", None, None] == found


def test_a_default_is_set_and_taken_away() -> None:
    """The flow without condition becomes it."""
    model = two_lanes()
    set_default(node(model, "check"), None)
    without = node(again(model), "check").default
    set_condition(flow(model, "f3"), None)
    set_default(node(model, "check"), flow(model, "f3"))

    assert None is without
    assert flow(model, "f3").is_default


def test_a_message_flow_joins_two_pools() -> None:
    """From an activity to a black box, with its label drawn."""
    model = two_lanes()
    made = add_message_flow(node(model, "draft"), pool(model, "citizen"), name="Giấy hẹn")
    edge = again(model).edge(made.id)

    assert isinstance(again(model).element(made.id), MessageFlow)
    assert edge is not None
    assert edge.label_bounds is not None
    assert [] == [fault for fault in faults(again(model)) if "begins at" not in fault]


SUB = (
    '<task id="a"/><subProcess id="s"><task id="b"/></subProcess><subProcess id="t" triggeredByEvent="true"/>'
    '<task id="c" isForCompensation="true"/><boundaryEvent id="d" attachedToRef="a"><compensateEventDefinition id="x"/>'
    '</boundaryEvent><intermediateThrowEvent id="l"><linkEventDefinition id="y" name="A"/></intermediateThrowEvent>'
    '<intermediateCatchEvent id="m"><linkEventDefinition id="z" name="A"/></intermediateCatchEvent>'
    '<eventBasedGateway id="g"/><receiveTask id="r"/><startEvent id="n"/>'
)


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("a", "b", "crosses the border"),
        ("a", "t", "an event starts this"),
        ("a", "c", "compensation starts"),
        ("d", "a", "compensation event"),
        ("l", "a", "link event of the same name"),
        ("a", "m", "entered by its link"),
        ("g", "a", "event-based gateway"),
        ("a", "n", "no sequence flow enters"),
    ],
)
def test_a_flow_that_bpmn_forbids_is_refused(source: str, target: str, words: str) -> None:
    """Nothing is changed."""
    model = plain(SUB)
    before = write(model)
    with pytest.raises(ModelError, match=words):
        add_flow(node(model, source), node(model, target))

    assert before == write(model)


def test_a_receive_task_may_stand_after_an_event_based_gateway() -> None:
    """It is waited for."""
    model = plain(SUB)
    add_flow(node(model, "g"), node(model, "r"))

    assert {("g", "r")} == ways(again(model))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda m: add_flow(node(m, "check"), node(m, "end"), condition="x", default=True), "no condition"),
        (lambda m: add_flow(node(m, "late"), node(m, "end"), condition="x"), "does not choose"),
        (lambda m: add_flow(node(m, "check"), node(m, "end"), id="f1"), "used already"),
        (lambda m: add_flow(node(m, "check"), node(two_lanes(), "end")), "another model"),
        (lambda m: rewire(flow(m, "f3"), source=node(m, "start")), "does not choose"),
        (lambda m: rewire(flow(m, "f5"), source=node(m, "end")), "nothing leaves"),
        (lambda m: set_condition(flow(m, "f4"), "x"), "default flow has no condition"),
        (lambda m: set_condition(flow(m, "f1"), "x"), "does not choose"),
        (lambda m: set_default(node(m, "check"), flow(m, "f1")), "does not leave"),
        (lambda m: set_default(node(m, "check"), flow(m, "f3")), "no condition"),
        (lambda m: set_default(node(m, "late"), flow(m, "f6")), "does not choose"),
        (lambda m: add_message_flow(node(m, "draft"), node(m, "receive")), "joins two pools"),
        (lambda m: add_message_flow(node(m, "check"), pool(m, "citizen")), "nothing here sends"),
        (lambda m: add_message_flow(pool(m, "citizen"), node(m, "late")), "nothing here receives"),
        (lambda m: add_message_flow(pool(m, "citizen"), pool(m, "citizen")), "joins two pools"),
    ],
)
def test_a_refused_edit_of_a_flow_changes_nothing(edit: Callable[[Definitions], object], words: str) -> None:
    """The file comes back byte for byte."""
    model = two_lanes()
    before = write(model)
    with pytest.raises(ModelError, match=words):
        edit(model)

    assert before == write(model)


def test_message_flows_need_pools() -> None:
    """Two processes without pools exchange none."""
    model = plain('<task id="a"/>', '<process id="q"><task id="b"/></process>')
    with pytest.raises(ModelError, match="lies in none"):
        add_message_flow(node(model, "a"), node(model, "b"))

    assert [] == list(model.elements(MessageFlow))


def test_a_flow_without_an_id_is_edited() -> None:
    """It can be led elsewhere, and be no default."""
    model = plain('<exclusiveGateway id="a"/><task id="b"/><task id="c"/><sequenceFlow sourceRef="a" targetRef="b"/>')
    nameless = node(model, "a").outgoing[0]
    rewire(nameless, target=node(model, "c"))
    with pytest.raises(ModelError, match="no id"):
        set_default(node(model, "a"), nameless)

    assert {("a", "c")} == ways(again(model))


def test_many_lines_find_their_way() -> None:
    """Flows all across a crowded lane run through no shape."""
    model = two_lanes()
    made = [add_node(lane(model, name), "userTask", f"Việc {n}") for n in range(3) for name in ("desk", "office")]
    for one in made:
        for other in made[:3]:
            if one is not other:
                add_flow(one, other)

    assert [] == [fault for fault in faults(again(model)) if "through" in fault or "overlaps" in fault]
    assert [] == [fault for fault in faults(chain("task", "task")) if fault]


def test_pools_outside_a_collaboration_exchange_nothing() -> None:
    """Where a file has pools in a strange place there is nothing that could hold a message flow."""
    text = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">'
        '<participant id="a"/><participant id="b"/></process></definitions>'
    )
    model = read(text.encode())
    with pytest.raises(ModelError, match="no collaboration"):
        add_message_flow(pool(model, "a"), pool(model, "b"))

    assert text.encode() == write(model)
