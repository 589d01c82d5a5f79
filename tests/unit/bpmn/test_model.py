"""The typed views of the tree."""

from __future__ import annotations

import inspect

import pytest

from procflow import bpmn
from procflow.bpmn import (
    Activity,
    Association,
    BoundaryEvent,
    Definitions,
    Element,
    Expression,
    FlowNode,
    ImplicitThrowEvent,
    Lane,
    SequenceFlow,
    StartEvent,
    SubProcess,
    read,
)
from procflow.errors import ModelError, UnknownElement

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPACES = (
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0" '
    'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:dd="http://www.omg.org/spec/DD/20100524/DI"'
)
WHOLE = """
<message id="M" name="Bổ sung"/><signal id="S" name="Dừng"/><error id="E" errorCode="E1"/>
<escalation id="X" escalationCode="X1"/>
<collaboration id="C">
  <participant id="PA" name="Sở" processRef="p"/><participant id="PB" name="Người dân"/>
  <messageFlow id="MF" sourceRef="PB" targetRef="s" messageRef="M"/><messageFlow id="MG" sourceRef="u" targetRef="PB"/>
</collaboration>
<process id="p" name="Quy trình" isExecutable="1">
  <documentation>Dòng 1</documentation><documentation> Dòng 2 </documentation>
  <laneSet id="LS"><lane id="LA" name="Sở"><childLaneSet id="LC"><lane id="LB" name="Phòng">
    <flowNodeRef>u</flowNodeRef><flowNodeRef>sub</flowNodeRef></lane></childLaneSet></lane></laneSet>
  <startEvent id="s" isInterrupting="false"><messageEventDefinition id="sd" messageRef="M"/></startEvent>
  <userTask id="u" default="f2" isForCompensation="true">
    <dataInputAssociation id="DI"><sourceRef>D</sourceRef></dataInputAssociation>
    <dataOutputAssociation id="DO"><targetRef>DS</targetRef></dataOutputAssociation>
    <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>3</loopCardinality>
      <completionCondition language="feel"> xong </completionCondition></multiInstanceLoopCharacteristics>
  </userTask>
  <task id="w"><standardLoopCharacteristics/></task>
  <subProcess id="sub" triggeredByEvent="true"><task id="in"/></subProcess>
  <boundaryEvent id="b" attachedToRef="u" cancelActivity="false"><timerEventDefinition id="bd">
    <timeDuration>P5D</timeDuration></timerEventDefinition></boundaryEvent>
  <boundaryEvent id="c" attachedToRef="u"><eventDefinitionRef>gone</eventDefinitionRef></boundaryEvent>
  <intermediateCatchEvent id="i"><signalEventDefinition signalRef="S"/><conditionalEventDefinition id="cd">
    <condition>x &gt; 1</condition></conditionalEventDefinition></intermediateCatchEvent>
  <endEvent id="e"><errorEventDefinition errorRef="E"/><escalationEventDefinition escalationRef="X"/>
    <timerEventDefinition/></endEvent>
  <endEvent id="e2"><errorEventDefinition errorRef="M"/><escalationEventDefinition/><signalEventDefinition/>
    <messageEventDefinition/></endEvent>
  <sequenceFlow id="f1" sourceRef="s" targetRef="u"/>
  <sequenceFlow id="f2" sourceRef="u" targetRef="e"><conditionExpression xsi:type="tFormalExpression">=a
  </conditionExpression></sequenceFlow>
  <sequenceFlow id="f3" sourceRef="u" targetRef="e2"><conditionExpression/></sequenceFlow>
  <dataObject id="O"/><dataObjectReference id="D" dataObjectRef="O"/><dataObjectReference id="D2"/>
  <dataStoreReference id="DS"/>
  <textAnnotation id="T"><text>Theo <b xmlns="">Điều 5</b></text></textAnnotation>
  <association id="A" sourceRef="T" targetRef="u"/>
</process>
"""


@pytest.fixture(scope="module")
def model() -> Definitions:
    """Return a model with one of nearly everything."""
    return definitions(WHOLE)


def definitions(body: str, attributes: str = "") -> Definitions:
    """Return the model of a file with *body*."""
    return read(f'<definitions xmlns="{BPMN}" {SPACES} {attributes}>{body}</definitions>'.encode(), file="x.bpmn")


def ids(elements: object) -> list[str]:
    """Return the ids of elements."""
    assert hasattr(elements, "__iter__")
    return [element.id for element in elements]


def test_an_element_shows_what_it_is(model: Definitions) -> None:
    """The representation names class, id and name."""
    assert ("<Process 'p' 'Quy trình'>", "<UserTask 'u'>") == (repr(model.element("p")), repr(model.element("u")))


def test_documentation_is_joined(model: Definitions) -> None:
    """Several documentation nodes are lines of one text."""
    assert "Dòng 1\nDòng 2" == model.element("p").documentation


def test_a_process_knows_its_parts(model: Definitions) -> None:
    """Pool, lanes, nodes of its level and of all levels, starts, flows."""
    process = model.processes[0]

    assert process.is_executable
    assert (process.participant, ["LA", "LB"], ["s"]) == (
        model.element("PA"),
        ids(process.lanes),
        ids(process.start_events),
    )
    assert (["f1", "f2", "f3"], ["f1", "f2", "f3"]) == (ids(process.sequence_flows), ids(process.all_sequence_flows()))
    assert {"in"} == set(ids(process.all_flow_nodes())) - set(ids(process.flow_nodes))


def test_a_flow_node_knows_its_flows_lane_and_container(model: Definitions) -> None:
    """Incoming, outgoing and default flow; the lane of a nested node is that of the sub-process."""
    node, inner = model.element("u"), model.element("in")

    assert isinstance(node, Activity)
    assert isinstance(inner, FlowNode)
    assert (["f1"], ["f2", "f3"], "f2") == (ids(node.incoming), ids(node.outgoing), getattr(node.default, "id", None))
    assert ("LB", "sub", "p") == (getattr(inner.lane, "id", None), inner.container.id, inner.process.id)
    assert inner.default is None


def test_an_activity_knows_its_events_data_and_loop(model: Definitions) -> None:
    """Events on its border, what it reads and writes, how it is repeated."""
    node, plain = model.element("u"), model.element("w")

    assert isinstance(node, Activity)
    assert isinstance(plain, Activity)
    assert (["b", "c"], ["D"], ["DS"]) == (ids(node.boundary_events), ids(node.data_inputs), ids(node.data_outputs))
    assert node.is_for_compensation
    assert node.loop is not None
    assert plain.loop is not None
    assert (True, True, "3") == (
        node.loop.is_multi_instance,
        node.loop.is_sequential,
        getattr(node.loop.cardinality, "text", ""),
    )
    assert Expression("xong", "feel") == node.loop.completion_condition
    assert (False, False, None) == (plain.loop.is_multi_instance, plain.loop.is_sequential, plain.loop.cardinality)


def test_events_know_what_they_wait_for(model: Definitions) -> None:
    """Messages, signals, errors, escalations, conditions and timers; what does not fit is None."""
    start, boundary, last = model.element("s"), model.element("b"), model.element("e2")
    message = start.children[0]
    signal, condition = model.element("i").children
    error, escalation, timer = model.element("e").children

    assert isinstance(start, StartEvent)
    assert isinstance(boundary, BoundaryEvent)
    assert (False, False, "u") == (start.is_interrupting, boundary.cancel_activity, boundary.attached_to.id)
    assert ["M", "S", "E", "X"] == [
        getattr(definition, name).id
        for definition, name in ((message, "message"), (signal, "signal"), (error, "error"), (escalation, "escalation"))
    ]
    assert ("x > 1", None, "") == (condition.condition.text, timer.timer_kind, timer.text)
    assert ("timeDuration", "P5D") == (boundary.event_definitions[0].timer_kind, boundary.event_definitions[0].text)
    assert [None] * 4 == [
        getattr(definition, definition.kind.removesuffix("EventDefinition")) for definition in last.children
    ]
    assert ("E1", "X1", "") == (model.element("E").code, model.element("X").code, model.element("M").code)


def test_an_implicit_throw_event_is_an_event() -> None:
    """It stands in the flow as others do, with what it throws, and is told as what it is."""
    model = read(
        b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><signal id="x"/><process id="p">
        <startEvent id="s"/>
        <implicitThrowEvent id="i"><signalEventDefinition id="d" signalRef="x"/></implicitThrowEvent>
        <sequenceFlow id="f" sourceRef="s" targetRef="i"/></process></definitions>"""
    )
    event = model.element("i")

    assert isinstance(event, ImplicitThrowEvent)
    assert (("signal",), ["f"], ()) == (event.triggers, [flow.id for flow in event.incoming], model.flaws)


def test_a_definition_may_be_shared() -> None:
    """An event refers to a definition that stands elsewhere."""
    found = definitions(
        '<terminateEventDefinition id="d"/><process id="p"><endEvent id="e"><eventDefinitionRef>d</eventDefinitionRef>'
        "</endEvent></process>"
    ).element("e")

    assert ["d"] == ids(found.event_definitions)


def test_a_collaboration_is_read(model: Definitions) -> None:
    """Pools, black boxes, message flows with their message."""
    flow, other = model.message_flows

    assert model.collaboration is model.element("C")
    assert ["p", None] == [getattr(pool.process, "id", None) for pool in model.participants]
    assert ("PB", "s", "M") == (flow.source.id, flow.target.id, flow.message.id)
    assert other.message is None


def test_lanes_are_nested(model: Definitions) -> None:
    """Each lane knows the one around it and those in it."""
    outer, inner = model.processes[0].lanes

    assert isinstance(outer, Lane)
    assert ((inner,), outer, None, (outer, inner)) == (
        outer.child_lanes,
        inner.parent_lane,
        outer.parent_lane,
        inner.path,
    )
    assert ["u", "sub"] == ids(inner.flow_nodes)


def test_data_notes_and_ties_are_read(model: Definitions) -> None:
    """Data object of a reference, text of a note with markup, ends of an association."""
    tie = model.element("A")

    assert isinstance(tie, Association)
    assert ("T", "u") == (getattr(tie.source, "id", None), getattr(tie.target, "id", None))
    assert "Theo Điều 5" == model.element("T").text
    assert ["O", None] == [getattr(model.element(name).data_object, "id", None) for name in ("D", "D2")]


def test_conditions_are_read(model: Definitions) -> None:
    """Text without blanks around it; an empty condition is none."""
    flows = [model.element(name) for name in ("f1", "f2", "f3")]

    assert [None, Expression("=a"), None] == [flow.condition for flow in flows if isinstance(flow, SequenceFlow)]
    assert [False, True, False] == [flow.is_default for flow in flows if isinstance(flow, SequenceFlow)]


def test_flags_have_the_defaults_of_the_standard() -> None:
    """What the file does not say is as the standard says."""
    found = definitions(
        '<process id="p"><task id="t"/><subProcess id="s"/><boundaryEvent id="b" attachedToRef="t"/>'
        '<startEvent id="a"/></process>'
    )
    process, sub, boundary, start = (found.element(name) for name in ("p", "s", "b", "a"))

    assert isinstance(sub, SubProcess)
    assert (False, False, True, True) == (
        process.is_executable,
        sub.is_event_sub_process,
        boundary.cancel_activity,
        start.is_interrupting,
    )


@pytest.mark.parametrize(
    ("attributes", "flavour"),
    [
        ('modeler:executionPlatform="Camunda Cloud"', "camunda8"),
        ('modeler:executionPlatform="Camunda Platform"', "camunda7"),
        ("", "camunda8"),
    ],
)
def test_the_flavour_is_the_tab_of_the_modeler(attributes: str, flavour: str) -> None:
    """The platform counts, else the namespaces."""
    assert flavour == definitions("", attributes).flavour


def test_without_namespaces_of_camunda_a_file_is_plain() -> None:
    """Nothing says which engine it was drawn for."""
    assert "plain" == read(f'<definitions xmlns="{BPMN}"/>'.encode()).flavour


SEVERAL = """<extensionElements><zeebe:properties><zeebe:property name="a" value=""/>
<zeebe:property name="b" value="2"/><zeebe:property name="c"/><zeebe:property value="d"/></zeebe:properties>
<camunda:properties><camunda:property name="e" value="5"/></camunda:properties></extensionElements>"""


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("", {}),
        ("<extensionElements/>", {}),
        ("<extensionElements><zeebe:properties/></extensionElements>", {}),
        (SEVERAL, {"b": "2", "e": "5"}),
    ],
)
def test_an_empty_property_is_unset(inner: str, found: dict[str, str]) -> None:
    """Templates write every field they show; both flavours are read alike."""
    assert found == definitions(f'<process id="p">{inner}</process>').element("p").properties


def test_what_only_looks_like_a_property_is_none() -> None:
    """A comment, a processing instruction and an element of another name say nothing, whatever stands in them."""
    looks = '<!-- p --><?property name="a" value="1"?><zeebe:properties><!-- p --><?property name="b" value="2"?>'
    other = '<zeebe:header name="c" value="3"/></zeebe:properties>'
    inner = f"<extensionElements>{looks}{other}</extensionElements>"

    assert {} == definitions(f'<process id="p">{inner}</process>').element("p").properties


def test_an_unknown_id_is_an_error_of_its_own(model: Definitions) -> None:
    """Asking for what is not there names the file."""
    with pytest.raises(UnknownElement) as caught:
        model.element("nowhere")

    assert (None, "x.bpmn") == (model.get("nowhere"), caught.value.where.file)


def test_a_flow_node_outside_a_process_is_left_out() -> None:
    """A stray node is kept as a plain element."""
    stray = definitions('<task id="t"/>').element("t")

    assert (Element, "task") == (type(stray), stray.kind)


DRAWN = """
<process id="p"><task id="t"/><task id="u"/><sequenceFlow id="f" sourceRef="t" targetRef="u"/></process>
<di:BPMNDiagram id="d1"><di:BPMNPlane id="p1" bpmnElement="p">
<di:BPMNShape id="x" bpmnElement="t" isExpanded="false" isHorizontal="false">
<dc:Bounds x="1.5" y="2" width="100" height="80"/>
<di:BPMNLabel><dc:Bounds x="0" y="0" width="9" height="8"/></di:BPMNLabel></di:BPMNShape>
<di:BPMNShape id="y" bpmnElement="u"/>
<di:BPMNEdge id="z" bpmnElement="f"><dd:waypoint x="101.5" y="42"/><dd:waypoint x="200" y="42"/><di:BPMNLabel/>
</di:BPMNEdge>
</di:BPMNPlane></di:BPMNDiagram><di:BPMNDiagram id="d2"/>
"""


def test_drawings_are_read() -> None:
    """Bounds, labels, waypoints and marks; a shape without bounds is not drawn."""
    found = definitions(DRAWN)
    shape, edge = found.shape("t"), found.edge("f")

    assert shape is not None
    assert edge is not None
    assert (["d1", "d2"], ["p", ""]) == ([p.id for p in found.diagrams], [p.plane_element_id for p in found.diagrams])
    assert ((1.5, 101.5, 82, (51.5, 42)), False, False) == (
        (shape.bounds.x, shape.bounds.right, shape.bounds.bottom, shape.bounds.centre),
        shape.is_expanded,
        shape.is_horizontal,
    )
    assert (9, ((101.5, 42), (200, 42)), None) == (
        shape.label_bounds.width if shape.label_bounds else 0,
        edge.waypoints,
        edge.label_bounds,
    )
    assert found.shape("u") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [("true", True), ("1", True), (" false ", False), ("0", False), ("TRUE", None), ("", None)],
)
def test_a_shape_lies_or_stands_by_any_word_that_xml_has_for_it(text: str, *, found: bool | None) -> None:
    """Another word says nothing."""
    shape = definitions(DRAWN.replace('isHorizontal="false"', f'isHorizontal="{text}"')).shape("t")

    assert shape is not None
    assert found is shape.is_horizontal


@pytest.mark.parametrize("text", ["abc", "nan", "1e12", "-1e99", "", " "])
def test_a_coordinate_that_is_no_usable_number_is_refused(text: str) -> None:
    """The error names file, line and element of the coordinate; a blank is no 0."""
    found = definitions(DRAWN.replace('x="101.5"', f'x="{text}"'))
    with pytest.raises(ModelError, match="coordinate") as caught:
        _ = found.diagrams

    assert ("f", True) == (caught.value.where.element, bool(caught.value.where.line))


def test_an_element_of_another_kind_is_no_reference() -> None:
    """A reference to the wrong kind of element is none."""
    found = definitions(
        '<collaboration id="c"><participant id="a" processRef="t"/></collaboration>'
        '<process id="p"><task id="t"/></process>'
    )

    assert found.participants[0].process is None


def test_without_pools_there_is_no_collaboration() -> None:
    """A process alone has neither pool nor collaboration."""
    found = definitions('<process id="p"/>')

    assert (None, (), None) == (found.collaboration, found.participants, found.processes[0].participant)


def test_elements_can_be_asked_for_by_class(model: Definitions) -> None:
    """All of a class, in the order of the file."""
    assert ["s", "u", "w", "sub", "in", "b", "c", "i", "e", "e2"] == ids(model.elements(FlowNode))
    assert model.element("M") in list(model.elements(Element))


def test_every_base_of_a_public_class_is_public() -> None:
    """What a public class is of can be named by its user, and helpers of procflow's own are not among the names."""
    public = {getattr(bpmn, name) for name in bpmn.__all__}
    bases = {base for found in filter(inspect.isclass, public) for base in inspect.getmro(found)}

    assert set() == {base for base in bases if base.__module__.startswith("procflow.bpmn.")} - public
    assert "expect_model" not in bpmn.__all__


_DRAWN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC">
  <process id="p"><task id="t"/></process>
  <i:BPMNDiagram><i:BPMNPlane bpmnElement="p"><i:BPMNShape bpmnElement="t"><c:Bounds {}/></i:BPMNShape></i:BPMNPlane>
  </i:BPMNDiagram></definitions>"""


def test_a_coordinate_that_is_left_out_is_0() -> None:
    """The metamodel of diagrams has this default, which some tools do not write."""
    model = read(_DRAWN.format('y="7" width="100" height="80"').encode())
    shape = model.shape("t")

    assert shape is not None
    assert (0, 7, 100, 80) == shape.bounds


def test_a_coordinate_that_is_empty_is_refused() -> None:
    """Where the thing stood is not guessed."""
    model = read(_DRAWN.format('x="" y="7" width="100" height="80"').encode())
    with pytest.raises(ModelError, match="no usable number"):
        model.shape("t")
