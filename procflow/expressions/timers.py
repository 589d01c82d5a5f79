"""Timers as BPMN files write them: literal ISO 8601 dates, durations and cycles, counted in plain calendar time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import isodate

from procflow.clock import aware
from procflow.errors import ExpressionError, Location

_DURATION = re.compile(
    r"P(?=.)(?P<period>(?:\d{1,4}Y)?(?:\d{1,6}M)?(?:\d{1,6}W)?(?:\d{1,7}D)?)"
    r"(?:T(?=.)(?P<clock>(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:[.,]\d{1,6})?S)?))?",
    re.ASCII,
)
_DATE = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?P<time>T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?"
    r"(?P<offset>Z|[+-]\d\d:\d\d)?(?:\[(?P<zone>[A-Za-z0-9_+/-]{1,64})\])?",
    re.ASCII,
)
_CYCLE = re.compile(r"R(?P<count>\d{0,9})/(?:(?P<start>\d[^/]*)/)?(?P<duration>P[^/]*)", re.ASCII)
_MAX_LENGTH = 200


@dataclass(frozen=True, slots=True)
class TimerDate:
    """An instant at which a timer fires once."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TimerDuration:
    """A span of calendar time, as ISO 8601 writes it: ``P1M``, ``PT4H``, ``P2DT12H``."""

    iso: str

    def add_to(self, start: datetime) -> datetime:
        """
        Return the instant that lies this span after *start*, in the time zone of *start*.

        Years, months, weeks and days move the date and keep the local time.
        A day the month does not have becomes its last day.
        Hours, minutes and seconds are exact, over a change of the offset too.

        Raises:
            NaiveTimeError: *start* has no time zone.
            ExpressionError: The result lies beyond the year 9999.

        Example:
            >>> TimerDuration("P1M").add_to(datetime(2028, 1, 31, 9, tzinfo=UTC)).isoformat()
            '2028-02-29T09:00:00+00:00'
        """
        period, _, clock = self.iso.partition("T")
        try:
            day = aware(start, "the start of a timer") + isodate.parse_duration(period if period != "P" else "P0D")
            exact = isodate.parse_duration(f"PT{clock}") if clock else timedelta()
            moved: datetime = (day.astimezone(UTC) + exact).astimezone(start.tzinfo)
            # What ends on the last day of all may have no date in another time zone.
            (moved + timedelta(days=1)).astimezone(UTC)
        except (OverflowError, ValueError) as exc:
            raise ExpressionError(
                f"{self.iso} after {start.isoformat()} lies beyond the year 9999", hint="write a shorter duration"
            ) from exc
        return moved

    def is_zero(self) -> bool:
        """Return whether the span is empty, as ``PT0S`` is."""
        return not re.search(r"[1-9]", self.iso)


@dataclass(frozen=True, slots=True)
class TimerCycle:
    """A timer that fires again and again; *repetitions* is None without end, *start* None from its creation."""

    repetitions: int | None
    duration: TimerDuration
    start: datetime | None = None


Timer = TimerDate | TimerDuration | TimerCycle


def parse_timer(kind: str, text: str, *, where: Location, default_zone: tzinfo | None = None) -> Timer:
    """
    Return the timer that a BPMN timer definition states.

    Read are literals, also as a FEEL string (``="PT5M"``); a date without offset lies in *default_zone*.

    Args:
        kind: ``timeDate``, ``timeDuration`` or ``timeCycle``.
        text: The text of that element.
        where: The element, for messages.
        default_zone: The zone of dates that name none; without it they are refused.

    Raises:
        ExpressionError: The text is no literal of its kind, negative, or a date without zone.

    Example:
        >>> parse_timer("timeCycle", "R3/PT10M", where=Location())
        TimerCycle(repetitions=3, duration=TimerDuration(iso='PT10M'), start=None)
    """
    reader = _Reader(text, _literal(text), where, default_zone)
    read: Callable[[], Timer] | None = _KINDS.get(kind, lambda _: None)(reader)
    if read is None:
        raise reader.refused("the timer has no date, duration or cycle", "write timeDate, timeDuration or timeCycle")
    if len(text) > _MAX_LENGTH:
        raise reader.refused(f"the timer has {len(text)} characters", "write a literal such as PT5M")
    return read()


def _literal(text: str) -> str:
    """Return *text* without blanks around it and without the quotes of a FEEL string."""
    bare = text.strip()
    quoted = re.fullmatch(r'=\s*"([^"\\]*)"', bare)
    return quoted[1].strip() if quoted else bare


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    literal: str
    where: Location
    default_zone: tzinfo | None

    def date(self) -> TimerDate:
        return TimerDate(self._instant(self.literal))

    def duration(self) -> TimerDuration:
        return self._span(self.literal)

    def cycle(self) -> TimerCycle:
        found = _CYCLE.fullmatch(self.literal)
        if not found:
            raise self.refused("this is no cycle", "write R3/PT10M or R/P1D; cron and expressions are not read")
        duration = self._span(found["duration"])
        if duration.is_zero():
            raise self.refused("the cycle has no length", "write a duration above zero")
        count = int(found["count"]) if found["count"] else None
        if count == 0:
            raise self.refused("the cycle has no repetition", "write R1/... or more, or R/... without end")
        return TimerCycle(count, duration, self._instant(found["start"]) if found["start"] else None)

    def _span(self, literal: str) -> TimerDuration:
        found = _DURATION.fullmatch(literal)
        if not found:
            negative = "-" in literal and literal.lstrip("-").startswith("P")
            what = "a timer cannot run backward" if negative else "this is no duration"
            raise self.refused(what, "write an ISO 8601 duration such as P5D or PT4H30M")
        return TimerDuration(literal.replace(",", "."))

    def _instant(self, literal: str) -> datetime:
        found = _DATE.fullmatch(literal)
        if not found:
            raise self.refused("this is no date", "write an ISO 8601 instant such as 2026-01-05T09:00:00+07:00")
        try:
            naive = datetime.fromisoformat(found["date"] + (found["time"] or ""))
            offset = datetime.fromisoformat(f"2000-01-01T00:00{found['offset']}").tzinfo if found["offset"] else None
            zone = ZoneInfo(found["zone"]) if found["zone"] else self.default_zone
            return self._placed(naive, offset, zone)
        except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError) as exc:
            raise self.refused("this date or zone does not exist", "check day, hour, offset and zone") from exc

    def _placed(self, naive: datetime, offset: tzinfo | None, zone: tzinfo | None) -> datetime:
        if offset is None and zone is None:
            raise self.refused("the date has no time zone", "end it with +07:00")
        placed = naive.replace(tzinfo=offset or zone)
        if not MINYEAR < placed.astimezone(UTC).year < MAXYEAR:
            raise self.refused("the date has no date in other time zones", "take a date of our age")
        return placed

    def refused(self, message: str, hint: str) -> ExpressionError:
        shown = self.text if len(self.text) <= _MAX_LENGTH else self.text[:_MAX_LENGTH] + "…"
        return ExpressionError(f"{message}: {shown!r}", hint=hint, where=self.where, text=self.text)


_KINDS: Mapping[str, Callable[[_Reader], Callable[[], Timer]]] = {
    "timeDate": lambda reader: reader.date,
    "timeDuration": lambda reader: reader.duration,
    "timeCycle": lambda reader: reader.cycle,
}
