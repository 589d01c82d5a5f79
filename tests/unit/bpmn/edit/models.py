"""Small models that the tests of edits start from."""

from __future__ import annotations

import functools

from procflow.bpmn import Builder, Definitions, FlowNode, Lane, SequenceFlow, read, write

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def two_lanes() -> Definitions:
    """Return a model with two lanes: start, receive; check, draft with a timer, end; and a datum, a note, a message."""
    return read(_two_lanes())


@functools.cache
def _two_lanes() -> bytes:
    make = Builder("p", "Cấp phép", pool="Sở Tư pháp")
    desk, office = make.lane("Một cửa", id="desk"), make.lane("Phòng", id="office")
    make.add("startEvent", "Có hồ sơ", id="start", lane=desk)
    make.add("userTask", "Tiếp nhận", id="receive", lane=desk, groups=("mot-cua",), properties={"pf.duty": "draft"})
    make.add("exclusiveGateway", "Đủ?", id="check", lane=office)
    make.add("userTask", "Dự thảo", id="draft", lane=office, documentation="Theo Điều 5")
    make.add("boundaryEvent", "Quá hạn", id="late", attached_to="draft", event=("timer", "P3D"))
    make.add("endEvent", "Xong", id="end", lane=office)
    make.flow("start", "receive", id="f1")
    make.flow("receive", "check", id="f2")
    make.flow("check", "draft", id="f3", name="Đủ", condition="du")
    make.flow("check", "receive", id="f4", name="Thiếu", default=True)
    make.flow("draft", "end", id="f5")
    make.flow("late", "end", id="f6")
    make.data_object("Hồ sơ", id="paper")
    make.association("paper", "draft", id="reads")
    make.annotation("Xem Điều 7", of="draft", id="note")
    make.black_box("Công dân", id="citizen")
    make.message_flow("citizen", "receive", name="Hồ sơ", id="m1")
    return write(make.build())


def plain(body: str, rest: str = "") -> Definitions:
    """Return a model without a drawing: a process ``p`` with *body*, and *rest* beside it."""
    text = f'<definitions xmlns="{BPMN}">\n  <process id="p">\n{body}\n  </process>\n{rest}</definitions>'
    return read(text.encode())


def chain(*kinds: str) -> Definitions:
    """Return a process in which nodes ``n1``, ``n2``, ... of these kinds follow each other by flows ``f1``, ..."""
    nodes = [f'    <{kind} id="n{number}" name="Bước {number}"/>' for number, kind in enumerate(kinds, 1)]
    flows = [
        f'    <sequenceFlow id="f{number}" sourceRef="n{number}" targetRef="n{number + 1}"/>'
        for number in range(1, len(kinds))
    ]
    return plain("\n".join(nodes + flows))


def node(model: Definitions, element_id: str) -> FlowNode:
    """Return the flow node with this id."""
    found = model.element(element_id)
    assert isinstance(found, FlowNode)
    return found


def flow(model: Definitions, element_id: str) -> SequenceFlow:
    """Return the sequence flow with this id."""
    found = model.element(element_id)
    assert isinstance(found, SequenceFlow)
    return found


def lane(model: Definitions, element_id: str) -> Lane:
    """Return the lane with this id."""
    found = model.element(element_id)
    assert isinstance(found, Lane)
    return found


def again(model: Definitions) -> Definitions:
    """Return the model as it is read from what is written."""
    return read(write(model))


def ways(model: Definitions) -> set[tuple[str, str]]:
    """Return which node leads to which."""
    return {(each.source.id, each.target.id) for each in model.elements(SequenceFlow)}
