"""The working calendar of an authority: which days and which hours are worked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from procflow.calendars.days_off import WEEKLY_REST, DayOff, national_year
from procflow.calendars.period import LimitUnit, Period
from procflow.calendars.working_time import ONE_DAY, Closure, CutOff, OfficeHours, Rule, Span, Swap, holds_on
from procflow.clock import aware
from procflow.errors import CalendarError, expect

KindOfDay = Literal["working-day", "calendar-day"]


@dataclass(frozen=True, slots=True)
class _Year:
    hours: Mapping[date, tuple[Span, ...]]
    off: Mapping[date, DayOff]


@dataclass(frozen=True)
class Calendar:
    """
    Which days and hours an authority works, and by which rules it counts.

    A day is a working day if it has office hours.
    Of entries that hold on one day the first one counts, so an authority's own stand before the country's.
    `load_calendar` makes one from data files; a year is worked out once and kept.

    Attributes:
        id: Name of the calendar, printed with every due date.
        title: The authority, for people.
        zone: Time zone in which days and hours are meant.
        country: Country whose public holidays are days off.
        first_year: First year it can count in.
        last_year: Last year it can count in.
        known_until: Last year whose holidays and swaps are announced; a due date beyond it is provisional.
        office_hours: Office hours with their validity.
        cut_offs: Cut-off hours with their validity.
        swaps: Working days exchanged for rest days.
        closures: Days on which this authority alone is closed.
        rules: Rules of counting with their validity.
        day_unstated: Which kind of day plain ``ngày`` means for this authority; None where it has not said so.

    Example:
        >>> from procflow.calendars import load_calendar
        >>> calendar = load_calendar()
        >>> calendar.is_working_day(date(2026, 1, 2)), calendar.is_working_day(date(2026, 1, 10))
        (False, True)
        >>> calendar.name_of_day_off(date(2026, 2, 17))
        'Tết Nguyên Đán'
    """

    id: str
    title: str
    zone: ZoneInfo
    country: str
    first_year: int
    last_year: int
    known_until: int
    office_hours: tuple[OfficeHours, ...]
    cut_offs: tuple[CutOff, ...]
    swaps: tuple[Swap, ...]
    closures: tuple[Closure, ...]
    rules: tuple[Rule, ...]
    day_unstated: KindOfDay | None = None
    _years: dict[int, _Year] = field(init=False, repr=False, compare=False, default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Return whether the authority works on *day*."""
        return day in self._year(day).hours

    def is_weekly_working_day(self, day: date) -> bool:
        """Return whether the weekday of *day* is worked, holidays and swaps left aside."""
        return bool(self._office_hours(day).weekdays[day.weekday()])

    def hours_on(self, day: date) -> tuple[Span, ...]:
        """Return the office hours of *day*, none on a day off."""
        return self._year(day).hours.get(day, ())

    def day_off(self, day: date) -> DayOff | None:
        """Return why *day* is off, None for a working day."""
        year = self._year(day)
        return None if day in year.hours else year.off.get(day, WEEKLY_REST)

    def name_of_day_off(self, day: date, language: Literal["vi", "en"] = "vi") -> str:
        """Return why *day* is off, empty for a working day."""
        name = self.day_off(day)
        return "" if name is None else name.vi if language == "vi" else name.en

    def next_working_day(self, day: date) -> date:
        """Return the first working day after *day*."""
        return self._nearest_working_day(day, ONE_DAY)

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before *day*."""
        return self._nearest_working_day(day, -ONE_DAY)

    def opening(self, day: date) -> datetime:
        """Return the instant at which the office opens on the working day *day*."""
        return self._hours_of_working_day(day)[0].on(day, self.zone)[0]

    def close_of_office(self, day: date) -> datetime:
        """Return the instant at which the office closes on the working day *day*."""
        return self._hours_of_working_day(day)[-1].on(day, self.zone)[1]

    def end_of_day(self, day: date) -> datetime:
        """Return the close of office of a working day, and 24:00 of a day off."""
        if self.is_working_day(day):
            return self.close_of_office(day)
        return datetime.combine(day + ONE_DAY, time.min, self.zone)

    def local(self, instant: datetime) -> datetime:
        """
        Return *instant* in the zone of the calendar.

        Raises:
            NaiveTimeError: It has no time zone.
            CalendarError: It lies outside the years of the calendar.
        """
        aware(instant)
        try:
            local = instant.astimezone(self.zone)
        except OverflowError as exc:
            raise self._outside(instant.year) from exc
        self._year(local.date())
        return local

    def received(self, instant: datetime) -> datetime:
        """
        Return when what arrived at *instant* counts as received.

        After the cut-off, or on a day off, that is the next opening; where no cut-off is set, the instant itself.
        An arrival exactly at the cut-off still belongs to its day.

        Raises:
            NaiveTimeError: The instant has no time zone.
        """
        local = self.local(instant)
        cut_off = self.cut_off_on(local.date())
        if cut_off is None or (self.is_working_day(local.date()) and local.time() <= cut_off):
            return local
        return self.opening(self.next_working_day(local.date()))

    def cut_off_on(self, day: date) -> time | None:
        """Return the cut-off that holds on *day*, None where none is set."""
        return next((entry.at for entry in self.cut_offs if holds_on(entry, day)), None)

    def with_cut_off(self, at: time | None, source: str = "") -> Calendar:
        """Return this calendar with *at* as its cut-off on every day, or without any."""
        return dataclasses.replace(self, cut_offs=(CutOff(at, date.min, None, source, official_text_seen=False),))

    def rule(self, name: str, on: date) -> Rule:
        """
        Return the rule *name* as it is in force on a day.

        Raises:
            CalendarError: The calendar has none for that day.
        """
        for rule in self.rules:
            if rule.name == name and holds_on(rule, on):
                return rule
        hint = "add a [[rule]] with its article and validity to the profile"
        raise CalendarError(f"calendar {self.id} has no rule {name!r} in force on {on}", hint=hint, rule=name, on=on)

    def hours_per_working_day(self, on: date) -> Decimal:
        """Return how many office hours a working day is worth where a part of it is counted."""
        return Decimal(self.rule("hours-per-working-day", on).value)

    def resolve(self, period: Period) -> tuple[Period, bool]:
        """
        Return *period* in a unit that can be counted, and whether its kind of day was assumed from the profile.

        Raises:
            CalendarError: No due date follows from its unit, or it counts a part of a calendar day.
        """
        expect(period, Period, "the period", 'pass a Period, e.g. Period.parse("5wd")')
        if not period.is_measured:
            hint = "ask Period.is_measured first; such a step has no due date of its own"
            raise CalendarError(f"{period} sets no measured limit", hint=hint, period=period)
        if period.unit is LimitUnit.DAY_UNSTATED:
            period = Period(period.value, LimitUnit(self._kind_of_plain_day(period)))
            return self._countable(period), True
        return self._countable(period), False

    def office_time(self, begins: datetime, ends: datetime) -> timedelta:
        """Return how much office time lies between two instants."""
        pieces = self.office_pieces(self.local(begins), self.local(ends))
        return sum((last - first for first, last in pieces), timedelta())

    def office_pieces(self, begins: datetime, ends: datetime | None) -> Iterator[tuple[datetime, datetime]]:
        """Yield the stretches of office time between two instants in order; without an end they go on."""
        day = self.local(begins).date()
        while ends is None or datetime.combine(day, time.min, self.zone) < ends:
            for span in self.hours_on(day):
                opens, closes = span.on(day, self.zone)
                first, last = max(opens, begins), closes if ends is None else min(closes, ends)
                if first < last:
                    yield first, last
            day += ONE_DAY

    def _kind_of_plain_day(self, period: Period) -> KindOfDay:
        if self.day_unstated is None:
            raise CalendarError(
                f"{period} does not say whether working or calendar days are meant",
                hint="look it up and write wd or cd, or set day_unstated in the authority's profile",
                period=period,
                calendar=self.id,
            )
        return self.day_unstated

    @staticmethod
    def _countable(period: Period) -> Period:
        if period.unit is LimitUnit.CALENDAR_DAY and not period.is_whole:
            hint = "parts are counted of working days and in hours: write 0.5wd or 4h"
            raise CalendarError(f"{period} counts a part of a calendar day", hint=hint, period=period)
        return period

    def _nearest_working_day(self, day: date, step: timedelta) -> date:
        self._refuse_no_day(day)
        day += step
        while not self.is_working_day(day):
            day += step
        return day

    def _hours_of_working_day(self, day: date) -> tuple[Span, ...]:
        spans = self.hours_on(day)
        if not spans:
            hint = "ask is_working_day first, or next_working_day"
            raise CalendarError(f"the office is closed on {day}", hint=hint, day=day, calendar=self.id)
        return spans

    @staticmethod
    def _refuse_no_day(day: date) -> None:
        expect(day, date, "the day", "pass a date")
        if isinstance(day, datetime):
            raise CalendarError(f"{day} is an instant, a day is asked for", hint="pass local(instant).date()", day=day)

    def _year(self, day: date) -> _Year:
        self._refuse_no_day(day)
        year = self._years.get(day.year)
        if year is None:
            year = self._years.setdefault(day.year, self._work_out(day.year))
        return year

    def _work_out(self, year: int) -> _Year:
        if not self.first_year <= year <= self.last_year:
            raise self._outside(year)
        national = national_year(self.country, year)
        swapped = {swap.off: swap.name for swap in self.swaps if swap.off.year == year}
        closed = {closure.on: closure.name for closure in self.closures if closure.on.year == year}
        off = {**national.off, **swapped, **closed}
        made_up = {swap.worked for swap in self.swaps} | (national.worked - swapped.keys())
        hours: dict[date, tuple[Span, ...]] = {}
        day = date(year, 1, 1)
        while day.year == year:
            is_off = day in closed or (day in off and day not in made_up)
            if spans := () if is_off else self._spans(day, made_up=day in made_up):
                hours[day] = spans
            day += ONE_DAY
        return _Year(MappingProxyType(hours), MappingProxyType(off))

    def _spans(self, day: date, *, made_up: bool) -> tuple[Span, ...]:
        entry = self._office_hours(day)
        return entry.make_up_day if made_up else entry.weekdays[day.weekday()]

    def _office_hours(self, day: date) -> OfficeHours:
        for entry in self.office_hours:
            if entry.hold_on(day):
                return entry
        hint = "add [[office_hours]] with a valid_from before it to the profile"
        raise CalendarError(f"calendar {self.id} has no office hours for {day}", hint=hint, day=day)

    def _outside(self, year: int) -> CalendarError:
        return CalendarError(
            f"calendar {self.id} does not reach the year {year}",
            hint=f"it counts from {self.first_year} to {self.last_year}",
            year=year,
            calendar=self.id,
        )
