"""Small models for papers."""

from __future__ import annotations

from procflow.bpmn import Builder, Definitions, set_property

PROPERTIES = {
    "pf.format": "1",
    "pf.code": "1.014464",
    "pf.title": "Cấp giấy chứng nhận lưu hành tự do",
    "pf.kind": "tthc",
    "pf.limit.value": "3.5",
    "pf.limit.unit": "working-day",
    "pf.documents": "D1: Đơn đề nghị | D2: Giấy chứng nhận",
    "pf.decision.number": "2028/QĐ-UBND",
    "pf.decision.on": "2026-01-05",
    "pf.fee_vnd": "250000",
}


def small_model() -> Definitions:
    """Return a model of three steps in two lanes: receive, draft, approve; the second has gaps."""
    builder = Builder("P", "Cấp giấy chứng nhận lưu hành tự do")
    desk, office = builder.lane("Bộ phận Một cửa"), builder.lane("Lãnh đạo Sở")
    builder.add("startEvent", "Có hồ sơ", id="Start", lane=desk)
    receive = {"pf.limit.value": "4", "pf.limit.unit": "hour", "pf.documents.in": "D1", "pf.result": "Giấy tiếp nhận"}
    builder.add("userTask", "Tiếp nhận hồ sơ", id="Receive", lane=desk, properties={**receive, "pf.forms": "01 | 06"})
    builder.add("userTask", "Thẩm định", id="Draft", lane=office, documentation="Thẩm định, dự thảo")
    approve = {"pf.duty": "approve", "pf.limit.value": "1", "pf.limit.unit": "working-day", "pf.documents.out": "D2"}
    builder.add("userTask", "Ký duyệt", id="Sign", lane=office, properties={**approve, "pf.result": "Giấy chứng nhận"})
    builder.add("endEvent", "Đã trả kết quả", id="End", lane=desk)
    for source, target in (("Start", "Receive"), ("Receive", "Draft"), ("Draft", "Sign"), ("Sign", "End")):
        builder.flow(source, target)
    model = builder.build()
    for name, value in PROPERTIES.items():
        set_property(model.processes[0], name, value)
    return model


def long_model(steps: int, lanes: int) -> Definitions:
    """Return a drawn model of a row of steps, going round the lanes."""
    builder = Builder("P", "Quy trình dài")
    names = [builder.lane(f"Phòng số {number}") for number in range(1, lanes + 1)]
    before = builder.add("startEvent", "Bắt đầu", id="Start", lane=names[0])
    for number in range(1, steps + 1):
        step = builder.add("userTask", f"Bước {number}", id=f"T{number}", lane=names[number % lanes])
        builder.flow(before, step)
        before = step
    builder.flow(before, builder.add("endEvent", "Kết thúc", id="End", lane=names[0]))
    return builder.build()
