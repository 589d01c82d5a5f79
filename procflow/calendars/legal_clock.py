"""The legal clock of a dossier: when it is due, after every pause, restart and extension."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, get_args

from procflow.calendars.calendar import Calendar
from procflow.calendars.counting import Due, Limit, Pause, Reckoning, reckon, used_until
from procflow.calendars.due_dates import limit_from
from procflow.calendars.notes import DayNote
from procflow.calendars.period import Period
from procflow.clock import aware
from procflow.errors import CalendarError, expect
from procflow.wording import with_article

ClockEventKind = Literal["start", "pause", "resume", "restart", "extend", "stop"]
ClockStatus = Literal["not-started", "running", "paused", "stopped"]

_NEEDS_PERIOD = frozenset({"start", "extend"})
_TAKES_PERIOD = _NEEDS_PERIOD | {"restart"}
_ALLOWED: Mapping[ClockStatus, frozenset[str]] = MappingProxyType(
    {
        "not-started": frozenset({"start"}),
        "running": frozenset({"pause", "restart", "extend", "stop"}),
        "paused": frozenset({"resume", "restart", "extend", "stop"}),
        "stopped": frozenset(),
    }
)


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """
    Something that moves the clock.

    Args:
        kind: ``start``, ``pause``, ``resume``, ``restart``, ``extend`` or ``stop``.
        at: When it happened, in any time zone.
        period: The limit of a start, the new limit of a restart (without it the limit last stated by a start or
            restart), the time that an extension adds.
        reason: Why, in words of the case.

    Raises:
        NaiveTimeError: *at* has no time zone.
        CalendarError: The kind is unknown, or a period is missing or out of place.
    """

    kind: ClockEventKind
    at: datetime
    period: Period | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(ClockEventKind):
            hint = "one of " + ", ".join(get_args(ClockEventKind))
            raise CalendarError(f"{self.kind!r} is no event of the clock", hint=hint, kind=self.kind)
        aware(self.at, f"the {self.kind} at")
        if self.period is None and self.kind in _NEEDS_PERIOD:
            raise CalendarError(f"{self.kind} needs a period", hint="give one, such as 5wd", event=self)
        if self.period is not None and self.kind not in _TAKES_PERIOD:
            hint = "start, restart and extend take one"
            raise CalendarError(f"{self.kind} takes no period", hint=hint, event=self)


@dataclass(frozen=True, slots=True)
class ClockState:
    """
    Where the clock stands.

    Attributes:
        status: Whether it runs.
        due: When the limit ends; None before the start, and while an open pause holds the limit up.
        limit: The limit with its extensions; None before the start.
        used: How much of the limit is used, in its unit; None before the start.
        remaining: How much is left; None before the start.
        pauses: The pauses of the present count; the one that lasts has no end.
        extensions: The extensions of the present count.
        explanation: What each day did to the limit so far.
        late: Whether the limit has run out, judged at the stop or at the time of looking; None where there is no due
            date or no time to judge at.
    """

    status: ClockStatus
    due: Due | None = None
    limit: Period | None = None
    used: Decimal | None = None
    remaining: Decimal | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[ClockEvent, ...] = ()
    explanation: tuple[DayNote, ...] = ()
    late: bool | None = None


@dataclass(frozen=True, slots=True)
class _Count:
    """The present count: the limit as it runs now, and the limit that a restart goes back to."""

    status: ClockStatus
    limit: Limit
    statutory: Period
    extensions: tuple[ClockEvent, ...] = ()
    stopped_at: datetime | None = None


class LegalClock:
    """
    The clock of a dossier as a pure function of its events.

    - **start**: the limit runs; a cut-off of the calendar applies, as to every receipt of a dossier.
    - **pause**, **resume**: the time between them is not counted ("không tính vào thời gian giải quyết").
      A limit in whole days leaves out whole days: a day counts if the clock ran at its close of office and was not
      resumed on it, so the days of the pause and of the resume are not counted, and a pause after close of office
      leaves its day counted. A day off ends at 24:00.
      A limit in hours or parts of a day leaves out the exact office hours.
      A pause after the limit has run out changes nothing, and a pause before a moved last day has ended moves it on.
    - **restart**: the limit is counted anew from its first day, as if the dossier had arrived at the restart ("thời hạn
      được tính lại từ đầu sau khi nhận đủ hồ sơ"): nothing of it is used, the day of the restart is not counted, and a
      cut-off applies.
      It is the limit of the restart, or else the one that the last start or restart stated, without extensions.
      All pauses and extensions before it are dropped, and a pause that lasts ends with it, so the clock runs.
      It is possible while the clock runs or is paused, also after the limit has run out, but not after a stop.
    - **extend**: its period is added and the total counted from the start. It has the unit of the limit, and whole
      days where the limit is in whole days, since parts would turn the limit into hours and could end it earlier.
    - **stop**: lateness is judged here; nothing may follow.

    Args:
        calendar: The calendar of the authority.

    Example:
        >>> from procflow.calendars import load_calendar
        >>> at = lambda text: datetime.fromisoformat(text + "+07:00")
        >>> events = [
        ...     ClockEvent("start", at("2026-02-09T09:00"), Period.parse("10wd")),
        ...     ClockEvent("pause", at("2026-02-12T10:00"), reason="lấy ý kiến"),
        ...     ClockEvent("resume", at("2026-02-24T09:00")),
        ... ]
        >>> state = LegalClock(load_calendar()).state(events)
        >>> str(state.due.due_on), state.used, state.remaining
        ('2026-03-06', Decimal('2'), Decimal('8'))
    """

    def __init__(self, calendar: Calendar) -> None:
        expect(calendar, Calendar, "the calendar", "pass what load_calendar() returns")
        self.calendar = calendar

    def state(self, events: Sequence[ClockEvent], now: datetime | None = None) -> ClockState:
        """
        Return where the clock stands after *events*, looked at *now*.

        The whole sequence is checked; what lies after *now* has not happened yet and is left aside.
        Without *now* the clock is looked at its last event, and lateness is judged at a stop only.

        Raises:
            DataError: *events* is no sequence of events.
            NaiveTimeError: *now* has no time zone.
            CalendarError: The events go back in time, or one is impossible where it stands.
        """
        expect(events, Sequence, "the events of the clock", "pass a list of ClockEvent, an empty one before the start")
        if now is not None:
            self.calendar.local(now)
        count: _Count | None = None
        seen: _Count | None = None
        before: ClockEvent | None = None
        for event in events:
            expect(event, ClockEvent, "an event of the clock", "pass ClockEvent(kind, at, period)")
            if before is not None and event.at < before.at:
                hint = "give the events in the order they happened"
                message = f"the {event.kind} at {event.at.isoformat()} lies before the {before.kind}"
                raise CalendarError(message, hint=hint, event=event, before=before)
            count = self._after(count, event)
            if now is None or event.at <= now:
                seen = count
            before = event
        if seen is None or before is None:
            return ClockState("not-started")
        return self._state(seen, now or before.at, judged=now is not None)

    def _after(self, count: _Count | None, event: ClockEvent) -> _Count:
        status = count.status if count else "not-started"
        if event.kind not in _ALLOWED[status]:
            allowed = ", ".join(sorted(_ALLOWED[status])) or "nothing may follow a stop"
            message = f"{with_article(event.kind)} at {event.at.isoformat()} is impossible: the clock is {status}"
            raise CalendarError(message, hint=f"possible here: {allowed}", event=event, status=status)
        if count is None:
            return self._start(event, event.period)
        match event.kind:
            case "pause":
                return self._pause(count, event)
            case "resume":
                return self._resume(count, event)
            case "extend":
                return self._extend(count, event)
            case "stop":
                return dataclasses.replace(count, status="stopped", stopped_at=event.at)
            case _:
                return self._start(event, event.period or count.statutory)

    def _start(self, event: ClockEvent, period: Period | None) -> _Count:
        assert period is not None  # noqa: S101 - ClockEvent refuses a start without one
        return _Count("running", limit_from(event.at, period, self.calendar), period)

    def _pause(self, count: _Count, event: ClockEvent) -> _Count:
        pause = Pause(self.calendar.local(event.at), None, event.reason)
        return self._with_pauses(count, (*count.limit.pauses, pause), "paused")

    def _resume(self, count: _Count, event: ClockEvent) -> _Count:
        *earlier, last = count.limit.pauses
        resumed = dataclasses.replace(last, ends=self.calendar.local(event.at))
        return self._with_pauses(count, (*earlier, resumed), "running")

    @staticmethod
    def _with_pauses(count: _Count, pauses: tuple[Pause, ...], status: ClockStatus) -> _Count:
        return dataclasses.replace(count, limit=dataclasses.replace(count.limit, pauses=pauses), status=status)

    def _extend(self, count: _Count, event: ClockEvent) -> _Count:
        assert event.period is not None  # noqa: S101 - ClockEvent refuses an extension without one
        limit = count.limit
        added, assumed = self.calendar.resolve(event.period)
        if added.unit != limit.period.unit or not (limit.in_hours or added.is_whole):
            unit = "office hours or parts of a day" if limit.in_hours else "whole days"
            message = f"{event.period} cannot be added to a limit of {limit.period}"
            hint = f"extend in the unit of the limit, in {unit}, or restart with a new limit"
            raise CalendarError(message, hint=hint, event=event)
        total = Period(limit.period.value + added.value, added.unit)
        longer = dataclasses.replace(limit, period=total, assumed=limit.assumed or assumed)
        return dataclasses.replace(count, limit=longer, extensions=(*count.extensions, event))

    def _state(self, count: _Count, moment: datetime, *, judged: bool) -> ClockState:
        limit = count.limit
        moment = count.stopped_at or moment
        found = reckon(self.calendar, limit)
        used = used_until(self.calendar, limit, found.notes, moment)
        return ClockState(
            status=count.status,
            due=found.due,
            limit=limit.period,
            used=used,
            remaining=limit.period.value - used,
            pauses=limit.pauses,
            extensions=count.extensions,
            explanation=found.notes,
            late=_is_late(found, moment) if judged or count.stopped_at else None,
        )


def _is_late(found: Reckoning, moment: datetime) -> bool | None:
    return None if found.due is None else moment > found.due.due_at
