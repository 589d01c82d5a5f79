"""The main job from end to end on shipped input: table, models, one dossier, comparison, papers, one report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from procflow.analysis import Tariff, load_tariffs
from procflow.bpmn import Definitions, read, write
from procflow.calendars import Calendar, load_calendar
from procflow.clock import FrozenClock
from procflow.engine import Engine, OpenTask, PendingTimer
from procflow.eventlog import EventLog
from procflow.files import make_folder, replace_file
from procflow.lint import Finding, lint
from procflow.procedure import Procedure
from procflow.qms import PaperOptions, control_slip, coverage, procedure_document, receipt
from procflow.qms.times import money_text
from procflow.render import diagram_svg, render
from procflow.report.content import Card, Content, CoveragePart, ImportedPart, TwinPart
from procflow.report.demo_words import DEMO_WORDS
from procflow.report.html import html_report
from procflow.report.parts import Texts
from procflow.report.shipped import pairs_in, shipped_models
from procflow.report.walkthrough import Data, GivenAnswers, Question, Walkthrough
from procflow.report.words import WORDS
from procflow.simplify import Comparison, compare, judge, totals
from procflow.tables import read_table
from procflow.wording import Language

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_TABLE = Path("tables") / "cap-doi-the.docx"
_MODEL = "bo-sung-lay-y-kien.bpmn"
_TARIFF_OF, _TARIFF_ON = "Đồng Nai", datetime(2026, 1, 5, tzinfo=_ZONE).date()
_RECEIVED_AT = datetime(2026, 2, 9, 8, 10, tzinfo=_ZONE)
_SUPPLEMENTED_AT = datetime(2026, 2, 11, 14, 5, tzinfo=_ZONE)
_DOSSIER = "H29.15-260209-0007"
# When each task is done and with which data: the story of one dossier.
_STORY: dict[str, tuple[str, Data]] = {
    "Task_tiep_nhan_ho_so": ("2026-02-09T08:40", {"hop_le": False}),
    "Task_yeu_cau_bo_sung_mot_lan": ("2026-02-09T10:15", {}),
    "Task_tiep_nhan_ho_so_bo_sung": ("2026-02-11T14:30", {}),
    "Task_thu_ly_gui_lay_y_kien": ("2026-02-13T09:20", {}),
    "Task_co_quan_lien_quan_cho_y_kien": ("2026-03-05T15:45", {}),
    "Task_don_doc_co_quan_phoi_hop": ("2026-03-04T08:20", {}),
    "Task_tong_hop_du_thao_quyet_dinh": ("2026-03-18T16:10", {}),
    "Task_kiem_tra_cua_van_phong_so": ("2026-03-20T10:00", {}),
    "Task_soat_xet_du_thao": ("2026-03-23T09:30", {}),
    "Task_ky_quyet_dinh": ("2026-03-23T16:20", {}),
    "Task_phat_hanh": ("2026-03-24T08:50", {}),
    "Task_tra_ket_qua": ("2026-03-24T10:05", {}),
}
_PEOPLE = {
    "Công chức Một cửa": "Nguyễn Thị Lan",
    "Chuyên viên": "Trần Văn Minh",
    "Cơ quan phối hợp": "Lê Quốc Huy",
    "Văn phòng Sở": "Phạm Thu Hà",
    "Lãnh đạo phòng": "Đỗ Hữu Nghĩa",
    "Lãnh đạo Sở": "Võ Thị Ngọc Ánh",
    "Văn thư": "Bùi Thanh Tâm",
}

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Demo:
    """
    What the demonstration made.

    Attributes:
        report: The HTML report.
        files: Every file it wrote.
    """

    report: Path
    files: tuple[Path, ...]


def run_demo(folder: Path, *, language: Language = "vi", progress: Progress = lambda _: None) -> Demo:
    """
    Import a table, check all models, run a dossier, compare the twins and write everything to *folder*.

    Args:
        folder: Where the files go; made if it is missing.
        language: Language of the report and of the procedure document; forms of a circular are Vietnamese.
        progress: Called with a sentence before each part.

    Raises:
        FileAccessError: The folder cannot be written to.
        ProcflowError: As the parts raise it.
    """
    make_folder(folder)
    return _Maker(folder, shipped_models(), language, progress).make()


class _Maker:
    def __init__(self, folder: Path, models: Path, language: Language, progress: Progress) -> None:
        self.folder, self.models, self.language, self.progress = folder, models, language, progress
        self.calendar: Calendar = load_calendar()
        self.texts = Texts(WORDS[language], self.calendar)
        self.words = DEMO_WORDS[language]
        self.files: list[tuple[str, str]] = []

    def make(self) -> Demo:
        """Do every part and write the report."""
        self.progress("importing the decision table")
        table = self._table()
        self.progress("checking all models")
        found = {path: lint(read(path)) for path in sorted(self.models.glob("*.bpmn"))}
        self.progress("running one dossier")
        model = read(self.models / _MODEL)
        procedure, log = Procedure.of(model), self._run(model)
        self.progress("comparing the procedures with their simplified versions")
        tariff = _tariff()
        compared = [(old, new, compare(old, new, tariff=tariff)) for old, new in pairs_in(self.models)]
        self.progress("drawing before and after")
        twins = tuple(self.texts.twin(item, read(old), read(new)) for old, new, item in compared if old != new)
        self.progress("writing the papers")
        covered = self._papers(model, procedure, log)
        content = replace(
            self._content(table, found, twins, [item for _, _, item in compared]),
            dossier=self.texts.dossier(log, procedure, self._sentence(log)),
            coverage=covered,
            files=tuple(self.files),
        )
        report = self.folder / "bao-cao.html"
        replace_file(report, html_report(content, self.language).encode("utf-8"))
        return Demo(report, (report, *(self.folder / name for name, _ in self.files)))

    def _table(self) -> ImportedPart:
        imported = read_table(self.models / _TABLE)
        model = imported.procedure.to_bpmn()
        write(model, self.folder / "cap-doi-the.bpmn")
        self._add("cap-doi-the.bpmn")
        sentence = self.words["table"].format(
            file=_TABLE.name,
            steps=len(imported.procedure.steps),
            total=self.texts.total(imported.total),
            unknown=len(imported.procedure.unknown()),
        )
        return self.texts.imported(imported.procedure, sentence, diagram_svg(model))

    def _run(self, model: Definitions) -> EventLog:
        clock = FrozenClock(_RECEIVED_AT)
        database = self.folder / "ho-so.db"
        database.unlink(missing_ok=True)
        with Engine(f"sqlite:///{database}", clock=clock, calendar=self.calendar) as engine:
            deployed = engine.deploy(model)
            walk = Walkthrough(engine, clock, model, _Story(clock=clock), _PEOPLE, datetime.resolution * 0)
            *_, last = walk.run(deployed.key, {}, by=_PEOPLE["Công chức Một cửa"], business_key=_DOSSIER)
            log = engine.history(last.id)
        log.verify()
        self._add(database.name)
        return log

    def _papers(self, model: Definitions, procedure: Procedure, log: EventLog) -> CoveragePart:
        options = PaperOptions(calendar=self.calendar, with_explanation=True)
        self._write("phieu-kiem-soat.docx", control_slip(log, procedure=procedure, options=options))
        self._write("giay-tiep-nhan.docx", receipt(log, procedure=procedure, options=options))
        self._write("quy-trinh.docx", procedure_document(model, language=self.language))
        render(model, self.folder / "quy-trinh.svg")
        self._add("quy-trinh.svg")
        matrix = coverage(model, log, language=self.language)
        return CoveragePart(matrix.note, matrix.columns, matrix.rows(), matrix.withdrawal)

    def _content(
        self,
        table: ImportedPart,
        found: Mapping[Path, Sequence[Finding]],
        twins: tuple[TwinPart, ...],
        compared: list[Comparison],
    ) -> Content:
        sums, texts, words = totals(compared), self.texts, self.words
        priced = len(compared) - len(sums.excluded)
        cards = (
            Card(texts.figure(sums.saving), words["saving"]),
            Card(texts.figure(sums.percent), words["share"].format(before=texts.figure(sums.before), priced=priced)),
            Card(str(len(twins)), words["twins"].format(compared=len(compared))),
            Card(str(sum(map(len, found.values()))), words["findings"].format(models=len(found))),
        )
        tariff = _tariff()
        notes = (
            words["assumed"],
            words["tariff"].format(money=money_text(tariff.hourly_vnd, self.language), source=tariff.source),
            words["scope"].format(scope=tariff.scope),
            words["excluded"].format(n=len(sums.excluded)),
        )
        return Content(
            title=words["title"],
            made_at=datetime(2026, 3, 25, 8, 0, tzinfo=_ZONE),
            cards=cards,
            notes=notes,
            lint=tuple(texts.lint_row(path.name, findings) for path, findings in found.items()),
            twins=twins,
            targets=tuple(texts.target(judge(compared, name)) for name in ("internal", "business")),
            table=table,
        )

    def _sentence(self, log: EventLog) -> str:
        return self.words["history"].format(entries=len(log), head=log.entries[-1].hash[:16])

    def _write(self, name: str, raw: bytes) -> None:
        replace_file(self.folder / name, raw)
        self._add(name)

    def _add(self, name: str) -> None:
        self.files.append((name, self.words[name]))


@dataclass(slots=True)
class _Story(GivenAnswers):
    """Answers each task at the instant the story says."""

    clock: FrozenClock = field(default_factory=lambda: FrozenClock(_RECEIVED_AT))

    def answer(self, task: OpenTask, questions: Sequence[Question]) -> Data:
        del questions
        done_at, data = _STORY[task.element_id]
        self.clock.set(max(self.clock.now(), datetime.fromisoformat(done_at).replace(tzinfo=_ZONE)))
        return data

    def message(self, names: Sequence[str], timers: Sequence[PendingTimer]) -> tuple[str, Data] | None:
        del timers
        self.clock.set(_SUPPLEMENTED_AT)
        return names[0], {}


def _tariff() -> Tariff:
    """Return the tariff of another province, chosen by its scope: the models name no authority that has one."""
    return next(item for item in load_tariffs() if item.scope == _TARIFF_OF and item.holds_on(_TARIFF_ON))
