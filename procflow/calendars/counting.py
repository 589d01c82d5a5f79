"""Counting itself: from a receipt, over days and pauses, to the end of a limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from procflow.calendars.calendar import Calendar
from procflow.calendars.notes import DayNote, Reason
from procflow.calendars.period import LimitUnit, Period
from procflow.calendars.working_time import ONE_DAY, Rule

_HOUR_SECONDS = 3600
_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Pause:
    """
    A time that is not counted.

    Attributes:
        begins: When the clock was paused.
        ends: When it was resumed; None if it was not.
        reason: Why it was paused.
    """

    begins: datetime
    ends: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """
    When a limit ends, and why.

    Attributes:
        due_on: The last day.
        due_at: The last instant: close of office for days, the exact instant for hours and parts of a day.
        explanation: What each day did to the limit, in the order of counting.
        provisional: Whether it lies beyond the last year whose holidays and swaps are announced.
        calendar_id: The calendar it was counted with.
        period: The limit, in the unit it was counted in; None for a plain "before a date".
        basis: The rules it rests on, with their articles.
        assumed: Whether the kind of day was taken from the authority's profile.
    """

    due_on: date
    due_at: datetime
    explanation: tuple[DayNote, ...]
    provisional: bool
    calendar_id: str
    period: Period | None
    basis: tuple[Rule, ...]
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """
    A limit that runs from a receipt.

    Attributes:
        period: How long, in a unit that can be counted.
        arrived: When the dossier arrived.
        received: When it counts as received.
        pauses: Times that are not counted, in order; an open one can only be the last.
        in_hours: Whether it runs through office hours.
        assumed: Whether the kind of day was taken from the authority's profile.
    """

    period: Period
    arrived: datetime
    received: datetime
    in_hours: bool
    assumed: bool = False
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The due date, None while an open pause holds it up, and the days looked at so far."""

    due: Due | None
    notes: tuple[DayNote, ...]


def reckon(calendar: Calendar, limit: Limit) -> Reckoning:
    """Return when *limit* ends."""
    due_at, notes = (_run_hours if limit.in_hours else _count_days)(calendar, limit)
    notes = [*_before_receipt(calendar, limit), *notes]
    if due_at is None:
        return Reckoning(None, tuple(notes))
    due = Due(
        due_on=due_at.date(),
        due_at=due_at,
        explanation=tuple(notes),
        provisional=due_at.year > calendar.known_until,
        calendar_id=calendar.id,
        period=limit.period,
        basis=tuple(_basis(calendar, limit, notes)),
        assumed=limit.assumed,
    )
    return Reckoning(due, due.explanation)


def used_until(calendar: Calendar, limit: Limit, notes: Sequence[DayNote], moment: datetime) -> Decimal:
    """
    Return how much of *limit* is used at *moment*, in its unit and never more than the limit.

    A day is used at its close of office; hours are exact to the second.
    """
    if not limit.in_hours:
        ended = [note.running for note in notes if calendar.end_of_day(note.on) <= moment]
        return max(ended, default=Decimal(0))
    ran = sum((_ran(calendar, *stretch, moment) for stretch in _stretches(limit)), timedelta())
    return min(limit.period.value, _in_unit(calendar, limit, ran))


def _count_days(calendar: Calendar, limit: Limit) -> tuple[datetime | None, list[DayNote]]:
    """Count whole days after the receipt; the last one must be a working day on which the clock ran."""
    day, total, counted = limit.received.date(), int(limit.period.value), 0
    notes = [DayNote(day, counted=False, running=Decimal(0), reason=Reason.EVENT_DAY, day_off=calendar.day_off(day))]
    while not (counted == total and calendar.is_working_day(day) and _interruption(calendar, limit, day) is None):
        if _held_up(calendar, limit, day):
            return None, notes
        day += ONE_DAY
        reason = _interruption(calendar, limit, day) or _reason(calendar, limit, day, moved=counted == total)
        counted += reason is Reason.COUNTED
        notes.append(DayNote(day, reason is Reason.COUNTED, Decimal(counted), reason, calendar.day_off(day)))
    return calendar.close_of_office(day), notes


def _reason(calendar: Calendar, limit: Limit, day: date, *, moved: bool) -> Reason:
    works = calendar.is_working_day(day)
    if moved:
        return Reason.MOVED_TO if works else Reason.MOVED_ON
    return Reason.COUNTED if works or limit.period.unit is LimitUnit.CALENDAR_DAY else Reason.DAY_OFF


def _interruption(calendar: Calendar, limit: Limit, day: date) -> Reason | None:
    """Return why the clock did not run on *day*: it stood still at its end, or was resumed on it."""
    if not limit.pauses:
        return None
    ends = calendar.end_of_day(day)
    for pause in limit.pauses:
        if pause.begins < ends and (pause.ends is None or pause.ends > ends):
            return Reason.PAUSED
        if pause.ends is not None and pause.ends.date() == day != limit.received.date():
            return Reason.RESUME_DAY
    return None


def _held_up(calendar: Calendar, limit: Limit, day: date) -> bool:
    """Return whether the clock is paused at the end of *day* and was never resumed."""
    if not limit.pauses or limit.pauses[-1].ends is not None:
        return False
    return limit.pauses[-1].begins < calendar.end_of_day(day)


def _run_hours(calendar: Calendar, limit: Limit) -> tuple[datetime | None, list[DayNote]]:
    """Run through office hours from the receipt, pauses left out to the second."""
    left = _office_time(calendar, limit)
    ran_on: dict[date, timedelta] = {}
    if not left:
        return limit.received, list(_hour_notes(calendar, limit, ran_on, limit.received.date()))
    for begins, ends in _pieces(calendar, limit):
        ran = min(left, ends - begins)
        ran_on[begins.date()] = ran_on.get(begins.date(), timedelta()) + ran
        left -= ran
        if not left:
            return begins + ran, list(_hour_notes(calendar, limit, ran_on, begins.date()))
    return None, list(_hour_notes(calendar, limit, ran_on, limit.pauses[-1].begins.date()))


def _hour_notes(calendar: Calendar, limit: Limit, ran_on: dict[date, timedelta], last: date) -> Iterator[DayNote]:
    total, day = timedelta(), limit.received.date()
    while day <= last:
        ran = ran_on.get(day, timedelta())
        total += ran
        reason = _hours_reason(calendar, limit, day, ran)
        yield DayNote(day, bool(ran), _in_unit(calendar, limit, total), reason, calendar.day_off(day))
        day += ONE_DAY


def _hours_reason(calendar: Calendar, limit: Limit, day: date, ran: timedelta) -> Reason:
    if ran:
        return Reason.HOURS_RAN
    if not calendar.is_working_day(day):
        return Reason.DAY_OFF
    return Reason.NO_HOURS if _interruption(calendar, limit, day) is None else Reason.PAUSED


def _pieces(calendar: Calendar, limit: Limit) -> Iterator[tuple[datetime, datetime]]:
    for begins, ends in _stretches(limit):
        yield from calendar.office_pieces(begins, ends)


def _stretches(limit: Limit) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield from when to when the clock runs."""
    begins = limit.received
    for pause in limit.pauses:
        yield begins, pause.begins
        if pause.ends is None:
            return
        begins = max(limit.received, pause.ends)
    yield begins, None


def _ran(calendar: Calendar, begins: datetime, ends: datetime | None, moment: datetime) -> timedelta:
    return calendar.office_time(begins, moment if ends is None else min(ends, moment))


def _office_time(calendar: Calendar, limit: Limit) -> timedelta:
    hours = limit.period.value
    if limit.period.unit is LimitUnit.WORKING_DAY:
        hours *= calendar.hours_per_working_day(limit.received.date())
    return timedelta(seconds=int((hours * _HOUR_SECONDS).to_integral_value(ROUND_HALF_UP)))


def _in_unit(calendar: Calendar, limit: Limit, ran: timedelta) -> Decimal:
    amount = Decimal(round(ran.total_seconds())) / _HOUR_SECONDS
    if limit.period.unit is LimitUnit.WORKING_DAY:
        amount /= calendar.hours_per_working_day(limit.received.date())
    return amount.quantize(Decimal(1)) if amount == int(amount) else amount.quantize(_PLACES).normalize()


def _before_receipt(calendar: Calendar, limit: Limit) -> Iterator[DayNote]:
    """Yield the days between the arrival and the day that counts as the receipt."""
    day = limit.arrived.date()
    while day < limit.received.date():
        reason = Reason.AFTER_CUT_OFF if calendar.is_working_day(day) else Reason.DAY_OFF
        yield DayNote(day, counted=False, running=Decimal(0), reason=reason, day_off=calendar.day_off(day))
        day += ONE_DAY


def _basis(calendar: Calendar, limit: Limit, notes: Sequence[DayNote]) -> Iterator[Rule]:
    on = limit.received.date()
    names = ["hours-start"] if limit.in_hours else ["first-day", "day-ends"]
    names += ["hours-per-working-day"] * (limit.in_hours and limit.period.unit is LimitUnit.WORKING_DAY)
    names += ["last-day-off"] * any(note.reason is Reason.MOVED_TO for note in notes)
    names += ["cut-off"] * (limit.received != limit.arrived)
    names += ["pause"] * bool(limit.pauses)
    for name in names:
        yield calendar.rule(name, on)
