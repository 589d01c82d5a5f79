"""Office hours, cut-off, swaps and counting rules: the parts a calendar is made of, each with validity and source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from types import NoneType
from typing import Protocol

from procflow.calendars.days_off import DayOff
from procflow.errors import CalendarError, expect


@dataclass(frozen=True, slots=True)
class Span:
    """Office hours without a break, from *opens* to *closes* of one day."""

    opens: time
    closes: time

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return the instants at which it opens and closes on *day*."""
        return datetime.combine(day, self.opens, zone), datetime.combine(day, self.closes, zone)

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


class Dated(Protocol):
    """What holds from one day to another, both included; without a last day it holds on."""

    @property
    def valid_from(self) -> date:
        """First day it holds."""
        ...

    @property
    def valid_to(self) -> date | None:
        """Last day it holds, if it ends."""
        ...


def holds_on(entry: Dated, day: date) -> bool:
    """Return whether *entry* holds on *day*."""
    return entry.valid_from <= day and (entry.valid_to is None or day <= entry.valid_to)


def overlap(one: Dated, other: Dated) -> bool:
    """Return whether both hold on some day."""
    return max(one.valid_from, other.valid_from) <= min(one.valid_to or date.max, other.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """
    The office hours of an authority.

    Attributes:
        valid_from: First day they hold.
        valid_to: Last day they hold, if they end.
        months: Months of the year they hold in (summer and winter hours); empty for all.
        weekdays: Hours from Monday to Sunday; a weekday without hours is a rest day.
        make_up_day: Hours of a rest day that is worked in exchange.
        source: The decision that sets them.
        official_text_seen: Whether its official text was compared.
    """

    valid_from: date
    valid_to: date | None
    months: frozenset[int]
    weekdays: tuple[tuple[Span, ...], ...]
    make_up_day: tuple[Span, ...]
    source: str
    official_text_seen: bool

    def hold_on(self, day: date) -> bool:
        """Return whether they hold on *day*."""
        return holds_on(self, day) and (not self.months or day.month in self.months)

    def overlap(self, other: OfficeHours) -> bool:
        """Return whether both hold on some day of some year."""
        months, theirs = (hours.months or frozenset(range(1, 13)) for hours in (self, other))
        return overlap(self, other) and bool(months & theirs)


@dataclass(frozen=True, slots=True)
class CutOff:
    """The hour after which a receipt counts as of the next working day; None for no such hour."""

    at: time | None
    valid_from: date
    valid_to: date | None
    source: str
    official_text_seen: bool

    def __post_init__(self) -> None:
        expect(self.at, (time, NoneType), "the cut-off", "pass a time such as time(15), or None for no cut-off")
        if self.at is not None and self.at.tzinfo is not None:
            hint = "pass a time without a zone; the calendar has one"
            raise CalendarError(f"the cut-off {self.at} has a time zone", hint=hint, at=self.at)


@dataclass(frozen=True, slots=True)
class Swap:
    """A working day that is off in exchange for a rest day that is worked."""

    off: date
    worked: date
    source: str
    official_text_seen: bool

    @property
    def name(self) -> DayOff:
        """Name of the day off."""
        return DayOff(f"nghỉ hoán đổi, làm bù ngày {self.worked:%d/%m/%Y}", f"swapped for {self.worked:%d/%m/%Y}")


@dataclass(frozen=True, slots=True)
class Closure:
    """A day on which this authority alone is closed."""

    on: date
    name: DayOff
    source: str
    official_text_seen: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule of counting.

    Attributes:
        name: What it rules, e.g. ``last-day-off``.
        value: How, e.g. ``next-working-day``.
        law: Article it rests on.
        vi: What it says, in Vietnamese.
        en: What it says, in English.
        valid_from: First day it is in force.
        valid_to: Last day it is in force, if it ended.
        official_text_seen: Whether the official text was compared.
    """

    name: str
    value: str | int
    law: str
    vi: str
    en: str
    valid_from: date
    valid_to: date | None
    official_text_seen: bool


ONE_DAY = timedelta(days=1)
