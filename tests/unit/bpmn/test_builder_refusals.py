"""A call of the builder that is refused leaves the model in the making as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from procflow.bpmn import Builder, write
from procflow.errors import ProcflowError

Call = Callable[[Builder], object]

REFUSED: dict[str, Call] = {
    "a lane inside none": lambda make: make.lane("Một cửa", parent="nope"),
    "a lane with an id that is used": lambda make: make.lane("Một cửa", id="a"),
    "a lane with a property that is no text": lambda make: make.lane("Một cửa", properties={"x": 1}),  # type: ignore[dict-item]
    "a message and no lane": lambda make: make.add("endEvent", event=("message", "M"), lane="nope"),
    "an error and no lane": lambda make: make.add("endEvent", event=("error", "E"), lane="nope"),
    "a timer that says nothing": lambda make: make.add("intermediateCatchEvent", event=("timer", "x")),
    "groups of a service task": lambda make: make.add("serviceTask", groups=("a",)),
    "a flow with an id that is used": lambda make: make.flow("a", "z", id="u", default=True),
    "a flow with a name that cannot stand there": lambda make: make.flow("a", "z", name="\0"),
    "a flow with a condition that cannot stand there": lambda make: make.flow("a", "z", condition="\0"),
    "an association with an id that is used": lambda make: make.association("ev", "u", id="a"),
    "an association of data with an id that is used": lambda make: make.association("paper", "a", id="u"),
    "a note on none": lambda make: make.annotation("Xem", of="nope"),
    "a note with an id that is used": lambda make: make.annotation("Xem", of="a", id="u"),
    "data with an object whose id is used": lambda make: make.data_object("Hồ sơ", id="taken"),
    "data with a property that is no text": lambda make: make.data_object("Hồ sơ", properties={"x": 1}),  # type: ignore[dict-item]
    "a store with a property that is no text": lambda make: make.data_store("Sổ", properties={"x": 1}),  # type: ignore[dict-item]
    "a black box with an id that is used": lambda make: make.black_box("Công dân", id="a"),
    "a message flow with an id that is used": lambda make: make.message_flow("a", "z", id="a"),
}


def made() -> Builder:
    """Return a builder with a flow, an event of compensation and an activity beside the flow."""
    make = Builder("p", "Cấp phép")
    make.add("startEvent", id="s")
    make.add("task", id="a")
    make.add("endEvent", id="z")
    make.add("boundaryEvent", id="ev", attached_to="a", event=("compensate",))
    make.add("task", id="u")
    make.add("task", id="undo")
    make.add("task", id="taken_object")
    make.data_object("Hồ sơ", id="paper")
    make.association("ev", "undo")
    make.flow("s", "a")
    make.flow("a", "z")
    return make


@pytest.mark.parametrize("call", REFUSED)
def test_a_refused_call_changes_nothing(call: str) -> None:
    """What is built is the same, byte by byte."""
    make, untouched = made(), write(made().build())
    with pytest.raises(ProcflowError):
        REFUSED[call](make)

    assert untouched == write(make.build())


def test_what_a_refused_call_would_have_taken_is_free() -> None:
    """The ids of an event, its definition and its message go to the next call."""
    make = made()
    with pytest.raises(ProcflowError):
        make.add("endEvent", "Báo", event=("message", "M"), lane="nope")
    make.add("endEvent", "Báo", event=("message", "M"))
    expected = made()
    expected.add("endEvent", "Báo", event=("message", "M"))

    assert write(expected.build()) == write(make.build())


def test_an_event_in_place_of_a_refused_one_has_no_lane() -> None:
    """An id that was refused with its lane says nothing about the lane of its next bearer."""
    make = Builder("p", "Cấp phép")
    with pytest.raises(ProcflowError):
        make.add("task", id="t", lane="nope")
    make.add("task", id="t")

    assert "b" == make.add("boundaryEvent", id="b", attached_to="t", event=("timer", "P1D"))
