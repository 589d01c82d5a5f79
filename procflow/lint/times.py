"""Texts of times as Camunda 8 reads them: ISO 8601 dates, durations and cycles, and cron."""

from __future__ import annotations

import re
from datetime import date

_NUMBER = r"\d+(?:\.\d+)?"
_DAYS = "".join(f"(?:{_NUMBER}[{letter}{letter.lower()}])?" for letter in "YMWD")
_CLOCK = "".join(f"(?:{_NUMBER}[{letter}{letter.lower()}])?" for letter in "HMS")
_DURATION = rf"P(?!$){_DAYS}(?:T(?!$){_CLOCK})?"
_DATE = (
    r"(?P<date>\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d(?:\[[^\]]+\])?)"
)
_CYCLE = re.compile(rf"R(?:-1|\d+)?/(?:{_DATE}/)?{_DURATION}", re.ASCII)
_MACROS = {"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"}
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WEEK = "mon|tue|wed|thu|fri|sat|sun"
_SIXTY, _DAY_HOUR = r"[0-5]?\d", r"[01]?\d|2[0-3]"
_IN_MONTH = r"[0-2]?\d|3[01]"
_MONTH_DAY = rf"(?:L(?:-(?:{_IN_MONTH}))?|(?:{_IN_MONTH}|L)W|{_IN_MONTH})"
_WEEK_DAY = f"(?:[0-7]|{_WEEK})"


def _list(item: str) -> str:
    return f"(?:{item})(?:,(?:{item}))*"


def _clock_field(number: str) -> str:
    item = rf"(?:{number})/\d+|(?:{number})(?:-(?:{number}))?"
    return rf"(?:\*|\*/\d+|{_list(item)})"


_CRON = re.compile(
    " ".join(
        (
            _clock_field(_SIXTY),
            _clock_field(_SIXTY),
            _clock_field(_DAY_HOUR),
            rf"(?:\*|\?|{_list(f'{_MONTH_DAY}(?:-{_MONTH_DAY})?')})",
            rf"(?:\*|{_list(f'(?:0?[1-9]|1[0-2]|{_MONTHS})(?:-(?:0?[1-9]|1[0-2]|{_MONTHS}))?')})",
            rf"(?:\*|\?|{_list(f'{_WEEK_DAY}(?:-{_WEEK_DAY}|#[1-5]|L)?')})",
        )
    ),
    re.ASCII | re.IGNORECASE,
)


def is_duration(text: str) -> bool:
    """
    Return whether *text* is a duration.

    Example:
        >>> [is_duration(text) for text in ("PT8H", "P1.5D", "P", "8 giờ")]
        [True, True, False, False]
    """
    return re.fullmatch(_DURATION, text, re.ASCII) is not None


def is_date(text: str) -> bool:
    """
    Return whether *text* is an instant of a day that exists, with its offset.

    Example:
        >>> [is_date(text) for text in ("2025-04-30T08:00:00+07:00", "2025-04-31T08:00:00Z", "2025-04-30")]
        [True, False, False]
    """
    found = re.fullmatch(_DATE, text, re.ASCII)
    try:
        return found is not None and bool(date.fromisoformat(found["date"]))
    except ValueError:
        return False


def is_cycle(text: str) -> bool:
    """
    Return whether *text* is a repeating interval or a cron expression with seconds.

    Example:
        >>> [is_cycle(text) for text in ("R3/PT10M", "0 0 8 * * MON-FRI", "@daily", "every day")]
        [True, True, True, False]
    """
    return text in _MACROS or _CYCLE.fullmatch(text) is not None or _CRON.fullmatch(text) is not None
