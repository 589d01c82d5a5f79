"""Due dates of a limit: forward from a receipt, backward from an event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from procflow.calendars.calendar import Calendar
from procflow.calendars.counting import Due, Limit, reckon
from procflow.calendars.notes import DayNote, Reason
from procflow.calendars.period import LimitUnit, Period
from procflow.calendars.working_time import ONE_DAY
from procflow.errors import CalendarError, expect


def due(start: datetime, period: Period, calendar: Calendar) -> Due:
    """
    Return when *period*, started at *start*, ends.

    Whole days: the day of the event is not counted, the limit ends at close of office of its last day, and a last
    day that is off moves to the next working day (Bộ luật Dân sự 2015, Điều 147, 148).
    Hours and parts of a working day run through office hours from the instant.
    Where the calendar has a cut-off, what arrives after it, or on a day off, counts as received at the next opening.

    Args:
        start: When it arrived, in any time zone.
        period: The limit; ``day-unstated`` only with a calendar that says which kind is meant.
        calendar: The calendar of the authority.

    Raises:
        NaiveTimeError: *start* has no time zone.
        CalendarError: No due date follows from the unit, or the calendar does not reach that far.

    Example:
        >>> from procflow.calendars import load_calendar
        >>> due(datetime.fromisoformat("2025-12-31T10:00+07:00"), Period.parse("5wd"), load_calendar()).due_on
        datetime.date(2026, 1, 9)
    """
    limit = limit_from(start, period, calendar)
    return ended(reckon(calendar, limit).due)


def limit_from(arrived: datetime, period: Period, calendar: Calendar) -> Limit:
    """Return the limit that runs from an arrival, in a unit that can be counted."""
    expect(calendar, Calendar, "the calendar", "pass what load_calendar() returns")
    resolved, assumed = calendar.resolve(period)
    return Limit(resolved, calendar.local(arrived), calendar.received(arrived), resolved.runs_in_hours, assumed)


def ended(found: Due | None) -> Due:
    """Return the due date of a limit without open pause, which always ends."""
    assert found is not None  # noqa: S101 - only an open pause holds a limit up
    return found


def latest_before(event_on: date, period: Period, calendar: Calendar) -> Due:
    """
    Return the last day for what must be done "at least" *period* before an event.

    The day of the event is not counted, and a day off moves to the working day before it.

    Args:
        event_on: The day of the event.
        period: Whole working or calendar days.
        calendar: The calendar of the authority.

    Raises:
        CalendarError: The period is not in whole days, or the calendar does not reach that far.

    Example:
        >>> from procflow.calendars import load_calendar
        >>> latest_before(date(2025, 7, 1), Period.parse("8cd"), load_calendar()).due_on
        datetime.date(2025, 6, 23)
    """
    resolved, assumed = calendar.resolve(period)
    if resolved.runs_in_hours:
        hint = "backward limits count whole days: write 8wd or 8cd"
        raise CalendarError(f"{period} cannot be counted backward", hint=hint, period=period)
    notes = tuple(_backward(event_on, resolved, calendar))
    return _backward_due(event_on, notes, resolved, calendar, assumed=assumed)


def last_day_before(event_on: date, calendar: Calendar) -> Due:
    """
    Return the last day for what must be done "before" a date (trước ngày): strictly before, on a working day.

    Example:
        >>> from procflow.calendars import load_calendar
        >>> last_day_before(date(2026, 4, 30), load_calendar()).due_on
        datetime.date(2026, 4, 29)
    """
    last = calendar.previous_working_day(event_on)
    notes = [_note(event_on, 0, Reason.EVENT_DAY, calendar)]
    day = event_on - ONE_DAY
    while day > last:
        notes.append(_note(day, 0, Reason.MOVED_ON, calendar))
        day -= ONE_DAY
    notes.append(_note(last, 0, Reason.MOVED_TO, calendar))
    return _backward_due(event_on, tuple(notes), None, calendar)


def _backward(event_on: date, period: Period, calendar: Calendar) -> Iterator[DayNote]:
    day, counted, total = event_on, 0, int(period.value)
    yield _note(day, 0, Reason.EVENT_DAY, calendar)
    while counted < total:
        day -= ONE_DAY
        counts = period.unit is LimitUnit.CALENDAR_DAY or calendar.is_working_day(day)
        counted += counts
        yield _note(day, counted, Reason.COUNTED if counts else Reason.DAY_OFF, calendar)
    while not calendar.is_working_day(day):
        day -= ONE_DAY
        yield _note(day, counted, Reason.MOVED_TO if calendar.is_working_day(day) else Reason.MOVED_ON, calendar)


def _note(day: date, counted: int, reason: Reason, calendar: Calendar) -> DayNote:
    return DayNote(day, reason is Reason.COUNTED, Decimal(counted), reason, calendar.day_off(day))


def _backward_due(
    event_on: date, notes: tuple[DayNote, ...], period: Period | None, calendar: Calendar, *, assumed: bool = False
) -> Due:
    last = notes[-1].on
    names = ["first-day", "day-ends"]
    if notes[-1].reason is Reason.MOVED_TO:
        names.append("backward-last-day-off")
    return Due(
        due_on=last,
        due_at=calendar.close_of_office(last),
        explanation=notes,
        provisional=event_on.year > calendar.known_until,
        calendar_id=calendar.id,
        period=period,
        basis=tuple(calendar.rule(name, event_on) for name in names),
        assumed=assumed,
    )
