"""The legal clock of a dossier while its instance runs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from procflow.calendars import Calendar, ClockEvent, Due, LimitUnit, Period
from procflow.eventlog import EntryKind
from procflow.runtime.core.legal import due_by_clock

ClockStep = Literal["start", "pause", "resume", "restart", "extend", "stop"]

ENTRY_OF: dict[str, EntryKind] = {
    "start": EntryKind.CLOCK_STARTED,
    "pause": EntryKind.CLOCK_PAUSED,
    "resume": EntryKind.CLOCK_RESUMED,
    "restart": EntryKind.CLOCK_RESTARTED,
    "extend": EntryKind.CLOCK_EXTENDED,
    "stop": EntryKind.CLOCK_STOPPED,
}


NO_LIMIT = Period(Decimal(0), LimitUnit.NONE_SET)


class DossierClock:
    """
    What happened to a dossier's clock, and what holds it now.

    A step that does not fit (a pause of a stopped clock, a resumption of a running one) changes nothing: tokens of
    parallel branches may each ask for what another has done already.
    The clock is paused as long as anything holds it, and runs again when the last hold is gone.

    Args:
        events: What happened so far.
        pauses: What holds the clock: ids of elements, or tokens of activities.
        limit: The limit of the dossier, None if it has none.
        calendar: The calendar of the authority.
    """

    def __init__(
        self, events: tuple[ClockEvent, ...], pauses: tuple[str, ...], limit: Period | None, calendar: Calendar
    ) -> None:
        self.events, self.pauses = events, pauses
        self._limit, self._calendar = limit, calendar

    @property
    def is_started(self) -> bool:
        """Whether it was started and not stopped."""
        return bool(self.events) and self.events[-1].kind != "stop"

    @property
    def is_paused(self) -> bool:
        """Whether something holds it."""
        return bool(self.pauses)

    @property
    def due(self) -> Due | None:
        """When the dossier is due; None without limit, before the start and during a pause."""
        return due_by_clock(self.events, self._calendar)

    def start(self, at: datetime, limit: Period | None, reason: str) -> bool:
        """Start it, with a limit of its own if one is given; return whether that changed anything."""
        return not self.events and self._add(ClockEvent("start", at, limit or self._limit or NO_LIMIT, reason))

    def hold(self, by: str, at: datetime, reason: str) -> bool:
        """Pause it for *by*; return whether it ran before."""
        if not self.is_started or by in self.pauses:
            return False
        self.pauses = (*self.pauses, by)
        return len(self.pauses) == 1 and self._add(ClockEvent("pause", at, None, reason))

    def release(self, by: str, at: datetime, reason: str) -> bool:
        """Take the hold of *by* away, every hold for an empty *by*; return whether it runs again by that."""
        was_paused = self.is_paused
        self.pauses = tuple(hold for hold in self.pauses if by and hold != by)
        return was_paused and not self.pauses and self._add(ClockEvent("resume", at, None, reason))

    def restart(self, at: datetime, limit: Period | None, reason: str) -> bool:
        """Count anew, with another limit if one is given; return whether that changed anything."""
        self.pauses = ()
        return self.is_started and self._add(ClockEvent("restart", at, limit, reason))

    def extend(self, at: datetime, by: Period | None, reason: str) -> bool:
        """Give more time; return whether that changed anything."""
        return self.is_started and by is not None and self._add(ClockEvent("extend", at, by, reason))

    def stop(self, at: datetime, reason: str) -> bool:
        """Stop it; return whether that changed anything."""
        self.pauses = ()
        return self.is_started and self._add(ClockEvent("stop", at, None, reason))

    def _add(self, event: ClockEvent) -> bool:
        self.events = (*self.events, event)
        return True
