"""A due date explained day by day, in Vietnamese or in English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procflow.calendars.counting import Due
from procflow.calendars.legal_clock import ClockState
from procflow.calendars.notes import DayNote, Reason
from procflow.calendars.period import Period
from procflow.calendars.unit_words import amount_wording
from procflow.errors import CalendarError, expect
from procflow.wording import Language


@dataclass(frozen=True, slots=True)
class _Words:
    weekdays: tuple[str, ...]
    reasons: dict[Reason, str]
    statuses: dict[str, str]
    due: str
    no_due: str
    basis: str
    provisional: str
    assumed: str
    paused: str
    extended: str
    used: str


_WORDS: dict[str, _Words] = {
    "vi": _Words(
        weekdays=("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
        reasons={
            Reason.AFTER_CUT_OFF: "nhận sau giờ chốt, tính sang ngày làm việc tiếp theo",
            Reason.EVENT_DAY: "ngày xảy ra sự kiện, không tính",
            Reason.COUNTED: "tính",
            Reason.DAY_OFF: "không tính",
            Reason.PAUSED: "tạm dừng, không tính",
            Reason.RESUME_DAY: "ngày tiếp tục, không tính",
            Reason.HOURS_RAN: "tính giờ làm việc",
            Reason.NO_HOURS: "không còn giờ làm việc",
            Reason.MOVED_ON: "hạn rơi vào ngày nghỉ, chuyển tiếp",
            Reason.MOVED_TO: "hạn chuyển đến ngày này",
        },
        statuses={"not-started": "chưa bắt đầu", "running": "đang chạy", "paused": "tạm dừng", "stopped": "đã dừng"},
        due="Hạn: {time} {day} (lịch {calendar})",
        no_due="Chưa có hạn",
        basis="Căn cứ",
        provisional="Tạm tính: lịch nghỉ của năm này chưa được công bố",
        assumed="Loại ngày lấy theo hồ sơ của cơ quan, văn bản không nói rõ",
        paused="Tạm dừng",
        extended="Gia hạn",
        used="Đã dùng {used} trên {limit}, còn {remaining}",
    ),
    "en": _Words(
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        reasons={
            Reason.AFTER_CUT_OFF: "received after the cut-off, counts as of the next working day",
            Reason.EVENT_DAY: "day of the event, not counted",
            Reason.COUNTED: "counted",
            Reason.DAY_OFF: "not counted",
            Reason.PAUSED: "paused, not counted",
            Reason.RESUME_DAY: "day of the resume, not counted",
            Reason.HOURS_RAN: "office hours counted",
            Reason.NO_HOURS: "no office hours left",
            Reason.MOVED_ON: "the limit ends on a day off, it moves on",
            Reason.MOVED_TO: "the limit moves to this day",
        },
        statuses={"not-started": "not started", "running": "running", "paused": "paused", "stopped": "stopped"},
        due="Due: {time} {day} (calendar {calendar})",
        no_due="No due date",
        basis="Basis",
        provisional="Provisional: the days off of this year are not announced",
        assumed="The kind of day is the authority's profile's, the text does not state it",
        paused="Paused",
        extended="Extended",
        used="Used {used} of {limit}, {remaining} left",
    ),
}


def explain(found: Due | ClockState, language: Language = "vi") -> str:
    r"""
    Return a due date, or the state of a clock, as lines of text: the result, each day, the articles.

    Args:
        found: What to explain.
        language: ``vi`` or ``en``.

    Raises:
        DataError: *found* is neither of the two.
        CalendarError: The language is another one.

    Example:
        >>> from datetime import datetime
        >>> from procflow.calendars import due, load_calendar
        >>> found = due(datetime.fromisoformat("2026-01-09T16:00+07:00"), Period.parse("1cd"), load_calendar())
        >>> print(*explain(found).splitlines()[:3], sep="\n")
        Hạn: 17:00 thứ Bảy 10/01/2026 (lịch vn)
          thứ Sáu 09/01/2026: ngày xảy ra sự kiện, không tính
          thứ Bảy 10/01/2026: tính -> 1 ngày (theo lịch)
    """
    expect(found, (Due, ClockState), "what to explain", "pass what due() or LegalClock.state() returns")
    expect(language, str, "the language", "vi or en")
    words = _WORDS.get(language)
    if words is None:
        raise CalendarError(f"no explanation in {language!r}", hint="vi or en", language=language)
    lines = _due_lines(found, words, language) if isinstance(found, Due) else _state_lines(found, words, language)
    return "\n".join(lines)


def _due_lines(due: Due, words: _Words, language: Language) -> list[str]:
    lines = [words.due.format(time=f"{due.due_at:%H:%M}", day=_day(due.due_on, words), calendar=due.calendar_id)]
    lines += [words.provisional] * due.provisional + [words.assumed] * due.assumed
    lines += [_note(note, due.period, words, language) for note in due.explanation]
    return lines + [f"{words.basis}: {rule.law}: {rule.vi if language == 'vi' else rule.en}" for rule in due.basis]


def _state_lines(state: ClockState, words: _Words, language: Language) -> list[str]:
    lines = [words.statuses[state.status]]
    if state.limit is None or state.used is None or state.remaining is None:
        return lines
    used, remaining = (_amount(value, state.limit, language) for value in (state.used, state.remaining))
    lines.append(
        words.used.format(used=used, limit=_amount(state.limit.value, state.limit, language), remaining=remaining)
    )
    for pause in state.pauses:
        ends = f"{pause.ends:%H:%M %d/%m/%Y}" if pause.ends else "..."
        lines.append(f"{words.paused}: {pause.begins:%H:%M %d/%m/%Y} - {ends} {pause.reason}".rstrip())
    lines += [f"{words.extended}: {event.period} {event.reason}".rstrip() for event in state.extensions]
    if state.due is not None:
        return lines + _due_lines(state.due, words, language)
    return [*lines, words.no_due, *(_note(note, state.limit, words, language) for note in state.explanation)]


def _note(note: DayNote, period: Period | None, words: _Words, language: Language) -> str:
    name = "" if note.day_off is None else f"{note.day_off.vi if language == 'vi' else note.day_off.en}, "
    total = f" -> {_amount(note.running, period, language)}" if note.counted and period else ""
    return f"  {_day(note.on, words)}: {name}{words.reasons[note.reason]}{total}"


def _amount(value: Decimal, period: Period, language: Language) -> str:
    return amount_wording(value, period.unit).text(language)


def _day(day: date, words: _Words) -> str:
    return f"{words.weekdays[day.weekday()]} {day:%d/%m/%Y}"
