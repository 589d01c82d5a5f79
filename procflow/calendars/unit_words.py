"""What the units of a limit are called in Vietnamese and in English, the one table of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from procflow.calendars.period import LimitUnit
from procflow.wording import Wording, plain


@dataclass(frozen=True, slots=True)
class UnitWords:
    """
    The name of a unit.

    Attributes:
        one: Of exactly one.
        many: Of any other number, and where no number belongs to it.
    """

    one: Wording
    many: Wording


def _named(one: str, many: str, vi: str) -> UnitWords:
    return UnitWords(Wording(one, vi), Wording(many, vi))


UNIT_WORDS: Mapping[LimitUnit, UnitWords] = MappingProxyType(
    {
        LimitUnit.WORKING_DAY: _named("working day", "working days", "ngày làm việc"),
        LimitUnit.CALENDAR_DAY: _named("calendar day", "calendar days", "ngày (theo lịch)"),
        LimitUnit.DAY_UNSTATED: _named("day, kind not stated", "days, kind not stated", "ngày (không nói rõ loại)"),
        LimitUnit.HOUR: _named("working hour", "working hours", "giờ làm việc"),
        LimitUnit.OFFICE_HOURS: _named("within office hours", "within office hours", "giờ hành chính"),
        LimitUnit.NOT_COUNTED: _named("time not counted", "time not counted", "không tính thời gian"),
        LimitUnit.NONE_SET: _named("no limit set", "no limit set", "không quy định"),
    }
)


def amount_wording(value: Decimal | None, unit: LimitUnit) -> Wording:
    """
    Return an amount of time in words, the name of the unit alone without a number.

    Example:
        >>> amount_wording(Decimal("0.50"), LimitUnit.WORKING_DAY)
        Wording(en='0.5 working days', vi='0,5 ngày làm việc')
        >>> amount_wording(Decimal(1), LimitUnit.HOUR).en
        '1 working hour'
    """
    words = UNIT_WORDS[unit]
    if value is None or not unit.has_value:
        return words.many
    named = words.one if value == 1 else words.many
    return Wording(f"{plain(value)} {named.en}", f"{plain(value, 'vi')} {named.vi}")
