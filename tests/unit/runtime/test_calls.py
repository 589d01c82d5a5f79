"""Call activities: another process with variables of its own."""

from __future__ import annotations

import pytest

from procflow.bpmn import read
from procflow.errors import IncidentError, NotDeployable
from procflow.runtime.core.compile import compile_plan
from procflow.runtime.core.state import Status
from tests.diagrams import diagram
from tests.unit.runtime.case import CALENDAR, Case

CALLER = "start s\nuser t\ncall c calls=fee\nuser u\nend e\ns -> t -> c -> u -> e"
CALLED = "process fee\nstart cs\nuser pay\nend ce\ncs -> pay -> ce"


def test_a_called_process_runs_and_comes_back() -> None:
    """The call waits for the end of the called process."""
    case = Case(CALLER, CALLED).complete("t")

    assert ["c", "pay"] == case.waiting
    assert ["u"] == case.complete("pay").waiting


def test_variables_go_in_and_what_is_set_comes_out() -> None:
    """A called process works on a copy; only what it has set is written back, at its end."""
    case = Case(CALLER, CALLED, data={"a": 1, "b": 1}).complete("t", a=2)
    inner = case.token("c").id

    assert {"a": 2, "b": 1} == case.state.variables[inner]
    case.complete("pay", b=3, paid=True)
    assert {"a": 2, "b": 3, "paid": True} == case.variables


def test_a_call_sees_nothing_of_a_later_change_and_undoes_none() -> None:
    """What the caller changes meanwhile stays, unless the called process has set it too."""
    case = Case("start s\nand f\nuser t\ncall c calls=fee\ns -> f\nf -> t\nf -> c", CALLED, data={"a": 1, "b": 1})
    case.complete("t", a=5, b=5).complete("pay", b=9)

    assert {"a": 5, "b": 9} == case.variables


def test_conditions_of_a_called_process_read_its_own_variables() -> None:
    """A gateway in the called process decides by the variables there."""
    called = "process fee\nstart cs\nuser pay\nxor g\nend ce\ncs -> pay -> g\ng -> pay : x = 1\ng -> ce : default"
    case = Case(CALLER, called, data={"x": 1}).complete("t")

    assert ["c", "pay"] == case.complete("pay", x=1).waiting
    assert ["u"] == case.complete("pay", x=0).waiting


def test_a_called_process_may_be_called_twice() -> None:
    """Two calls of one process at once have their own tokens and variables."""
    case = Case("start s\nand f\ncall c calls=fee\ncall d calls=fee\ns -> f\nf -> c\nf -> d", CALLED)
    case.complete("pay", a=1)

    assert ["d", "pay"] == case.waiting
    assert Status.COMPLETED is case.complete("pay", a=2).state.status
    assert {"a": 2} == case.variables


def test_a_call_is_interrupted_with_all_inside() -> None:
    """A boundary event on a call ends the called process; what it has set is lost."""
    text = "start s\ncall c calls=fee\nboundary b on=c duration=P1D\nuser u\nend e\ns -> c -> e\nb -> u -> e"
    called = "process fee\nstart cs\nuser pay\nuser more\nend ce\ncs -> pay -> more -> ce"
    case = Case(text, called).complete("pay", paid=True).fire("b")

    assert ["u"] == case.waiting
    assert {} == case.variables
    assert [0] == list(case.state.variables)


def test_an_error_leaves_the_called_process() -> None:
    """An error end event of the called process is caught at the call."""
    text = "start s\ncall c calls=fee\nboundary b on=c error=E1\nuser u\nend e\ns -> c -> e\nb -> u -> e"

    assert ["u"] == Case(text, "process fee\nstart cs\nend ce error=E1\ncs -> ce").waiting


def test_calls_nest() -> None:
    """A called process calls another; variables pass through each."""
    middle = "process fee\nstart ms\ncall m calls=deep\nend me\nms -> m -> me"
    deep = "process deep\nstart ds\nuser pay\nend de\nds -> pay -> de"
    case = Case(CALLER, middle, deep).complete("t", a=1).complete("pay", b=2)

    assert {"a": 1, "b": 2} == case.variables


def test_a_call_without_end_is_an_incident() -> None:
    """A process that calls itself without waiting is stopped by the budget of steps."""
    with pytest.raises(IncidentError, match="without waiting for anybody"):
        Case("start s\ncall c calls=main\nend e\ns -> c -> e")


def test_a_call_needs_a_process() -> None:
    """A called process that is not known is refused with the way out."""
    process = read(diagram(CALLER)).processes[0]

    with pytest.raises(NotDeployable, match="'fee' is not deployed - deploy it first"):
        compile_plan(process, CALENDAR, lambda _caller, _name: None)


@pytest.mark.parametrize(
    ("attribute", "inner", "outer"),
    [("propagateAllParentVariables", {}, {"a": 1, "b": 2}), ("propagateAllChildVariables", {"a": 1}, {"a": 1})],
)
def test_camunda_8_says_what_passes(attribute: str, inner: dict[str, int], outer: dict[str, int]) -> None:
    """``propagateAll...Variables="false"`` keeps variables out of the called process, or in it."""
    text = diagram("start s\ncall c\nend e\ns -> c -> e", CALLED).decode()
    part = f'<extensionElements><zeebe:calledElement processId="fee" {attribute}="false"/></extensionElements>'
    opened = '<callActivity id="c" name="c">'
    case = Case(raw=text.replace(opened, opened + part).encode(), data={"a": 1})

    assert inner == case.state.variables[case.token("c").id]
    assert outer == case.complete("pay", b=2).variables
