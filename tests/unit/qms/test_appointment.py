"""What a history must say for an appointment to follow from it."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from procflow.errors import DataError
from procflow.eventlog import EntryKind
from procflow.qms import appointment_of
from tests.unit.qms.histories import History, at


@pytest.mark.parametrize(
    ("detail", "message"),
    [
        ({"due_on": "soon"}, "due_on = 'soon' is no date"),
        ({}, "due_on is missing"),
        ({"due_on": "2026-01-09", "days": [{}]}, "days.1.on is missing"),
    ],
)
def test_what_is_wrong_with_an_explanation_is_named(detail: dict[str, JsonValue], message: str) -> None:
    """An entry that does not explain its due date is named with its number and the field that is wrong."""
    history = History()
    history.add("2026-01-05T08:00", EntryKind.CLOCK_STARTED, "Start", detail, due_at=at("2026-01-09T17:00"))

    with pytest.raises(DataError) as caught:
        appointment_of(history.log)

    assert f"the due date in entry 1 of the history: {message}" == caught.value.message
    assert "pass the history as the engine returns it" == caught.value.hint
