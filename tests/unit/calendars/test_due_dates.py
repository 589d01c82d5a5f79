"""Due dates, forward and backward, and what they say about themselves."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import holidays
import pytest

from procflow.calendars import Calendar, Due, Period, Reason, due, last_day_before, latest_before, load_calendar
from procflow.errors import CalendarError, NaiveTimeError


def at(text: str) -> datetime:
    """Return an instant in Vietnam."""
    return datetime.fromisoformat(text + "+07:00")


def forward(start: str, period: str, calendar: Calendar) -> Due:
    """Count a limit from an instant in Vietnam."""
    return due(at(start), Period.parse(period), calendar)


def laws(found: Due) -> list[str]:
    """Return the names of the rules a due date rests on."""
    return [rule.name for rule in found.basis]


def test_explanation_says_what_each_day_did(vn: Calendar) -> None:
    """From 31/12/2025 five working days step over New Year, the swap and the weekend."""
    notes = forward("2025-12-31T10:00", "5wd", vn).explanation
    off = [(note.on.day, note.reason) for note in notes[1:5]]

    assert Reason.EVENT_DAY == notes[0].reason
    assert [(day, Reason.DAY_OFF) for day in (1, 2, 3, 4)] == off
    assert [(day, Decimal(n)) for n, day in enumerate((5, 6, 7, 8, 9), 1)] == [
        (note.on.day, note.running) for note in notes if note.counted
    ]


def test_moved_end_is_explained_and_rests_on_its_article(vn: Calendar) -> None:
    """A calendar limit that ends on a holiday names the days it moves over and clause 5 of Article 148."""
    found = forward("2026-02-09T10:00", "10cd", vn)
    tail = [(note.on.day, note.reason) for note in found.explanation[-5:]]

    assert [
        (19, Reason.COUNTED),
        (20, Reason.MOVED_ON),
        (21, Reason.MOVED_ON),
        (22, Reason.MOVED_ON),
        (23, Reason.MOVED_TO),
    ] == tail
    assert "Điều 148 khoản 5" in found.basis[-1].law


@pytest.mark.parametrize(
    ("period", "names"),
    [
        ("5wd", ["first-day", "day-ends"]),
        ("4h", ["hours-start"]),
        ("0.5wd", ["hours-start", "hours-per-working-day"]),
    ],
)
def test_due_date_names_the_rules_it_rests_on(vn: Calendar, period: str, names: list[str]) -> None:
    """Each kind of limit cites the rules it used, and no other."""
    assert names == laws(forward("2026-06-08T10:00", period, vn))


def test_receipt_after_the_cut_off_is_explained(vn: Calendar) -> None:
    """The day of arrival, the days off and the day that counts as the receipt are listed."""
    found = forward("2026-06-05T15:01", "1wd", vn.with_cut_off(datetime(2026, 1, 1, 15).time()))  # noqa: DTZ001 - a time

    assert [Reason.AFTER_CUT_OFF, Reason.DAY_OFF, Reason.DAY_OFF, Reason.EVENT_DAY, Reason.COUNTED] == [
        note.reason for note in found.explanation
    ]
    assert "cut-off" in laws(found)


def test_hours_are_explained_by_the_day(vn: Calendar) -> None:
    """Hours that ran are added up day by day; a receipt after closing has none on its day."""
    notes = forward("2026-06-05T18:00", "10h", vn).explanation

    assert [
        (5, Reason.NO_HOURS, Decimal(0)),
        (6, Reason.DAY_OFF, Decimal(0)),
        (7, Reason.DAY_OFF, Decimal(0)),
        (8, Reason.HOURS_RAN, Decimal(8)),
        (9, Reason.HOURS_RAN, Decimal(10)),
    ] == [(note.on.day, note.reason, note.running) for note in notes]


def test_third_of_a_day_ends_on_a_whole_second(vn: Calendar) -> None:
    """0.333333 of a day is 2 h 40 min to the second, and is counted in days."""
    found = forward("2026-06-08T07:30", "0.333333wd", vn)

    assert (at("2026-06-08T10:10"), Decimal("0.333333")) == (found.due_at, found.explanation[-1].running)


def test_input_of_another_zone_is_the_same_instant(vn: Calendar) -> None:
    """20:00 in Berlin's summer is the next day in Vietnam."""
    berlin = due(datetime.fromisoformat("2026-06-08T20:00+02:00"), Period.parse("1wd"), vn)

    assert forward("2026-06-09T01:00", "1wd", vn) == berlin


def test_naive_start_is_refused(vn: Calendar) -> None:
    """A start without zone names no instant."""
    with pytest.raises(NaiveTimeError):
        due(datetime.fromisoformat("2026-06-08T10:00"), Period.parse("1wd"), vn)


@pytest.mark.parametrize(
    ("start", "period", "provisional"),
    [
        ("2026-12-28T10:00", "3wd", False),
        ("2026-12-28T10:00", "5wd", True),
        ("2027-06-01T10:00", "1h", True),
    ],
)
def test_date_beyond_the_announced_years_is_provisional(
    vn: Calendar,
    start: str,
    period: str,
    provisional: bool,  # noqa: FBT001 - a case
) -> None:
    """Swaps after the last announced year may still move the date."""
    assert provisional == forward(start, period, vn).provisional


def test_backward_date_of_an_event_beyond_the_announced_years_is_provisional(vn: Calendar) -> None:
    """The last day may lie in 2026; the days of 2027 between may still change."""
    found = latest_before(date(2027, 1, 5), Period.parse("8cd"), vn)

    assert (date(2026, 12, 28), True) == (found.due_on, found.provisional)


def test_plain_days_of_a_profile_are_marked_as_assumed(profile: Callable[[str], Path]) -> None:
    """A due date whose kind of day comes from the profile says so, forward and backward."""
    calendar = load_calendar(overrides=profile('format = 1\nid = "x"\nday_unstated = "working-day"\n'))
    stated = forward("2026-06-08T10:00", "5wd", calendar)
    unstated = forward("2026-06-08T10:00", "5d", calendar)
    backward = latest_before(date(2026, 6, 8), Period.parse("5d"), calendar)

    assert (False, True, True, stated.due_on) == (stated.assumed, unstated.assumed, backward.assumed, unstated.due_on)


@pytest.mark.parametrize("period", ["4h", "0.5wd", "none-set", "10d"])
def test_backward_limit_counts_whole_days_only(vn: Calendar, period: str) -> None:
    """Hours, parts of days and unmeasured units cannot be counted backward."""
    with pytest.raises(CalendarError):
        latest_before(date(2026, 6, 8), Period.parse(period), vn)


def test_zero_days_before_is_the_day_itself(vn: Calendar) -> None:
    """A limit of "at least 0 days before" ends with the event's own day."""
    assert date(2026, 6, 8) == latest_before(date(2026, 6, 8), Period.parse("0cd"), vn).due_on


def test_backward_move_rests_on_its_rule(vn: Calendar) -> None:
    """A backward limit that falls on a Sunday names the rule that moves it back."""
    found = latest_before(date(2026, 6, 15), Period.parse("8cd"), vn)

    assert (date(2026, 6, 5), "backward-last-day-off") == (found.due_on, laws(found)[-1])


def test_before_a_date_lists_the_days_it_steps_over(vn: Calendar) -> None:
    """Before Monday 04/05/2026 lie the weekend, 01/5 and 30/4."""
    found = last_day_before(date(2026, 5, 4), vn)

    assert [4, 3, 2, 1, 30, 29] == [note.on.day for note in found.explanation]


def test_limit_beyond_the_calendar_is_refused_quickly(vn: Calendar) -> None:
    """A million working days end in an error, not in an endless search."""
    begun = time.process_time()
    with pytest.raises(CalendarError, match="2100"):
        forward("2026-06-08T10:00", "999999wd", vn)

    assert time.process_time() - begun < 5


def test_working_days_are_counted_as_the_holidays_package_counts_them(vn: Calendar, rng: Random) -> None:
    """In years without override the n-th working day after the receipt is that of the package."""
    national = holidays.country_holidays("VN", years=(2023, 2024, 2025))
    for _ in range(200):
        start = date(2023, 1, 1) + timedelta(days=rng.randrange(900))
        days = rng.randrange(1, 40)
        found = due(datetime.combine(start, datetime.min.time(), vn.zone), Period.of(days, "working-day"), vn)

        assert national.get_nth_working_day(start, days) == found.due_on


def test_a_longer_limit_never_ends_earlier(vn: Calendar, rng: Random) -> None:
    """For hours, working days and calendar days, more time means the same end or a later one."""
    for _ in range(100):
        start = at("2025-01-01T00:00") + timedelta(minutes=rng.randrange(900_000))
        for unit in ("hour", "working-day", "calendar-day"):
            amount = rng.randrange(60)
            shorter, longer = (due(start, Period.of(n, unit), vn).due_at for n in (amount, amount + 1))

            assert shorter <= longer


def test_hours_of_a_limit_are_the_office_hours_until_it_ends(vn: Calendar, rng: Random) -> None:
    """Between receipt and end lies exactly the limit in office time."""
    for _ in range(100):
        start = at("2025-01-01T00:00") + timedelta(minutes=rng.randrange(900_000))
        minutes = 3 * rng.randrange(1, 2000)
        found = due(start, Period.of(str(Decimal(minutes) / 60), "hour"), vn)

        assert timedelta(minutes=minutes) == vn.office_time(start, found.due_at)


def test_backward_and_forward_limits_meet(vn: Calendar, rng: Random) -> None:
    """What is done on the last day before an event, counted forward, does not end after the event."""
    for _ in range(100):
        event_on = date(2025, 2, 1) + timedelta(days=rng.randrange(600))
        if not vn.is_working_day(event_on):
            event_on = vn.next_working_day(event_on)
        for unit in ("working-day", "calendar-day"):
            period = Period.of(rng.randrange(1, 30), unit)
            last = latest_before(event_on, period, vn)

            assert due(last.due_at, period, vn).due_on <= event_on
