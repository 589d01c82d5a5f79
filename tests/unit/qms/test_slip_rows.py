"""What a row of a control slip says, in either language."""

from __future__ import annotations

import pytest

from procflow.procedure import Procedure, Step
from procflow.qms import hand_overs
from procflow.qms.slip_rows import SlipRows
from procflow.wording import Language
from tests.unit.qms.histories import CALENDAR, History, seven_steps

OWN = ("receiver", "at", "step", "result", "allotted", "used", "note")


def row(number: int, language: Language) -> tuple[str, ...]:
    """Return what the row of that number says besides who gave."""
    log = seven_steps()
    found = SlipRows(log, None, CALENDAR, language).row(number, hand_overs(log, CALENDAR)[number - 1])
    return tuple(found[name] for name in OWN)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "vi",
            (
                "Người nộp hồ sơ",
                "08 giờ 30 phút, ngày 09/01/2026",
                "Trả kết quả",
                "Đúng hạn",
                "0,5 ngày làm việc",
                "1 giờ làm việc",
                "",
            ),
        ),
        (
            "en",
            ("Applicant", "08:30, 09/01/2026", "Result returned", "On time", "0.5 working days", "1 working hour", ""),
        ),
    ],
)
def test_the_last_row_is_in_the_language(language: Language, expected: tuple[str, ...]) -> None:
    """Whom it goes to, times, amounts and outcome follow the language."""
    assert expected == row(4, language)


def test_notes_on_the_clock_are_in_english_too() -> None:
    """What happened to the clock is said in English, the label of the event stays as it is in the model."""
    *_, note = row(3, "en")

    assert [
        "Limit paused at 09:00, 06/01/2026: Lấy ý kiến cơ quan phối hợp",
        "Limit resumed at 14:00, 07/01/2026: Lấy ý kiến cơ quan phối hợp",
    ] == note.split("\n")


def test_a_late_step_says_in_english_when_it_was_due() -> None:
    """What ended after its due date says so, with that date."""
    history = History()
    history.start("2026-01-05T08:00")
    history.flow("2026-01-05T08:00", "Start", "A")
    task = history.open("2026-01-05T08:00", "A", "job:gui-tin", "1wd")
    history.done("2026-01-07T08:00", "A", task, "an")
    history.end("2026-01-07T08:00", "A")
    found = SlipRows(history.log, None, CALENDAR, "en").row(2, hand_overs(history.log, CALENDAR)[1])

    assert ("System (gui-tin)", "Late (due 17:00, 06/01/2026)") == (found["giver"], found["result"])


def test_a_step_is_told_in_full() -> None:
    """Where the label of a box was shortened, the slip bears the words of the table."""
    log = seven_steps()
    full = "Thẩm định hồ sơ, dự thảo văn bản trình lãnh đạo"
    procedure = Procedure(steps=(Step(element_id="Draft", content=full), Step(element_id="Sign", name="Ký")))
    rows = [SlipRows(log, procedure, CALENDAR).row(n, one) for n, one in enumerate(hand_overs(log, CALENDAR), 1)]

    assert ["Tiếp nhận hồ sơ", full, "Ký", "Trả kết quả"] == [found["step"] for found in rows]
