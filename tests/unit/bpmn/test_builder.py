"""Models made in code."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from procflow.bpmn import (
    Builder,
    DataObjectReference,
    Error,
    EventSpec,
    ExclusiveGateway,
    Flavour,
    FlowNode,
    assignment,
    called_element,
    read,
    task_type,
    write,
)
from procflow.errors import DataError, ModelError, ProcflowError, UnknownElement

FLAVOURS: tuple[Flavour, ...] = ("camunda8", "camunda7", "plain")


def small(flavour: Flavour = "camunda8") -> Builder:
    """Return a builder with start, task and end in one lane."""
    make = Builder("cap_phep", "Cấp phép", flavour=flavour)
    lane = make.lane("Bộ phận Một cửa")
    start = make.add("startEvent", "Có hồ sơ", lane=lane)
    task = make.add("userTask", "Tiếp nhận", lane=lane)
    end = make.add("endEvent", "Xong", lane=lane)
    make.flow(start, task)
    make.flow(task, end)
    return make


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_built_model_is_of_its_flavour_and_reads_back(flavour: Flavour) -> None:
    """What is built opens in the tab of its flavour and survives writing and reading."""
    model = read(write(small(flavour).build()))

    assert (flavour, ["Start_co_ho_so", "Task_tiep_nhan", "End_xong"]) == (
        model.flavour,
        [node.id for node in model.processes[0].flow_nodes],
    )


def test_composed_and_decomposed_names_give_the_same_id() -> None:
    """An id does not depend on how the letters of the name are composed, and ``đ`` becomes ``d``."""
    name = "Đề nghị bổ sung hồ sơ"
    ids = [Builder("p", "P").add("task", unicodedata.normalize(form, name)) for form in ("NFC", "NFD")]

    assert ["Task_de_nghi_bo_sung_ho_so"] * 2 == ids


def test_equal_names_get_different_ids() -> None:
    """The second element of one name bears a number."""
    make = Builder("p", "P")

    assert ["Task_ky", "Task_ky_2", "Task"] == [make.add("task", "Ký"), make.add("task", "Ký"), make.add("task", "???")]


def test_lanes_bring_a_pool_named_after_the_process() -> None:
    """Lanes without a named pool stand in one with the name of the process."""
    assert ["Cấp phép"] == [pool.name for pool in small().build().participants]


def test_a_nested_lane_and_the_lane_around_it_both_list_the_node() -> None:
    """As the Modeler writes it, every lane on the way to the node lists it."""
    make = Builder("p", "P")
    outer = make.lane("Sở")
    inner = make.lane("Phòng", parent=outer)
    task = make.add("task", "Thẩm định", lane=inner)
    lanes = make.build().processes[0].lanes

    assert [[task], [task]] == [[node.id for node in lane.flow_nodes] for lane in lanes]


@pytest.mark.parametrize(("flavour", "text"), [("camunda8", "=n > 5"), ("camunda7", "${n > 5}"), ("plain", "n > 5")])
def test_a_condition_is_marked_as_its_flavour_wants(flavour: Flavour, text: str) -> None:
    """A condition without marks gets those of the flavour."""
    make = Builder("p", "P", flavour=flavour)
    gate, task = make.add("exclusiveGateway", "Đủ?"), make.add("task", "Ký")
    flow = make.flow(gate, task, condition="n > 5")
    condition = make.build().element(flow).condition  # type: ignore[attr-defined]

    assert text == condition.text


@pytest.mark.parametrize("flavour", ["camunda8", "camunda7"])
def test_groups_jobs_and_calls_are_read_back(flavour: Flavour) -> None:
    """Candidate groups, job type and called process come back as typed values."""
    make = Builder("p", "P", flavour=flavour)
    user = make.add("userTask", "Ký", groups=("lanh-dao", "van-thu"))
    job = make.add("serviceTask", "Gửi", job="send")
    call = make.add("callActivity", "Phụ", called="phu")
    model = make.build()

    assert (("lanh-dao", "van-thu"), "send", "phu") == (
        assignment(model.element(user)).candidate_groups,
        task_type(model.element(job)),
        called_element(model.element(call)),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("flavour", ["camunda8", "camunda7"])
def test_properties_and_documentation_are_read_back(flavour: Flavour) -> None:
    """Properties with a value are kept, empty ones left out."""
    make = Builder("p", "P", flavour=flavour)
    task = make.add("task", "Ký", properties={"pf.duty": "approve", "pf.contact": ""}, documentation="Nội dung")
    element = make.build().element(task)

    assert ({"pf.duty": "approve"}, "Nội dung") == (element.properties, element.documentation)


def test_building_twice_gives_equal_bytes() -> None:
    """The builder is not used up, and the layout is the same each time."""
    make = small()

    assert write(make.build()) == write(make.build())


def test_the_default_flow_is_marked_at_its_source() -> None:
    """The gateway knows its default flow."""
    make = Builder("p", "P")
    gate, task = make.add("exclusiveGateway"), make.add("task", "Ký")
    flow = make.flow(gate, task, default=True)
    model = make.build()
    gateway = model.element(gate)

    assert isinstance(gateway, ExclusiveGateway)
    assert flow == getattr(gateway.default, "id", None)


def test_data_is_tied_to_the_step_that_reads_and_writes_it() -> None:
    """A data object before a step is its input, one after it its output."""
    make = Builder("p", "P")
    task, paper, store = make.add("task", "Soạn"), make.data_object("Đơn"), make.data_store("Kho")
    make.association(paper, task)
    make.association(store, task)
    make.association(task, paper)
    step = make.build().element(task)

    assert ([paper, store], [paper]) == (
        [data.id for data in step.data_inputs],  # type: ignore[attr-defined]
        [data.id for data in step.data_outputs],  # type: ignore[attr-defined]
    )


def test_a_data_object_reference_knows_its_object() -> None:
    """The reference that is drawn points to a data object of its own."""
    make = Builder("p", "P")
    paper = make.data_object("Đơn")
    model = make.build()
    reference = model.element(paper)

    assert isinstance(reference, DataObjectReference)
    assert f"{paper}_object" == getattr(reference.data_object, "id", None)


def refused(call: Callable[[Builder], object]) -> type[ModelError]:
    """Return the class of the error that *call* on a small builder raises."""
    with pytest.raises(ModelError) as caught:
        call(small())
    return caught.type


@pytest.mark.parametrize(
    "call",
    [
        lambda make: make.add("usertask"),
        lambda make: make.add("task", id="1 x"),
        lambda make: make.add("task", id="Task_tiep_nhan"),
        lambda make: make.add("task", "\x01"),
        lambda make: make.add("task", properties={"pf.code": "\x0b"}),
        lambda make: make.add("boundaryEvent"),
        lambda make: make.add("task", attached_to="Task_tiep_nhan"),
        lambda make: make.add("boundaryEvent", attached_to="Start_co_ho_so"),
        lambda make: make.add("task", event=("timer", "PT1H")),
        lambda make: make.add("startEvent", event=("timer", "morgen")),
        lambda make: make.add("startEvent", event=("timer", "=x", "timeSpan")),
        lambda make: make.add("startEvent", event=("message",)),
        lambda make: make.add("startEvent", event=("smoke", "x")),
        lambda make: make.add("task", within="Task_tiep_nhan"),
        lambda make: make.add("serviceTask", groups=("a",)),
        lambda make: make.add("userTask", groups=("a, b",)),
        lambda make: make.add("task", called="p"),
        lambda make: make.flow("End_xong", "Task_tiep_nhan"),
        lambda make: make.flow("Task_tiep_nhan", "Start_co_ho_so"),
        lambda make: make.flow("Lane_bo_phan_mot_cua", "Task_tiep_nhan"),
        lambda make: make.flow("Start_co_ho_so", "Task_tiep_nhan", condition="x"),
        lambda make: make.flow("Start_co_ho_so", make.add("task", within=make.add("subProcess", "Con"))),
        lambda make: make.add("task", within=make.add("subProcess", "Con"), lane="Lane_bo_phan_mot_cua"),
        lambda make: make.message_flow("Start_co_ho_so", "Task_tiep_nhan"),
        lambda _: Builder("p", "P", flavour="plain").add("task", properties={"a": "b"}),
        lambda _: Builder("p", "P", flavour="plain").add("userTask", groups=("a",)),
        lambda _: Builder("p", "P", flavour="zeebe"),
        lambda _: Builder("p q", "P"),
    ],
)
def test_what_makes_no_model_is_refused(call: Callable[[Builder], object]) -> None:
    """A call that would make an invalid file raises a ModelError at once."""
    assert refused(call) is ModelError


@pytest.mark.parametrize(
    "call",
    [
        lambda make: make.add("task", lane="nowhere"),
        lambda make: make.lane("x", parent="Task_tiep_nhan"),
        lambda make: make.flow("nowhere", "Task_tiep_nhan"),
        lambda make: make.annotation("x", of="nowhere"),
        lambda make: make.message_flow("nowhere", "Task_tiep_nhan"),
    ],
)
def test_an_element_that_was_not_added_is_unknown(call: Callable[[Builder], object]) -> None:
    """Naming an element that is not there raises UnknownElement."""
    assert refused(call) is UnknownElement


@pytest.mark.parametrize(
    ("kind", "event", "written"),
    [
        ("startEvent", ("timer", "2026-01-05T08:00:00+07:00"), ("timerEventDefinition", "timeDate")),
        ("startEvent", ("timer", "R3/PT8H"), ("timerEventDefinition", "timeCycle")),
        ("intermediateCatchEvent", ("timer", "PT8H"), ("timerEventDefinition", "timeDuration")),
        ("intermediateCatchEvent", ("timer", "=han", "timeDate"), ("timerEventDefinition", "timeDate")),
        ("intermediateCatchEvent", ("conditional", "du"), ("conditionalEventDefinition", "condition")),
        ("startEvent", ("message", "Bổ sung"), ("messageEventDefinition", "messageRef")),
        ("intermediateThrowEvent", ("signal", "Dừng"), ("signalEventDefinition", "signalRef")),
        ("endEvent", ("error", "E1"), ("errorEventDefinition", "errorRef")),
        ("endEvent", ("escalation", "X1"), ("escalationEventDefinition", "escalationRef")),
        ("intermediateThrowEvent", ("link", "A"), ("linkEventDefinition", "name")),
        ("endEvent", ("terminate",), ("terminateEventDefinition", "id")),
        ("endEvent", ("compensate",), ("compensateEventDefinition", "id")),
        ("endEvent", ("cancel",), ("cancelEventDefinition", "id")),
    ],
)
def test_every_trigger_is_written(kind: str, event: EventSpec, written: tuple[str, str]) -> None:
    """The definition bears the attribute or the child that says what is waited for or thrown."""
    make = Builder("p", "P")
    within = make.add("transaction")
    node = make.add(kind, event=event, within=within if event == ("cancel",) else None)
    if event == ("link", "A"):
        make.add("intermediateCatchEvent", event=event)
    definition = make.build().element(node).children[0]
    parts = {*definition.node.attrib, *(str(child.tag).rpartition("}")[2] for child in definition.node)}

    assert (written[0], True) == (definition.kind, written[1] in parts)


def test_events_share_a_message_by_its_name() -> None:
    """Two events that wait for one message refer to one element; a message flow of that name gets another id."""
    make = Builder("p", "P")
    first = make.add("startEvent", event=("message", "Bổ sung"))
    second = make.add("intermediateCatchEvent", event=("message", "Bổ sung"))
    make.message_flow(make.black_box("Người dân"), first, name="Bổ sung", id="Message_bo_sung_2")
    model = make.build()
    messages = [model.element(node).children[0].node.get("messageRef") for node in (first, second)]

    assert ["Message_bo_sung"] * 2 == messages


def test_an_error_bears_its_name_as_code() -> None:
    """Errors are matched by their code."""
    make = Builder("p", "P")
    make.add("endEvent", event=("error", "HO_SO_SAI"))
    found = make.build().element("Error_ho_so_sai")

    assert isinstance(found, Error)
    assert "HO_SO_SAI" == found.code


def test_events_that_interrupt_nothing_are_marked() -> None:
    """On a border, and at the start of an event sub-process."""
    make = Builder("p", "P")
    task, sub = make.add("task", "A"), make.add("subProcess", "B", triggered_by_event=True)
    event = make.add("boundaryEvent", attached_to=task, event=("timer", "PT8H"), cancel_activity=False)
    start = make.add("startEvent", within=sub, event=("timer", "PT8H"), cancel_activity=False)
    model = make.build()

    assert ("false", "false", "true") == (
        model.element(event).node.get("cancelActivity"),
        model.element(start).node.get("isInterrupting"),
        model.element(sub).node.get("triggeredByEvent"),
    )


def test_a_note_inside_a_sub_process_stands_inside() -> None:
    """A note stands on the level of what it is about."""
    make = Builder("p", "P")
    sub = make.add("subProcess", "Con")
    task = make.add("task", "A", within=sub)
    note = make.annotation("Ghi chú", of=task)

    assert sub == getattr(make.build().element(note).parent, "id", None)


def test_what_is_refused_leaves_nothing_behind() -> None:
    """An element that cannot be filled as asked is not added at all, and its id stays free."""
    make = Builder("p", "P")
    with pytest.raises(DataError):
        make.add("userTask", "Tiếp nhận", id="t", properties={"a\nb": "x"})

    assert "t" == make.add("userTask", "Tiếp nhận", id="t")
    assert ["t"] == [node.id for node in make.build().elements(FlowNode)]


def crowded() -> Builder:
    """Return a builder with a step that is undone, and elements of each kind."""
    make = small()
    make.add("boundaryEvent", id="undo", attached_to="Task_tiep_nhan", event=("compensate",))
    make.add("task", id="back")
    make.data_object("Đơn", id="paper")
    return make


@pytest.mark.parametrize(
    "call",
    [
        lambda make: make.add("startEvent", event=("message", "M"), lane="nope"),
        lambda make: make.add("boundaryEvent", attached_to="back", event=("error", "Lỗi"), triggered_by_event=True),
        lambda make: make.lane("Phòng", properties={"a\nb": "x"}),
        lambda make: make.lane("Phòng", parent="Lane_bo_phan_mot_cua", properties={"a\nb": "x"}),
        lambda make: make.flow("back", "End_xong", condition="x\0"),
        lambda make: make.association("undo", "back", id="paper"),
        lambda make: make.association("undo", "Task_tiep_nhan"),
        lambda make: make.annotation("Ghi chú", of="nope"),
        lambda make: make.data_object("Tờ khai", properties={"a\nb": "x"}),
        lambda make: make.data_store("Sổ", properties={"a\nb": "x"}),
        lambda make: make.black_box("Người dân", id="paper"),
        lambda make: make.message_flow("Task_tiep_nhan", "paper"),
    ],
)
def test_a_refused_call_changes_nothing(call: Callable[[Builder], object]) -> None:
    """What is built afterwards is what is built without it."""
    make, other = crowded(), crowded()
    with pytest.raises(ProcflowError):
        call(make)
    for each in (make, other):
        each.association("undo", "back")
        each.add("startEvent", event=("message", "M"))

    assert write(other.build()) == write(make.build())


def test_a_refused_pool_is_made_by_the_next_call() -> None:
    """The first lane makes the pool; one that is refused takes it back."""
    make = Builder("p", "P")
    with pytest.raises(ProcflowError):
        make.lane("Một cửa", properties={"a\nb": "x"})
    make.add("task", id="t", lane=make.lane("Một cửa"))

    assert 1 == len(make.build().participants)


def test_no_documentation_is_none() -> None:
    """Nothing is written for it."""
    make = Builder("p", "P")
    task = make.add("task", "A", documentation=None)

    assert [] == list(make.build().element(task).node)


@pytest.mark.parametrize(
    ("kind", "event", "sends"),
    [
        ("endEvent", None, True),
        ("exclusiveGateway", None, True),
        ("startEvent", ("message", "m"), True),
        ("startEvent", None, False),
        ("startEvent", ("timer", "PT1H"), False),
        ("endEvent", ("message", "m"), False),
    ],
)
def test_a_message_flow_joins_what_sends_with_what_receives(kind: str, event: EventSpec | None, sends: bool) -> None:  # noqa: FBT001
    """Anything else is refused at once, and lint would call it an error."""
    make = Builder("p", "P", pool="Sở")
    node, others = make.add(kind, event=event), make.black_box("Dân")

    with pytest.raises(ModelError, match=f"{kind}.* {'sends' if sends else 'receives'} no message"):
        make.message_flow(*((node, others) if sends else (others, node)))
