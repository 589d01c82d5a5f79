"""What the journal of a command tells the history."""

from __future__ import annotations

from datetime import datetime

from procflow.calendars import Period, due, load_calendar
from procflow.runtime.core.journal import explain


def test_a_day_off_is_told_in_both_languages() -> None:
    """The name of a day off stands in the history in Vietnamese and in English, so that papers of both can say it."""
    found = due(datetime.fromisoformat("2026-02-13T08:00+07:00"), Period.parse("1wd"), load_calendar())
    days = explain(found)["days"]

    assert isinstance(days, list)
    assert {
        "on": "2026-02-14",
        "counted": False,
        "running": "0",
        "reason": "day-off",
        "day_off": "ngày nghỉ hằng tuần",
        "day_off_en": "weekly rest day",
    } == days[1]
