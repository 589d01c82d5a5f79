"""What BPMN forbids and stands in the file already is no reason to refuse an edit that does not bring it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from procflow.bpmn import (
    Definitions,
    add_flow,
    change_type,
    insert_into_flow,
    remove,
    rewire,
    set_condition,
    set_default,
    write,
)
from procflow.errors import ModelError
from tests.unit.bpmn.edit.models import flow, node, plain

Edit = Callable[[Definitions], object]

EDITS: dict[str, Edit] = {
    "change_type": lambda model: change_type(node(model, "a"), "userTask"),
    "insert_into_flow": lambda model: insert_into_flow(flow(model, "f3"), "task", id="new"),
    "rewire": lambda model: rewire(flow(model, "f3"), target=node(model, "other")),
    "remove": lambda model: remove(node(model, "a")),
}


def flows(*ends: tuple[str, str, str], inner: str = "") -> str:
    """Return sequence flows of these ids, sources and targets, each with *inner*."""
    return "".join(
        f'<sequenceFlow id="{one}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        for one, source, target in ends
    )


WHEN = "<conditionExpression>x</conditionExpression>"
REST = '<task id="other"/><task id="a"/><task id="b"/>'
AFTER = flows(("f4", "a", "b"))
FAULTS = {
    "default with condition": '<exclusiveGateway id="g" default="f3"/>' + flows(("f3", "g", "a"), inner=WHEN),
    "out of an end": '<endEvent id="g"/>' + flows(("f3", "g", "a")),
    "condition where nothing chooses": '<parallelGateway id="g"/>' + flows(("f3", "g", "a"), inner=WHEN),
    "out of what compensation starts": '<task id="g" isForCompensation="true"/>' + flows(("f3", "g", "a")),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("fault", FAULTS)
def test_an_old_fault_of_a_flow_refuses_no_edit_beside_it(fault: str, edit: str) -> None:
    """The fault lies at the other end of the flow, which the edit leaves as it is."""
    model = plain(REST + FAULTS[fault] + AFTER)
    EDITS[edit](model)

    assert model.element("g") is flow(model, "f3").source


@pytest.mark.parametrize(
    "edit",
    [
        lambda model: change_type(node(model, "a"), "userTask"),
        lambda model: insert_into_flow(flow(model, "f3"), "task"),
        lambda model: remove(node(model, "a")),
        lambda model: rewire(flow(model, "f4"), source=node(model, "other")),
        lambda model: set_condition(flow(model, "f4"), "y"),
        lambda model: set_default(node(model, "a"), flow(model, "f4")),
    ],
    ids=["change_type", "insert_into_flow", "remove", "rewire", "set_condition", "set_default"],
)
def test_a_flow_that_entered_a_start_event_before_refuses_no_edit(edit: Edit) -> None:
    """Neither what stands before it nor its own flow makes that fault new."""
    steps = '<task id="g"/><task id="a"/><startEvent id="s"/><task id="other"/>'
    model = plain(steps + flows(("f3", "g", "a"), ("f4", "a", "s")))
    edit(model)

    assert ["s"] == [one.target.id for one in node(model, "s").incoming]


def test_a_gateway_with_an_old_fault_changes_its_type() -> None:
    """Its default has a condition before and after."""
    model = plain(REST + FAULTS["default with condition"])

    assert "inclusiveGateway" == change_type(node(model, "g"), "inclusiveGateway").kind


def test_an_activity_changes_its_type_below_a_border_event_without_definition() -> None:
    """The event lacks it before and after."""
    model = plain('<task id="t"/><boundaryEvent id="b" attachedToRef="t"/>')

    assert "userTask" == change_type(node(model, "t"), "userTask").kind


@pytest.mark.parametrize(
    "edit",
    [
        lambda model: rewire(flow(model, "f3"), target=node(model, "s")),
        lambda model: add_flow(node(model, "g"), node(model, "a"), condition="x", default=True),
        lambda model: insert_into_flow(flow(model, "f5"), "eventBasedGateway"),
    ],
    ids=["rewire", "add_flow", "insert_into_flow"],
)
def test_a_new_fault_beside_an_old_one_is_refused(edit: Edit) -> None:
    """That there was one is no leave for another; nothing was changed."""
    model = plain(REST + '<startEvent id="s"/>' + FAULTS["default with condition"] + flows(("f5", "other", "b")))
    before = write(model)
    with pytest.raises(ModelError):
        edit(model)

    assert before == write(model)
