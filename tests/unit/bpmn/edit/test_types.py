"""A node of one type becomes one of another and keeps what that can bear."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from procflow.bpmn import (
    BoundaryEvent,
    Definitions,
    Message,
    Participant,
    UserTask,
    add_message_flow,
    change_type,
    insert_into_flow,
    read,
    remove,
    rewire,
    set_condition,
    write,
)
from procflow.bpmn.families import Trigger
from procflow.errors import ModelError
from tests.geometry import faults
from tests.unit.bpmn.edit.models import BPMN, again, chain, flow, node, plain, two_lanes, ways

ZEEBE = "http://camunda.org/schema/zeebe/1.0"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"


def test_a_task_becomes_a_user_task() -> None:
    """Id, name, documentation, properties, flows, lane and border stay; the element is a new object."""
    model = two_lanes()
    change_type(node(model, "receive"), "manualTask", drop=["zeebe:assignmentDefinition", "zeebe:userTask"])
    made = change_type(node(model, "draft"), "serviceTask", drop=["zeebe:userTask"])
    found = again(model)

    assert "Theo Điều 5" == node(found, "draft").documentation
    assert {"pf.duty": "draft"} == node(found, "receive").properties
    assert ["serviceTask", "manualTask"] == [node(found, name).kind for name in ("draft", "receive")]
    assert ways(two_lanes()) == ways(found)
    assert made is model.element("draft")
    assert ["late"] == [event.id for event in getattr(node(found, "draft"), "boundary_events", ())]


def test_the_old_object_is_no_part_of_the_model() -> None:
    """Whoever kept it is told."""
    model = chain("task", "task")
    old = node(model, "n1")
    made = change_type(old, "userTask")
    with pytest.raises(ModelError, match="no part of the model"):
        change_type(old, "manualTask")

    assert isinstance(made, UserTask)


def canonical(raw: bytes) -> bytes:
    """Return a file in canonical XML."""
    return bytes(etree.tostring(etree.fromstring(raw), method="c14n"))


def task(inner: str, attributes: str = "", kind: str = "userTask", space: str = ZEEBE) -> bytes:
    """Return a file with one task."""
    body = f'<{kind} id="t" {attributes}>{inner}</{kind}>'
    head = f'<definitions xmlns="{BPMN}" xmlns:v="{space}" xmlns:w="urn:w">'
    return f'{head}<process id="p">{body}</process></definitions>'.encode()


@pytest.mark.parametrize(
    ("raw", "kind", "lost"),
    [
        (task("", 'scriptFormat="js"', "scriptTask"), "userTask", "scriptFormat"),
        (task("<script>x</script>", "", "scriptTask"), "userTask", "script"),
        (task("", 'calledElement="x"', "callActivity"), "task", "calledElement"),
        (task("", 'v:assignee="x"', space=CAMUNDA), "task", "v:assignee"),
        (task("", 'v:assignee="x"', space="http://flowable.org/bpmn"), "task", "v:assignee"),
        (task("<extensionElements><v:formDefinition/></extensionElements>"), "manualTask", "v:formDefinition"),
        (task("", 'default="f"'), "parallelGateway", ""),
    ],
)
def test_what_would_be_lost_is_named(raw: bytes, kind: str, lost: str) -> None:
    """The refusal lists it and changes nothing; named in drop, it goes."""
    model = read(raw.replace(b'default="f"', b""))
    before = write(model)
    with pytest.raises(ModelError, match=lost or "cannot become"):
        change_type(node(model, "t"), kind)
    unchanged = before == write(model)
    if lost:
        change_type(node(model, "t"), kind, drop=[lost])

    assert unchanged
    assert not lost or (kind == node(again(model), "t").kind and lost.rpartition(":")[2].encode() not in write(model))


@pytest.mark.parametrize(
    "raw",
    [
        task("<extensionElements><v:properties><v:property name='a' value='b'/></v:properties></extensionElements>"),
        task("<extensionElements><w:anything/></extensionElements>", 'w:thing="x"'),
        task("<documentation>x</documentation>", 'v:asyncBefore="true"', space=CAMUNDA),
        task('<multiInstanceLoopCharacteristics id="m"/>', 'completionQuantity="1"'),
    ],
)
def test_what_every_task_bears_stays(raw: bytes) -> None:
    """Properties, foreign extensions, documentation, loops."""
    model = read(raw)
    change_type(node(model, "t"), "serviceTask")
    wanted = canonical(raw.replace(b"userTask", b"serviceTask"))

    assert wanted == canonical(write(model))


def test_a_gateway_that_does_not_choose_has_no_conditions() -> None:
    """They and the default are named, and go when that is allowed."""
    model = two_lanes()
    with pytest.raises(ModelError, match="conditionExpression, default"):
        change_type(node(model, "check"), "parallelGateway")
    change_type(node(model, "check"), "parallelGateway", drop=("default", "conditionExpression"))
    found = again(model)

    assert [None, None] == [flow(found, "f3").condition, node(found, "check").default]
    assert "isMarkerVisible" not in write(model).decode()


def test_an_exclusive_gateway_is_drawn_with_its_mark() -> None:
    """As the Modeler draws it."""
    model = two_lanes()
    change_type(node(model, "check"), "inclusiveGateway")
    without = b"isMarkerVisible" in write(model)
    change_type(node(model, "check"), "exclusiveGateway")

    assert [False, True] == [without, b'isMarkerVisible="true"' in write(model)]


def test_a_new_definition_leaves_the_blanks_of_other_parts() -> None:
    """What stands in the event beside its definition is written as before, down to an empty line."""
    parts = "\n  <extensionElements>\n\n    <x:own xmlns:x='x'>\n\n </x:own>\n  </extensionElements>"
    model = plain(f'<startEvent id="s">{parts}\n</startEvent><endEvent id="e"/>')
    change_type(node(model, "s"), "startEvent", event=("timer", "PT1H"))

    assert b"<extensionElements>\n\n" in write(model)
    assert b"\n\n </x:own>" in write(model)


def test_an_event_waits_for_something_else() -> None:
    """Its old definition goes, the new one is written."""
    model = chain("task", "intermediateCatchEvent", "task")
    change_type(node(model, "n2"), "intermediateCatchEvent", event=("timer", "P3D"))
    change_type(node(model, "n2"), "intermediateThrowEvent", event=("signal", "Đã ký"))
    text = write(model).decode()

    assert "timerEventDefinition" not in text
    assert 1 == text.count("signalEventDefinition")


@pytest.mark.parametrize(
    ("kind", "to", "words"),
    [
        ("task", "exclusiveGateway", "cannot become"),
        ("task", "nonsense", "cannot become"),
        ("boundaryEvent", "startEvent", "cannot become"),
        ("intermediateCatchEvent", "endEvent", "nothing leaves"),
        ("intermediateCatchEvent", "startEvent", "no sequence flow enters"),
    ],
)
def test_types_change_in_their_family(kind: str, to: str, words: str) -> None:
    """A task is no gateway; an event keeps flows that its new kind may have."""
    model = chain("task", "task" if kind == "boundaryEvent" else kind, "task")
    if kind == "boundaryEvent":
        model = plain('<task id="a"/><boundaryEvent id="n2" attachedToRef="a"/>')
    before = write(model)
    with pytest.raises(ModelError, match=words):
        change_type(node(model, "n2"), to)

    assert before == write(model)


def test_only_events_wait() -> None:
    """A task has no trigger."""
    with pytest.raises(ModelError, match="waits for something"):
        change_type(node(chain("task"), "n1"), "userTask", event=("timer", "P1D"))


def test_a_throwing_event_has_no_timer() -> None:
    """What the old kind waited for must fit the new one."""
    model = plain('<intermediateCatchEvent id="e"><timerEventDefinition id="t"/></intermediateCatchEvent>')
    with pytest.raises(ModelError, match="cannot be a timer event"):
        change_type(node(model, "e"), "intermediateThrowEvent")

    assert model.raw is not None


def test_a_full_sub_process_is_no_task() -> None:
    """What stands in it would have nowhere to stand; an empty one may become a task, drawn as large as the others."""
    model = plain('<subProcess id="s"><task id="a"/></subProcess>')
    with pytest.raises(ModelError, match="1 stand in the sub-process"):
        change_type(node(model, "s"), "task")
    change_type(node(model, "s"), "transaction")

    assert "transaction" == node(again(model), "s").kind
    assert "s" == node(again(model), "a").container.id


def test_an_expanded_sub_process_shrinks_to_a_task() -> None:
    """And grows no further."""
    model = two_lanes()
    change_type(node(model, "draft"), "subProcess", drop=["zeebe:userTask"])
    closed = b'isExpanded="false"' in write(model)
    opened = read(write(model).replace(b'isExpanded="false"', b'isExpanded="true"'))
    for bounds in opened.node.iterfind(".//{*}BPMNShape[@isExpanded='true']/{*}Bounds"):
        bounds.set("width", "300")
    opened.edited()
    change_type(node(opened, "draft"), "task")

    assert closed
    assert getattr(opened.shape("draft"), "bounds").width < 300  # noqa: B009 - optional
    assert b"isExpanded" not in write(opened)
    assert [] == [fault for fault in faults(again(opened)) if "does not end on" in fault]


def test_a_transaction_that_is_cancelled_stays_one() -> None:
    """Its cancel event would make no sense."""
    model = plain(
        '<transaction id="t"/><boundaryEvent id="b" attachedToRef="t"><cancelEventDefinition id="c"/></boundaryEvent>'
    )
    with pytest.raises(ModelError, match="transaction"):
        change_type(node(model, "t"), "subProcess")

    assert "transaction" == node(model, "t").kind


def test_an_event_that_a_message_reaches_goes_on_receiving() -> None:
    """Else the message flow would end at what throws."""
    model = two_lanes()
    event = insert_into_flow(flow(model, "f1"), "intermediateCatchEvent", event=("message", "Bổ sung"))
    citizen = model.element("citizen")
    assert isinstance(citizen, Participant)
    add_message_flow(citizen, event)
    with pytest.raises(ModelError, match="nothing here receives"):
        change_type(event, "intermediateThrowEvent")
    made = change_type(event, "intermediateCatchEvent", event=("message", "Rút"))

    assert ["Rút"] == [each.name for each in model.elements(Message) if each.name != "Bổ sung"]
    assert made is model.element(event.id)


def test_a_transaction_that_cancels_itself_stays_one() -> None:
    """A cancel end event inside would stand outside any transaction."""
    model = plain('<transaction id="t"><endEvent id="e"><cancelEventDefinition id="c"/></endEvent></transaction>')
    with pytest.raises(ModelError, match=r"'e'.*a cancel event stands outside a transaction"):
        change_type(node(model, "t"), "subProcess")

    assert "transaction" == node(model, "t").kind


@pytest.mark.parametrize("before", ["", "<messageEventDefinition/>", "<timerEventDefinition/>"])
@pytest.mark.parametrize("spec", [("timer", "PT1H"), ("message", "Rút"), ("signal", "Ngừng"), ("conditional", "=x")])
def test_an_event_at_a_border_waits_for_something_else(spec: tuple[Trigger, str], before: str) -> None:
    """It keeps what it is attached to, whatever it waited for before, or if it waited for nothing."""
    model = plain(f'<task id="t"/><boundaryEvent id="b" attachedToRef="t">{before}</boundaryEvent>')
    change_type(node(model, "b"), "boundaryEvent", event=spec)
    made = node(again(model), "b")

    assert isinstance(made, BoundaryEvent)
    assert ("t", (spec[0],)) == (made.attached_to.id, made.triggers)


BROKEN = (
    '<startEvent id="s"/><exclusiveGateway id="g" default="f3"/><task id="a"/><task id="b"/><endEvent id="e"/>'
    '<sequenceFlow id="f1" sourceRef="s" targetRef="g"/><sequenceFlow id="f2" sourceRef="g" targetRef="b"/>'
    '<sequenceFlow id="f3" sourceRef="g" targetRef="a"><conditionExpression>=x</conditionExpression></sequenceFlow>'
    '<sequenceFlow id="f4" sourceRef="a" targetRef="e"/><sequenceFlow id="f5" sourceRef="b" targetRef="e"/>'
    '<boundaryEvent id="late" attachedToRef="a"/>'
)


@pytest.mark.parametrize(
    "edit",
    [
        lambda model: change_type(node(model, "a"), "userTask"),
        lambda model: change_type(node(model, "g"), "inclusiveGateway"),
        lambda model: insert_into_flow(flow(model, "f3"), "userTask", "Bổ sung"),
        lambda model: rewire(flow(model, "f3"), target=node(model, "b")),
        lambda model: remove(node(model, "b")),
    ],
    ids=["change the step", "change the gateway", "insert", "rewire", "remove"],
)
def test_what_was_wrong_before_stops_no_edit(edit: Callable[[Definitions], object]) -> None:
    """A default flow with a condition and an event that waits for nothing stay for a person to mend."""
    model = plain(BROKEN)
    edit(model)

    assert "f3" == again(model).element("g").node.get("default")


def test_what_is_wrong_elsewhere_excuses_no_edit() -> None:
    """A condition on another default flow is refused though one stands there already."""
    model = plain(BROKEN.replace('<task id="b"/>', '<exclusiveGateway id="b" default="f5"/>'))

    with pytest.raises(ModelError, match="condition"):
        set_condition(flow(model, "f5"), "y")
