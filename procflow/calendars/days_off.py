"""Days off and make-up days of a country, from the package ``holidays``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import holidays

from procflow.errors import CalendarError


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day is off, in Vietnamese and in English."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class National:
    """
    One year of a country.

    Attributes:
        off: Public holidays, substitute days off and days swapped off, with their names.
        worked: Rest days that are worked in exchange.
    """

    off: Mapping[date, DayOff]
    worked: frozenset[date]


WEEKLY_REST = DayOff("ngày nghỉ hằng tuần", "weekly rest day")


@functools.cache
def national_year(country: str, year: int) -> National:
    """
    Return the days off and the make-up days of *year*, worked out once.

    Make-up days are looked for in the neighbouring years too: a day off in January may be made up in December.

    Raises:
        CalendarError: ``holidays`` does not know the country.
    """
    try:
        local = holidays.country_holidays(country, years=year, language="vi", expand=False)
        english = holidays.country_holidays(country, years=year, language="en_US", expand=False)
        around = holidays.country_holidays(country, years=(year - 1, year, year + 1), expand=False)
    except NotImplementedError as exc:
        message = f"no public holidays are known for {country!r}"
        raise CalendarError(message, hint="give a country code of ISO 3166, such as VN", country=country) from exc
    off = {day: DayOff(name, english.get(day, name)) for day, name in local.items()}
    worked = frozenset(day for day in around.weekend_workdays if day.year == year)
    return National(MappingProxyType(off), worked)
