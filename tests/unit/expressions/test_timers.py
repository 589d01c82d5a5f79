"""Literal ISO 8601 timers: what they mean and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.errors import ExpressionError, Location, NaiveTimeError
from procflow.expressions import TimerCycle, TimerDate, TimerDuration, parse_timer

WHERE = Location("x.bpmn", 7, "Timer_1")
HCM = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
PLUS_7 = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("iso", "start", "expected"),
    [
        ("P1M", datetime(2026, 1, 31, 9, tzinfo=HCM), datetime(2026, 2, 28, 9, tzinfo=HCM)),
        ("P1M", datetime(2028, 1, 31, 9, tzinfo=HCM), datetime(2028, 2, 29, 9, tzinfo=HCM)),
        ("P1Y", datetime(2028, 2, 29, 9, tzinfo=HCM), datetime(2029, 2, 28, 9, tzinfo=HCM)),
        ("P5D", datetime(2026, 1, 1, 9, tzinfo=HCM), datetime(2026, 1, 6, 9, tzinfo=HCM)),
        ("P2W", datetime(2026, 1, 1, 9, tzinfo=HCM), datetime(2026, 1, 15, 9, tzinfo=HCM)),
        ("P1DT12H30M", datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2026, 1, 2, 21, 30, tzinfo=UTC)),
        ("PT0.5S", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 0, 0, 0, 500_000, tzinfo=UTC)),
        ("P1D", datetime(2026, 3, 28, 12, tzinfo=BERLIN), datetime(2026, 3, 29, 12, tzinfo=BERLIN)),
        ("PT24H", datetime(2026, 3, 28, 12, tzinfo=BERLIN), datetime(2026, 3, 29, 13, tzinfo=BERLIN)),
    ],
)
def test_duration_is_added(iso: str, start: datetime, expected: datetime) -> None:
    """Months are clamped to the last day, days keep the local time, hours are exact."""
    timer = parse_timer("timeDuration", iso, where=WHERE)

    assert isinstance(timer, TimerDuration)
    assert expected == timer.add_to(start)


def test_duration_from_a_naive_instant_is_refused() -> None:
    """A span after an instant without time zone has no end."""
    with pytest.raises(NaiveTimeError):
        TimerDuration("PT1H").add_to(datetime(2026, 1, 1))  # noqa: DTZ001 - the naive one is the case


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_date_at_the_ends_of_the_calendar_is_refused(text: str) -> None:
    """A date that has no date in another time zone is refused."""
    with pytest.raises(ExpressionError, match=r"no date in other|does not exist"):
        parse_timer("timeDate", text, where=WHERE)


@pytest.mark.parametrize("iso", ["P9999Y", "P99999M", "P9999999D", "PT999999999H", "P7973Y11M30D"])
def test_duration_beyond_the_calendar_is_refused(iso: str) -> None:
    """A span that leads beyond the year 9999 is refused when it is added."""
    timer = parse_timer("timeDuration", iso, where=WHERE)

    assert isinstance(timer, TimerDuration)
    with pytest.raises(ExpressionError, match="9999"):
        timer.add_to(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-05T09:00:00+07:00", datetime(2026, 1, 5, 9, tzinfo=PLUS_7)),
        ("2026-01-05T02:00:00Z", datetime(2026, 1, 5, 2, tzinfo=UTC)),
        ("2026-01-05T09:00:00.25+07:00[Asia/Ho_Chi_Minh]", datetime(2026, 1, 5, 9, 0, 0, 250_000, tzinfo=PLUS_7)),
        ("2026-01-05T09:00[Asia/Ho_Chi_Minh]", datetime(2026, 1, 5, 9, tzinfo=HCM)),
        (' = "2026-01-05T02:00:00Z"', datetime(2026, 1, 5, 2, tzinfo=UTC)),
    ],
)
def test_date_is_read(text: str, expected: datetime) -> None:
    """An ISO 8601 instant with an offset or a zone is read as it stands."""
    assert TimerDate(expected) == parse_timer("timeDate", text, where=WHERE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-05T09:00", datetime(2026, 1, 5, 9, tzinfo=HCM)),
        ("2026-01-05", datetime(2026, 1, 5, tzinfo=HCM)),
    ],
)
def test_date_without_zone_needs_one_from_the_caller(text: str, expected: datetime) -> None:
    """A date without offset lies in the zone the caller gives, and is refused without one."""
    assert TimerDate(expected) == parse_timer("timeDate", text, where=WHERE, default_zone=HCM)
    with pytest.raises(ExpressionError, match="no time zone"):
        parse_timer("timeDate", text, where=WHERE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R3/PT10M", TimerCycle(3, TimerDuration("PT10M"))),
        ("R/P1D", TimerCycle(None, TimerDuration("P1D"))),
        ('="R10/P1DT2,5S"', TimerCycle(10, TimerDuration("P1DT2.5S"))),
        (
            "R2/2026-01-05T02:00:00Z/P1M",
            TimerCycle(2, TimerDuration("P1M"), datetime(2026, 1, 5, 2, tzinfo=UTC)),
        ),
    ],
)
def test_cycle_is_read(text: str, expected: TimerCycle) -> None:
    """A cycle has a number of repetitions or none, a duration and perhaps a start."""
    assert expected == parse_timer("timeCycle", text, where=WHERE)


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("timeDuration", "-PT5M", "backward"),
        ("timeDuration", "P-5D", "backward"),
        ("timeDuration", "P", "no duration"),
        ("timeDuration", "PT", "no duration"),
        ("timeDuration", "P1DT", "no duration"),
        ("timeDuration", "P1.5D", "no duration"),
        ("timeDuration", "5 ngày", "no duration"),
        ("timeDuration", '=duration("PT5M")', "no duration"),
        ("timeDuration", "${delay}", "no duration"),
        ("timeDuration", "P" + "1" * 300 + "D", "characters"),
        ("timeDuration", "P٣D", "no duration"),
        ("timeCycle", "0 0 9 * * MON-FRI", "no cycle"),
        ("timeCycle", "R0/PT5M", "no repetition"),
        ("timeCycle", "R/PT0S", "no length"),
        ("timeCycle", "R3/-PT5M", "no cycle"),
        ("timeCycle", "R3/P", "no duration"),
        ("timeCycle", "R3/2026/P1D", "no date"),
        ("timeDate", "05/01/2026", "no date"),
        ("timeDate", "2026-02-30T09:00:00Z", "does not exist"),
        ("timeDate", "2026-01-05T25:00:00Z", "does not exist"),
        ("timeDate", "2026-01-05T09:00:00+99:00", "does not exist"),
        ("timeDate", "2026-01-05T09:00:00[Asia]", "does not exist"),
        ("timeDate", "2026-01-05T09:00:00[Asia/Hanoi]", "does not exist"),
        ("timeDate", "0001-01-01T00:00:00+07:00", "does not exist"),
        ("timeOfDay", "09:00", "no date, duration or cycle"),
    ],
)
def test_anything_else_is_refused(kind: str, text: str, message: str) -> None:
    """A text that is no literal of its kind is refused with its place and a hint."""
    with pytest.raises(ExpressionError, match=message) as caught:
        parse_timer(kind, text, where=WHERE)

    assert WHERE == caught.value.where
    assert caught.value.hint


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["timeDate", "timeDuration", "timeCycle", ""]),
    st.one_of(st.text(max_size=30), st.text('PTRYMWDHS0123456789-:.,/+Z[]="', max_size=30)),
)
def test_any_text_is_read_or_refused(kind: str, text: str) -> None:
    """Whatever the text, the only error is ExpressionError."""
    try:
        timer = parse_timer(kind, text, where=WHERE, default_zone=HCM)
    except ExpressionError as error:
        assert error.hint  # noqa: PT017 - any text may go either way
    else:
        assert isinstance(timer, TimerDate | TimerDuration | TimerCycle)
