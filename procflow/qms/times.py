"""Instants, days and amounts as papers write them, in Vietnamese or in English."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from procflow.calendars import LimitUnit
from procflow.calendars.unit_words import UNIT_WORDS, amount_wording
from procflow.clock import aware
from procflow.wording import Language, plain

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


def instant_text(at: datetime, zone: ZoneInfo = LOCAL, language: Language = "vi") -> str:
    """
    Return *at* to the minute in local time.

    Raises:
        NaiveTimeError: It has no time zone.

    Example:
        >>> instant_text(datetime.fromisoformat("2026-01-05T01:05:59+00:00"))
        '08 giờ 05 phút, ngày 05/01/2026'
        >>> instant_text(datetime.fromisoformat("2026-01-05T01:05:59+00:00"), language="en")
        '08:05, 05/01/2026'
    """
    local = aware(at).astimezone(zone)
    return f"{local:%H giờ %M phút, ngày %d/%m/%Y}" if language == "vi" else f"{local:%H:%M, %d/%m/%Y}"


def day_text(day: date, language: Language = "vi") -> str:
    """
    Return *day* in words of the language.

    Example:
        >>> day_text(date(2026, 1, 5))
        'ngày 05 tháng 01 năm 2026'
    """
    return f"ngày {day:%d} tháng {day:%m} năm {day:%Y}" if language == "vi" else f"{day:%d %B %Y}"


def amount_text(amount: JsonValue, language: Language = "vi") -> str:
    """
    Return an amount of time as history holds it, empty for none.

    Example:
        >>> amount_text({"value": "0.50", "unit": "working-day"})
        '0,5 ngày làm việc'
        >>> amount_text({"value": "0", "unit": "not-counted"}, "en")
        'time not counted'
    """
    if not isinstance(amount, dict) or str(amount.get("unit")) not in UNIT_WORDS:
        return ""
    unit, value = LimitUnit(str(amount["unit"])), _value(amount)
    return "" if value is None and unit.has_value else amount_wording(value, unit).text(language)


def money_text(amount: Decimal, language: Language = "vi") -> str:
    """
    Return an amount in VND as a paper writes it.

    Example:
        >>> money_text(Decimal(50000)), money_text(Decimal(50000), "en")
        ('50.000 đồng', '50,000 VND')
    """
    return f"{plain(amount, language)} {'đồng' if language == 'vi' else 'VND'}"


def _value(amount: dict[str, JsonValue]) -> Decimal | None:
    try:
        return Decimal(str(amount.get("value")))
    except InvalidOperation:
        return None
