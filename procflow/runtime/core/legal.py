"""Limits and timers as the runtime needs them: when something is due, and how timers stand still with the clock."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from procflow.calendars import Calendar, ClockEvent, Due, LegalClock, Period, due, latest_before
from procflow.clock import aware
from procflow.errors import CalendarError
from procflow.expressions import Timer, TimerCycle, TimerDate
from procflow.runtime.core.plan import NodePlan
from procflow.runtime.core.state import TimerState


def local(instant: datetime, calendar: Calendar) -> datetime:
    """
    Return *instant* in the zone of the calendar, whether or not the calendar can count there.

    Raises:
        NaiveTimeError: It has no time zone.
        CalendarError: In that zone it lies outside the years 1 to 9999.
    """
    try:
        return aware(instant).astimezone(calendar.zone)
    except OverflowError as exc:
        message = f"{instant.isoformat()} leaves the years 1 to 9999 in {calendar.zone}"
        raise CalendarError(message, hint="take a time of our age", instant=instant) from exc


def require_begun(since: datetime | None, now: datetime) -> None:
    """
    Refuse what would be dated before it began.

    Raises:
        CalendarError: *now* lies before *since*.
    """
    if since is not None and now < since:
        raise CalendarError(
            f"it is {now.isoformat()} by the clock, and what is to be changed began only at {since.isoformat()}",
            hint="set the clock right; it must not go back",
            since=since,
            now=now,
        )


def countable(limit: Period | None, calendar: Calendar) -> Period | None:
    """Return *limit* if a due date follows from it by *calendar*, else None."""
    if limit is None or not limit.is_measured:
        return None
    try:
        return calendar.resolve(limit)[0]
    except CalendarError:
        return None


def due_after(limit: Period | None, start: datetime, calendar: Calendar) -> Due | None:
    """Return when what began at *start* is due, None where no due date follows from *limit*."""
    return None if limit is None or countable(limit, calendar) is None else due(start, limit, calendar)


def earliest_due(
    plan: NodePlan, variables: Mapping[str, object], start: datetime, calendar: Calendar, *, limit_since: datetime
) -> tuple[Due | None, tuple[str, ...]]:
    """
    Return when a step that began at *start* is due: the earliest of its limits.

    Its own limit counts from *limit_since*, which in a group of steps is the start of the first of them.

    Returns:
        The due date, None where none follows; and the variables whose date is not known, so that their limit is not.
    """
    found = [due_after(plan.limit, limit_since, calendar)]
    missing: list[str] = []
    for further in plan.also:
        day = _day(variables.get(further.before), calendar) if further.before else None
        if further.before and day is None:
            missing.append(further.before)
        elif day is None:
            found.append(due_after(further.period, start, calendar))
        else:
            found.append(latest_before(day, further.period, calendar))
    return min((due for due in found if due is not None), key=lambda due: due.due_at, default=None), tuple(missing)


def _day(value: object, calendar: Calendar) -> date | None:
    if isinstance(value, datetime):
        return calendar.local(value).date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def due_by_clock(events: Sequence[ClockEvent], calendar: Calendar) -> Due | None:
    """Return the due date of a legal clock, None while it is paused or has no limit that can be counted."""
    periods = [event.period for event in events if event.kind in {"start", "restart"} and event.period]
    last = max((n for n, event in enumerate(events) if event.kind in {"start", "restart"}), default=None)
    if last is None or countable(periods[-1], calendar) is None:
        return None
    counted = (ClockEvent("start", events[last].at, periods[-1]), *events[last + 1 :])
    return LegalClock(calendar).state(counted).due


def arm(timer: Timer | None, limit: Period | None, now: datetime, calendar: Calendar) -> TimerState:
    """
    Return a timer that begins *now*: by its legal limit if it has one, else by its ISO 8601 text.

    The repetitions of a cycle hold for the legal limit too.

    Raises:
        CalendarError: The limit cannot be counted, or ends beyond the years of the calendar.
        ExpressionError: The ISO 8601 text leads beyond the year 9999.
    """
    left = timer.repetitions if isinstance(timer, TimerCycle) else 1
    if limit is not None:
        return _by_limit(now, limit, left, calendar)
    begins = local(now, calendar)
    if isinstance(timer, TimerDate):
        return TimerState(timer.at)
    if isinstance(timer, TimerCycle):
        return TimerState(timer.start or timer.duration.add_to(begins), left)
    assert timer is not None  # noqa: S101 - the compiler refuses a timer without time
    return TimerState(timer.add_to(begins))


def after_firing(state: TimerState, timer: Timer | None, limit: Period | None, calendar: Calendar) -> TimerState | None:
    """Return the timer for its next firing, counted from the last due instant; None if it was the last."""
    left = None if state.left is None else state.left - 1
    if left == 0 or state.due_at is None or not isinstance(timer, TimerCycle):
        return None
    if limit is not None:
        return _by_limit(state.due_at, limit, left, calendar)
    return TimerState(timer.duration.add_to(local(state.due_at, calendar)), left)


def paused(state: TimerState, now: datetime) -> TimerState:
    """Return a running timer of a legal limit standing still."""
    return dataclasses.replace(state, due_at=None, clock=(*state.clock, ClockEvent("pause", now)))


def resumed(state: TimerState, now: datetime, calendar: Calendar) -> TimerState:
    """Return a timer of a legal limit running again, if it stood still."""
    if state.clock[-1].kind != "pause":
        return state
    clock = (*state.clock, ClockEvent("resume", now))
    found = due_by_clock(clock, calendar)
    return dataclasses.replace(state, due_at=None if found is None else found.due_at, clock=clock)


def _by_limit(start: datetime, limit: Period, left: int | None, calendar: Calendar) -> TimerState:
    return TimerState(due(start, limit, calendar).due_at, left, (ClockEvent("start", start, limit),))
