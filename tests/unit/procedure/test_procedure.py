"""Procedures: read from a model, written to one, told apart from what is unknown."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from procflow.bpmn import Definitions, read, write
from procflow.calendars import load_calendar, nominal_day_hours
from procflow.errors import DataError, FileAccessError, ModelError, PropertyError
from procflow.procedure import (
    BY_NAME,
    PROPERTIES,
    Document,
    Duty,
    Level,
    Limit,
    LimitUnit,
    Place,
    Procedure,
    ProcedureKind,
    Status,
    Step,
    Type,
    element_templates,
    install_templates,
    join_list,
    limit_of,
    split_list,
    write_fields,
)
from procflow.procedure.vocabulary import IGNORE

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
)


def _properties(space: str = "zeebe", **values: str) -> str:
    items = "".join(f'<{space}:property name="{name}" value="{value}"/>' for name, value in values.items())
    return f"<extensionElements><{space}:properties>{items}</{space}:properties></extensionElements>"


def _pf(space: str = "zeebe", **values: str) -> str:
    return _properties(space, **{f"pf.{name.replace('__', '.')}": value for name, value in values.items()})


def _model(content: str, outside: str = "") -> Definitions:
    return read(
        f'{HEAD}{outside}<process id="p" name="Cấp phép">{content}</process></definitions>'.encode(), file="a.bpmn"
    )


@pytest.fixture
def full() -> Procedure:
    """Return a procedure with every field filled in."""
    days = Limit(value=Decimal("2.5"), unit=LimitUnit.WORKING_DAY, text="2,5 ngày làm việc")
    step = Step(
        number="B1",
        content="Tiếp nhận, kiểm tra hồ sơ | chuyển phòng",
        name="Tiếp nhận hồ sơ",
        performer="Công chức Một cửa",
        agency="Sở Y tế",
        limit=days,
        documents_in=("TP1",),
        documents_out=(),
        forms=("01", "06"),
        result="Giấy tiếp nhận",
        legal_basis=("Nghị định 118/2025/NĐ-CP",),
        locked=True,
        locked_basis="Nghị định 118/2025/NĐ-CP, Điều 17",
        duty=Duty.DRAFT,
        effort_hours=Decimal("0.5"),
        contact=True,
        stage="Giai đoạn 1",
        element_id="Step_1",
    )
    sign = step.model_copy(update={"number": "B2", "name": "Ký", "performer": "Lãnh đạo Sở", "element_id": "Step_2"})
    return Procedure(
        id="Process_cap_phep",
        code="1.001806",
        title="Cấp giấy phép",
        field="Y tế",
        kind=ProcedureKind.TTHC,
        business_related=False,
        level=Level.PROVINCE,
        online_level="full",
        territorial_scope="bất kỳ điểm Một cửa nào",
        deciding_authority="Giám đốc Sở Y tế",
        subjects="Cá nhân",
        subjects_per_year=40,
        dossiers_per_year=42,
        fee_vnd=Decimal(150000),
        status=Status.APPROVED,
        decision_number="12/QĐ-UBND",
        decided_on=date(2026, 1, 5),
        effective_on=date(2026, 1, 10),
        expires_on=date(2030, 12, 31),
        legal_basis=("Luật A", "Nghị định B"),
        limit=Limit(value=Decimal(10), unit=LimitUnit.WORKING_DAY),
        declared_total=Limit(value=Decimal(5), unit=LimitUnit.WORKING_DAY),
        documents=(
            Document(id="TP1", name="Đơn; bản khai", copies=2, original=True, form="Mẫu 01"),
            Document(id="GTN"),
        ),
        steps=(step, sign),
        template="procflow.process@1",
    )


@pytest.mark.parametrize("flavour", ["camunda8", "camunda7"])
def test_a_full_procedure_survives_the_file(full: Procedure, flavour: str) -> None:
    """Every field written to a model of either flavour is read back equal."""
    model = read(write(full.to_bpmn(flavour)))  # type: ignore[arg-type]  # one of the two

    assert full == Procedure.of(model)


def test_nothing_is_unknown_in_a_full_procedure(full: Procedure) -> None:
    """A procedure with all fields filled in has nothing to show as unknown."""
    assert () == full.unknown()


def test_what_is_not_filled_in_is_unknown() -> None:
    """Empty fields are named one by one, for the procedure and for each step; a shared limit is not missing."""
    unknown = Procedure(title="A", steps=(Step(name="Ký", group=1), Step(automatic=True))).unknown()

    assert {"code", "kind", "dossiers_per_year", "steps[1].performer", "steps[2].limit"} <= set(unknown)
    assert {"title", "steps[1].limit", "steps[2].performer", "steps[2].effort_hours"}.isdisjoint(unknown)


def test_empty_values_are_unset() -> None:
    """A template writes every field it shows; an empty one says nothing."""
    model = _model(_pf(code="", kind="", fee_vnd=""))

    assert (None, None, "") == ((p := Procedure.of(model)).fee_vnd, p.kind, p.code)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("pf.kind", "citizen", "choose one of tthc"),
        ("pf.dossiers_per_year", "-3", "whole number"),
        ("pf.dossiers_per_year", "٣", "whole number"),
        ("pf.fee_vnd", "viele", "VND"),
        ("pf.fee_vnd", "Infinity", "VND"),
        ("pf.fee_vnd", "150.000", "without separators of thousands"),
        ("pf.fee_vnd", "1.500.000", "without separators of thousands"),
        ("pf.fee_vnd", "1_000", "VND"),
        ("pf.limit.value", "1e3", "number"),
        ("pf.decision.on", "31/11/2025", "date"),
        ("pf.decision.on", "2025-11-31", "date"),
        ("pf.decision.on", "2025-W48-1", "date"),
        ("pf.business_related", "maybe", "true or false"),
        ("pf.limit.value", "-1", "number"),
        ("pf.limit.value", "5", "do not go together"),
        ("pf.limit.unit", "working-day", "do not go together"),
        ("pf.limit.value", "1e400", "is not a number"),
        ("pf.limit.unit", "moon", "choose one of working-day"),
    ],
)
def test_unreadable_values_are_refused(name: str, value: str, expected: str) -> None:
    """A value that cannot be read is refused with file, element, property and what is expected."""
    with pytest.raises(PropertyError, match="PF120") as caught:
        Procedure.of(_model(_properties(**{name: value})))

    assert expected in str(caught.value)
    assert ("a.bpmn", "p") == (caught.value.where.file, caught.value.where.element)


def test_numbers_with_a_decimal_comma_are_read() -> None:
    """0,5 is one half, as it is written in Vietnam."""
    model = _model(f'<userTask id="t">{_pf(effort_hours="0,5")}</userTask>')

    assert Decimal("0.5") == Procedure.of(model).steps[0].effort_hours


def test_yes_and_no_are_read_in_both_languages() -> None:
    """Yes and no may be written in Vietnamese, composed or decomposed."""
    values = [unicodedata.normalize("NFD", "Có"), "không", "true", "no"]
    tasks = "".join(f'<userTask id="t{n}">{_pf(contact=value)}</userTask>' for n, value in enumerate(values))

    assert [True, False, True, False] == [step.contact for step in Procedure.of(_model(tasks)).steps]


@pytest.mark.parametrize("items", [("none",), ("none", "none"), (" none ",), ("none", "")])
def test_an_item_may_be_the_word_for_none(items: tuple[str, ...]) -> None:
    """A list whose only item is the word for an empty one is no empty list."""
    assert tuple(item.strip() for item in items if item) == split_list(join_list(items))


def test_an_item_without_letters_is_none() -> None:
    """A list of blanks is an empty one."""
    assert ((), ()) == (split_list(join_list(("",))), split_list(join_list((" ", ""))))


def test_lists_keep_bars_inside_items() -> None:
    """A bar inside an item is escaped when written and restored when read."""
    items = ("Đơn", "Bản sao A|B", "C")

    assert items == split_list(join_list(items))


def test_pool_and_process_are_read_together() -> None:
    """What stands on the pool counts too; where both speak, the process is right."""
    pool = f'<participant id="pool" name="Sở" processRef="p">{_pf("camunda", code="1.1", field="Y tế")}</participant>'
    procedure = Procedure.of(_model(_pf(code="2.2"), f'<collaboration id="c">{pool}</collaboration>'))

    assert ("2.2", "Y tế") == (procedure.code, procedure.field)


def test_performer_comes_from_the_nearest_statement() -> None:
    """The property wins over the lane, the lane over candidate groups, groups over the assignee, then the pool."""
    tasks = (
        '<laneSet id="ls"><lane id="l" name="Phòng A"><flowNodeRef>a</flowNodeRef>'
        "<flowNodeRef>b</flowNodeRef></lane></laneSet>"
        f'<userTask id="a">{_pf(performer="Trưởng phòng")}</userTask><userTask id="b"/>'
        '<userTask id="c" camunda:candidateGroups="g1, g2"/><userTask id="d" camunda:assignee="an"/><userTask id="e"/>'
        '<serviceTask id="f"/>'
    )
    pool = '<collaboration id="c1"><participant id="pool" name="Sở" processRef="p"/></collaboration>'
    steps = Procedure.of(_model(tasks, pool)).steps

    assert ["Trưởng phòng", "Phòng A", "g1, g2", "an", "Sở", ""] == [step.performer for step in steps]
    assert [False, True] == [steps[0].automatic, steps[-1].automatic]


def test_agency_comes_from_property_nested_lane_or_pool() -> None:
    """A step's agency is stated by itself, by a lane around it, by the outer lane's name, or by the pool."""
    lanes = (
        f'<laneSet id="ls"><lane id="x" name="UBND xã">{_pf(agency="UBND xã Tân Lộc")}<childLaneSet id="cs">'
        '<lane id="y" name="Địa chính"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane>'
        '<lane id="s" name="Sở"><childLaneSet id="c2"><lane id="z" name="Văn thư"><flowNodeRef>b</flowNodeRef></lane>'
        "</childLaneSet></lane></laneSet>"
    )
    tasks = f'<userTask id="a"/><userTask id="b"/><userTask id="c">{_pf(agency="Công an")}</userTask><userTask id="d"/>'
    pools = '<participant id="pool" name="Tỉnh" processRef="p"/><participant id="box" name="Dân"/>'
    steps = Procedure.of(_model(lanes + tasks, f'<collaboration id="c1">{pools}</collaboration>')).steps

    assert ["UBND xã Tân Lộc", "Sở", "Công an", "Tỉnh"] == [step.agency for step in steps]


def test_steps_follow_the_flow() -> None:
    """Steps come in flow order, branch by branch, sub-processes opened, loops back ignored."""
    nodes = (
        '<endEvent id="e"/><userTask id="t3"/><subProcess id="sp"><startEvent id="ss"/>'
        '<userTask id="t2"/>'
        '<sequenceFlow id="s1" sourceRef="ss" targetRef="t2"/></subProcess>'
        '<userTask id="t1"/><exclusiveGateway id="x"/>'
        '<startEvent id="s"/><userTask id="late"/><boundaryEvent id="b" attachedToRef="t1"/>'
    )
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>'
        for n, (a, b) in enumerate(
            [
                ("s", "t1"),
                ("t1", "sp"),
                ("sp", "x"),
                ("x", "t3"),
                ("x", "t1"),
                ("t3", "e"),
                ("b", "late"),
                ("late", "e"),
            ]
        )
    )

    assert ["t1", "t2", "t3", "late"] == [step.element_id for step in Procedure.of(_model(nodes + flows)).steps]


def test_documents_are_listed_or_drawn() -> None:
    """Documents come from the list of the process and from drawn data objects, each once."""
    nodes = (
        f'{_pf(documents="TP1: Đơn | d1")}<dataObject id="d1"/>'
        '<dataObjectReference id="r1" dataObjectRef="d1" name="Tờ khai"/>'
        '<dataObject id="d2" name="Giấy phép"/><dataObjectReference id="r2" dataObjectRef="d2"/>'
        '<dataStoreReference id="store" name="Sổ"/>'
        '<userTask id="t"><dataInputAssociation id="i"><sourceRef>r1</sourceRef></dataInputAssociation>'
        '<dataOutputAssociation id="o"><targetRef>store</targetRef></dataOutputAssociation></userTask>'
    )
    procedure = Procedure.of(_model(nodes))

    assert ["TP1", "d1", "d2"] == [document.id for document in procedure.documents or ()]
    assert (("d1",), ("store",)) == (procedure.steps[0].documents_in, procedure.steps[0].documents_out)


def test_a_document_that_cannot_be_read_is_refused() -> None:
    """A number of copies that is none is refused with the item and how to write it."""
    with pytest.raises(PropertyError, match="TP1: Đơn; copies=hai"):
        Procedure.of(_model(_pf(documents="TP1: Đơn; copies=hai")))


def test_a_list_known_to_be_empty_is_not_unknown() -> None:
    """``none`` says that there is nothing, an empty value says nothing."""
    tasks = f'<userTask id="a">{_pf(forms="none")}</userTask><userTask id="b">{_pf(forms="")}</userTask>'

    assert [(), None] == [step.forms for step in Procedure.of(_model(tasks + _pf(documents="none"))).steps]


def test_several_processes_need_a_choice() -> None:
    """Of several processes the named, the described or the executable one is read; else none is guessed."""
    two = f'{HEAD}<process id="a" name="A"/><process id="b" name="B" isExecutable="true"/></definitions>'
    neither = two.replace(' isExecutable="true"', "")

    assert ["b", "a"] == [Procedure.of(read(two.encode())).id, Procedure.of(read(two.encode()), process_id="a").id]
    with pytest.raises(ModelError, match="a, b"):
        Procedure.of(read(neither.encode()))
    with pytest.raises(ModelError, match="processes: a, b"):
        Procedure.of(read(two.encode()), process_id="c")


def test_a_process_can_be_read_alone(full: Procedure) -> None:
    """A single process of a model is enough."""
    assert full == Procedure.of(full.to_bpmn().processes[0])


def test_limits_need_value_and_unit_to_agree() -> None:
    """A number belongs to a counted unit, and only to one."""
    with pytest.raises(DataError, match="takes"):
        Limit(value=Decimal(3), unit=LimitUnit.NONE_SET)
    with pytest.raises(DataError, match="takes"):
        Limit(unit=LimitUnit.HOUR)


@pytest.mark.parametrize(
    ("limit", "hours", "text"),
    [
        (Limit(value=Decimal("0.5"), unit=LimitUnit.WORKING_DAY), Decimal(4), "0.5 working-day"),
        (Limit(value=Decimal(4), unit=LimitUnit.HOUR), Decimal(4), "4 hour"),
        (Limit(unit=LimitUnit.NOT_COUNTED), Decimal(0), "not-counted"),
        (Limit(unit=LimitUnit.NONE_SET), None, "none-set"),
        (Limit(text="theo thông báo"), None, "theo thông báo"),
    ],
)
def test_hours_of_a_limit_serve_the_sum_check(limit: Limit, hours: Decimal | None, text: str) -> None:
    """A day is 8 hours in the sum check; uncounted time is nothing; what cannot be said is None."""
    assert (hours, text) == (limit.hours, str(limit))


@pytest.mark.parametrize("value", ["1" + 30 * "0", "1" + 400 * "0", "1000000", "0." + 20 * "3"])
def test_an_impossible_limit_names_its_element(value: str) -> None:
    """A number that no limit can have is refused where it stands, not later when it is counted."""
    model = _model(f'<userTask id="w">{_pf(limit__value=value, limit__unit="working-day")}</userTask>')
    with pytest.raises(PropertyError, match=r"pf\.limit\.value") as caught:
        Procedure.of(model)

    assert ("w", "pf.limit.value") == (caught.value.where.element, caught.value.facts["property"])
    assert "999999" in caught.value.hint


def test_hours_of_a_day_are_the_law_that_is_in_force() -> None:
    """The sum check counts a day as the calendar's own rule does."""
    rule = load_calendar().hours_per_working_day(date(2026, 1, 5))

    assert rule == Limit(value=Decimal(1), unit=LimitUnit.WORKING_DAY).hours == nominal_day_hours()


def test_limit_of_a_timer_is_read() -> None:
    """An event bears a limit of its own."""
    model = _model(
        f'<intermediateCatchEvent id="w">{_pf(limit__value="5", limit__unit="working-day")}</intermediateCatchEvent>'
    )

    assert Limit(value=Decimal(5), unit=LimitUnit.WORKING_DAY) == limit_of(model.element("w"))
    assert None is limit_of(model.element("p"))


def test_a_procedure_without_steps_makes_no_model() -> None:
    """There is nothing to draw without steps."""
    with pytest.raises(ModelError, match="no steps"):
        Procedure(title="A").to_bpmn()


def test_each_role_has_a_lane_and_unknown_ones_say_so() -> None:
    """Roles become lanes, once each; a step without performer stands in a lane that says it is unknown."""
    steps = tuple(Step(content=f"Việc {n}", performer=who) for n, who in enumerate(["Văn thư", "", "Văn  thư"]))
    lanes = [lane.name for lane in Procedure(title="A", steps=steps).to_bpmn().processes[0].lanes]

    assert ["Văn thư", "(chưa rõ người thực hiện)"] == lanes


def test_a_lane_for_the_unknown_is_no_role() -> None:
    """A step read back from the lane of unknown performers has none."""
    model = Procedure(title="A", steps=(Step(content="Ký"), Step(content="Gửi", performer="Văn thư"))).to_bpmn()

    assert ["", "Văn thư"] == [step.performer for step in Procedure.of(model).steps]


def test_agencies_become_lanes_around_the_roles() -> None:
    """With two agencies the roles of each stand in a lane of their agency."""
    steps = (
        Step(content="a", performer="Văn thư", agency="Xã"),
        Step(content="b", performer="Văn thư", agency="Sở"),
        Step(content="c", performer="Một cửa", agency="Xã"),
    )
    model = Procedure(title="A", steps=steps).to_bpmn()

    paths = {" / ".join(lane.name for lane in lane.path) for lane in model.processes[0].lanes if not lane.child_lanes}
    assert {"Xã / Văn thư", "Xã / Một cửa", "Sở / Văn thư"} == paths


def test_cases_become_exclusive_branches() -> None:
    """Steps of different cases stand side by side between two gateways, chosen by a condition."""
    steps = (
        Step(content="Nhận", performer="A"),
        Step(content="Xét", performer="A", case="Trường hợp nhóm I"),
        Step(content="Ký", performer="A", case="Trường hợp nhóm I"),
        Step(content="Duyệt", performer="A", case="Trường hợp nhóm II"),
    )
    process = Procedure(title="A", steps=steps).to_bpmn().processes[0]
    split = next(node for node in process.flow_nodes if node.id.startswith("Case"))

    assert ["Step_2", "Step_4"] == [flow.target.id for flow in split.outgoing]
    assert ['=truong_hop = "1"', '=truong_hop = "2"'] == [f.condition.text for f in split.outgoing if f.condition]


def test_long_contents_get_a_short_label_and_stay_in_the_documentation() -> None:
    """The label is the first clause, the whole text is kept."""
    content = "- Tiếp nhận hồ sơ: kiểm tra tính hợp lệ, đầy đủ của hồ sơ theo quy định và cập nhật vào hệ thống"
    model = Procedure(title="A", steps=(Step(content=content, performer="A"),)).to_bpmn()
    task = model.element("Step_1")

    assert ("Tiếp nhận hồ sơ …", content) == (task.name, task.documentation)


@pytest.mark.parametrize("mark", ["Trường hợp 2: ", "TH2: ", "Bước 3.1. ", "Bước IV - "])
def test_mere_mark_in_front_is_no_label(mark: str) -> None:
    """A long content that begins with the number of its case is labelled by what follows."""
    content = f"{mark}Thông báo trả hồ sơ: nêu rõ lý do, căn cứ và gửi cho người nộp qua cổng dịch vụ công"
    model = Procedure(title="A", steps=(Step(content=content, performer="A"),)).to_bpmn()

    assert "Thông báo trả hồ sơ …" == model.element("Step_1").name


@pytest.mark.parametrize(
    ("cases", "labels"),
    [
        (("Trường hợp 1. Đủ", "Trường hợp 2. Thiếu"), ["Trường hợp 1. Đủ", "Trường hợp 2. Thiếu"]),
        (("Hồ sơ nhóm I", "Hồ sơ nhóm II"), ["nhóm I", "nhóm II"]),
        (("Trường hợp cấp mới", "Trường hợp gia hạn"), ["… cấp mới", "… gia hạn"]),
        (("Cấp mới", "Gia hạn"), ["Cấp mới", "Gia hạn"]),
    ],
)
def test_numbered_cases_keep_the_word_before_their_number(cases: tuple[str, ...], labels: list[str]) -> None:
    """A branch reads as a whole where its case has a number, else it begins where the cases differ."""
    steps = tuple(Step(content="Ký", performer="A", case=case) for case in cases)
    model = Procedure(title="A", steps=steps).to_bpmn().processes[0]
    split = next(node for node in model.flow_nodes if node.id.startswith("Case"))

    assert labels == [flow.name for flow in split.outgoing]


def test_a_clause_that_is_too_long_is_cut_at_a_word() -> None:
    """Without a clause short enough the label ends with an ellipsis after a whole word."""
    content = (
        "Chuyên viên phòng nghiệp vụ tiến hành thẩm định toàn bộ thành phần hồ sơ theo đúng quy định của pháp luật"
    )
    name = Procedure(title="A", steps=(Step(content=content, performer="A"),)).to_bpmn().element("Step_1").name

    assert name.endswith(" …")
    assert content.startswith(name[:-1])


def test_a_long_list_is_cut_at_its_last_comma() -> None:
    """A comma ends a label better than a blank, which may part a word of two syllables."""
    content = "Kiểm tra tính đầy đủ, hợp lệ của thành phần hồ sơ, đối chiếu theo quy định của pháp luật hiện hành"
    name = Procedure(title="A", steps=(Step(content=content, performer="A"),)).to_bpmn().element("Step_1").name

    assert "Kiểm tra tính đầy đủ, hợp lệ của thành phần hồ sơ …" == name


LONG = "Chuyên viên phòng nghiệp vụ tiến hành thẩm định toàn bộ thành phần hồ sơ theo quy định, lần"


@pytest.mark.parametrize(
    ("numbers", "marks"), [(("B1", "B2."), ("B1", "B2")), (("1", "1"), ("1", "2")), (("", "7"), ("1", "2"))]
)
def test_boxes_that_would_read_the_same_bear_a_number(numbers: tuple[str, str], marks: tuple[str, str]) -> None:
    """Beginnings that are alike are told apart by the number of the step, else by its position."""
    steps = tuple(Step(number=number, content=f"{LONG} {n}", performer="A") for n, number in enumerate(numbers))
    model = Procedure(title="A", steps=steps).to_bpmn()
    names = [model.element(f"Step_{n}").name for n in (1, 2)]

    assert [f"{mark}. {LONG[:20]}" for mark in marks] == [
        name[: len(mark) + 22] for name, mark in zip(names, marks, strict=True)
    ]


@pytest.mark.parametrize(
    "content",
    ["Ký duyệt.", "- Nhận hồ sơ\n- Quét", LONG, f"Bước 3. {LONG}", f"Thẩm định; {LONG}", "Một  dòng", "Đóng dấu"],
)
def test_a_name_made_for_the_box_is_no_data(content: str) -> None:
    """A step without a name of its own has none when the model is read back, also where it was numbered."""
    steps = (Step(content=content, performer="A"), Step(content=content, performer="B"))
    found = Procedure.of(Procedure(title="A", steps=steps).to_bpmn()).steps

    assert [("", content)] * 2 == [(step.name, step.content) for step in found]


@pytest.mark.parametrize("name", ["Thẩm định", "Chuyên viên", "Bước khác …"])
def test_a_name_of_its_own_stays(name: str) -> None:
    """What stands in the box and is not the cut content is data."""
    procedure = Procedure(title="A", steps=(Step(name=name, content=LONG, performer="A"),))

    assert name == Procedure.of(procedure.to_bpmn()).steps[0].name


def test_a_content_without_documentation_is_shortened_when_written() -> None:
    """A long name that is all there is becomes content, and its beginning the name of the box."""
    model = Procedure(title="A", steps=(Step(name=LONG, content=LONG, performer="A"),)).to_bpmn()

    assert model.element("Step_1").name.endswith(" …")


@pytest.mark.parametrize("code", ["", "1.001234"])
def test_an_unknown_title_stays_unknown(code: str) -> None:
    """Neither a word of procflow's own nor the code comes back as the title."""
    procedure = Procedure(code=code, steps=(Step(content="Ký", performer="A"),))
    again = Procedure.of(procedure.to_bpmn())

    assert (code, "") == (again.code, again.title)
    assert "title" in again.unknown()


def test_automatic_steps_become_service_tasks() -> None:
    """A step that a program does has no person's lane needed but a task type."""
    model = Procedure(title="A", steps=(Step(content="Ghi sổ", automatic=True), Step(performer="B"))).to_bpmn()

    assert ["serviceTask", "userTask"] == [node.kind for node in model.processes[0].flow_nodes if "Step" in node.id]


def test_vocabulary_names_each_property_once() -> None:
    """No property stands twice, each has both labels, choices where it is a choice."""
    assert len(PROPERTIES) == len(BY_NAME)
    assert all(item.label_en and item.label_vi for item in PROPERTIES)
    assert all(bool(item.choices) == (item.type is Type.CHOICE) for item in PROPERTIES)


def test_every_field_of_a_step_can_be_written() -> None:
    """What a step holds and a file must keep has a property, but what the element itself says."""
    written = {item.field for item in PROPERTIES if Place.STEP in item.places}
    said_by_the_element = {"content", "name", "automatic", "element_id"}

    assert set(Step.model_fields) == written - {""} | said_by_the_element


def test_unknown_fields_are_not_written() -> None:
    """A property is written only for what is known."""
    assert {} == write_fields({"locked": None, "result": "", "forms": None}, Place.STEP)


@pytest.mark.parametrize("flavour", ["camunda8", "camunda7"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_templates_cover_the_vocabulary(flavour: str, language: str) -> None:
    """Each property of a step stands in its template once, and what lint is to leave out besides."""
    templates = {str(item["id"]): item for item in element_templates(flavour, language)}  # type: ignore[arg-type]  # ours

    bound = [entry["binding"]["name"] for entry in templates["procflow.step"]["properties"]]  # type: ignore[attr-defined,index]  # plain JSON
    assert sorted([*(item.name for item in PROPERTIES if Place.STEP in item.places), IGNORE]) == sorted(bound)


def test_templates_of_camunda_7_use_only_what_it_knows() -> None:
    """Camunda 7 properties are strings, dropdowns or hidden."""
    kinds = {entry["type"] for item in element_templates("camunda7") for entry in item["properties"]}  # type: ignore[attr-defined]  # plain JSON

    assert {"String", "Dropdown", "Hidden"} == kinds


def test_templates_are_installed_where_the_modeler_looks(tmp_path: Path) -> None:
    """Both files land in .camunda/element-templates, with Vietnamese letters as such."""
    paths = install_templates(tmp_path, "vi")

    assert [tmp_path / ".camunda/element-templates"] * 2 == [path.parent for path in paths]
    assert all("Thời hạn" in path.read_text("utf-8") and json.loads(path.read_text("utf-8")) for path in paths)


@pytest.mark.parametrize("name", ["a\0b", "a" * 300])
def test_templates_do_not_go_to_a_name_that_is_no_folder(tmp_path: Path, name: str) -> None:
    """A name no folder can have is told as such, as everywhere."""
    with pytest.raises(FileAccessError, match="cannot look for the file"):
        install_templates(tmp_path / name)


def test_templates_need_a_folder_to_go_to(tmp_path: Path) -> None:
    """A folder that is missing, or cannot hold them, is refused."""
    (tmp_path / ".camunda").write_text("a file", "utf-8")

    with pytest.raises(FileAccessError, match="no such folder"):
        install_templates(tmp_path / "missing")
    with pytest.raises(FileAccessError, match="cannot make the folder"):
        install_templates(tmp_path)
