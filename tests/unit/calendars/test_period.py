"""Limits as text and as data."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procflow.calendars import LimitUnit, Period
from procflow.errors import CalendarError


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5wd", "5", "working-day"),
        ("15cd", "15", "calendar-day"),
        ("10d", "10", "day-unstated"),
        ("4h", "4", "hour"),
        ("0.5wd", "0.5", "working-day"),
        ("0h", "0", "hour"),
        ("none-set", "0", "none-set"),
        ("not-counted", "0", "not-counted"),
        ("office-hours", "0", "office-hours"),
        ("0.123456789012wd", "0.123456789012", "working-day"),
        ("999999h", "999999", "hour"),
    ],
)
def test_period_is_read_and_written_back(text: str, value: str, unit: str) -> None:
    """What parse reads, str writes."""
    period = Period.parse(text)

    assert (Decimal(value), unit, text) == (period.value, period.unit, str(period))
    assert period == Period.of(value, unit)
    assert str is type(str(period))


@pytest.mark.parametrize(
    "text",
    ["PT4H", "P5D", "5", "wd", "-1wd", "5 wd", "0,5wd", "5WD", "1e3wd", "٥wd", "working-day", "", "5w", "1234567wd"],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    """No duration of another notation is guessed at."""
    with pytest.raises(CalendarError, match="no period") as caught:
        Period.parse(text)

    assert "5wd" in caught.value.hint


def test_period_of_plain_data_is_the_parsed_one() -> None:
    """A value and a unit from a file make the same period as its text."""
    assert Period.parse("2.5wd") == Period.of("2.5", LimitUnit.WORKING_DAY)


@pytest.mark.parametrize("value", ["nan", "Infinity", "1e5", "", "five", "1.2.3"])
def test_value_that_is_no_number_is_refused(value: str) -> None:
    """Only plain decimal numbers count time."""
    with pytest.raises(CalendarError, match="no number") as caught:
        Period.of(value, "hour")

    assert "write digits with a point before the decimals, e.g. 0.5" == caught.value.hint


@pytest.mark.parametrize("value", ["-1", "1000000", "0.1234567890123"])
def test_number_out_of_bounds_is_refused(value: str) -> None:
    """A number that no limit can be is refused with the bounds."""
    with pytest.raises(CalendarError, match="no number of time units") as caught:
        Period.of(value, "hour")

    assert "between 0 and 999999 and has at most 12 decimals" in caught.value.hint


@pytest.mark.parametrize("value", ["NaN", "-1", "1000000"])
def test_impossible_amount_is_refused(value: str) -> None:
    """A limit is a number from zero to a million."""
    with pytest.raises(CalendarError, match="impossible"):
        Period(Decimal(value), LimitUnit.HOUR)


def test_unknown_unit_is_refused_with_the_known_ones() -> None:
    """The error lists every unit there is."""
    with pytest.raises(CalendarError) as caught:
        Period.of(1, "fortnight")

    assert all(unit in caught.value.hint for unit in LimitUnit)


def test_unit_without_number_takes_none() -> None:
    """Three days of "no limit set" mean nothing."""
    with pytest.raises(CalendarError, match="takes no number"):
        Period.of(3, "none-set")


@pytest.mark.parametrize(
    ("text", "in_hours"), [("4h", True), ("0.5wd", True), ("2.50wd", True), ("1.0wd", False), ("0.5cd", False)]
)
def test_hours_and_parts_of_working_days_run_in_hours(text: str, in_hours: bool) -> None:  # noqa: FBT001 - a case
    """Whole days are counted as days."""
    assert in_hours == Period.parse(text).runs_in_hours


@pytest.mark.parametrize("unit", LimitUnit)
def test_a_number_belongs_to_what_is_counted(unit: LimitUnit) -> None:
    """A unit has a value exactly if a limit in it is measured."""
    assert unit.has_value == Period.of(0, unit).is_measured
