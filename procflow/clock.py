"""Where procflow gets the time from: an injected source, never the system clock directly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

from procflow.errors import CalendarError, NaiveTimeError, expect


@runtime_checkable
class Clock(Protocol):
    """A source of the present instant."""

    def now(self) -> datetime:
        """Return the present instant, timezone-aware."""
        ...


class SystemClock:
    """The clock of the machine, in UTC."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)


class FrozenClock:
    """
    A clock that stands still until it is moved, for tests and demonstrations.

    Example:
        >>> clock = FrozenClock(datetime(2026, 1, 5, 8, 0, tzinfo=UTC))
        >>> clock.advance(timedelta(hours=1))
        >>> clock.now().isoformat()
        '2026-01-05T09:00:00+00:00'
    """

    def __init__(self, at: datetime) -> None:
        self._at = aware(at)

    def now(self) -> datetime:
        """Return the instant the clock stands at."""
        return self._at

    def set(self, at: datetime) -> None:
        """Move the clock to *at*, forward or back."""
        self._at = aware(at)

    def advance(self, by: timedelta) -> None:
        """
        Move the clock forward by *by*; `set` also moves it back.

        Raises:
            CalendarError: *by* is negative, or leads out of the years 1 to 9999.
        """
        expect(by, timedelta, "the time to advance by", "pass a timedelta")
        if by < timedelta():
            raise CalendarError(f"the clock cannot advance by {by}", hint="use set() to move it back", by=by)
        try:
            self.set(self._at + by)
        except OverflowError as exc:
            raise _out_of_reach("the clock") from exc


def aware(instant: datetime, what: str = "the instant") -> datetime:
    """
    Return *instant* unchanged if it has a time zone.

    Raises:
        NaiveTimeError: It has none, so it names no instant.
        CalendarError: In UTC it lies outside the years 1 to 9999.
    """
    expect(instant, datetime, what, "pass a datetime with a time zone")
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise NaiveTimeError(
            f"{what} {instant.isoformat()} has no time zone",
            hint="pass datetime(..., tzinfo=ZoneInfo('Asia/Ho_Chi_Minh'))",
            instant=instant,
        )
    try:
        instant.astimezone(UTC)
    except OverflowError as exc:
        raise _out_of_reach(what) from exc
    return instant


def _out_of_reach(what: str) -> CalendarError:
    return CalendarError(f"{what} leaves the years 1 to 9999", hint="take a time of our age")
