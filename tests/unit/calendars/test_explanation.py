"""Due dates and clocks in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

import pytest

from procflow.calendars import Calendar, ClockEvent, LegalClock, Period, due, explain, last_day_before, load_calendar
from procflow.calendars.notes import Reason
from procflow.errors import CalendarError
from procflow.wording import Language


def at(text: str) -> datetime:
    """Return an instant in Vietnam."""
    return datetime.fromisoformat(text + "+07:00")


def test_due_date_is_explained_in_vietnamese(vn: Calendar) -> None:
    """Every day has its weekday, its date and what it did; holidays have their names."""
    text = explain(due(at("2025-12-31T10:00"), Period.parse("2wd"), vn))

    assert [
        "Hạn: 17:00 thứ Ba 06/01/2026 (lịch vn)",
        "  thứ Tư 31/12/2025: ngày xảy ra sự kiện, không tính",
        "  thứ Năm 01/01/2026: Tết Dương lịch, không tính",
        "  thứ Sáu 02/01/2026: nghỉ hoán đổi, làm bù ngày 10/01/2026, không tính",
        "  thứ Bảy 03/01/2026: ngày nghỉ hằng tuần, không tính",
        "  Chủ nhật 04/01/2026: ngày nghỉ hằng tuần, không tính",
        "  thứ Hai 05/01/2026: tính -> 1 ngày làm việc",
        "  thứ Ba 06/01/2026: tính -> 2 ngày làm việc",
    ] == text.splitlines()[:8]


def test_due_date_is_explained_in_english(vn: Calendar) -> None:
    """The same in English, articles last."""
    lines = explain(due(at("2026-01-09T16:00"), Period.parse("4h"), vn), "en").splitlines()

    assert [
        "Due: 10:30 Saturday 10/01/2026 (calendar vn)",
        "  Friday 09/01/2026: office hours counted -> 1 working hour",
        "  Saturday 10/01/2026: office hours counted -> 4 working hours",
    ] == lines[:3]
    assert lines[3].startswith("Basis: Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 1: A limit in hours")


@pytest.mark.parametrize(("language", "word"), [("vi", "Tạm tính"), ("en", "Provisional")])
def test_provisional_date_says_so(vn: Calendar, language: Language, word: str) -> None:
    """A date beyond the announced years carries a line that says so."""
    assert word in explain(due(at("2030-06-03T10:00"), Period.parse("1wd"), vn), language)


@pytest.mark.parametrize(("language", "word"), [("vi", "Loại ngày lấy theo"), ("en", "authority's profile")])
def test_assumed_kind_of_day_says_so(profile: Callable[[str], Path], language: Language, word: str) -> None:
    """A date whose kind of day was assumed carries a line that says so."""
    calendar = load_calendar(overrides=profile('format = 1\nid = "x"\nday_unstated = "working-day"\n'))

    assert word in explain(due(at("2026-06-08T10:00"), Period.parse("1d"), calendar), language)


def test_before_a_date_is_explained(vn: Calendar) -> None:
    """A date without a period is explained, too."""
    text = explain(last_day_before(datetime(2026, 4, 30, tzinfo=vn.zone).date(), vn), "en")

    assert "  Wednesday 29/04/2026: the limit moves to this day" in text.splitlines()


def test_paused_clock_is_explained(vn: Calendar) -> None:
    """Status, what is used, the pause and its reason, the extension, and that there is no due date."""
    events = [
        ClockEvent("start", at("2025-06-02T09:00"), Period.parse("5wd")),
        ClockEvent("extend", at("2025-06-03T09:00"), Period.parse("3wd"), "hẹn lại"),
        ClockEvent("pause", at("2025-06-04T10:00"), reason="lấy ý kiến"),
    ]
    lines = explain(LegalClock(vn).state(events)).splitlines()

    assert [
        "tạm dừng",
        "Đã dùng 1 ngày làm việc trên 8 ngày làm việc, còn 7 ngày làm việc",
        "Tạm dừng: 10:00 04/06/2025 - ... lấy ý kiến",
        "Gia hạn: 3wd hẹn lại",
        "Chưa có hạn",
    ] == lines[:5]


def test_running_clock_is_explained_with_its_due_date(vn: Calendar) -> None:
    """A clock that was paused tells from when to when."""
    events = [
        ClockEvent("start", at("2025-06-02T09:00"), Period.parse("5wd")),
        ClockEvent("pause", at("2025-06-04T10:00")),
        ClockEvent("resume", at("2025-06-05T10:00")),
    ]
    lines = explain(LegalClock(vn).state(events), "en").splitlines()

    assert ["Paused: 10:00 04/06/2025 - 10:00 05/06/2025", "Due: 17:00 Wednesday 11/06/2025 (calendar vn)"] == lines[
        2:4
    ]


def test_clock_that_has_not_started_is_explained(vn: Calendar) -> None:
    """There is nothing more to say."""
    assert "chưa bắt đầu" == explain(LegalClock(vn).state([]))


def test_cut_off_is_explained(vn: Calendar) -> None:
    """The day of arrival says why it does not count."""
    text = explain(due(at("2026-06-08T15:30"), Period.parse("1wd"), vn.with_cut_off(time(15))))

    assert "thứ Hai 08/06/2026: nhận sau giờ chốt" in text


def test_unknown_language_is_refused(vn: Calendar) -> None:
    """No language is guessed."""
    found = due(at("2026-06-08T10:00"), Period.parse("1wd"), vn)
    language: Language = "fr"  # type: ignore[assignment]

    with pytest.raises(CalendarError, match="no explanation in 'fr'"):
        explain(found, language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_reason_has_words(language: str) -> None:
    """No day can be left without a word."""
    from procflow.calendars import explanation

    assert set(Reason) == set(explanation._WORDS[language].reasons)
