"""Steps with the same pf.limit.group have one limit together: one clock, one due instant."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from procflow.errors import NotDeployable
from procflow.eventlog import EntryKind
from tests.unit.runtime.case import Case

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
GROUP = "pf.limit.group=1"
TWO = f"start s\nuser a limit=3wd {GROUP}\nuser b {GROUP}\nuser c\nend e\ns -> a -> b -> c -> e"
THURSDAY = datetime(2026, 1, 8, 17, 0, tzinfo=HANOI)


def _due(case: Case) -> dict[str, datetime | None]:
    """Return the last due instant of each step that was opened."""
    opened = [entry for entry in case.entries if entry.kind is EntryKind.TASK_OPENED]
    return {entry.element_id: entry.due_at for entry in opened}


def test_the_second_step_is_due_with_the_first() -> None:
    """The limit at the first step counts from its start and holds for the second, whenever that one begins."""
    case = Case(TWO).later(days=1).complete("a")

    assert {"a": THURSDAY, "b": THURSDAY} == _due(case)
    opened = case.entries[-1]
    assert (EntryKind.TASK_OPENED, "1", "2026-01-05T02:00:00+00:00", {"value": "3", "unit": "working-day"}) == (
        opened.kind,
        opened.detail["limit_group"],
        opened.detail["limit_since"],
        opened.detail["limit"],
    )


def test_a_step_outside_has_no_limit_of_the_group() -> None:
    """What follows the group is not due by it."""
    case = Case(TWO).complete("a").complete("b")

    assert None is _due(case)["c"]
    assert "limit_since" not in case.entries[-1].detail


@pytest.mark.parametrize(("days", "full_days", "late"), [(1, "0", False), (3, "2", True)])
def test_the_group_is_late_as_a_whole(days: int, full_days: str, late: bool) -> None:  # noqa: FBT001 - a column
    """A step says how many full days it used itself, and whether the limit of the group is over."""
    case = Case(TWO).later(days=1).complete("a").later(days=days).complete("b")
    done = [entry for entry in case.entries if entry.kind is EntryKind.TASK_COMPLETED][-1]

    assert late is done.detail["late"]
    assert {"value": full_days, "unit": "working-day"} == done.detail["used"]


def test_the_limit_may_stand_at_any_of_them() -> None:
    """Whichever step states it, the clock begins with the step that begins first."""
    case = Case(f"start s\nuser a {GROUP}\nuser b limit=3wd {GROUP}\nend e\ns -> a -> b -> e").later(days=1)

    assert {"a": THURSDAY, "b": THURSDAY} == _due(case.complete("a"))


def test_steps_side_by_side_are_due_together() -> None:
    """All open steps of a group have one due instant, also where one begins later."""
    case = Case(
        f"start s\nand f\nuser a limit=3wd {GROUP}\nuser x\nuser b {GROUP}\ns -> f\nf -> a\nf -> x\nx -> b"
    ).later(days=2)

    assert {"a": THURSDAY, "x": None, "b": THURSDAY} == _due(case.complete("x"))


def test_a_stage_of_a_group_is_due_with_it() -> None:
    """A step that waits for a message is due as the others of its group are."""
    case = Case(f"start s\nuser a limit=3wd {GROUP}\nreceive r message=m {GROUP}\nend e\ns -> a -> r -> e")
    case.later(days=1).complete("a")
    entered = [entry for entry in case.entries if entry.kind is EntryKind.ELEMENT_ENTERED][-1]

    assert ("r", THURSDAY) == (entered.element_id, entered.due_at)


def test_a_second_round_counts_anew() -> None:
    """A step that begins again after the group was done has the limit anew, as a step of its own would."""
    case = Case(
        f"start s\nuser a limit=3wd {GROUP}\nuser b {GROUP}\nxor g\nend e\n"
        "s -> a -> b -> g\ng -> a : again = true\ng -> e : default"
    )
    case.later(days=1).complete("a").later(days=1).complete("b", again=True)
    friday = _due(case)["a"]

    assert datetime(2026, 1, 10, 17, 0, tzinfo=HANOI) == friday
    assert friday == _due(case.later(days=1).complete("a"))["b"]


def test_a_step_begun_twice_shares_the_round_that_lasts() -> None:
    """While a step of the group is open, another token in the same step belongs to the same round."""
    case = Case(
        f"start s\nand f\nuser x\nuser y\nxor m\nuser a limit=3wd {GROUP}\n"
        "s -> f\nf -> x\nf -> y\nx -> m\ny -> m\nm -> a"
    )
    case.complete("x").later(days=1).complete("y")
    opened = [entry for entry in case.entries if entry.element_id == "a" and entry.kind is EntryKind.TASK_OPENED]

    assert [THURSDAY, THURSDAY] == [entry.due_at for entry in opened]


def test_each_call_has_its_own_groups() -> None:
    """A process called twice counts the limit of its group from its own first step each time."""
    inner = f"process inner\nstart is\nuser a limit=3wd {GROUP}\nuser b {GROUP}\nend ie\nis -> a -> b -> ie"
    case = Case("start s\ncall c calls=inner\ncall d calls=inner\nend e\ns -> c -> d -> e", inner)
    case.complete("a").complete("b")

    assert {} != case.state.groups
    case.later(days=1).complete("a")
    assert datetime(2026, 1, 8, 17, 0, tzinfo=HANOI) == _due(case)["b"]
    case.complete("b")
    assert {} == case.state.groups


def test_a_group_without_limit_has_no_due_instant() -> None:
    """Steps that share no limit at all are not due."""
    assert {"a": None, "b": None} == _due(
        Case(f"start s\nuser a {GROUP}\nuser b {GROUP}\nend e\ns -> a -> b -> e").complete("a")
    )


def test_different_limits_in_one_group_are_refused() -> None:
    """Which of two limits holds for a group cannot be known; the step that differs is named."""
    with pytest.raises(NotDeployable, match="the steps of group 1 differ in limit - state") as caught:
        Case(f"start s\nuser a limit=3wd {GROUP}\nuser b limit=2wd {GROUP}\nend e\ns -> a -> b -> e")
    assert "b" == caught.value.where.element
