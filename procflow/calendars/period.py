"""A limit as a law or a table states it: a number and what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from procflow.errors import CalendarError, expect


class LimitUnit(StrEnum):
    """In what a limit (thời hạn) is counted."""

    WORKING_DAY = "working-day"
    CALENDAR_DAY = "calendar-day"
    DAY_UNSTATED = "day-unstated"
    HOUR = "hour"
    OFFICE_HOURS = "office-hours"
    NOT_COUNTED = "not-counted"
    NONE_SET = "none-set"

    @property
    def has_value(self) -> bool:
        """Whether a number belongs to it."""
        return self in _WRITTEN


_SYMBOLS = {
    "wd": LimitUnit.WORKING_DAY,
    "cd": LimitUnit.CALENDAR_DAY,
    "d": LimitUnit.DAY_UNSTATED,
    "h": LimitUnit.HOUR,
}
_WRITTEN = {unit: symbol for symbol, unit in _SYMBOLS.items()}
_UNCOUNTED = frozenset(LimitUnit) - _WRITTEN.keys()
_VALUE = r"\d{1,6}(?:\.\d{1,12})?"
_TEXT = re.compile(rf"(?P<value>{_VALUE})(?P<symbol>[a-z]{{1,2}})", re.ASCII)
_LARGEST = 999_999
_HINT = "write 5wd (working days), 15cd (calendar days), 10d (kind not stated), 4h (office hours) or 0.5wd"


@dataclass(frozen=True, slots=True)
class Period:
    """
    A value and its unit, as ``pf.limit.value`` and ``pf.limit.unit`` state them.

    Args:
        value: How much; not negative, and zero for a unit that takes no number.
        unit: What is counted.

    Raises:
        DataError: The value is no Decimal.
        CalendarError: The value is negative, not a number or too large, or the unit is unknown.

    Example:
        >>> Period.parse("0.5wd")
        Period(value=Decimal('0.5'), unit=<LimitUnit.WORKING_DAY: 'working-day'>)
        >>> str(Period.of("2.50", "hour"))
        '2.5h'
    """

    value: Decimal
    unit: LimitUnit

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", _unit(self.unit))
        expect(self.value, Decimal, "the value of a limit", "pass a Decimal, or use Period.of or Period.parse")
        if not self.value.is_finite() or not 0 <= self.value <= _LARGEST:
            hint = f"a limit lies between 0 and {_LARGEST}"
            raise CalendarError(f"a limit of {self.value} is impossible", hint=hint, value=self.value)
        if self.value and not self.is_measured:
            raise CalendarError(f"{self.unit} takes no number, got {self.value}", hint="give 0", value=self.value)

    @classmethod
    def of(cls, value: Decimal | int | str, unit: str) -> Period:
        """
        Return the period of a value and a unit that come as plain data.

        Raises:
            CalendarError: They make no period.
        """
        text = str(value)
        if not re.fullmatch(_VALUE, text, re.ASCII):
            is_number = re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII)
            bounds = f"a limit lies between 0 and {_LARGEST} and has at most 12 decimals"
            hint = bounds if is_number else "write digits with a point before the decimals, e.g. 0.5"
            raise CalendarError(f"{text[:40]!r} is no number of time units", hint=hint, value=value)
        return cls(Decimal(text), _unit(unit))

    @classmethod
    def parse(cls, text: str) -> Period:
        """
        Return the period that *text* writes: ``5wd``, ``15cd``, ``10d``, ``4h``, ``0.5wd`` or a unit without number.

        Raises:
            DataError: It is no text.
            CalendarError: It is none of them; ISO 8601 durations are refused, since ``P5D`` names no kind of day.
        """
        expect(text, str, "the text of a period", _HINT)
        if text in _UNCOUNTED:
            return cls(Decimal(0), LimitUnit(text))
        match = _TEXT.fullmatch(text)
        unit = _SYMBOLS.get(match["symbol"]) if match else None
        if match is None or unit is None:
            raise CalendarError(f"{text[:40]!r} is no period", hint=_HINT, text=text)
        return cls(Decimal(match["value"]), unit)

    @property
    def is_measured(self) -> bool:
        """Whether a number belongs to the unit, so that a due date follows from it."""
        return self.unit.has_value

    @property
    def is_whole(self) -> bool:
        """Whether the value has no fraction."""
        return self.value == int(self.value)

    @property
    def runs_in_hours(self) -> bool:
        """Whether it runs through office hours: hours, and working days with a fraction."""
        return self.unit is LimitUnit.HOUR or (self.unit is LimitUnit.WORKING_DAY and not self.is_whole)

    def __str__(self) -> str:
        return f"{self.value.normalize():f}{_WRITTEN[self.unit]}" if self.is_measured else self.unit.value


def _unit(name: str) -> LimitUnit:
    try:
        return LimitUnit(name)
    except ValueError as exc:
        hint = "one of " + ", ".join(LimitUnit)
        raise CalendarError(f"{name!r} is no unit of time", hint=hint, unit=name) from exc
