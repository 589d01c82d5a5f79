"""Instants, days and amounts as Vietnamese papers write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from procflow.analysis.wording import plain
from procflow.clock import aware
from procflow.procedure import BY_NAME, Limit, LimitUnit

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_UNITS = {value: {"vi": vi, "en": en} for value, en, vi in BY_NAME["pf.limit.unit"].choices}


def instant_text(at: datetime, zone: ZoneInfo = LOCAL) -> str:
    """
    Return *at* to the minute in local time.

    Raises:
        NaiveTimeError: It has no time zone.

    Example:
        >>> instant_text(datetime.fromisoformat("2026-01-05T01:05:59+00:00"))
        '08 giờ 05 phút, ngày 05/01/2026'
    """
    return f"{aware(at).astimezone(zone):%H giờ %M phút, ngày %d/%m/%Y}"


def day_text(day: date, language: str = "vi") -> str:
    """
    Return *day* in words of the language.

    Example:
        >>> day_text(date(2026, 1, 5))
        'ngày 05 tháng 01 năm 2026'
    """
    return f"ngày {day:%d} tháng {day:%m} năm {day:%Y}" if language == "vi" else f"{day:%d %B %Y}"


def amount_text(amount: JsonValue, language: str = "vi") -> str:
    """
    Return an amount of time as history holds it, empty for none.

    Example:
        >>> amount_text({"value": "0.50", "unit": "working-day"})
        '0,5 ngày làm việc'
        >>> amount_text({"value": "0", "unit": "not-counted"}, "en")
        'time not counted'
    """
    if not isinstance(amount, dict) or str(amount.get("unit")) not in _UNITS:
        return ""
    unit = LimitUnit(str(amount["unit"]))
    value = _value(amount)
    if not unit.has_value:
        return unit_text(unit, language)
    return "" if value is None else f"{number_text(value, language)} {unit_text(unit, language)}"


def limit_text(limit: Limit | None, language: str = "vi") -> str:
    """
    Return a limit as a paper states it, empty for an unknown one.

    Example:
        >>> from procflow.procedure import LimitUnit
        >>> limit_text(Limit(value=Decimal("3"), unit=LimitUnit.WORKING_DAY))
        '3 ngày làm việc'
    """
    if limit is None:
        return ""
    if limit.unit is None:
        return limit.text
    unit = unit_text(limit.unit.value, language)
    return unit if limit.value is None else f"{number_text(limit.value, language)} {unit}"


def unit_text(unit: str, language: str = "vi") -> str:
    """Return the name of a unit of time."""
    return _UNITS[unit][language]


def number_text(value: Decimal, language: str = "vi") -> str:
    """
    Return a number without needless noughts, thousands apart, with the marks of the language.

    Example:
        >>> number_text(Decimal("1500.50"))
        '1.500,5'
    """
    return plain(value, "vi" if language == "vi" else "en")


def money_text(amount: Decimal, language: str = "vi") -> str:
    """
    Return an amount in VND as a paper writes it.

    Example:
        >>> money_text(Decimal(50000)), money_text(Decimal(50000), "en")
        ('50.000 đồng', '50,000 VND')
    """
    return f"{number_text(amount, language)} {'đồng' if language == 'vi' else 'VND'}"


def _value(amount: dict[str, JsonValue]) -> Decimal | None:
    try:
        return Decimal(str(amount.get("value")))
    except InvalidOperation:
        return None
