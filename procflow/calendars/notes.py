"""One line of an explanation: what a day did to a limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from procflow.calendars.days_off import DayOff


class Reason(StrEnum):
    """Why a day was counted or not."""

    AFTER_CUT_OFF = "after-cut-off"
    EVENT_DAY = "event-day"
    COUNTED = "counted"
    DAY_OFF = "day-off"
    PAUSED = "paused"
    RESUME_DAY = "resume-day"
    HOURS_RAN = "hours-ran"
    NO_HOURS = "no-hours"
    MOVED_ON = "moved-on"
    MOVED_TO = "moved-to"


@dataclass(frozen=True, slots=True)
class DayNote:
    """
    What one day did to a limit.

    Attributes:
        on: The day.
        counted: Whether the day, or a part of it, was counted.
        running: How much is counted at its end, in the unit of the limit.
        reason: Why.
        day_off: Name of the day off, for a day that is not a working day.
    """

    on: date
    counted: bool
    running: Decimal
    reason: Reason
    day_off: DayOff | None = None
