"""The control slip and the receipt: what they say is what the history says."""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import UTC
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from procflow.calendars import Period, due
from procflow.errors import DataError
from procflow.eventlog import EntryKind, EventLog
from procflow.procedure import Document, Limit, LimitUnit, Procedure, ProcedureKind, Step
from procflow.qms import Appointment, Component, Dossier, PaperOptions, appointment_of, control_slip, receipt
from tests.unit.qms.histories import CALENDAR, History, at, seven_steps
from tests.unit.qms.reading import all_text, opened, rows_of

PROCEDURE = Procedure(
    code="1.014464",
    title="Cấp giấy chứng nhận lưu hành tự do",
    limit=Limit(value=Decimal(5), unit=LimitUnit.WORKING_DAY),
    documents=(Document(id="D1", name="Đơn đề nghị"), Document(id="D2")),
    steps=(Step(element_id="Sign", performer="Lãnh đạo Sở", agency="Sở Văn hóa"),),
)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@functools.cache
def slip() -> bytes:
    """Return the slip of the dossier that most tests look at, made once."""
    return control_slip(seven_steps())


def test_every_time_of_the_slip_is_one_of_the_history() -> None:
    """The times of the rows are the instants at which the history opened a task or ended, in local time."""
    log = seven_steps()
    kinds = (EntryKind.TASK_OPENED, EntryKind.INSTANCE_COMPLETED)
    expected = [f"{entry.at.astimezone(HANOI):%H giờ %M phút, ngày %d/%m/%Y}" for entry in log.of(*kinds)]

    found = [row[1] for row in rows_of(control_slip(log), 1)[1::2]]

    assert expected == found


def test_times_kept_in_utc_are_written_in_local_time() -> None:
    """A history whose instants are in UTC gives the very same slip."""
    log = seven_steps()
    in_utc = EventLog(entries=tuple(entry.model_copy(update={"at": entry.at.astimezone(UTC)}) for entry in log))

    assert rows_of(control_slip(log), 1) == rows_of(control_slip(in_utc), 1)


def test_the_slip_says_whether_each_step_kept_its_limit() -> None:
    """Each row has the result of the step handed over, with what was allotted and used."""
    results = [row[3].split("\n") for row in rows_of(slip(), 1)[1::2]]
    expected = [
        ["–", "Quy định: –", "Thực hiện: –"],
        ["Đúng hạn", "Quy định: 4 giờ làm việc", "Thực hiện: 2,41 giờ làm việc"],
        [
            "Quá hạn (hạn 17 giờ 00 phút, ngày 07/01/2026)",
            "Quy định: 2 ngày làm việc",
            "Thực hiện: 29 giờ làm việc",
        ],
        ["Đúng hạn", "Quy định: 0,5 ngày làm việc", "Thực hiện: 1 giờ làm việc"],
    ]

    assert expected == results


def test_the_slip_has_giver_receiver_and_who_signs() -> None:
    """A row names both units, with the agency where the procedure knows it, and the persons who sign."""
    first, second = rows_of(control_slip(seven_steps(), procedure=PROCEDURE), 1)[5:7]

    assert "3. Giao: Chuyên viên phòng Quản lý\nNhận: Sở Văn hóa - Lãnh đạo Sở" == first[0]
    assert ["Người giao\n\nTrần Văn Đức", "Người nhận\n\nPhạm Thị Hoà"] == second[1:3]


def test_pauses_stand_in_the_notes() -> None:
    """A pause of the clock stands in the notes of the next hand-over with its time and reason."""
    notes = rows_of(slip(), 1)[5][4]

    assert "Tạm dừng tính thời hạn lúc 09 giờ 00 phút, ngày 06/01/2026: Lấy ý kiến cơ quan phối hợp" in notes


def test_the_slip_says_how_the_dossier_ended() -> None:
    """The outcome of the whole dossier is judged where its clock stopped."""
    text = all_text(slip())

    assert "Trả kết quả: 08 giờ 30 phút, ngày 09/01/2026. Kết quả chung: Trước hạn" in text


@pytest.mark.parametrize(
    ("due_at", "expected"),
    [("2026-01-09T17:00", "Đúng hạn"), ("2026-01-08T17:00", "Quá hạn"), ("2026-01-10T17:00", "Trước hạn")],
)
def test_the_outcome_compares_the_end_with_the_due_date(due_at: str, expected: str) -> None:
    """Before the due day is early, on it is on time, after the due instant is late."""
    history = History()
    history.start("2026-01-05T08:00")
    history.end("2026-01-09T08:30", "Start", due_at)

    assert f"Kết quả chung: {expected}" in all_text(control_slip(history.log))


def test_an_open_dossier_leaves_its_outcome_blank() -> None:
    """A dossier that still runs has a dotted line where its result will stand."""
    history = History()
    history.start("2026-01-05T08:00", limit="")

    assert re.search(r"Trả kết quả: …+\. Kết quả chung: …+", all_text(control_slip(history.log)))


def test_a_late_part_of_a_join_is_named() -> None:
    """Where several steps are handed over together, each result names its step."""
    history = History()
    history.start("2026-01-05T08:00")
    history.flow("2026-01-05T08:00", "Start", "A")
    history.flow("2026-01-05T08:00", "Start", "B")
    first = history.open("2026-01-05T08:00", "A", "job:gửi-thư", "4h", "Gửi thư")
    second = history.open("2026-01-05T08:00", "B", "Phòng B", "", "Lưu")
    history.done("2026-01-05T14:00", "A", first, "")
    history.flow("2026-01-05T14:00", "A", "Join")
    history.done("2026-01-05T15:00", "B", second, "bình")
    history.flow("2026-01-05T15:00", "B", "Join")
    history.pass_by("2026-01-05T15:00", "Join")
    history.flow("2026-01-05T15:00", "Join", "Sign")
    history.open("2026-01-05T15:00", "Sign", "Lãnh đạo")
    row = rows_of(control_slip(history.log), 1)[-2]

    assert "3. Giao: Hệ thống (gửi-thư); Phòng B" in row[0]
    assert row[3].startswith("Gửi thư: Quá hạn (hạn 13 giờ 30 phút, ngày 05/01/2026)\nLưu: Không có thời hạn")


def test_an_internal_procedure_has_no_applicant() -> None:
    """What is asked for within the administration comes from an agency, not from a citizen."""
    internal = PROCEDURE.model_copy(update={"kind": ProcedureKind.WITHIN_AGENCY})

    assert "Giao: Cơ quan, đơn vị đề nghị" in all_text(control_slip(seven_steps(), procedure=internal))


def test_what_a_timer_starts_comes_from_the_system() -> None:
    """A task that a timer started beside others is handed over by the system."""
    history = History()
    history.start("2026-01-05T08:00")
    history.add("2026-01-07T17:00", EntryKind.TIMER_FIRED, "Timer", element_name="Nhắc việc")
    history.pass_by("2026-01-07T17:00", "Timer")
    history.flow("2026-01-07T17:00", "Timer", "Remind")
    history.open("2026-01-07T17:00", "Remind", "Văn thư")

    assert "1. Giao: Hệ thống" in all_text(control_slip(history.log))


def test_the_receipt_promises_what_the_clock_said() -> None:
    """Receipt and appointment are those of the entry that started the clock."""
    text = all_text(receipt(seven_steps(), procedure=PROCEDURE, dossier=Dossier(applicant="Bà Lê Thị Hồng")))

    assert "Thời gian nhận hồ sơ: 08 giờ 05 phút, ngày 05/01/2026" in text
    assert "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 10/01/2026" in text
    assert "Tiếp nhận hồ sơ của: Bà Lê Thị Hồng" in text
    assert "Thời gian giải quyết hồ sơ theo quy định: 5 ngày làm việc" in text


def test_the_receipt_lists_what_the_procedure_asks_for() -> None:
    """Without a list of its own the receipt names the documents of the procedure, by id where they have no name."""
    table = rows_of(receipt(seven_steps(), procedure=PROCEDURE), 2)

    assert [["1", "Đơn đề nghị", ""], ["2", "D2", ""]] == table[1:]


def test_the_receipt_lists_what_was_handed_in() -> None:
    """What was handed in goes before what the procedure asks for."""
    dossier = Dossier(components=(Component("Đơn", "01 bản chính"),))

    assert [["1", "Đơn", "01 bản chính"]] == rows_of(receipt(seven_steps(), procedure=PROCEDURE, dossier=dossier), 2)[
        1:
    ]


def test_the_date_is_explained_day_by_day_on_request() -> None:
    """With an explanation the receipt says of each day whether it was counted, and why."""
    text = all_text(receipt(seven_steps(), options=PaperOptions(with_explanation=True)))

    assert "Cách tính thời gian trả kết quả:" in text
    assert "thứ Bảy 10/01/2026: tính -> 5 ngày làm việc" in text
    assert "Cách tính" not in all_text(receipt(seven_steps()))


def test_a_day_off_is_named_in_the_explanation() -> None:
    """A holiday that is not counted stands with its name."""
    history = History()
    history.start("2026-04-29T08:00", "1wd")

    lines = appointment_of(history.log).explanation()

    assert any("thứ Năm 30/04/2026: Ngày Chiến thắng" in line for line in lines)


def test_a_day_off_is_named_in_english_too() -> None:
    """The history holds both names of a day off, so that an English explanation has its own."""
    history = History()
    history.start("2026-04-29T08:00", "1wd")

    lines = appointment_of(history.log).explanation("en")

    assert any("Thursday 30/04/2026: Liberation Day/Reunification Day, not counted" in line for line in lines)


def test_a_restarted_clock_has_a_new_appointment() -> None:
    """After a restart the receipt is that of the complete dossier."""
    history = History()
    history.start("2026-01-05T08:00", "5wd")
    history.clock("2026-01-08T09:00", EntryKind.CLOCK_RESTARTED, "5wd")

    found = appointment_of(history.log)

    assert at("2026-01-08T09:00") == found.received_at


def test_the_slip_begins_with_the_first_receipt() -> None:
    """The slip of a dossier whose clock was restarted says when it first came in, and what is due now."""
    history = History()
    history.start("2026-01-05T08:00", "5wd")
    history.clock("2026-01-08T09:00", EntryKind.CLOCK_RESTARTED, "5wd")
    text = all_text(control_slip(history.log))

    assert "Thời gian nhận hồ sơ: 08 giờ 00 phút, ngày 05/01/2026" in text
    assert "hạn trả kết quả: 17 giờ 00 phút, ngày 14/01/2026" in text


def test_without_a_limit_there_is_no_date() -> None:
    """Where no due date follows, the receipt leaves it blank and the explanation says why."""
    history = History()
    history.start("2026-01-05T08:00", limit="")
    text = all_text(receipt(history.log, options=PaperOptions(with_explanation=True)))

    assert re.search(r"Thời gian trả kết quả giải quyết hồ sơ: …+", text)
    assert "Chưa tính được ngày hẹn trả" in text


def test_a_receipt_is_made_without_an_instance() -> None:
    """An appointment worked out from the calendar alone fills the receipt too."""
    received = at("2026-01-05T08:00")
    appointment = Appointment(received, due(received, Period.parse("3wd"), CALENDAR), "H1")

    assert "17 giờ 00 phút, ngày 08/01/2026" in all_text(receipt(appointment))


def test_an_unreadable_explanation_is_refused() -> None:
    """A due date whose entry does not explain it is refused, with the number of the entry."""
    history = History()
    history.add("2026-01-05T08:00", EntryKind.CLOCK_STARTED, "Start", {"due_on": "soon"}, due_at=at("2026-01-09T17:00"))

    with pytest.raises(DataError, match="entry 1 of the history"):
        receipt(history.log)


def test_decomposed_letters_are_composed() -> None:
    """Names typed with combining marks come out composed, as Word and search expect them."""
    name = "Trần Thị Hoà Ưu"
    raw = control_slip(seven_steps(), dossier=Dossier(applicant=unicodedata.normalize("NFD", name)))

    assert f"Người nộp hồ sơ: {name}" in all_text(raw)


def test_text_of_a_person_is_never_a_field() -> None:
    """What looks like a field in a name is printed as it is."""
    raw = control_slip(seven_steps(), dossier=Dossier(applicant="{{handover.at}} {{authority}}"))

    assert "Người nộp hồ sơ: {{handover.at}} {{authority}}" in all_text(raw)


def test_papers_say_that_the_official_text_was_not_seen() -> None:
    """The note on the form's origin stands in the core properties and in the footer, in the language of the paper."""
    raw = receipt(seven_steps())
    core = opened(raw).core_properties

    assert "Mẫu số 01, Thông tư 03/2025/TT-VPCP" == core.category
    assert core.comments.endswith("chưa đối chiếu với văn bản chính thức.")
    assert "Official" not in all_text(raw)
    assert core.comments in all_text(raw)


def test_equal_histories_give_equal_bytes(tmp_path: Path) -> None:
    """The file holds no time of the machine: made twice it is equal, and the file is what was returned."""
    path = tmp_path / "phieu.docx"

    assert control_slip(seven_steps(), path) == control_slip(seven_steps())
    assert path.read_bytes() == control_slip(seven_steps())


def test_a_dossier_keeps_the_forms_of_its_day() -> None:
    """A dossier received under the former circular bears its form numbers; a circular may be named instead."""
    history = History()
    history.start("2025-09-12T08:00")

    assert "Mẫu số 05, Thông tư 01/2018/TT-VPCP" in all_text(control_slip(history.log))
    assert "Mẫu số 06" in all_text(control_slip(history.log, options=PaperOptions(circular="03/2025/TT-VPCP")))
