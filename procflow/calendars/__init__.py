"""Working time and legal limits of an authority: calendars as data, due dates, the legal clock, explanations."""

from procflow.calendars.calendar import Calendar
from procflow.calendars.counting import Due, Pause
from procflow.calendars.days_off import DayOff
from procflow.calendars.due_dates import due, last_day_before, latest_before
from procflow.calendars.explanation import explain
from procflow.calendars.legal_clock import ClockEvent, ClockEventKind, ClockState, ClockStatus, LegalClock
from procflow.calendars.notes import DayNote, Reason
from procflow.calendars.period import LimitUnit, Period
from procflow.calendars.profile import load_calendar, nominal_day_hours
from procflow.calendars.working_time import Rule, Span

__all__ = [
    "Calendar",
    "ClockEvent",
    "ClockEventKind",
    "ClockState",
    "ClockStatus",
    "DayNote",
    "DayOff",
    "Due",
    "LegalClock",
    "LimitUnit",
    "Pause",
    "Period",
    "Reason",
    "Rule",
    "Span",
    "due",
    "explain",
    "last_day_before",
    "latest_before",
    "load_calendar",
    "nominal_day_hours",
]
