"""What the standard says beside flow: data, resources, services, correlation, the finer marks of each element."""

from __future__ import annotations

import operator
from pathlib import Path

import pytest

from procflow.bpmn import (
    AdHocSubProcess,
    Category,
    CorrelationProperty,
    CorrelationSubscription,
    DataAssignment,
    DataAssociation,
    Definitions,
    Element,
    Expression,
    FlowNode,
    Group,
    ItemAware,
    Lane,
    LoopCharacteristics,
    PotentialOwner,
    ResourceBinding,
    ResourceRole,
    Transaction,
    UserTask,
    read,
    set_name,
    write,
)
from procflow.errors import ModelError

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
WHOLE = """
<itemDefinition id="Item" structureRef="xsd:string" isCollection="true"/>
<itemDefinition id="Thing" itemKind="Physical"/>
<message id="Msg" name="Yêu cầu bổ sung" itemRef="Item"/>
<message id="Answer"/>
<error id="Err" structureRef="Item"/>
<signal id="Sig"/>
<resource id="Role" name="Chuyên viên"><resourceParameter id="Unit" name="phòng"/></resource>
<interface id="Service" name="Cổng dịch vụ công">
  <operation id="Op" name="Tra cứu"><inMessageRef>Msg</inMessageRef><outMessageRef>Answer</outMessageRef>
    <errorRef>Err</errorRef></operation>
  <operation id="Bare"><inMessageRef>gone</inMessageRef></operation>
</interface>
<category id="Cat" name="Giai đoạn"><categoryValue id="Stage" value="Thẩm định"/></category>
<correlationProperty id="Number" name="Số hồ sơ" type="string">
  <correlationPropertyRetrievalExpression messageRef="Msg"><messagePath>=number</messagePath>
  </correlationPropertyRetrievalExpression>
  <correlationPropertyRetrievalExpression messageRef="gone"/>
</correlationProperty>
<dataStore id="Register" name="Sổ theo dõi" capacity="500" isUnlimited="false"/>
<collaboration id="C" isClosed="true">
  <participant id="Office" processRef="p"><interfaceRef>Service</interfaceRef>
    <participantMultiplicity minimum="2" maximum="5"/></participant>
  <participant id="People"><participantMultiplicity minimum="x"/></participant>
  <participant id="One"/>
  <messageFlow id="MF" sourceRef="People" targetRef="Office"/>
  <correlationKey id="Key"><correlationPropertyRef>Number</correlationPropertyRef></correlationKey>
  <conversation id="Talk"><messageFlowRef>MF</messageFlowRef></conversation>
</collaboration>
<process id="p" processType="Private" isClosed="true">
  <ioSpecification><dataInput id="In" itemSubjectRef="Item" isCollection="true"/><dataInput id="In2"/>
    <dataOutput id="Out"/><inputSet id="Enough"><dataInputRefs>In</dataInputRefs>
    <optionalInputRefs>In2</optionalInputRefs><whileExecutingInputRefs>In2</whileExecutingInputRefs></inputSet>
    <outputSet><dataOutputRefs>Out</dataOutputRefs><optionalOutputRefs>Out</optionalOutputRefs>
    <whileExecutingOutputRefs>Out</whileExecutingOutputRefs></outputSet></ioSpecification>
  <property id="Kept" name="Số lần bổ sung"/>
  <laneSet><lane id="L1" partitionElementRef="Role"/>
    <lane id="L2"><partitionElement id="Inner"/></lane><lane id="L3"/></laneSet>
  <userTask id="t" startQuantity="2" completionQuantity="3" implementation="##unspecified">
    <ioSpecification><dataInput id="tIn"/><dataOutput id="tOut" isCollection="1"/><inputSet/><outputSet/>
    </ioSpecification>
    <property id="tKept"/>
    <dataInputAssociation id="DI"><sourceRef>Doc</sourceRef><targetRef>tIn</targetRef>
      <transformation language="feel">=upper</transformation>
      <assignment><from language="feel">=a</from><to>b</to></assignment><assignment/></dataInputAssociation>
    <dataOutputAssociation id="DO"><sourceRef>tOut</sourceRef><targetRef>Doc</targetRef></dataOutputAssociation>
    <potentialOwner id="PO" name="Chuyên viên"><resourceRef>Role</resourceRef>
      <resourceParameterBinding parameterRef="Unit"><formalExpression>=phong</formalExpression>
      </resourceParameterBinding></potentialOwner>
    <humanPerformer id="HP"><resourceAssignmentExpression><formalExpression>lãnh đạo</formalExpression>
    </resourceAssignmentExpression></humanPerformer>
    <multiInstanceLoopCharacteristics behavior="One" oneBehaviorEventRef="SD" noneBehaviorEventRef="gone">
      <loopDataInputRef>tIn</loopDataInputRef><loopDataOutputRef>tOut</loopDataOutputRef>
      <inputDataItem id="item"/><outputDataItem id="result"/></multiInstanceLoopCharacteristics>
  </userTask>
  <task id="again"><standardLoopCharacteristics testBefore="true" loopMaximum="3"><loopCondition>=x</loopCondition>
  </standardLoopCharacteristics></task>
  <serviceTask id="service" operationRef="Op"/><sendTask id="send" messageRef="Msg" operationRef="Bare"/>
  <receiveTask id="receive" messageRef="Answer" instantiate="true"/>
  <scriptTask id="script" scriptFormat="feel"><script>=1</script></scriptTask><scriptTask id="blank"/>
  <callActivity id="call" calledElement="tns:q"/><callActivity id="far" calledElement="other"/>
  <transaction id="tx" method="##Store"/><transaction id="tx2"/>
  <adHocSubProcess id="free" ordering="Sequential" cancelRemainingInstances="false">
    <completionCondition>=xong</completionCondition></adHocSubProcess>
  <adHocSubProcess id="free2"/>
  <startEvent id="s" parallelMultiple="true"><dataOutput id="sOut"/><property id="sKept"/>
    <dataOutputAssociation id="sDO"><sourceRef>sOut</sourceRef><targetRef>Doc</targetRef></dataOutputAssociation>
    <outputSet/><signalEventDefinition id="SD" signalRef="Sig"/>
    <messageEventDefinition messageRef="Msg"><operationRef>Op</operationRef></messageEventDefinition></startEvent>
  <endEvent id="e"><dataInput id="eIn"/><compensateEventDefinition id="comp" activityRef="t" waitForCompletion="false"/>
  </endEvent>
  <intermediateThrowEvent id="jump"><linkEventDefinition id="go" name="A"><target>come</target></linkEventDefinition>
  </intermediateThrowEvent>
  <intermediateCatchEvent id="land"><linkEventDefinition id="come" name="A"><source>go</source></linkEventDefinition>
  </intermediateCatchEvent>
  <eventBasedGateway id="wait" instantiate="true" eventGatewayType="Parallel" gatewayDirection="Diverging"/>
  <complexGateway id="complex"><activationCondition>=n &gt; 2</activationCondition></complexGateway>
  <sequenceFlow id="f" sourceRef="s" targetRef="t" isImmediate="true"/>
  <sequenceFlow id="g" sourceRef="t" targetRef="e"/>
  <dataObject id="Obj" isCollection="true" itemSubjectRef="Item"/>
  <dataObjectReference id="Doc" dataObjectRef="Obj"><dataState name="Đã duyệt"/></dataObjectReference>
  <dataStoreReference id="Ref" dataStoreRef="Register"/><dataStoreReference id="Lost"/>
  <textAnnotation id="note" textFormat="text/markdown"/><textAnnotation id="plain"/>
  <association id="A" sourceRef="note" targetRef="t" associationDirection="One"/>
  <association id="B" sourceRef="plain" targetRef="t"/>
  <group id="G" categoryValueRef="Stage"/>
  <correlationSubscription id="CS" correlationKeyRef="Key">
    <correlationPropertyBinding correlationPropertyRef="Number"><dataPath>=số</dataPath></correlationPropertyBinding>
    <correlationPropertyBinding/></correlationSubscription>
</process>
<process id="q"/>
<choreography id="Ch"><choreographyTask id="ct"><participantRef>Office</participantRef></choreographyTask>
  <subChoreography id="sub"><task id="inner"/></subChoreography></choreography>
<globalUserTask id="GT"/><partnerRole id="PR"/><endPoint id="EP"/>
"""


def definitions(body: str) -> Definitions:
    """Return the model of a file with *body*."""
    return read(
        f'<definitions xmlns="{BPMN}" xmlns:tns="urn:t" targetNamespace="urn:t" exporter="Bizagi" '
        f'exporterVersion="2.8" expressionLanguage="feel">{body}</definitions>'.encode()
    )


@pytest.fixture(scope="module")
def model() -> Definitions:
    """Return a model with what stands in the standard beside flow."""
    return definitions(WHOLE)


FACTS: dict[str, dict[str, object]] = {
    "Item": {"structure": "xsd:string", "is_collection": True, "item_kind": "Information"},
    "Thing": {"structure": "", "is_collection": False, "item_kind": "Physical"},
    "Msg": {"item.id": "Item"},
    "Err": {"item.id": "Item"},
    "Sig": {"item": None},
    "Op": {"in_message.id": "Msg", "out_message.id": "Answer", "errors": ["Err"]},
    "Bare": {"in_message": None, "out_message": None, "errors": []},
    "Service": {"operations": ["Op", "Bare"]},
    "Cat": {"values": ["Stage"]},
    "Stage": {"value": "Thẩm định"},
    "Number": {"type": "string"},
    "Register": {"capacity": "500", "is_unlimited": False, "state": ""},
    "C": {
        "is_closed": True,
        "participants": ["Office", "People", "One"],
        "message_flows": ["MF"],
        "correlation_keys": ["Key"],
    },
    "Office": {"multiplicity": (2, 5), "interfaces": ["Service"]},
    "People": {"multiplicity": None},
    "One": {"multiplicity": None},
    "MF": {"source.id": "People", "target.id": "Office"},
    "Key": {"correlation_properties": ["Number"]},
    "p": {
        "process_type": "Private",
        "is_closed": True,
        "data_properties": ["Kept"],
        "resource_roles": [],
        "correlation_subscriptions": ["CS"],
        "io_specification.data_inputs": ["In", "In2"],
        "io_specification.data_outputs": ["Out"],
    },
    "q": {"process_type": "None", "is_closed": False, "io_specification": None},
    "In": {"is_collection": True, "item.id": "Item"},
    "Out": {"is_collection": False, "item": None},
    "Enough": {"inputs": ["In"], "optional": ["In2"], "while_executing": ["In2"]},
    "L1": {"partition_element.id": "Role"},
    "L2": {"partition_element.id": "Inner"},
    "L3": {"partition_element": None},
    "t": {
        "start_quantity": "2",
        "completion_quantity": "3",
        "implementation": "##unspecified",
        "data_associations": ["DI", "DO"],
        "data_properties": ["tKept"],
        "resource_roles": ["PO", "HP"],
        "io_specification.data_outputs": ["tOut"],
        "loop.behavior": "One",
        "loop.one_event.id": "SD",
        "loop.none_event": None,
        "loop.data_input.id": "tIn",
        "loop.data_output.id": "tOut",
        "loop.input_item.id": "item",
        "loop.output_item.id": "result",
    },
    "again": {
        "start_quantity": "1",
        "completion_quantity": "1",
        "implementation": "",
        "io_specification": None,
        "loop.tests_before": True,
        "loop.maximum": "3",
        "loop.condition": Expression("=x"),
        "loop.behavior": "All",
        "loop.data_input": None,
        "loop.data_output": None,
        "loop.input_item": None,
        "loop.output_item": None,
    },
    "PO": {
        "resource.id": "Role",
        "assignment_expression": None,
        "bindings": (ResourceBinding("Unit", Expression("=phong")),),
    },
    "HP": {"resource": None, "assignment_expression": Expression("lãnh đạo"), "bindings": []},
    "DI": {
        "target.id": "tIn",
        "sources": ["Doc"],
        "transformation": Expression("=upper", "feel"),
        "assignments": (
            DataAssignment(Expression("=a", "feel"), Expression("b")),
            DataAssignment(Expression(""), Expression("")),
        ),
    },
    "tOut": {"is_collection": True},
    "service": {"operation.id": "Op"},
    "send": {"message.id": "Msg", "operation.id": "Bare"},
    "receive": {"message.id": "Answer", "instantiates": True},
    "script": {"script": Expression("=1", "feel")},
    "blank": {"script": None},
    "call": {"called_element": "tns:q", "called.id": "q"},
    "far": {"called_element": "other", "called": None},
    "tx": {"method": "##Store"},
    "tx2": {"method": "##Compensate"},
    "free": {"is_sequential": True, "cancels_remaining": False, "completion_condition": Expression("=xong")},
    "free2": {"is_sequential": False, "cancels_remaining": True, "completion_condition": None},
    "s": {
        "is_parallel_multiple": True,
        "data_outputs": ["sOut"],
        "data_associations": ["sDO"],
        "data_properties": ["sKept"],
    },
    "e": {"data_inputs": ["eIn"]},
    "comp": {"activity.id": "t", "waits": False},
    "go": {"name": "A", "target.id": "come", "sources": []},
    "come": {"name": "A", "target": None, "sources": ["go"]},
    "wait": {"instantiates": True, "is_parallel": True, "direction": "Diverging"},
    "complex": {"activation_condition": Expression("=n > 2"), "direction": "Unspecified"},
    "f": {"is_immediate": True},
    "g": {"is_immediate": None},
    "Obj": {"is_collection": True, "item.id": "Item"},
    "Doc": {"state": "Đã duyệt", "data_object.id": "Obj"},
    "Ref": {"data_store.id": "Register"},
    "Lost": {"data_store": None},
    "note": {"text_format": "text/markdown"},
    "plain": {"text_format": "text/plain"},
    "A": {"direction": "One"},
    "B": {"direction": "None"},
    "G": {"category_value.id": "Stage"},
    "CS": {"correlation_key.id": "Key"},
}


@pytest.mark.parametrize("element_id", FACTS)
def test_each_element_says_what_the_file_says(model: Definitions, element_id: str) -> None:
    """Every attribute and reference of the standard is there by its name, with the default of the standard."""
    element = model.element(element_id)

    assert FACTS[element_id] == {name: plain(operator.attrgetter(name)(element)) for name in FACTS[element_id]}


def plain(value: object) -> object:
    """Return *value*, elements of a tuple as a list of their ids."""
    if isinstance(value, tuple) and all(isinstance(part, Element) for part in value):
        return [part.id for part in value]
    return value


def test_every_class_is_the_one_of_its_tag(model: Definitions) -> None:
    """Classes can be asked for, and a special kind is of its general kind too."""
    classes = (Category, CorrelationProperty, CorrelationSubscription, Group, AdHocSubProcess, Transaction, Lane)

    assert [1, 1, 1, 1, 2, 2, 3] == [len(list(model.elements(cls))) for cls in classes]
    assert (["HP", "PO"], ["PO"]) == (
        sorted(role.id for role in model.elements(ResourceRole)),
        [role.id for role in model.elements(PotentialOwner)],
    )
    assert {"DI", "DO", "sDO"} == {arrow.id for arrow in model.elements(DataAssociation)}
    assert {"Obj", "Doc", "Register", "Ref", "Kept", "In"} <= {datum.id for datum in model.elements(ItemAware)}


def test_correlation_is_read(model: Definitions) -> None:
    """Paths into messages and bindings to data; what is not in the file is None."""
    number, subscription = model.element("Number"), model.element("CS")

    assert isinstance(number, CorrelationProperty)
    assert isinstance(subscription, CorrelationSubscription)
    assert ((model.element("Msg"), Expression("=number")), (None, Expression(""))) == number.paths
    assert ((number, Expression("=số")), (None, Expression(""))) == subscription.bindings


def test_sets_of_outputs_are_read(model: Definitions) -> None:
    """What is given together, what may be missing and what may come early."""
    process = model.processes[0]

    assert process.io_specification is not None
    (together,) = process.io_specification.output_sets
    assert (["Out"], ["Out"], ["Out"]) == tuple(
        [datum.id for datum in found] for found in (together.outputs, together.optional, together.while_executing)
    )
    assert ["Enough"] == [each.id for each in process.io_specification.input_sets]


def test_a_message_definition_knows_its_operation(model: Definitions) -> None:
    """The operation stands in a node of its own."""
    definition = next(each for each in model.element("s").children if each.kind == "messageEventDefinition")

    assert "Op" == operator.attrgetter("operation.id")(definition)


def test_the_file_says_who_wrote_it(model: Definitions) -> None:
    """Tool, version and language of expressions."""
    assert ("Bizagi 2.8", "feel") == (model.exporter, model.expression_language)
    assert ("", "") == (
        read(f'<definitions xmlns="{BPMN}"/>'.encode()).exporter,
        read(f'<definitions xmlns="{BPMN}"/>'.encode()).expression_language,
    )


def test_what_is_not_modelled_is_kept_by_id(model: Definitions) -> None:
    """Choreographies, conversations, global tasks and partners are plain elements, with all that stands in them."""
    ids = ("Talk", "ct", "sub", "inner", "GT", "PR", "EP")

    assert [(Element, "C")] == [(type(model.element("Talk")), getattr(model.element("Talk").parent, "id", ""))]
    assert {Element} == {type(model.element(name)) for name in ids}


def test_every_element_knows_its_line(model: Definitions) -> None:
    """The line in the file is that of its start tag."""
    lines = {element.id: element.line for element in model.elements() if element.id}
    text = WHOLE.splitlines()

    assert lines
    assert all(f'id="{element_id}"' in text[line - 1] for element_id, line in lines.items() if line is not None)


def test_an_untouched_file_of_all_this_comes_back(tmp_path: Path) -> None:
    """Reading drops nothing: written after one edit, only the edited name differs."""
    made = definitions(WHOLE)
    set_name(made.element("t"), "Thẩm định")
    write(made, tmp_path / "x.bpmn")
    again = read(tmp_path / "x.bpmn")

    assert "Thẩm định" == again.element("t").name
    assert [(e.kind, e.id) for e in definitions(WHOLE).elements()] == [(e.kind, e.id) for e in again.elements()]


def test_attributes_are_shown_with_their_namespaces() -> None:
    """All attributes of an element, vendor ones by their full name."""
    raw = f'<definitions xmlns="{BPMN}" xmlns:x="urn:x"><process id="p" x:mức="1"/></definitions>'

    assert {"id": "p", "{urn:x}mức": "1"} == read(raw.encode()).element("p").attributes


SIMPLE = '<process id="p"><task id="a"/><userTask id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/></process>'


def test_a_changed_tree_is_read_again_in_place() -> None:
    """Untouched elements stay the same objects, with the ties of the tree as it is now."""
    model = definitions(SIMPLE)
    first, last, flow = (model.element(name) for name in ("a", "b", "f"))
    assert isinstance(first, FlowNode)
    assert isinstance(last, FlowNode)
    flow.node.set("sourceRef", "b")
    flow.node.set("targetRef", "a")
    model.rebuild()

    assert (first, last) == (model.element("a"), model.element("b"))
    assert ((flow,), (), (), (flow,)) == (first.incoming, first.outgoing, last.incoming, last.outgoing)
    assert None is model.raw


def test_a_changed_tag_makes_a_new_element() -> None:
    """An element of another class is another object; what left the tree is gone."""
    model = definitions(SIMPLE)
    task = model.element("a")
    task.node.tag = f"{{{BPMN}}}userTask"
    flow = model.element("f").node
    flow.getparent().remove(flow)  # type: ignore[union-attr]
    model.rebuild()

    assert isinstance(model.element("a"), UserTask)
    assert (["a", "b"], None) == ([task.id for task in model.elements(UserTask)], model.get("f"))


def test_a_tree_put_back_after_a_refusal_is_as_before() -> None:
    """What reading would refuse is refused, and leaves nothing behind."""
    model = definitions(SIMPLE)
    flow = model.element("f")
    flow.node.set("targetRef", "nowhere")
    with pytest.raises(ModelError, match="nowhere"):
        model.rebuild()
    flow.node.set("targetRef", "b")
    model.rebuild()

    assert flow is model.element("f")
    assert [flow] == list(model.element("b").incoming)  # type: ignore[attr-defined]


def test_a_loop_needs_no_id() -> None:
    """Parts without id are typed elements too."""
    model = definitions('<process id="p"><task id="t"><standardLoopCharacteristics/></task></process>')

    assert [("", False)] == [(loop.id, loop.tests_before) for loop in model.elements(LoopCharacteristics)]
