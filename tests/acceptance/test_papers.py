"""The papers of a dossier that ran: their times are those of its history, and on paper no text is lost."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest

from procflow.bpmn import Definitions, read
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.eventlog import EntryKind, EventLog
from procflow.procedure import Procedure
from procflow.qms import Component, Dossier, PaperOptions, control_slip, coverage, procedure_document, receipt
from tests.support import MODELS

pytestmark = pytest.mark.timeout(300)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOSSIER = Dossier(
    applicant="Công ty TNHH Đầu tư Xây dựng và Thương mại Nguyễn Thị Ngọc Ánh",
    applicant_address="Số 12, đường Nguyễn Trãi, phường Ninh Kiều, thành phố Cần Thơ",
    components=(Component("Văn bản đề nghị", "01 bản chính"), Component("Bản sao đăng ký doanh nghiệp", "01 bản sao")),
    superior_authority="ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ",
    authority="SỞ TÀI CHÍNH",
    desk="Trung tâm Phục vụ hành chính công",
)


@dataclass(frozen=True)
class Run:
    """A model with the history of one dossier."""

    model: Definitions
    log: EventLog


@pytest.fixture(scope="module")
def run() -> Run:
    """Return a dossier that was sent back for a supplement once, waited for another agency, and came out."""
    model = read(MODELS / "bo-sung-lay-y-kien.bpmn")
    clock = FrozenClock(datetime(2026, 2, 9, 8, 10, 25, tzinfo=HANOI))
    with Engine("sqlite://", clock=clock) as engine:
        started = engine.start(engine.deploy(model).key, {}, by="Lan", business_key="H29.15-260209-0007")
        _walk(engine, clock)
        return Run(model, engine.history(started.id))


def _walk(engine: Engine, clock: FrozenClock) -> None:
    for number in range(30):
        clock.advance(timedelta(hours=5, minutes=17, seconds=31))
        engine.run_due()
        open_tasks = engine.tasks()
        if not open_tasks and number < 4:
            engine.correlate("ho_so_bo_sung", by="Người nộp", business_key="H29.15-260209-0007")
        elif open_tasks:
            engine.complete(open_tasks[0].id, {"hop_le": False}, by=f"Người thứ {number}")


def _texts(raw: bytes) -> list[str]:
    """Return the paragraphs of a document that are printed on it, header and footer aside."""
    root = docx.Document(io.BytesIO(raw)).element.body
    return ["".join(node.text or "" for node in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]


def test_slip_times_equal_the_history(run: Run) -> None:
    """Each hand-over stands at the instant of its history entry in local time, in the same order."""
    kinds = (EntryKind.TASK_OPENED, EntryKind.INSTANCE_COMPLETED)
    expected = [f"{entry.at.astimezone(HANOI):%H giờ %M phút, ngày %d/%m/%Y}" for entry in run.log.of(*kinds)]
    table = docx.Document(io.BytesIO(control_slip(run.log))).tables[1]

    found = [row.cells[1].text for row in table.rows[1::2]]

    assert len(expected) >= 12
    assert expected == found


def test_the_run_is_a_whole_one(run: Run) -> None:
    """The dossier was supplemented, its clock was paused and it ended: the papers below have something to say."""
    happened = {entry.kind for entry in run.log}
    expected = {
        EntryKind.MESSAGE_RECEIVED,
        EntryKind.CLOCK_PAUSED,
        EntryKind.CLOCK_RESUMED,
        EntryKind.INSTANCE_COMPLETED,
    }

    assert expected <= happened


def _slip(run: Run) -> bytes:
    return control_slip(run.log, procedure=Procedure.of(run.model), dossier=DOSSIER)


def _receipt(run: Run) -> bytes:
    options = PaperOptions(with_explanation=True)
    return receipt(run.log, procedure=Procedure.of(run.model), dossier=DOSSIER, options=options)


PAPERS: dict[str, Callable[[Run], bytes]] = {
    "control-slip": _slip,
    "receipt": _receipt,
    "procedure": lambda run: procedure_document(run.model),
    "coverage-vi": lambda run: coverage(run.model, run.log).docx(),
    "coverage-en": lambda run: coverage(run.model, run.log, language="en").docx(),
}


@pytest.mark.parametrize("name", PAPERS)
def test_no_text_is_lost_on_paper(run: Run, name: str, tmp_path: Path, require: Callable[[str], str]) -> None:
    """Every paragraph of a paper, with its diacritics, is in the PDF that LibreOffice prints of it."""
    soffice, _ = require("soffice"), require("pdftoppm")
    raw = PAPERS[name](run)
    (tmp_path / f"{name}.docx").write_bytes(raw)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), f"{name}.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=240,
    )
    printed = subprocess.run(["pdftotext", str(tmp_path / f"{name}.pdf"), "-"], check=True, capture_output=True).stdout
    letters = _letters(printed.decode("utf-8"))
    lost = [text for text in _texts(raw) if any(word not in letters for word in _words(text))]

    assert [] == lost


def _letters(text: str) -> str:
    # A hyphen at the end of a printed line is read back as a division of the word.
    return re.sub(r"[\s-]+", "", unicodedata.normalize("NFC", text))


def _words(text: str) -> list[str]:
    return [_letters(word) for word in text.split()]
