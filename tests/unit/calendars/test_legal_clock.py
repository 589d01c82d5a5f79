"""The legal clock: what each event does, and which sequences are impossible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from procflow.calendars import Calendar, ClockEvent, ClockState, LegalClock, Pause, Period, Reason, due, load_calendar
from procflow.calendars.legal_clock import ClockEventKind
from procflow.errors import CalendarError, NaiveTimeError

Move = tuple[ClockEventKind, str, str]
PAUSED: list[Move] = [("start", "2025-06-02T09:00", "5wd"), ("pause", "2025-06-04T10:00", "")]


def at(text: str) -> datetime:
    """Return an instant in Vietnam."""
    return datetime.fromisoformat(text + "+07:00")


def event(kind: ClockEventKind, when: str | datetime, period: str = "") -> ClockEvent:
    """Return an event in Vietnam's time."""
    instant = at(when) if isinstance(when, str) else when
    return ClockEvent(kind, instant, Period.parse(period) if period else None)


def state(calendar: Calendar, *events: Move, now: str = "") -> ClockState:
    """Return where the clock stands after the events."""
    return LegalClock(calendar).state([event(*item) for item in events], at(now) if now else None)


def test_clock_without_pause_is_due_as_the_limit_is(vn: Calendar, rng: Random) -> None:
    """A start alone gives the due date of the limit, explanation and basis included."""
    for text in ("5wd", "15cd", "4h", "2.5wd", "0wd"):
        start = at("2025-01-01T00:00") + timedelta(minutes=rng.randrange(900_000))

        assert due(start, Period.parse(text), vn) == LegalClock(vn).state([event("start", start, text)]).due


def test_state_is_a_function_of_the_events_before_now(vn: Calendar) -> None:
    """What happens later has not happened yet when the clock is looked at earlier."""
    later: list[Move] = [*PAUSED, ("resume", "2025-06-09T14:00", "")]

    assert state(vn, *PAUSED, now="2025-06-05T10:00") == state(vn, *later, now="2025-06-05T10:00")


def test_before_the_start_the_clock_has_not_started(vn: Calendar) -> None:
    """Looked at before its first event, it has no limit and no due date."""
    assert ClockState("not-started") == state(vn, *PAUSED, now="2025-06-01T10:00")


def test_pause_is_reported_with_its_reason(vn: Calendar) -> None:
    """A lasting pause has no end."""
    events = [
        event("start", "2025-06-02T09:00", "5wd"),
        ClockEvent("pause", at("2025-06-04T10:00"), reason="lấy ý kiến"),
    ]

    assert (Pause(at("2025-06-04T10:00"), None, "lấy ý kiến"),) == LegalClock(vn).state(events).pauses


def test_pause_that_never_ends_leaves_no_due_date(vn: Calendar) -> None:
    """Years later there is still none, and what was used stays used."""
    found = state(vn, *PAUSED, now="2028-06-02T09:00")

    assert (None, Decimal(1), Decimal(4), None) == (found.due, found.used, found.remaining, found.late)


def test_pause_is_explained(vn: Calendar) -> None:
    """The day of the pause, the days within and the day of the resume are told apart."""
    found = state(vn, *PAUSED, ("resume", "2025-06-06T14:00", ""))

    assert [Reason.EVENT_DAY, Reason.COUNTED, Reason.PAUSED, Reason.PAUSED, Reason.RESUME_DAY] == [
        note.reason for note in found.explanation[:5]
    ]


def test_pause_rests_on_its_rule(vn: Calendar) -> None:
    """A due date that a pause moved cites why paused time is not counted."""
    found = state(vn, *PAUSED, ("resume", "2025-06-06T14:00", ""))

    assert found.due is not None
    assert "pause" in [rule.name for rule in found.due.basis]


def test_pause_at_the_very_close_of_office_leaves_its_day_counted(vn: Calendar) -> None:
    """The clock ran until 17:00, so the day was worked whole."""
    found = state(vn, PAUSED[0], ("pause", "2025-06-04T17:00", ""))

    assert Decimal(2) == found.used


def test_pause_on_a_day_off_leaves_that_day_out(vn: Calendar) -> None:
    """In calendar days a Saturday ends at 24:00, so a pause on Saturday evening leaves it out."""
    found = state(vn, ("start", "2025-06-05T09:00", "5cd"), ("pause", "2025-06-07T20:00", ""))

    assert Decimal(1) == found.used


def test_pause_before_a_moved_end_moves_it_on(vn: Calendar) -> None:
    """The fifth day is Saturday, the end moved to Monday; paused on Monday until Tuesday, it ends on Wednesday."""
    found = state(
        vn,
        ("start", "2025-06-02T09:00", "5cd"),
        ("pause", "2025-06-09T10:00", ""),
        ("resume", "2025-06-10T10:00", ""),
    )

    assert found.due is not None
    assert date(2025, 6, 11) == found.due.due_on


def test_open_pause_before_a_moved_end_holds_it_up(vn: Calendar) -> None:
    """All five days are used, yet the limit has not run out while the clock stands still."""
    found = state(vn, ("start", "2025-06-02T09:00", "5cd"), ("pause", "2025-06-09T10:00", ""))

    assert (None, Decimal(5), Decimal(0)) == (found.due, found.used, found.remaining)


@pytest.mark.parametrize("limit", ["2wd", "4h"])
def test_pause_after_the_end_keeps_the_dossier_late(vn: Calendar, limit: str) -> None:
    """A limit that ran out before the pause stays run out, though the clock is paused."""
    found = state(vn, ("start", "2025-06-02T09:00", limit), ("pause", "2025-06-06T09:00", ""), now="2025-06-06T10:00")

    assert ("paused", True) == (found.status, found.late)


def test_zero_days_paused_on_the_day_end_after_the_resume(vn: Calendar) -> None:
    """A limit of zero days whose day was cut short ends on the first working day after the resume."""
    found = state(
        vn,
        ("start", "2025-06-02T09:00", "0wd"),
        ("pause", "2025-06-02T10:00", ""),
        ("resume", "2025-06-03T14:00", ""),
    )

    assert found.due is not None
    assert date(2025, 6, 4) == found.due.due_on


def test_paused_hours_are_explained(vn: Calendar) -> None:
    """A day that passed in a pause is named so in a limit of hours, too."""
    found = state(
        vn,
        ("start", "2025-06-02T16:00", "8h"),
        ("pause", "2025-06-02T17:00", ""),
        ("resume", "2025-06-04T07:30", ""),
    )

    assert [Reason.HOURS_RAN, Reason.PAUSED, Reason.HOURS_RAN] == [note.reason for note in found.explanation[:3]]


def test_pause_before_the_counted_receipt_changes_nothing(vn: Calendar) -> None:
    """A pause that is over before the next opening, from which a late receipt counts, leaves nothing out."""
    calendar = vn.with_cut_off(time(15))
    events = [
        event("start", "2025-06-03T15:30", "8h"),
        event("pause", "2025-06-03T16:00"),
        event("resume", "2025-06-03T16:30"),
    ]
    found = LegalClock(calendar).state(events)

    assert found.due is not None
    assert at("2025-06-04T17:00") == found.due.due_at


@pytest.mark.parametrize(
    ("now", "used"),
    [
        ("2025-06-02T17:00", "0"),
        ("2025-06-03T16:59", "0"),
        ("2025-06-03T17:00", "1"),
        ("2025-06-08T12:00", "4"),
        ("2025-07-01T12:00", "5"),
    ],
)
def test_days_are_used_at_close_of_office(vn: Calendar, now: str, used: str) -> None:
    """A day is used when it ends, and never more than the limit."""
    found = state(vn, PAUSED[0], now=now)

    assert (Decimal(used), Decimal(5) - Decimal(used)) == (found.used, found.remaining)


@pytest.mark.parametrize(
    ("limit", "now", "used"),
    [
        ("8h", "2025-06-02T10:00", "1"),
        ("8h", "2025-06-02T10:20", "1.333333"),
        ("8h", "2025-06-05T10:00", "8"),
        ("2.5wd", "2025-06-02T14:00", "0.4375"),
        ("20h", "2025-06-03T11:30", "10.5"),
        ("20h", "2025-06-03T13:00", "10.5"),
    ],
)
def test_hours_are_used_as_they_run(vn: Calendar, limit: str, now: str, used: str) -> None:
    """Hours and parts of days are exact, in the unit of the limit."""
    assert Decimal(used) == state(vn, ("start", "2025-06-02T09:00", limit), now=now).used


def test_amount_of_ten_is_written_plainly(vn: Calendar) -> None:
    """A round number of hours is no power of ten."""
    assert "10" == str(state(vn, ("start", "2025-06-02T09:00", "20h"), now="2025-06-03T11:00").used)


def test_without_now_lateness_is_not_judged(vn: Calendar) -> None:
    """A running clock that nobody looks at is neither late nor in time."""
    assert state(vn, PAUSED[0]).late is None


def test_stop_judges_without_now(vn: Calendar) -> None:
    """A stop is a time to judge at."""
    assert state(vn, PAUSED[0], ("stop", "2025-06-10T08:00", "")).late is True


def test_stop_in_a_pause_is_not_judged(vn: Calendar) -> None:
    """A dossier withdrawn while paused has no due date and is not late."""
    found = state(vn, *PAUSED, ("stop", "2025-06-20T10:00", ""), now="2025-07-01T10:00")

    assert ("stopped", None, None) == (found.status, found.due, found.late)


def test_restart_forgets_pauses_and_extensions(vn: Calendar) -> None:
    """After a restart the clock stands as if it had started then with the statutory limit."""
    restarted = state(
        vn,
        *PAUSED,
        ("extend", "2025-06-05T10:00", "3wd"),
        ("restart", "2025-06-09T10:00", ""),
        now="2025-06-10T10:00",
    )

    assert state(vn, ("start", "2025-06-09T10:00", "5wd"), now="2025-06-10T10:00") == restarted


def test_restart_with_a_new_limit_is_what_a_second_restart_goes_back_to(vn: Calendar) -> None:
    """The limit last set stands until another one is."""
    found = state(vn, PAUSED[0], ("restart", "2025-06-03T10:00", "3wd"), ("restart", "2025-06-05T10:00", ""))

    assert Period.parse("3wd") == found.limit


def test_restart_after_the_cut_off_counts_at_the_next_opening(vn: Calendar) -> None:
    """The missing papers handed in after the cut-off are received the next working day, like a dossier."""
    found = state(vn.with_cut_off(time(15)), PAUSED[0], ("restart", "2025-06-05T15:30", ""))

    assert found.due is not None
    assert date(2025, 6, 13) == found.due.due_on


def test_extension_is_reported(vn: Calendar) -> None:
    """The extensions of the present count are kept with their reasons."""
    extension = event("extend", "2025-06-05T10:00", "3wd")
    found = LegalClock(vn).state([event("start", "2025-06-02T09:00", "5wd"), extension])

    assert ((extension,), Period.parse("8wd")) == (found.extensions, found.limit)


def test_parts_of_days_extend_a_limit_that_runs_in_hours(vn: Calendar) -> None:
    """2.5 days and half a day are 24 office hours, not three days to their close of office."""
    found = state(vn, ("start", "2025-06-02T10:00", "2.5wd"), ("extend", "2025-06-02T11:00", "0.5wd"))

    assert found.due is not None
    assert at("2025-06-05T10:00") == found.due.due_at


@pytest.mark.parametrize(("limit", "extension"), [("5wd", "0.5wd"), ("5wd", "3cd"), ("5wd", "4h"), ("4h", "1wd")])
def test_extension_in_another_unit_is_refused(vn: Calendar, limit: str, extension: str) -> None:
    """Unlike units are never added."""
    with pytest.raises(CalendarError, match="cannot be added"):
        state(vn, ("start", "2025-06-02T09:00", limit), ("extend", "2025-06-03T09:00", extension))


def test_plain_days_of_a_profile_run_the_clock_as_assumed(profile: Callable[[str], Path]) -> None:
    """A clock on plain days says that their kind was assumed, also when only the extension was plain."""
    calendar = load_calendar(overrides=profile('format = 1\nid = "x"\nday_unstated = "working-day"\n'))
    plain = state(calendar, ("start", "2025-06-02T09:00", "5d"))
    extended = state(calendar, PAUSED[0], ("extend", "2025-06-03T09:00", "3d"))

    assert plain.due is not None
    assert extended.due is not None
    assert (True, True) == (plain.due.assumed, extended.due.assumed)


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([("pause", "2025-06-02T09:00", "")], "the clock is not-started"),
        ([("restart", "2025-06-02T09:00", "5wd")], "the clock is not-started"),
        ([PAUSED[0], ("start", "2025-06-03T09:00", "5wd")], "the clock is running"),
        ([PAUSED[0], ("resume", "2025-06-03T09:00", "")], "the clock is running"),
        ([*PAUSED, ("pause", "2025-06-05T09:00", "")], "the clock is paused"),
        ([PAUSED[0], ("stop", "2025-06-03T09:00", ""), ("restart", "2025-06-04T09:00", "")], "the clock is stopped"),
        ([PAUSED[0], ("stop", "2025-06-01T09:00", "")], "lies before the start"),
    ],
)
def test_impossible_sequence_is_refused(vn: Calendar, events: list[Move], message: str) -> None:
    """An event that cannot follow, or goes back in time, is refused even if it lies after now."""
    with pytest.raises(CalendarError, match=message):
        state(vn, *events, now="2025-06-01T00:00")


def test_refusal_names_what_is_possible(vn: Calendar) -> None:
    """The hint lists the events that may follow here."""
    with pytest.raises(CalendarError) as caught:
        state(vn, *PAUSED, ("pause", "2025-06-05T09:00", ""))

    assert caught.value.hint == "possible here: extend, restart, resume, stop"


@pytest.mark.parametrize(
    ("kind", "period"), [("begin", ""), ("start", ""), ("extend", ""), ("pause", "5wd"), ("stop", "1h")]
)
def test_event_that_makes_no_sense_is_refused(kind: ClockEventKind, period: str) -> None:
    """An unknown kind, a missing period and one out of place are refused when the event is made."""
    with pytest.raises(CalendarError):
        event(kind, "2025-06-02T09:00", period)


def test_naive_event_and_naive_now_are_refused(vn: Calendar) -> None:
    """Every instant names its zone."""
    with pytest.raises(NaiveTimeError):
        ClockEvent("pause", datetime.fromisoformat("2025-06-02T09:00"))
    with pytest.raises(NaiveTimeError):
        LegalClock(vn).state([], datetime.fromisoformat("2025-06-02T09:00"))


def test_events_of_several_zones_are_one_time_line(vn: Calendar) -> None:
    """A pause given in UTC is the same pause."""
    utc = ClockEvent("pause", datetime.fromisoformat("2025-06-04T03:00+00:00"))
    start = event("start", "2025-06-02T09:00", "5wd")

    assert state(vn, *PAUSED) == LegalClock(vn).state([start, utc])


def test_a_pause_never_brings_the_end_forward(vn: Calendar, rng: Random) -> None:
    """With any pauses, a limit of any kind ends when it would have ended without, or later."""
    for _ in range(150):
        begun = at("2025-01-01T00:00") + timedelta(minutes=rng.randrange(700_000))
        start = event("start", begun, rng.choice(["5wd", "12cd", "10h", "2.5wd", "0cd"]))
        instants = sorted(begun + timedelta(minutes=rng.randrange(30_000)) for _ in range(4))
        kinds: list[ClockEventKind] = ["pause", "resume", "pause", "resume"]
        moves = [event(kind, instant) for kind, instant in zip(kinds, instants, strict=True)]
        plain, paused = (LegalClock(vn).state(events).due for events in ([start], [start, *moves]))

        assert plain is not None
        assert paused is not None
        assert plain.due_at <= paused.due_at


def test_hours_outside_pauses_are_the_limit(vn: Calendar, rng: Random) -> None:
    """Office time until the end, less that of the pauses, is exactly the limit."""
    for _ in range(100):
        begun = at("2025-01-01T00:00") + timedelta(minutes=rng.randrange(700_000))
        paused, resumed = sorted(begun + timedelta(minutes=rng.randrange(10_000)) for _ in range(2))
        events = [event("start", begun, "16h"), event("pause", paused), event("resume", resumed)]
        found = LegalClock(vn).state(events).due
        assert found is not None
        within = vn.office_time(min(paused, found.due_at), min(resumed, found.due_at))

        assert timedelta(hours=16) == vn.office_time(begun, found.due_at) - within
