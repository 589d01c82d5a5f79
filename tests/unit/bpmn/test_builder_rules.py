"""What BPMN 2.0.2, chapter 10, forbids is not built."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import procflow as pf
from procflow.bpmn import Activity, Builder, EventSpec, SequenceFlow, StartEvent
from procflow.errors import ModelError


def scene() -> Builder:
    """Return a builder with one of each that the cases below need."""
    make = Builder("p", "Cấp phép")
    make.add("task", "Tiếp nhận", id="task")
    make.add("transaction", "Thu phí", id="fee")
    make.add("subProcess", "Thẩm định", id="sub")
    make.add("subProcess", "Rút hồ sơ", id="triggered", triggered_by_event=True)
    make.add("exclusiveGateway", "Đủ?", id="gate")
    make.add("eventBasedGateway", "Chờ gì?", id="wait")
    make.add("task", "Hoàn phí", id="undo")
    make.add("intermediateThrowEvent", "Sang", id="throw", event=("link", "A"))
    make.add("intermediateCatchEvent", "Từ", id="catch", event=("link", "A"))
    make.add("boundaryEvent", "Hoàn", id="back", attached_to="task", event=("compensate",))
    return make


def event(kind: str, spec: EventSpec | None = None, within: str | None = None) -> Callable[[Builder], object]:
    """Return a call that adds this event."""
    return lambda make: make.add(kind, event=spec, within=within)


def border(spec: EventSpec | None, host: str = "task", *, ends: bool = True) -> Callable[[Builder], object]:
    """Return a call that attaches this event."""
    return lambda make: make.add("boundaryEvent", event=spec, attached_to=host, cancel_activity=ends)


def flow(source: str, target: str) -> Callable[[Builder], object]:
    """Return a call that draws this flow."""
    return lambda make: make.flow(source, target)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (event("endEvent", ("timer", "P1D")), "an end event cannot be a timer event"),
        (event("endEvent", ("conditional", "a")), "an end event cannot be a conditional event"),
        (event("endEvent", ("cancel",)), "a cancel event stands outside a transaction"),
        (event("endEvent", ("cancel",), within="sub"), "a cancel event stands outside a transaction"),
        (border(("error", "E"), ends=False), "the event error always ends the activity"),
        (border(("cancel",)), "only a transaction is cancelled"),
        (border(("terminate",)), "cannot be a terminate event"),
        (border(("link", "B")), "cannot be a link event"),
        (border(None), "has no event definition"),
        (event("intermediateCatchEvent"), "waits has no event definition"),
        (event("intermediateCatchEvent", ("error", "E")), "waits cannot be an error event"),
        (event("intermediateCatchEvent", ("escalation", "E")), "waits cannot be an escalation event"),
        (event("intermediateThrowEvent", ("timer", "P1D")), "throws cannot be a timer event"),
        (event("intermediateThrowEvent", ("error", "E")), "throws cannot be an error event"),
        (event("intermediateThrowEvent", ("terminate",)), "throws cannot be a terminate event"),
        (event("intermediateThrowEvent", ("conditional", "a")), "throws cannot be a conditional event"),
        (event("startEvent", ("error", "E")), "a start event of a process cannot be an error event"),
        (event("startEvent", ("escalation", "E")), "a start event of a process cannot be an escalation event"),
        (event("startEvent", ("compensate",)), "a start event of a process cannot be a compensate event"),
        (event("startEvent", ("timer", "P1D"), within="sub"), "a start event of a sub-process cannot be a timer event"),
        (event("startEvent", within="triggered"), "a start event of an event sub-process has no event definition"),
        (flow("throw", "task"), "goes on at the link event"),
        (flow("task", "catch"), "entered by its link alone"),
        (flow("back", "undo"), "no sequence flow leaves a compensation event"),
        (flow("triggered", "task"), "an event starts this sub-process"),
        (flow("task", "triggered"), "an event starts this sub-process"),
        (flow("wait", "task"), "an event that is waited for, no task"),
        (flow("wait", "catch"), "entered by its link|no link intermediateCatchEvent"),
        (lambda make: make.flow("gate", "task", condition="a", default=True), "a default flow has no condition"),
        (lambda make: make.add("task", triggered_by_event=True), "no event starts a task"),
        (lambda make: (make.flow("task", "undo"), make.association("back", "undo")), "which 'back' would start"),
        (lambda make: (make.association("back", "undo"), make.flow("task", "undo")), "compensation starts"),
    ],
)
def test_what_bpmn_forbids_is_refused_at_the_call(call: Callable[[Builder], object], words: str) -> None:
    """The error says what is wrong and what to do."""
    make = scene()
    with pytest.raises(ModelError, match=words) as caught:
        call(make)

    assert "" != caught.value.hint


def test_a_gateway_has_one_default() -> None:
    """A second one is refused, and its flow is not drawn."""
    make = scene()
    make.flow("gate", "task", default=True, id="first")
    with pytest.raises(ModelError, match="'gate' has the default flow 'first'"):
        make.flow("gate", "undo", default=True)
    make.association("back", "undo")
    make.add("startEvent", within="triggered", event=("error", "E"))

    assert ["first"] == [found.id for found in make.build().elements(SequenceFlow)]


def test_an_event_sub_process_begins_at_one_event() -> None:
    """A second start is refused at once, none when all is built."""
    make = Builder("p", "P")
    make.add("subProcess", id="sub", triggered_by_event=True)
    with pytest.raises(ModelError, match=r"'sub'.* has no start event"):
        make.build()
    make.add("startEvent", id="first", within="sub", event=("message", "m"))
    with pytest.raises(ModelError, match="an event sub-process has one start event"):
        make.add("startEvent", within="sub", event=("message", "n"))

    assert ["first"] == [node.id for node in make.build().elements(StartEvent)]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (flow("task", "receive"), "another flow enters what an event-based gateway waits for"),
        (border(("timer", "P1D"), "receive"), "a receive task after an event-based gateway has an event at its border"),
        (flow("wait", "message"), "both message events and receive tasks"),
    ],
)
def test_what_is_waited_for_is_entered_from_the_gateway_alone(call: Callable[[Builder], object], words: str) -> None:
    """The flows and events that come later decide, so the whole is asked."""
    make = Builder("p", "P")
    make.add("task", id="task")
    make.add("eventBasedGateway", id="wait")
    make.add("receiveTask", id="receive")
    make.add("intermediateCatchEvent", id="timer", event=("timer", "P1D"))
    make.add("intermediateCatchEvent", id="message", event=("message", "m"))
    make.flow("wait", "receive")
    make.flow("wait", "timer")
    make.build()
    call(make)

    with pytest.raises(ModelError, match=words):
        make.build()


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (("Throw",), "nothing catches the link 'A'"),
        (("Catch",), "nothing throws the link 'A'"),
        (("Throw", "Catch", "Catch"), "several events catch the link 'A'"),
    ],
)
def test_links_are_built_in_pairs(kinds: tuple[str, ...], words: str) -> None:
    """One catches what one or several throw."""
    make = Builder("p", "P")
    for kind in kinds:
        make.add(f"intermediate{kind}Event", event=("link", "A"))

    with pytest.raises(ModelError, match=words):
        make.build()


def test_a_compensation_event_leads_to_what_undoes() -> None:
    """Without an association the model is refused; one makes the activity one for compensation, which lint accepts."""
    make = Builder("p", "P")
    make.add("task", "Thu phí", id="fee")
    make.add("boundaryEvent", "Hoàn", id="back", attached_to="fee", event=("compensate",))
    make.add("task", "Hoàn phí", id="undo")
    with pytest.raises(ModelError, match="the compensation event is tied to no activity"):
        make.build()
    make.association("back", "undo")
    model = make.build()
    undo = model.element("undo")

    assert isinstance(undo, Activity)
    assert undo.is_for_compensation
    assert [] == [found for found in pf.lint(model, rules="correctness") if found.rule == "compensation"]


@pytest.mark.parametrize(
    "call",
    [
        event("endEvent", ("cancel",), within="fee"),
        border(("cancel",), "fee"),
        border(("escalation", "E"), ends=False),
        event("intermediateThrowEvent"),
        lambda make: make.flow("wait", make.add("receiveTask")),
        lambda make: make.flow("wait", make.add("intermediateCatchEvent", event=("timer", "P1D"))),
    ],
)
def test_what_bpmn_allows_is_built(call: Callable[[Builder], object]) -> None:
    """The rules forbid no more than the standard does."""
    make = scene()
    make.association("back", "undo")
    make.add("startEvent", within="triggered", event=("escalation", "Rút"))
    call(make)
    made = make.build()

    assert () == tuple(made.flaws)
