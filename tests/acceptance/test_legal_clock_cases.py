"""The legal clock against cases worked by hand from the rules, by someone who had not seen the code."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from procflow.calendars import (
    Calendar,
    ClockEvent,
    Due,
    LegalClock,
    Period,
    due,
    last_day_before,
    latest_before,
    load_calendar,
)
from procflow.errors import CalendarError

Case = Mapping[str, Any]
CASES: list[Case] = json.loads((Path(__file__).parent / "legal_clock_cases.json").read_text(encoding="utf-8"))["cases"]


@functools.cache
def calendar_of(source: str, cut_off: str) -> Calendar:
    """Return the calendar a case names."""
    calendar = load_calendar(source)
    return calendar.with_cut_off(time.fromisoformat(cut_off)) if cut_off else calendar


def of_due(case: Case, calendar: Calendar) -> dict[str, object]:
    """Count a limit forward."""
    return found(due(datetime.fromisoformat(case["start"]), Period.parse(case["period"]), calendar))


def of_latest_before(case: Case, calendar: Calendar) -> dict[str, object]:
    """Count a limit backward."""
    return found(latest_before(date.fromisoformat(case["event_on"]), Period.parse(case["period"]), calendar))


def of_before(case: Case, calendar: Calendar) -> dict[str, object]:
    """Find the last day strictly before a date."""
    return found(last_day_before(date.fromisoformat(case["event_on"]), calendar))


def of_clock(case: Case, calendar: Calendar) -> dict[str, object]:
    """Run the clock over the events."""
    events = [
        ClockEvent(
            event["kind"],
            datetime.fromisoformat(event["at"]),
            Period.parse(event["period"]) if event.get("period") else None,
            event.get("reason", ""),
        )
        for event in case["events"]
    ]
    now = datetime.fromisoformat(case["now"]) if case.get("now") else None
    state = LegalClock(calendar).state(events, now)
    return {
        **found(state.due),
        "status": state.status,
        "used": state.used,
        "remaining": state.remaining,
        "late": state.late,
    }


def found(result: Due | None) -> dict[str, object]:
    """Return what a case can ask of a due date."""
    if result is None:
        return {"due_on": None, "due_at": None}
    return {"due_on": result.due_on, "due_at": result.due_at, "provisional": result.provisional}


READERS: dict[str, Callable[[Any], object]] = {
    "due_on": date.fromisoformat,
    "due_at": datetime.fromisoformat,
    "used": Decimal,
    "remaining": Decimal,
}
KINDS: dict[str, Callable[[Case, Calendar], dict[str, object]]] = {
    "due": of_due,
    "latest-before": of_latest_before,
    "before": of_before,
    "clock": of_clock,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_hand_worked_case_is_counted_alike(case: Case) -> None:
    """What the code counts is what was worked out by hand."""
    expect = dict(case["expect"])
    calendar = calendar_of(case["calendar"], case.get("cut_off", ""))
    if code := expect.get("error"):
        with pytest.raises(CalendarError) as caught:
            KINDS[case["kind"]](case, calendar)

        assert code == caught.value.code
        return
    expected = {
        key: READERS[key](value) if key in READERS and value is not None else value for key, value in expect.items()
    }

    result = KINDS[case["kind"]](case, calendar)

    assert expected == {key: result.get(key) for key in expected}


def test_at_least_sixty_cases_are_worked_by_hand() -> None:
    """The cases are as many as the acceptance of the clock asks for, and each has its derivation."""
    assert 60 <= len([case for case in CASES if case["working"].strip()])
