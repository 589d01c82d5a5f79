"""The source of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from procflow.clock import Clock, FrozenClock, SystemClock, aware
from procflow.errors import NaiveTimeError

AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


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
