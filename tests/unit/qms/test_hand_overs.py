"""Who handed a dossier to whom: the rows of a control slip, from histories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from procflow.bpmn import read
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.errors import DataError
from procflow.eventlog import EntryKind, EventLog
from procflow.qms import HandOver, hand_overs
from tests.diagrams import diagram
from tests.unit.qms.histories import CALENDAR, History, at, seven_steps


def rows(log: EventLog) -> list[tuple[list[str], str, str]]:
    """Return givers, receiver and trigger of each row."""
    return [_plain(row) for row in hand_overs(log, CALENDAR)]


def _plain(row: HandOver) -> tuple[list[str], str, str]:
    return [task.element_id for task in row.givers], row.receiver.element_id if row.receiver else "", row.trigger


def test_each_task_and_the_end_is_a_row() -> None:
    """The dossier comes from outside, goes from task to task, and goes out at the end."""
    expected = [
        ([], "Receive", ""),
        (["Receive"], "Draft", ""),
        (["Draft"], "Sign", ""),
        (["Sign"], "", ""),
    ]

    assert expected == rows(seven_steps())


def test_times_are_those_of_the_history() -> None:
    """The instant of each row is, to the second, that of the entry which opened the task or ended the instance."""
    log = seven_steps()
    expected = [entry.at for entry in log.of(EntryKind.TASK_OPENED, EntryKind.INSTANCE_COMPLETED)]

    assert expected == [row.at for row in hand_overs(log, CALENDAR)]


def test_clock_changes_stand_in_the_next_row() -> None:
    """A pause and its end belong to the hand-over that follows them."""
    third = hand_overs(seven_steps(), CALENDAR)[2]

    assert [EntryKind.CLOCK_PAUSED, EntryKind.CLOCK_RESUMED] == [entry.kind for entry in third.clock]


def parallel() -> History:
    """Return a history with two branches that were joined."""
    history = History()
    history.start("2026-01-05T08:00")
    when = "2026-01-05T08:00"
    history.flow(when, "Start", "Fork")
    history.pass_by(when, "Fork")
    history.flow(when, "Fork", "A")
    history.flow(when, "Fork", "B")
    first = history.open(when, "A", "Phòng A")
    second = history.open(when, "B", "Phòng B")
    history.done("2026-01-05T09:00", "B", second, "bình")
    history.flow("2026-01-05T09:00", "B", "Join")
    history.done("2026-01-05T10:00", "A", first, "an")
    history.flow("2026-01-05T10:00", "A", "Join")
    history.pass_by("2026-01-05T10:00", "Join")
    history.flow("2026-01-05T10:00", "Join", "Sign")
    return history


def test_a_join_hands_over_the_work_of_every_branch() -> None:
    """What follows a parallel join is handed over by the last task of each branch."""
    history = parallel()
    history.open("2026-01-05T10:00", "Sign", "Lãnh đạo")

    assert (["B", "A"], "Sign", "") == rows(history.log)[-1]


def test_a_loop_hands_over_only_what_came_back() -> None:
    """A task entered again is handed over by the task that led back, not by the one before the loop."""
    history = History()
    history.start("2026-01-05T08:00")
    history.flow("2026-01-05T08:00", "Start", "Merge")
    history.pass_by("2026-01-05T08:00", "Merge")
    history.flow("2026-01-05T08:00", "Merge", "Draft")
    task = history.open("2026-01-05T08:00", "Draft", "Chuyên viên")
    history.done("2026-01-05T09:00", "Draft", task, "an")
    history.flow("2026-01-05T09:00", "Draft", "Review")
    task = history.open("2026-01-05T09:00", "Review", "Trưởng phòng")
    history.done("2026-01-05T10:00", "Review", task, "bình")
    history.flow("2026-01-05T10:00", "Review", "Merge")
    history.pass_by("2026-01-05T10:00", "Merge")
    history.flow("2026-01-05T10:00", "Merge", "Draft")
    history.open("2026-01-05T10:00", "Draft", "Chuyên viên")

    assert (["Review"], "Draft", "") == rows(history.log)[-1]


def test_a_timer_that_interrupts_is_no_hand_over_by_a_person() -> None:
    """Nobody hands over what a boundary timer leads to; the row names the timer and tells the task it took away."""
    history = History()
    history.start("2026-01-05T08:00")
    history.flow("2026-01-05T08:00", "Start", "Wait")
    task = history.open("2026-01-05T08:00", "Wait", "Bộ phận Một cửa")
    when = "2026-01-12T17:00"
    history.add(when, EntryKind.TIMER_FIRED, "Timer", element_name="Quá 5 ngày")
    history.add(when, EntryKind.TASK_CANCELLED, "Wait", task_id=task)
    history.add(when, EntryKind.ELEMENT_LEFT, "Wait", {"cancelled": True})
    history.pass_by(when, "Timer")
    history.flow(when, "Timer", "Close")
    history.open(when, "Close", "Bộ phận Một cửa")

    assert ([], "Close", "Quá 5 ngày") == rows(history.log)[-1]
    assert ["Wait"] == [task.element_id for task in hand_overs(history.log, CALENDAR)[-1].told]


def test_a_timer_beside_a_task_hands_over_nothing() -> None:
    """What a timer starts beside running tasks comes from no task: the row has the timer's label alone."""
    history = History()
    history.start("2026-01-05T08:00")
    history.flow("2026-01-05T08:00", "Start", "Work")
    history.open("2026-01-05T08:00", "Work", "Chuyên viên")
    when = "2026-01-07T17:00"
    history.add(when, EntryKind.TIMER_FIRED, "Timer", element_name="Nhắc việc")
    history.pass_by(when, "Timer")
    history.flow(when, "Timer", "Remind")
    history.open(when, "Remind", "Văn thư")

    assert ([], "Remind", "Nhắc việc") == rows(history.log)[-1]


def test_a_message_on_the_way_keeps_the_giver() -> None:
    """After an event that waited, the giver is the task before it, whatever others have done meanwhile."""
    history = parallel()
    task = history.open("2026-01-05T10:00", "Sign", "Lãnh đạo")
    history.done("2026-01-05T11:00", "Sign", task, "chi")
    history.flow("2026-01-05T11:00", "Sign", "Fork2")
    history.pass_by("2026-01-05T11:00", "Fork2")
    history.flow("2026-01-05T11:00", "Fork2", "Paid")
    history.flow("2026-01-05T11:00", "Fork2", "File")
    history.add("2026-01-05T11:00", EntryKind.ELEMENT_ENTERED, "Paid")
    other = history.open("2026-01-05T11:00", "File", "Văn thư")
    history.done("2026-01-05T13:30", "File", other, "dũng")
    history.add("2026-01-06T08:00", EntryKind.MESSAGE_RECEIVED, "Paid", element_name="Đã nộp phí")
    history.add("2026-01-06T08:00", EntryKind.ELEMENT_LEFT, "Paid")
    history.flow("2026-01-06T08:00", "Paid", "Return")
    history.open("2026-01-06T08:00", "Return", "Bộ phận Một cửa")

    assert (["Sign"], "Return", "Đã nộp phí") == rows(history.log)[-1]


def test_a_sub_process_is_left_with_the_work_inside() -> None:
    """The task inside a sub-process is handed over by the one before it, and hands over to the one after it."""
    history = History()
    history.start("2026-01-05T08:00")
    history.flow("2026-01-05T08:00", "Start", "A")
    task = history.open("2026-01-05T08:00", "A", "Phòng A")
    history.done("2026-01-05T09:00", "A", task, "an")
    history.flow("2026-01-05T09:00", "A", "Sub")
    history.add("2026-01-05T09:00", EntryKind.ELEMENT_ENTERED, "Sub")
    history.pass_by("2026-01-05T09:00", "SubStart")
    history.flow("2026-01-05T09:00", "SubStart", "B")
    task = history.open("2026-01-05T09:00", "B", "Phòng B")
    history.done("2026-01-05T10:00", "B", task, "bình")
    history.flow("2026-01-05T10:00", "B", "SubEnd")
    history.pass_by("2026-01-05T10:00", "SubEnd")
    history.add("2026-01-05T10:00", EntryKind.ELEMENT_LEFT, "Sub")
    history.flow("2026-01-05T10:00", "Sub", "C")
    history.open("2026-01-05T10:00", "C", "Phòng C")

    assert [([], "A", ""), (["A"], "B", ""), (["B"], "C", "")] == rows(history.log)


def test_several_dossiers_are_no_slip() -> None:
    """A log of two instances is refused: a slip belongs to one dossier."""
    one, two = History("i1"), History("i2")
    one.start("2026-01-05T08:00")
    two.start("2026-01-05T09:00")

    with pytest.raises(DataError, match="holds 2"):
        hand_overs(EventLog(entries=one.log.entries + two.log.entries), CALENDAR)


def test_rows_stand_before_the_end() -> None:
    """A running dossier has the rows so far, the last of them with a receiver."""
    history = parallel()

    assert [at("2026-01-05T08:00")] * 2 == [row.at for row in hand_overs(history.log, CALENDAR)]


def test_a_reminder_is_handed_over_by_nobody() -> None:
    """A task that a timer beside the work opens has no giver, and tells no result a second time."""
    clock = FrozenClock(datetime(2026, 1, 5, 2, 0, tzinfo=UTC))
    with Engine("sqlite://", clock) as engine:
        engine.deploy(
            read(
                diagram(
                    "start s\nuser a\nuser t\nboundary b on=t soft duration=P1D\nuser remind\nuser z\nend e\nend f\n"
                    "s -> a -> t -> z -> e\nb -> remind -> f"
                )
            )
        )
        engine.start("main", by="lan")
        engine.complete("main.1/2", by="lan")
        clock.advance(timedelta(days=1))
        engine.run_due()
        for _ in range(3):
            engine.complete(engine.tasks()[0].id, by="lan")
        found = hand_overs(engine.history("main.1"), CALENDAR)

    assert [([], "a"), (["a"], "t"), ([], "remind"), (["t"], "z")] == [
        ([task.element_id for task in row.givers], row.receiver.element_id) for row in found if row.receiver
    ]
    assert ["a", "t"] == [task.element_id for row in found[:4] for task in row.told]


def test_both_branches_hand_over_behind_a_join() -> None:
    """In a history of the engine the task behind a parallel join is handed over by the tasks of both branches."""
    with Engine("sqlite://", FrozenClock(datetime(2026, 1, 5, 2, 0, tzinfo=UTC))) as engine:
        engine.deploy(
            read(
                diagram(
                    "start s\nand f\nuser a\nuser b\nand j\nuser z\nend e\n"
                    "s -> f\nf -> a -> j\nf -> b -> j\nj -> z -> e"
                )
            )
        )
        engine.start("main", by="lan")
        for _ in range(3):
            engine.complete(engine.tasks()[0].id, by="lan")
        found = hand_overs(engine.history("main.1"), CALENDAR)

    assert ["a", "b"] == [task.element_id for task in found[2].givers]
