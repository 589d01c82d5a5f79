"""Every kind of change, each from a pair of models made by hand."""

from __future__ import annotations

import pytest

from procflow.bpmn import Builder, Change, ChangeKind, Definitions, diff, read
from procflow.errors import DataError
from tests.diagrams import diagram

BASE = """
start s "Có hồ sơ"
user nhan "Tiếp nhận" group=mot-cua limit=1wd
xor hoi "Đủ điều kiện?"
user ky "Ký" group=lanh-dao pf.documents.in=TP1
user tra "Trả lại" group=mot-cua
catch cho "Chờ" duration=PT8H
boundary han "Quá hạn" on=ky duration=P3D
end e "Xong"
end e2 "Không giải quyết"
s -> nhan -> hoi
hoi -> ky : du = true
hoi -> tra : default
ky -> cho -> e
tra -> e2
han -> e2
"""
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t">'
)


def changes(old: bytes | str, new: bytes | str) -> tuple[Change, ...]:
    """Return what changed from one file to the other."""
    files = (text.encode() if isinstance(text, str) else text for text in (old, new))
    before, after = map(read, files)
    return diff(before, after).changes


def told(old: bytes | str, new: bytes | str) -> list[tuple[str, str, str, str]]:
    """Return kind, ids and what is said of each change in short."""
    return [(change.kind.value, change.old_id, change.was, change.now) for change in changes(old, new)]


def process(inner: str, *, outside: str = "") -> str:
    """Return a file with one process that holds *inner*."""
    return f'{HEAD}{outside}<process id="p">{inner}</process></definitions>'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"Ký"', '"Ký số"', ("renamed", "ky", "Ký", "Ký số")),
        ("user tra", "manual tra", ("retyped", "tra", "userTask", "manualTask")),
        ("limit=1wd", "limit=2wd", ("retimed", "nhan", "1", "2")),
        ("duration=PT8H", "duration=PT4H", ("retimed", "cho", "PT8H", "PT4H")),
        ("duration=P3D", "message=rut", ("retyped", "han", "timerEventDefinition.timeDuration: P3D", "")),
        ("group=lanh-dao", "group=van-thu", ("re-assigned", "ky", "lanh-dao", "van-thu")),
        ("pf.documents.in=TP1", "pf.documents.in=TP2", ("documents", "ky", "TP1", "TP2")),
        ("du = true", "du = false", ("condition", "main-3", "du = true", "du = false")),
        ("hoi -> tra : default", "hoi -> tra", ("condition", "hoi", "hoi → tra", "")),
        ("ky -> cho", "ky -> e\ntra -> cho", ("re-routed", "main-5", "", "")),
        ('han "Quá hạn" on=ky', 'han "Quá hạn" on=tra', ("moved", "han", "Ký", "Trả lại")),
        ("pf.documents.in=TP1", "pf.forms=M01", ("form", "ky", "", "M01")),
        ("on=ky", "on=ky soft", ("property", "han", "", "false")),
        ('e "Xong"', 'e "Xong" terminate', ("retyped", "e", "", "yes")),
    ],
)
def test_each_kind_of_change_is_found(old: str, new: str, expected: tuple[str, str, str, str]) -> None:
    """A change of one line of the model is told by its kind, with what was and what is."""
    assert old in BASE
    found = {
        (kind, element): (was, now) for kind, element, was, now in told(diagram(BASE), diagram(BASE.replace(old, new)))
    }

    kind, element, *texts = expected

    assert (kind, element) in found
    assert texts == ["", ""] or kind == "retyped" or tuple(texts) == found[kind, element] or "→" in texts[0]


def test_only_one_change_is_told_of_a_change_of_one_thing() -> None:
    """A new name, limit or group is one change."""
    for old, new in (('"Ký"', '"Ký số"'), ("limit=1wd", "limit=2cd"), ("group=lanh-dao", "group=van-thu")):
        assert 1 == len(changes(diagram(BASE), diagram(BASE.replace(old, new))))


def test_an_added_step_takes_its_flows_along() -> None:
    """A step put into a flow is one change; removed again it is one, too."""
    longer = BASE.replace("s -> nhan -> hoi", "s -> nhan -> moi -> hoi").replace(
        "xor hoi", 'user moi "Kiểm tra"\nxor hoi'
    )
    (added,) = changes(diagram(BASE), diagram(longer))
    (removed,) = changes(diagram(longer), diagram(BASE))

    assert ("added", "", "moi") == (added.kind, added.old_id, added.new_id)
    assert ("removed", "moi", "") == (removed.kind, removed.old_id, removed.new_id)
    assert 'The user task "Kiểm tra" was added, in main, after "Tiếp nhận".' == added.sentence


def test_a_flow_of_its_own_is_added_and_removed() -> None:
    """A flow between steps that were there is told by its ends."""
    (added,) = changes(diagram(BASE), diagram(f"{BASE}tra -> ky\n"))

    assert 'The sequence flow "Trả lại → Ký" was added, from "Trả lại", to "Ký".' == added.sentence


def test_a_second_flow_between_two_steps_is_added() -> None:
    """A flow beside one that was there is not taken for it."""
    (added,) = changes(diagram(BASE), diagram(f"{BASE}tra -> e2\n"))

    assert ChangeKind.ADDED is added.kind


def test_a_rewired_flow_is_rerouted() -> None:
    """A flow that leads elsewhere is re-routed, with both targets."""
    (found,) = changes(diagram(BASE), diagram(BASE.replace("han -> e2", "han -> e")))

    assert (
        'The sequence flow "Quá hạn → Không giải quyết" was re-routed: target was "Không giải quyết" and is Xong.'
        == (found.sentence)
    )


def test_a_flow_with_another_id_is_rerouted_all_the_same() -> None:
    """What leaves the same step and led to one that stayed is the same flow, whatever its id."""
    old = process(
        '<task id="a"/><task id="b" name="B"/><task id="c" name="C"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/>'
    )
    (found,) = changes(old, old.replace('id="f"', 'id="g"').replace('targetRef="b"', 'targetRef="c"'))

    assert ("re-routed", "f", "g", "B", "C") == (found.kind, found.old_id, found.new_id, found.was, found.now)


def lanes(lane: str, *, sub_lane: str = "Một cửa", inside: bool = False) -> Definitions:
    """Return a model with two lanes, a sub-process in one of them, and a step in a lane or in the sub-process."""
    make = Builder("p", "Cấp phép", pool="Sở")
    ids = {name: make.lane(name) for name in ("Một cửa", "Văn thư")}
    sub = make.add("subProcess", "Thẩm định", id="sub", lane=ids[sub_lane])
    make.add("userTask", "Họp", id="hop", within=sub)
    if inside:
        make.add("userTask", "Ký", id="ky", within=sub)
    else:
        make.add("userTask", "Ký", id="ky", lane=ids[lane])
    return make.build()


def test_a_step_in_another_lane_is_moved() -> None:
    """The lanes are named."""
    (found,) = diff(lanes("Một cửa"), lanes("Văn thư")).meaning

    assert ("moved", "ky", "Một cửa", "Văn thư") == (found.kind, found.old_id, found.was, found.now)


def test_a_step_in_a_sub_process_is_moved() -> None:
    """A step that went into a sub-process was moved, its lane follows from that."""
    (found,) = diff(lanes("Một cửa"), lanes("Một cửa", inside=True)).meaning

    assert ("moved", "ky", "Cấp phép", "Thẩm định") == (found.kind, found.old_id, found.was, found.now)


def test_what_stands_in_a_moved_sub_process_was_not_moved() -> None:
    """Only the sub-process itself is told."""
    (found,) = diff(lanes("Một cửa"), lanes("Một cửa", sub_lane="Văn thư")).meaning

    assert ("moved", "sub") == (found.kind, found.old_id)


def pools(*, lane: str = "Phòng", black_box: str = "Công dân", flow: str = "Giấy hẹn") -> Definitions:
    """Return a model with a pool, lanes in lanes, a black box, a message flow, data, a store and a note."""
    make = Builder("p", "Cấp phép", pool="Sở")
    outer = make.lane("Sở Xây dựng", id="outer")
    make.lane(lane, id="inner", parent=outer)
    task = make.add("userTask", "Trả", id="tra", lane="inner")
    people = make.black_box(black_box, id="box")
    make.message_flow(task, people, name=flow, id="gui")
    return make.build()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"lane": "Phòng Tư pháp"}, ("renamed", "lane", "inner")),
        ({"black_box": "Người dân"}, ("renamed", "participant", "box")),
        ({"flow": "Kết quả"}, ("renamed", "messageFlow", "gui")),
    ],
)
def test_what_is_no_step_is_renamed(change: dict[str, str], expected: tuple[str, str, str]) -> None:
    """Lanes, pools and message flows are compared as steps are."""
    (found,) = diff(pools(), pools(**change)).meaning

    assert expected == (found.kind, found.element, found.old_id)


def test_a_lane_that_came_is_told_once() -> None:
    """A first lane is one change: which steps stand in it follows from it."""

    def model(*, with_lane: bool) -> Definitions:
        make = Builder("p", "Cấp phép", pool="Sở")
        lane = make.lane("Một cửa", id="lane") if with_lane else None
        make.add("userTask", "Ký", id="ky", lane=lane)
        return make.build()

    for old, new, kind in ((False, True, "added"), (True, False, "removed")):
        (found,) = diff(model(with_lane=old), model(with_lane=new)).meaning

        assert (kind, "lane") == (found.kind, found.element)


def test_two_lanes_that_came_say_who_went_where() -> None:
    """Where a lane was divided in two, each step in it was moved."""

    def model(*, divided: bool) -> Definitions:
        make = Builder("p", "Cấp phép", pool="Sở")
        lane = make.lane("Sở", id="lane")
        parts = [make.lane(name, id=f"part{name}", parent=lane) for name in "AB"] if divided else [lane, lane]
        for number, part in enumerate(parts):
            make.add("userTask", f"Bước {number}", id=f"t{number}", lane=part)
        return make.build()

    kinds = [change.kind.value for change in diff(model(divided=False), model(divided=True)).meaning]

    assert ["added", "added", "moved", "moved"] == kinds


def test_a_lane_in_another_lane_is_moved() -> None:
    """The lane around it is told."""

    def model(parent: str) -> Definitions:
        make = Builder("p", "Cấp phép", pool="Sở")
        for name in ("A", "B"):
            make.lane(name, id=f"lane{name}")
            make.lane(f"{name}1", id=f"lane{name}1", parent=f"lane{name}")
        make.lane("C", id="laneC", parent=f"lane{parent}")
        make.add("userTask", "Ký", id="ky", lane="laneC")
        return make.build()

    (found,) = diff(model("A"), model("B")).meaning

    assert ("moved", "laneC", "A", "B") == (found.kind, found.old_id, found.was, found.now)


def beside(*, data: str = "Hồ sơ", note: str = "Theo Điều 5", reads: bool = True) -> Definitions:
    """Return a step with data, a register and a note."""
    make = Builder("p", "Cấp phép")
    task = make.add("userTask", "Ký", id="ky")
    dossier = make.data_object(data, id="data")
    store = make.data_store("Sổ theo dõi", id="store")
    if reads:
        make.association(dossier, task)
    make.association(task, store)
    make.annotation(note, of=task, id="note")
    return make.build()


def test_data_that_a_step_reads_are_its_documents() -> None:
    """A step that no longer reads a document changed its documents."""
    (found,) = diff(beside(), beside(reads=False)).meaning

    assert ("documents", "ky", "Hồ sơ", "") == (found.kind, found.old_id, found.was, found.now)


def test_data_and_notes_are_compared_by_what_they_say() -> None:
    """A document has a name, a note its text."""
    renamed = diff(beside(), beside(data="Đơn")).meaning
    reworded = diff(beside(), beside(note="Theo Điều 6")).meaning

    assert [("renamed", "data")] == [(change.kind, change.old_id) for change in renamed]
    assert [("property", "note", "Theo Điều 5")] == [(change.kind, change.old_id, change.was) for change in reworded]


def test_an_added_note_takes_its_line_along() -> None:
    """The line that ties it to its step is no change of its own."""
    make = Builder("p", "Cấp phép")
    make.add("userTask", "Ký", id="ky")
    old = make.build()
    make.annotation("Theo Điều 5", of="ky", id="note")
    (found,) = diff(old, make.build()).meaning

    assert ("added", "textAnnotation", "note", "Theo Điều 5") == (found.kind, found.element, found.new_id, found.name)


def test_a_pool_takes_its_process_along() -> None:
    """A pool that came with a process is one change."""
    pool = '<collaboration id="c"><participant id="one" processRef="p"/>{}</collaboration>'
    old = f'{HEAD}{pool.format("")}<process id="p"/></definitions>'
    more = pool.format('<participant id="two" name="Tỉnh" processRef="q"/>')
    new = f'{HEAD}{more}<process id="p"/><process id="q"/></definitions>'

    assert [("added", "participant", "two")] == [(c.kind, c.element, c.new_id) for c in changes(old, new)]
    assert [("removed", "participant", "two")] == [(c.kind, c.element, c.old_id) for c in changes(new, old)]


def test_a_process_of_its_own_is_added() -> None:
    """A process without a pool is told by itself."""
    assert ["added"] == [c.kind for c in changes(process(""), process("", outside='<process id="q"/>'))]


def test_a_message_flow_may_lead_elsewhere() -> None:
    """A message flow with another end is re-routed."""
    text = (
        f'{HEAD}<collaboration id="c"><participant id="a" name="A"/><participant id="b" name="B"/>'
        '<participant id="d" name="D"/><messageFlow id="m" sourceRef="a" targetRef="b"/></collaboration></definitions>'
    )
    (found,) = changes(text, text.replace('targetRef="b"', 'targetRef="d"'))

    assert ("re-routed", "m", "B", "D") == (found.kind, found.old_id, found.was, found.now)


def test_a_message_is_told_at_the_event_that_waits_for_it() -> None:
    """A message that came with an event is no change of its own; another message is one of the event."""
    message = '<message id="m1" name="Rút hồ sơ"/>'
    event = '<intermediateCatchEvent id="e"><messageEventDefinition messageRef="{}"/></intermediateCatchEvent>'
    more = f'{message}<message id="m2" name="Bổ sung"/>'
    old, new = process(event.format("m1"), outside=message), process(event.format("m2"), outside=more)

    assert [("property", "e", "Rút hồ sơ", "Bổ sung")] == told(old, new)
    assert ["added"] == [change.kind for change in changes(process("", outside=message), new)]


def test_a_message_nobody_refers_to_is_told() -> None:
    """What is there for nobody is added and removed as anything else."""
    assert [("added", "", "", "")] == told(process(""), process("", outside='<message id="m" name="Rút"/>'))


def test_both_flavours_say_who_does_a_step_alike() -> None:
    """The same groups, written as Camunda 7 and as Camunda 8 do, are no change."""
    seven = process('<userTask id="t" camunda:candidateGroups="mot-cua" camunda:formKey="don"/>')
    eight = process(
        '<userTask id="t"><extensionElements><zeebe:assignmentDefinition candidateGroups="mot-cua"/>'
        '<zeebe:formDefinition formKey="don"/></extensionElements></userTask>'
    )

    assert () == changes(seven, eight)
    assert [("form", "t", "don", "kem")] == told(seven, eight.replace('formKey="don"', 'formKey="kem"'))


def test_how_camunda_7_runs_a_task_is_told() -> None:
    """What runs a service task in Camunda 7 is compared, unlike the kind of an expression, which its text shows."""
    text = process('<serviceTask id="t" camunda:type="external" camunda:topic="phi"/>')
    plain = (
        '<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b">'
        "<conditionExpression>=x</conditionExpression></sequenceFlow>"
    )
    typed = plain.replace("<conditionExpression", '<conditionExpression xsi:type="tFormalExpression"')

    assert [("property", "t", "external", "expression")] == told(text, text.replace('"external"', '"expression"'))
    assert () == changes(process(plain), process(typed))


@pytest.mark.parametrize(
    ("inner", "old", "new", "kind"),
    [
        ('<zeebe:taskDefinition type="a"/>', '"a"', '"b"', "property"),
        ('<zeebe:taskSchedule dueDate="=a"/>', '"=a"', '"=b"', "retimed"),
        ('<zeebe:ioMapping><zeebe:input source="=a" target="x"/></zeebe:ioMapping>', "=a", "=b", "property"),
        ('<camunda:formData><camunda:formField id="x" label="A"/></camunda:formData>', '"A"', '"B"', "form"),
        ('<camunda:executionListener event="start" class="x"/>', '"x"', '"y"', "property"),
        ("<zeebe:userTask/>", "<zeebe:userTask/>", "<!-- x -->", "property"),
    ],
)
def test_what_camunda_writes_at_a_step_is_compared(inner: str, old: str, new: str, kind: str) -> None:
    """Each attribute of an extension counts, by what it is about."""
    text = process(f'<userTask id="t"><extensionElements>{inner}</extensionElements></userTask>')

    assert [kind] == [change.kind for change in changes(text, text.replace(old, new))]


@pytest.mark.parametrize(
    ("inner", "other"),
    [
        ('<userTask id="t" startQuantity="1"/>', '<userTask id="t"/>'),
        ('<exclusiveGateway id="t" gatewayDirection="Diverging"/>', '<exclusiveGateway id="t"/>'),
        ('<userTask id="t" name="Ký  số"/>', '<userTask id="t" name="Ký số"/>'),
        ('<userTask id="t" name="K&#253;"/>', '<userTask id="t" name="Ky&#769;"/>'),
        ("<userTask id='t' name='Ký'/>", '<userTask name="Ký" id="t"></userTask>'),
        (
            (
                '<task id="t"><extensionElements><zeebe:properties><zeebe:property name="a" value=""/>'
                "</zeebe:properties></extensionElements></task>"
            ),
            '<task id="t"/>',
        ),
    ],
)
def test_another_way_to_say_the_same_is_no_change(inner: str, other: str) -> None:
    """Defaults, blanks, composed and decomposed letters, quotes and the order of attributes mean nothing."""
    assert () == changes(process(inner), process(other))


def test_a_part_is_told_by_what_it_says() -> None:
    """Loops, documentation, scripts and conditions of events are compared, their ids are not."""
    text = process(
        '<scriptTask id="t"><documentation>Điều 5</documentation><multiInstanceLoopCharacteristics id="x" '
        'isSequential="true"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>'
        "<script>a</script></scriptTask>"
    )
    for old, new, field in (
        ("Điều 5", "Điều 6", "documentation"),
        ('isSequential="true"', "", "multiInstanceLoopCharacteristics.isSequential"),
        (">3<", ">4<", "multiInstanceLoopCharacteristics.loopCardinality"),
        ("<script>a", "<script>b", "script"),
    ):
        (found,) = changes(text, text.replace(old, new))

        assert [field] == [detail.field for detail in found.details]

    assert () == changes(text, text.replace('id="x"', 'id="y"'))


def test_what_procflow_only_keeps_is_compared_as_a_whole() -> None:
    """A choreography is no model of procflow, but what is said in it counts."""
    text = f'{HEAD}<choreography id="c"><startEvent id="s" name="A"/></choreography></definitions>'

    assert [("property", "c", "A", "B")] == told(text, text.replace('name="A"', 'name="B"'))


def test_what_is_no_model_is_refused() -> None:
    """Both sides must be models."""
    model = read(diagram(BASE))
    with pytest.raises(DataError, match="PF"):
        diff(model, "x.bpmn")  # type: ignore[arg-type]
    with pytest.raises(DataError, match="PF"):
        diff(model.processes[0], model)  # type: ignore[arg-type]


def test_a_line_between_strangers_is_not_another_one_led_elsewhere() -> None:
    """Of an association whose ends are all gone and one whose ends are all new nothing is the same."""
    old = process(
        '<task id="a" name="Trừ tiền"/><textAnnotation id="n"><text>Điều 5</text></textAnnotation>'
        '<association id="l" sourceRef="a" targetRef="n"/>'
    )
    new = process(
        '<userTask id="b" name="Thẩm định"/><dataObjectReference id="d" name="Đơn"/>'
        '<association id="m" sourceRef="b" targetRef="d"/>'
    )

    assert {"added", "removed"} == {change.kind.value for change in changes(old, new)}
