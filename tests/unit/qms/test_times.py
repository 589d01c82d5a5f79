"""Instants, days and amounts in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from procflow.errors import NaiveTimeError
from procflow.qms.times import amount_text, day_text, instant_text, money_text


def test_an_instant_is_written_in_vietnamese_time() -> None:
    """An instant of UTC is written in the local time of Vietnam, also over midnight."""
    found = instant_text(datetime(2026, 1, 5, 17, 30, tzinfo=UTC))

    assert "00 giờ 30 phút, ngày 06/01/2026" == found


def test_an_instant_needs_a_zone() -> None:
    """An instant without a time zone is refused, since it names none."""
    with pytest.raises(NaiveTimeError):
        instant_text(datetime(2026, 1, 5, 8, 0))  # noqa: DTZ001 - the point of the test


def test_money_and_numbers_part_thousands() -> None:
    """An amount is written with its currency, thousands apart, as the language does."""
    assert ("1.250.000 đồng", "1,250,000 VND") == (
        money_text(Decimal("1250000.00")),
        money_text(Decimal(1250000), "en"),
    )
    assert "0 đồng" == money_text(Decimal(0))


def test_a_day_is_written_in_english_too() -> None:
    """A day is written out in the language asked for."""
    assert "05 January 2026" == day_text(date(2026, 1, 5), "en")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ({"value": "0.50", "unit": "working-day"}, "0,5 ngày làm việc"),
        ({"value": "10", "unit": "hour"}, "10 giờ làm việc"),
        ({"value": "0", "unit": "none-set"}, "không quy định"),
        ({"unit": "not-counted"}, "không tính thời gian"),
        ({"value": "much", "unit": "hour"}, ""),
        ({"value": "1", "unit": "moon"}, ""),
        (None, ""),
    ],
)
def test_an_amount_of_history_is_written_with_its_unit(amount: dict[str, str] | None, text: str) -> None:
    """An amount names its kind of day; what cannot be read is left out, never guessed."""
    assert text == amount_text(amount)  # type: ignore[arg-type]  # JSON of history
