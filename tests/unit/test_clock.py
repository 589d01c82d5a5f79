"""The source of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from procflow.clock import Clock, FrozenClock, SystemClock, aware
from procflow.errors import CalendarError, NaiveTimeError

AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
WEST = timezone(-timedelta(hours=7))


def test_a_frozen_clock_moves_when_it_is_moved() -> None:
    """It shows the instant it was set to, forward or back."""
    clock = FrozenClock(AT)
    clock.advance(timedelta(hours=2))
    advanced = clock.now()
    clock.set(AT - timedelta(days=1))

    assert (AT + timedelta(hours=2), AT - timedelta(days=1)) == (advanced, clock.now())


def test_the_clock_of_the_machine_has_a_zone() -> None:
    """The present instant comes in UTC."""
    clock: Clock = SystemClock()

    assert UTC == clock.now().tzinfo


def test_an_instant_without_zone_is_refused() -> None:
    """A naive time names no instant; the error names what it was for."""
    with pytest.raises(NaiveTimeError, match="the receipt 2026-01-05T08:00:00 has no time zone"):
        aware(AT.replace(tzinfo=None), "the receipt")


def test_an_instant_outside_the_calendar_is_refused() -> None:
    """An instant that has no date in UTC is refused."""
    with pytest.raises(CalendarError, match="the receipt leaves the years 1 to 9999"):
        aware(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=7))), "the receipt")


@pytest.mark.parametrize("at", [datetime.max.replace(tzinfo=UTC), datetime(9999, 12, 31, 16, tzinfo=WEST)])
def test_a_clock_stays_within_the_calendar(at: datetime) -> None:
    """A clock is not moved past the last instant that has a date, and stands where it stood."""
    clock = FrozenClock(at)
    with pytest.raises(CalendarError, match="leaves the years 1 to 9999"):
        clock.advance(timedelta(hours=1))

    assert at == clock.now()
