"""How each thing is drawn."""

from __future__ import annotations

import itertools

import pytest
from lxml import etree

from procflow.bpmn import Builder, Definitions, SubProcess, layout, read, write
from procflow.bpmn.layout.text import text_width
from procflow.bpmn.namespaces import BPMNDI
from procflow.errors import ModelError
from tests.crossings import crossings
from tests.geometry import faults
from tests.neatness import blemishes

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def chain(make: Builder, *nodes: str) -> None:
    """Draw a flow from each node to the next."""
    for source, target in itertools.pairwise(nodes):
        make.flow(source, target)


def bounds(model: Definitions, element_id: str) -> tuple[int, int, int, int]:
    """Return x, y, width and height of a shape."""
    shape = model.shape(element_id)
    assert shape is not None
    box = shape.bounds
    return int(box.x), int(box.y), int(box.width), int(box.height)


def middle(model: Definitions, element_id: str) -> tuple[float, float]:
    """Return the middle of a shape."""
    shape = model.shape(element_id)
    assert shape is not None
    return shape.bounds.centre


def di(model: Definitions, element_id: str) -> etree._Element:
    """Return the node that draws an element."""
    found = model.node.iter(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
    return next(node for node in found if node.get("bpmnElement") == element_id)


def seven_steps() -> Definitions:
    """Return a plain procedure of seven steps in five lanes."""
    make = Builder("cap_phep", "Cấp giấy phép xây dựng")
    roles = ("Bộ phận Một cửa", "Chuyên viên Phòng Quản lý xây dựng", "Lãnh đạo Phòng", "Lãnh đạo Sở", "Văn thư")
    lanes = [make.lane(role) for role in roles]
    steps = [make.add("userTask", f"Bước {n}", lane=lanes[lane]) for n, lane in enumerate((0, 1, 2, 3, 4, 0, 0))]
    start, end = make.add("startEvent", "Nộp hồ sơ", lane=lanes[0]), make.add("endEvent", "Xong", lane=lanes[0])
    chain(make, start, *steps, end)
    return make.build()


def supplement_loop() -> Definitions:
    """Return a step that is repeated until the dossier is complete."""
    make = Builder("p", "P")
    lane = make.lane("Một cửa")
    start, check = make.add("startEvent", lane=lane), make.add("userTask", "Kiểm tra", lane=lane)
    gate, ask = make.add("exclusiveGateway", "Đủ?", lane=lane), make.add("userTask", "Yêu cầu bổ sung", lane=lane)
    end = make.add("endEvent", lane=lane)
    chain(make, start, check, gate, end)
    make.flow(gate, ask, name="Thiếu", id="Flow_no")
    make.flow(ask, check, id="Flow_back")
    return make.build()


def test_a_plain_procedure_runs_from_left_to_right() -> None:
    """Each step stands to the right of the one before, and no line crosses another."""
    model = seven_steps()
    xs = [middle(model, node.id)[0] for node in (model.element(f"Task_buoc_{n}") for n in range(7))]

    assert (sorted(xs), 7, [], 0) == (xs, len(set(xs)), faults(model), crossings(model.diagrams[0]))


def test_lanes_tile_their_pool_in_the_order_of_the_file() -> None:
    """Lanes lie below each other without gaps, and fill the pool beside its name."""
    model = seven_steps()
    x, y, width, height = bounds(model, "Pool_cap_giay_phep_xay_dung")
    strips = [bounds(model, lane.id) for lane in model.processes[0].lanes]
    tops = [y]
    for strip in strips:
        tops.append(tops[-1] + strip[3])

    assert (tops[:-1], {x + 30}, {width - 30}, y + height) == (
        [strip[1] for strip in strips],
        {strip[0] for strip in strips},
        {strip[2] for strip in strips},
        tops[-1],
    )


def test_the_drawing_begins_where_the_modeler_leaves_it() -> None:
    """The upper left corner lies so near to (150, 75) that the Modeler does not move it when it saves."""
    assert (150, 80) == bounds(seven_steps(), "Pool_cap_giay_phep_xay_dung")[:2]


def test_middles_lie_on_the_grid() -> None:
    """The middle of every flow node is a multiple of ten."""
    model = seven_steps()
    nodes = list(model.processes[0].flow_nodes)

    assert {0} == {int(part) % 10 for node in nodes for part in middle(model, node.id)}


def test_marks_of_the_interchange_format_are_set() -> None:
    """Pools and lanes are horizontal, exclusive gateways show their marker, sub-processes are expanded."""
    make = Builder("p", "P")
    lane = make.lane("L")
    gate = make.add("exclusiveGateway", lane=lane)
    sub = make.add("subProcess", "S", lane=lane)
    make.add("task", within=sub)
    model = make.build()
    marks = [di(model, "Pool_p").get("isHorizontal"), di(model, lane).get("isHorizontal")]

    assert (["true", "true"], "true", "true") == (
        marks,
        di(model, gate).get("isMarkerVisible"),
        di(model, sub).get("isExpanded"),
    )


def test_nested_lanes_tile_the_lane_around_them() -> None:
    """Two agencies with their units: the inner strips stand beside the name of the outer one."""
    make = Builder("p", "P")
    outer = make.lane("UBND xã")
    inner = [make.lane(name, parent=outer) for name in ("Một cửa xã", "Chủ tịch xã")]
    first, second = (make.add("task", name, lane=lane) for name, lane in zip(("A", "B"), inner, strict=True))
    make.flow(first, second)
    model = make.build()
    x, y, width, height = bounds(model, outer)
    top, below = bounds(model, inner[0]), bounds(model, inner[1])

    assert ((x + 30, y, width - 30), (x + 30, y + top[3], width - 30), height, []) == (
        top[:3],
        below[:3],
        top[3] + below[3],
        faults(model),
    )


def test_what_stands_in_a_lane_with_parts_keeps_its_own_strip() -> None:
    """A node of the outer lane lies in the outer lane and in none of its parts."""
    make = Builder("p", "P")
    outer = make.lane("Sở")
    inner = make.lane("Phòng", parent=outer)
    one, other = make.add("task", "A", lane=outer), make.add("task", "B", lane=inner)
    make.flow(one, other)
    model = make.build()
    top = bounds(model, outer)[1]

    assert ([], True) == (faults(model), top < middle(model, one)[1] < bounds(model, inner)[1])


def test_what_lies_in_no_lane_stands_below_the_lanes() -> None:
    """A node that no lane lists is drawn in the pool, outside every lane."""
    make = Builder("p", "P")
    lane = make.lane("Sở")
    one, other = make.add("task", "A", lane=lane), make.add("task", "B")
    make.flow(one, other)
    model = make.build()
    _, y, _, height = bounds(model, lane)

    assert middle(model, other)[1] > y + height


def test_an_event_on_a_border_sits_on_it_and_leads_down() -> None:
    """The middle of the event lies on the lower border; what handles it stands below its host."""
    make = Builder("p", "P")
    task, handler = make.add("task", "Thẩm định"), make.add("task", "Xin lỗi")
    event = make.add("boundaryEvent", "Quá hạn", attached_to=task, event=("timer", "P5D"))
    flow = make.flow(event, handler)
    model = make.build()
    _, y, _, height = bounds(model, task)
    edge = model.edge(flow)

    assert edge is not None
    assert (y + height, y + height + 18, True) == (
        middle(model, event)[1],
        edge.waypoints[0][1],
        bounds(model, handler)[1] > y + height,
    )


def test_events_of_one_host_stand_apart_in_the_order_that_avoids_crossings() -> None:
    """With several events on a border their flows do not cross and their labels do not touch."""
    make = Builder("p", "P")
    task = make.add("task", "Thẩm định")
    for name in ("Quá hạn xử lý", "Công dân rút hồ sơ", "Tạm dừng chờ ý kiến"):
        event = make.add("boundaryEvent", name, attached_to=task, event=("timer", "P5D"))
        make.flow(event, make.add("task", f"Xử lý {name}"))
    model = make.build()

    assert ([], 0) == (faults(model), crossings(model.diagrams[0]))


def test_a_loop_back_runs_around_the_steps() -> None:
    """The flow back touches no shape but its own ends, and crosses nothing."""
    model = supplement_loop()

    assert ([], 0) == (faults(model), crossings(model.diagrams[0]))


def test_a_flow_back_to_the_same_step_leaves_and_enters_on_two_sides() -> None:
    """A step that repeats itself gets a visible loop."""
    make = Builder("p", "P")
    task = make.add("task", "Nhắc")
    flow = make.flow(task, task)
    edge = make.build().edge(flow)

    assert edge is not None
    assert len(edge.waypoints) >= 4
    assert edge.waypoints[0] != edge.waypoints[-1]


def test_two_flows_between_the_same_steps_lie_apart() -> None:
    """Parallel flows are both to be seen."""
    make = Builder("p", "P")
    gate, task = make.add("exclusiveGateway", "Đủ?"), make.add("task", "Ký")
    flows = make.flow(gate, task), make.flow(gate, task)
    model = make.build()
    ways = {edge.waypoints[1:-1] for flow in flows if (edge := model.edge(flow)) is not None}

    assert 2 == len(ways)


def test_branches_of_a_parallel_gateway_have_no_crossing() -> None:
    """Three agencies asked at once: fork and join without a crossing."""
    make = Builder("p", "P")
    lanes = [make.lane(name) for name in ("Văn phòng", "Sở Tài chính", "Sở Tư pháp", "Sở Nội vụ")]
    fork, join = make.add("parallelGateway", lane=lanes[0]), make.add("parallelGateway", lane=lanes[0])
    for lane in lanes[1:]:
        chain(make, fork, make.add("userTask", "Góp ý", lane=lane), join)
    model = make.build()

    assert ([], 0) == (faults(model), crossings(model.diagrams[0]))


def test_a_sub_process_is_drawn_around_its_steps() -> None:
    """Every node inside lies within the frame, which is in the lane."""
    make = Builder("p", "P")
    lane = make.lane("L")
    sub = make.add("subProcess", "Thẩm định hồ sơ", lane=lane)
    inner = [make.add("startEvent", within=sub), make.add("task", "Đọc", within=sub), make.add("endEvent", within=sub)]
    chain(make, *inner)
    model = make.build()
    frame = model.shape(sub)

    assert frame is not None
    assert [True] * 3 == [
        frame.bounds.contains(shape.bounds) for node in inner if (shape := model.shape(node)) is not None
    ]


def test_a_collapsed_sub_process_stays_collapsed_and_gets_a_page_of_its_own() -> None:
    """What was drawn collapsed is drawn so again, its inside as a second diagram."""
    make = Builder("p", "P")
    sub = make.add("subProcess", "Con")
    task = make.add("task", "Trong", within=sub)
    model = make.build()
    di(model, sub).set("isExpanded", "false")
    model.edited()
    layout(model)
    pages = model.diagrams

    assert ([sub], [task], sub, "false") == (
        list(pages[0].shapes),
        list(pages[1].shapes),
        pages[1].plane_element_id,
        di(model, sub).get("isExpanded"),
    )


def test_a_sub_process_without_content_is_collapsed() -> None:
    """An empty sub-process has the size of a task."""
    make = Builder("p", "P")
    sub = make.add("subProcess", "Con")
    model = make.build()

    assert ("false", (100, 80)) == (di(model, sub).get("isExpanded"), bounds(model, sub)[2:])


def test_a_sub_process_that_holds_only_data_is_drawn_around_it() -> None:
    """Data and notes in it are drawn, too."""
    body = '<process id="p"><subProcess id="s"><dataObjectReference id="data"/></subProcess></process>'
    model = read(f'<definitions xmlns="{BPMN}" targetNamespace="t">{body}</definitions>'.encode())
    layout(model)

    assert (True, []) == (model.shape("data") is not None, blemishes(model))


def test_a_wide_event_sub_process_does_not_stretch_the_flow() -> None:
    """It stands below the flow and spans its columns."""
    make = Builder("p", "P")
    steps = [make.add("task", f"Bước {n}") for n in range(8)]
    chain(make, *steps)
    sub = make.add("subProcess", "Rút hồ sơ", triggered_by_event=True)
    inner = [make.add("startEvent", within=sub, event=("message", "rút"))]
    inner += [make.add("task", f"Việc {n}", within=sub) for n in range(3)]
    chain(make, *inner)
    model = make.build()
    gaps = {middle(model, b)[0] - middle(model, a)[0] for a, b in itertools.pairwise(steps)}

    assert ({150.0}, True, []) == (gaps, middle(model, sub)[1] > middle(model, steps[0])[1], faults(model))


def test_parts_of_an_ad_hoc_sub_process_stand_in_a_block() -> None:
    """Steps in no order are set out in rows and columns."""
    make = Builder("p", "P")
    sub = make.add("adHocSubProcess", "Tùy chọn")
    parts = [make.add("task", f"Việc {n}", within=sub) for n in range(10)]
    model = make.build()
    places = [middle(model, part) for part in parts]

    assert (10, 5, 2) == (len(set(places)), len({x for x, _ in places}), len({y for _, y in places}))


def test_messages_to_someone_else_end_on_the_border_of_the_pool() -> None:
    """A message flow runs straight between a step and the pool of the applicant."""
    make = Builder("p", "P")
    lane = make.lane("Một cửa")
    task = make.add("userTask", "Trả kết quả", lane=lane)
    other = make.black_box("Người dân")
    flow = make.message_flow(task, other, name="Kết quả")
    model = make.build()
    edge = model.edge(flow)

    assert edge is not None
    assert ([], bounds(model, other)[1], 60) == (faults(model), edge.waypoints[-1][1], bounds(model, other)[3])


def test_a_message_leaves_a_sub_process_through_its_border() -> None:
    """A message flow of a step inside a sub-process runs out of it without touching other steps."""
    make = Builder("p", "P")
    sub = make.add("subProcess", "Con")
    steps = [make.add("task", name, within=sub) for name in ("A", "B", "C")]
    chain(make, *steps)
    after = make.add("task", "D")
    make.flow(sub, after)
    make.message_flow(steps[1], make.black_box("Người dân"))

    assert [] == faults(make.build())


def test_a_message_between_two_pools_is_drawn() -> None:
    """Message flows between the pools themselves run from border to border."""
    make = Builder("p", "P", pool="Sở")
    make.add("task", "A")
    others = make.black_box("Người dân"), make.black_box("Bưu điện")
    flows = [make.message_flow(*others), make.message_flow(*others[::-1])]
    model = make.build()
    edges = [edge for flow in flows if (edge := model.edge(flow)) is not None]

    assert ([], 2, 2) == (faults(model), len(edges), len({edge.waypoints[0][0] for edge in edges}))


def test_data_and_notes_stand_near_their_step() -> None:
    """A data object and a note stand straight above and below the step, in its lane."""
    make = Builder("p", "P")
    lane = make.lane("Một cửa")
    task = make.add("userTask", "Tiếp nhận", lane=lane)
    paper = make.data_object("Đơn đề nghị")
    make.association(paper, task)
    note = make.annotation("Theo Điều 5", of=task)
    model = make.build()

    x, y = middle(model, task)

    assert [] == faults(model) + blemishes(model)
    assert (x, x) == (middle(model, paper)[0], middle(model, note)[0])
    assert middle(model, paper)[1] < y < middle(model, note)[1]


def test_a_note_about_nothing_is_drawn() -> None:
    """A note without a tie stands in the drawing, too."""
    make = Builder("p", "P")
    make.add("task", "A")
    note = make.annotation("Bản nháp")

    assert make.build().shape(note) is not None


def test_label_widths_are_integers_with_slack() -> None:
    """A label is wider than its text: the Modeler freezes on one that its text fills exactly."""
    make = Builder("p", "P")
    start = make.add("startEvent", "Nộp hồ sơ")
    shape = make.build().shape(start)

    assert shape is not None
    assert shape.label_bounds is not None
    assert shape.label_bounds.width == int(shape.label_bounds.width) >= text_width("Nộp hồ sơ", 11) + 2


def test_a_label_steps_aside_for_lines() -> None:
    """The label of a gateway with flows above and below stands beside them."""
    make = Builder("p", "P")
    gate = make.add("exclusiveGateway", "Hồ sơ đầy đủ?")
    for n in range(3):
        make.flow(gate, make.add("task", f"Việc {n}"))
    model = make.build()
    shape = model.shape(gate)

    assert shape is not None
    assert shape.label_bounds is not None
    assert ([], True) == (faults(model), shape.label_bounds.right <= shape.bounds.centre[0])


def test_a_long_name_gets_a_larger_task() -> None:
    """A step is drawn large enough to show its name."""
    make = Builder("p", "P")
    task = make.add("task", "Thẩm định hồ sơ, lấy ý kiến các cơ quan có liên quan và dự thảo kết quả giải quyết")

    assert (160, 120) == bounds(make.build(), task)[2:]


def test_everything_but_the_diagram_stays_as_it_was() -> None:
    """Laying out replaces the diagrams and touches nothing else."""
    raw = (
        f'<definitions xmlns="{BPMN}" xmlns:v="urn:v"><!-- giữ --><process id="p"><task id="t" v:x="1"/>'
        f'</process><d:BPMNDiagram xmlns:d="{BPMNDI}" id="old"/></definitions>'
    ).encode()
    model = read(raw)
    layout(model)
    diagram = model.node.find(f"{{{BPMNDI}}}BPMNDiagram")
    assert diagram is not None
    model.node.remove(diagram)
    after = etree.tostring(model.tree, method="c14n").replace(b"\n", b"").replace(b"  ", b"")

    assert etree.tostring(read(raw[: raw.index(b"<d:")] + b"</definitions>").tree, method="c14n") == after


def test_processes_without_pools_get_a_page_each() -> None:
    """Two processes in one file are two diagrams."""
    model = read(
        f'<definitions xmlns="{BPMN}"><process id="p"><task id="t"/></process>'
        f'<process id="q"><task id="u"/></process></definitions>'.encode()
    )
    layout(model)

    assert [("p", ["t"]), ("q", ["u"])] == [(page.plane_element_id, list(page.shapes)) for page in model.diagrams]


def test_a_process_shown_by_two_pools_is_drawn_once() -> None:
    """The second pool stays empty."""
    model = read(
        f'<definitions xmlns="{BPMN}"><collaboration id="all"><participant id="a" processRef="p"/>'
        f'<participant id="b" processRef="p"/><textAnnotation id="n"><text>x</text></textAnnotation></collaboration>'
        f'<process id="p"><task id="t"/></process></definitions>'.encode()
    )
    layout(model)

    assert ["a", "b", "n", "t"] == sorted(model.diagrams[0].shapes)


def test_a_note_between_empty_pools_is_drawn() -> None:
    """A collaboration of black boxes may bear a note."""
    model = read(
        f'<definitions xmlns="{BPMN}"><collaboration id="all"><participant id="a"/>'
        f'<textAnnotation id="n"><text>x</text></textAnnotation></collaboration></definitions>'.encode()
    )
    layout(model)

    assert ["a", "n"] == sorted(model.diagrams[0].shapes)


def test_ids_of_the_diagram_do_not_clash() -> None:
    """An element that already bears the usual id of a diagram keeps it."""
    raw = f'<definitions xmlns="{BPMN}"><process id="BPMNDiagram_1"><task id="t"/></process></definitions>'
    model = read(raw.encode())
    layout(model)

    assert "BPMNDiagram_1_2" == read(write(model)).diagrams[0].id


def test_a_lane_with_a_long_name_is_high_enough_for_it() -> None:
    """The name of a lane fits into two lines along its strip."""
    make = Builder("p", "P")
    lane = make.lane("Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính cấp tỉnh")
    make.add("task", "A", lane=lane)

    assert bounds(make.build(), lane)[3] >= 210


def test_groups_are_drawn() -> None:
    """A group stands around what bears its category; one without members is an empty frame."""
    model = read(
        f'<definitions xmlns="{BPMN}"><process id="p"><task id="t"><categoryValueRef>c</categoryValueRef></task>'
        f'<task id="u"/><sequenceFlow id="f" sourceRef="t" targetRef="u"/><group id="g" categoryValueRef="c"/>'
        f'<group id="h"/></process></definitions>'.encode()
    )
    layout(model)
    frame, inside = bounds(model, "g"), bounds(model, "t")

    assert ((inside[0] - 15, inside[1] - 15, 130, 110), 140) == (frame, bounds(model, "h")[2])


def test_what_has_no_id_is_not_drawn() -> None:
    """A shape refers to an id."""
    body = '<process id="p"><dataObjectReference/><task id="t"/></process>'
    model = read(f'<definitions xmlns="{BPMN}">{body}</definitions>'.encode())
    layout(model)

    assert ["t"] == list(model.diagrams[0].shapes)


def test_pools_whose_steps_send_each_other_messages_are_drawn_near() -> None:
    """The receiving step stands below the sending one."""
    body = "".join(
        f'<process id="{p}">{"".join(f"""<task id="{p}{n}"/>""" for n in range(3))}'
        f'<sequenceFlow id="{p}f" sourceRef="{p}0" targetRef="{p}1"/>'
        f'<sequenceFlow id="{p}g" sourceRef="{p}1" targetRef="{p}2"/></process>'
        for p in "ab"
    )
    model = read(
        f'<definitions xmlns="{BPMN}"><collaboration id="all"><participant id="A" processRef="a"/>'
        f'<participant id="B" processRef="b"/><messageFlow id="m" sourceRef="a2" targetRef="b0"/></collaboration>'
        f"{body}</definitions>".encode()
    )
    layout(model)

    assert ([], middle(model, "a2")[0]) == (faults(model), middle(model, "b0")[0])


def test_nothing_to_draw_is_refused() -> None:
    """A file without process and pool has no drawing."""
    model = read(f'<definitions xmlns="{BPMN}"/>'.encode())

    with pytest.raises(ModelError, match="PF110"):
        layout(model)


def test_a_sub_process_is_known_by_the_model_as_before() -> None:
    """The typed model still stands after laying out."""
    make = Builder("p", "P")
    sub = make.add("subProcess", "Con")

    assert isinstance(make.build().element(sub), SubProcess)


def collaboration(*pools: str, messages: tuple[str, ...]) -> Definitions:
    """Return a model of pools with one task each, and messages between their tasks: ``ab`` leads from a to b."""
    parties = "".join(f'<participant id="pool_{p}" processRef="process_{p}"/>' for p in pools)
    flows = "".join(f'<messageFlow id="m{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(messages))
    bodies = "".join(f'<process id="process_{p}"><task id="{p}"/></process>' for p in pools)
    return read(
        f'<definitions xmlns="{BPMN}" targetNamespace="t"><collaboration id="all">{parties}{flows}</collaboration>'
        f"{bodies}</definitions>".encode()
    )


@pytest.mark.parametrize(("keep_order", "expected"), [(False, ["a", "c", "b"]), (True, ["a", "b", "c"])])
def test_pools_stand_beside_those_they_write_to(keep_order: bool, expected: list[str]) -> None:  # noqa: FBT001 - a case
    """No message passes a pool where another order avoids it, unless the order of the file is to be kept."""
    model = collaboration("a", "b", "c", messages=("ac", "cb"))
    layout(model, keep_order=keep_order)

    assert expected == sorted("abc", key=lambda name: middle(model, f"pool_{name}")[1])


def test_of_many_pools_neighbours_change_places() -> None:
    """Also among more pools than all orders are tried of, a message to the next but one finds a shorter way."""
    model = collaboration(*"abcdefg", messages=("ac", "bc", "de", "ef", "fg"))
    layout(model)

    assert ["a", "c", "b", "d", "e", "f", "g"] == sorted("abcdefg", key=lambda name: middle(model, f"pool_{name}")[1])


def test_a_lane_that_a_limit_leads_to_stands_below() -> None:
    """What leads from an event on a border leads down, so the lane it leads to goes below where order is free."""
    make = Builder("p", "P")
    low, high = make.lane("Lãnh đạo"), make.lane("Chuyên viên")
    task, boss = make.add("userTask", "Thẩm định", lane=high), make.add("userTask", "Nhắc việc", lane=low)
    make.flow(make.add("boundaryEvent", "Quá hạn", attached_to=task, event=("timer", "P3D")), boss)
    kept = make.build()
    free = make.build()
    layout(free)

    assert middle(kept, low)[1] < middle(kept, high)[1]
    assert middle(free, low)[1] > middle(free, high)[1]


def test_a_message_out_of_a_sub_process_leaves_towards_its_pool() -> None:
    """A message to a pool below leaves the sub-process below, also where the step in it stands at the top."""
    make = Builder("p", "Cấp phép", pool="Sở")
    sub = make.add("subProcess", "Thẩm định")
    task = make.add("userTask", "Hỏi", within=sub)
    make.flow(task, make.add("userTask", "Xem", within=sub))
    other = make.black_box("Người nộp")
    message = make.message_flow(task, other)
    model = make.build()
    heights = [y for _, y in model.diagrams[0].edges[message].waypoints]

    assert [] == faults(model) + blemishes(model)
    assert sorted(heights) == heights
