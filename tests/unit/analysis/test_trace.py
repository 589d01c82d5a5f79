"""Allotted and used time of tasks, from the event log."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from procflow.analysis import TaskTrace, Unknown, trace
from procflow.analysis.wording import wording
from procflow.calendars import load_calendar
from procflow.errors import NaiveTimeError
from procflow.eventlog import Entry, EntryKind, EventLog
from procflow.quantity import Quantity

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = load_calendar()


def at(text: str) -> datetime:
    """Return an instant of March 2026, e.g. ``"02 08:00"`` for Monday the 2nd."""
    return datetime.strptime(f"2026-03-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def entry(kind: EntryKind, when: str, task: str = "t1", by: str = "", due: str = "") -> Entry:
    """Return an entry about a task."""
    return Entry(
        seq=1,
        instance_id="i",
        definition_key="p",
        definition_version=1,
        at=at(when),
        kind=kind,
        element_id="Xet",
        element_name="Xét hồ sơ",
        by=by,
        performer="Chuyên viên",
        task_id=task,
        due_at=at(due) if due else None,
    )


def only(*entries: Entry, now: datetime | None = None) -> TaskTrace:
    """Return the trace of the one task of these entries."""
    (found,) = trace(EventLog(entries=entries), CALENDAR, now)
    return found


def done(when: str, due: str = "04 17:00") -> TaskTrace:
    """Return a task opened on Monday 2 March at 08:00 and completed *when*."""
    opened = entry(EntryKind.TASK_OPENED, "02 08:00", due=due)
    return only(opened, entry(EntryKind.TASK_COMPLETED, when, by="an"))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("03 16:00", "early"),
        ("04 09:00", "on-time"),
        ("04 17:00", "on-time"),
        ("04 17:01", "late"),
        ("05 08:00", "late"),
    ],
)
def test_a_task_is_early_on_a_day_before_and_late_after_the_instant(when: str, expected: str) -> None:
    """Due on Wednesday 4 March at 17:00."""
    assert expected == done(when).punctuality


def test_hours_are_office_hours() -> None:
    """From Monday 08:00 to Tuesday 10:00 the office is open as long as the calendar says, nights aside."""
    found = done("03 10:00")
    monday = CALENDAR.office_time(at("02 08:00"), at("02 23:59"))
    tuesday = CALENDAR.office_time(at("03 00:00"), at("03 10:00"))
    hours = Decimal(int((monday + tuesday).total_seconds())) / 3600

    assert isinstance(found.used, Quantity)
    assert (hours, "hour", "office time") == (found.used.value, found.used.unit, found.used.basis)
    assert isinstance(found.allotted, Quantity)
    assert found.used < found.allotted


def test_an_uneven_time_says_how_it_is_rounded() -> None:
    """Ten minutes are 0.17 hours."""
    used = done("02 08:10").used

    assert Quantity(Decimal("0.17"), "hour", "office time", rounding="half-even, 2 decimals") == used


def test_a_task_without_a_limit_has_nothing_allotted() -> None:
    """It is neither early nor late."""
    found = done("03 10:00", due="")

    assert "no-limit" == found.punctuality
    assert Unknown(wording("task-without-limit")) == found.allotted


def test_an_open_task_is_overdue_only_against_a_present() -> None:
    """Without the present instant it is open; after the due instant it is overdue."""
    opened = entry(EntryKind.TASK_OPENED, "02 08:00", due="04 17:00")

    assert ["open", "open", "overdue"] == [
        only(opened, now=now).punctuality for now in (None, at("04 16:00"), at("05 08:00"))
    ]
    assert Unknown(wording("task-open")) == only(opened).used


def test_a_cancelled_task_is_neither_early_nor_late() -> None:
    """Its time is counted up to the end."""
    found = only(entry(EntryKind.TASK_OPENED, "02 08:00"), entry(EntryKind.TASK_CANCELLED, "02 09:00"))

    assert ("cancelled", Quantity(Decimal(1), "hour", "office time")) == (found.punctuality, found.used)


def test_the_last_due_instant_counts() -> None:
    """An extension moves it."""
    found = only(
        entry(EntryKind.TASK_OPENED, "02 08:00", due="03 17:00"),
        entry(EntryKind.TASK_CLAIMED, "02 09:00", by="bình", due="05 17:00"),
    )

    assert (at("05 17:00"), at("02 09:00"), "bình") == (found.due_at, found.claimed_at, found.by)


def test_who_completed_goes_before_who_claimed() -> None:
    """Nobody is named for a task nobody touched."""
    opened = entry(EntryKind.TASK_OPENED, "02 08:00")
    claimed = entry(EntryKind.TASK_CLAIMED, "02 09:00", by="bình")
    completed = entry(EntryKind.TASK_COMPLETED, "02 10:00", by="an")

    assert ["an", "bình", ""] == [
        only(*entries).by for entries in ((opened, claimed, completed), (opened, claimed), (opened,))
    ]


def test_who_gave_a_task_back_no_longer_has_it() -> None:
    """A release takes the claim back; a later claim counts again."""
    opened = entry(EntryKind.TASK_OPENED, "02 08:00")
    claimed = entry(EntryKind.TASK_CLAIMED, "02 09:00", by="bình")
    released = entry(EntryKind.TASK_RELEASED, "02 10:00", by="bình")
    again = entry(EntryKind.TASK_CLAIMED, "02 11:00", by="an")
    free, taken = only(opened, claimed, released), only(opened, claimed, released, again)

    assert ("", None) == (free.by, free.claimed_at)
    assert ("an", at("02 11:00")) == (taken.by, taken.claimed_at)


def test_tasks_come_in_the_order_they_were_opened() -> None:
    """Entries of two tasks mixed in time are told apart; other entries are left aside."""
    log = EventLog(
        entries=(
            entry(EntryKind.INSTANCE_STARTED, "02 07:30", task=""),
            entry(EntryKind.TASK_OPENED, "02 08:00", task="t1"),
            entry(EntryKind.TASK_OPENED, "02 08:00", task="t2"),
            entry(EntryKind.TASK_COMPLETED, "02 09:00", task="t2"),
            entry(EntryKind.TASK_COMPLETED, "02 10:00", task="t1"),
        )
    )

    assert [("t1", at("02 10:00")), ("t2", at("02 09:00"))] == [
        (item.task_id, item.ended_at) for item in trace(log, CALENDAR)
    ]


def test_a_present_without_a_zone_is_refused() -> None:
    """It names no instant."""
    naive = at("02 08:00").replace(tzinfo=None)
    with pytest.raises(NaiveTimeError):
        trace(EventLog(), CALENDAR, naive)
