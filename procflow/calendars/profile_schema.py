"""What a calendar file may hold, checked as it is read."""

from __future__ import annotations

import itertools
import re
from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from procflow.calendars.days_off import DayOff
from procflow.calendars.working_time import Closure, CutOff, OfficeHours, Rule, Span, Swap

RULES: dict[str, tuple[str, ...]] = {
    "hours-start": ("at-the-instant",),
    "first-day": ("not-counted",),
    "day-ends": ("close-of-office",),
    "last-day-off": ("next-working-day",),
    "backward-last-day-off": ("previous-working-day",),
    "hours-per-working-day": (),
    "cut-off": ("next-opening",),
    "pause": ("whole-days-and-exact-hours",),
    "restart": ("whole-limit",),
    "extension": ("added-to-the-limit",),
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _time(value: object) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII):
        return time.fromisoformat(value)
    raise ValueError('write a time as "15:00"')


def _spans(value: object) -> list[Span]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError('write hours as ["07:30-11:30", "13:00-17:00"]')
    spans = [_span(item) for item in value]
    if any(later.opens <= earlier.closes for earlier, later in itertools.pairwise(spans)):
        raise ValueError("hours of a day follow each other with a break between them")
    return spans


def _span(text: str) -> Span:
    opens, dash, closes = text.partition("-")
    if not dash:
        raise ValueError(f'{text[:40]!r} is no stretch of hours: write "07:30-11:30"')
    span = Span(_time(opens), _time(closes))
    if span.opens >= span.closes:
        raise ValueError(f"{text!r} closes before it opens")
    return span


Hours = Annotated[list[Span], BeforeValidator(_spans)]
TimeOfDay = Annotated[time, BeforeValidator(_time)]


class _Entry(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    source: str = ""
    official_text_seen: bool = False


class _Valid(_Entry):
    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self


class HoursEntry(_Valid):
    """``[[office_hours]]``: hours of each weekday; a weekday that is left out is a rest day."""

    months: list[Annotated[int, Field(ge=1, le=12)]] = []
    monday: Hours = []
    tuesday: Hours = []
    wednesday: Hours = []
    thursday: Hours = []
    friday: Hours = []
    saturday: Hours = []
    sunday: Hours = []
    make_up_day: Annotated[Hours, Field(min_length=1)]

    @model_validator(mode="after")
    def _some_hours(self) -> Self:
        if not any(getattr(self, name) for name in _WEEKDAYS):
            raise ValueError("no weekday has office hours")
        return self

    def entry(self) -> OfficeHours:
        """Return it as a part of a calendar."""
        return OfficeHours(
            self.valid_from,
            self.valid_to,
            frozenset(self.months),
            tuple(tuple(getattr(self, name)) for name in _WEEKDAYS),
            tuple(self.make_up_day),
            self.source,
            self.official_text_seen,
        )


class CutOffEntry(_Valid):
    """``[[cut_off]]``: the hour after which a receipt counts as of the next working day."""

    at: TimeOfDay


class SwapEntry(_Entry):
    """``[[swap]]``: a working day off in exchange for a rest day worked."""

    off: date
    worked: date

    @model_validator(mode="after")
    def _two_days(self) -> Self:
        if self.off == self.worked:
            raise ValueError("off and worked are the same day")
        return self


class ClosedEntry(_Entry):
    """``[[closed]]``: a day on which the authority alone is closed."""

    on: date
    name_vi: str
    name_en: str


class RuleEntry(_Valid):
    """``[[rule]]``: a rule of counting with its article."""

    name: str
    value: str | int
    law: str
    vi: str
    en: str

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.name not in RULES:
            raise ValueError(f"unknown rule {self.name!r}; known: {', '.join(RULES)}")
        known = RULES[self.name]
        if known and self.value not in known:
            raise ValueError(f"rule {self.name!r} can be {' or '.join(known)}, not {self.value!r}")
        if not known and (not isinstance(self.value, int) or not 1 <= self.value <= 24):
            raise ValueError(f"rule {self.name!r} is a number of hours from 1 to 24")
        return self


class ProfileFile(BaseModel):
    """A file of rules, or the profile of an authority."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    format: Literal[1]
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
    title: str = ""
    known_until: Annotated[int, Field(ge=2006, le=2099)] | None = None
    day_unstated: Literal["working-day", "calendar-day"] | None = None
    office_hours: list[HoursEntry] = []
    cut_off: list[CutOffEntry] = []
    swap: list[SwapEntry] = []
    closed: list[ClosedEntry] = []
    rule: list[RuleEntry] = []

    def hours(self) -> tuple[OfficeHours, ...]:
        """Return the office hours."""
        return tuple(item.entry() for item in self.office_hours)

    def cut_offs(self) -> tuple[CutOff, ...]:
        """Return the cut-off hours."""
        return tuple(
            CutOff(item.at, item.valid_from, item.valid_to, item.source, item.official_text_seen)
            for item in self.cut_off
        )

    def swaps(self) -> tuple[Swap, ...]:
        """Return the exchanged days."""
        return tuple(Swap(item.off, item.worked, item.source, item.official_text_seen) for item in self.swap)

    def closures(self) -> tuple[Closure, ...]:
        """Return the days on which the authority is closed."""
        return tuple(
            Closure(item.on, DayOff(item.name_vi, item.name_en), item.source, item.official_text_seen)
            for item in self.closed
        )

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules of counting."""
        return tuple(
            Rule(
                item.name,
                item.value,
                item.law,
                item.vi,
                item.en,
                item.valid_from,
                item.valid_to,
                item.official_text_seen,
            )
            for item in self.rule
        )


class CountryFile(ProfileFile):
    """The file of a country: what every authority in it starts from."""

    country: str
    zone: str
    first_year: int
    last_year: int
    known_until: int
