"""From comparisons, judgements and histories to the texts of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from procflow.analysis import Figure, GoalResult, TaskTrace, Unknown, shown, trace
from procflow.bpmn import Definitions
from procflow.calendars import Calendar
from procflow.eventlog import Entry, EntryKind, EventLog
from procflow.lint import Finding, Severity
from procflow.procedure import BY_NAME, PROPERTIES, Limit, Procedure, Type
from procflow.qms import appointment_of, hand_overs
from procflow.qms.slip_rows import SlipRows
from procflow.quantity import Quantity
from procflow.render import Changed, changes_svg
from procflow.report.content import Cells, DossierPart, ImportedPart, TargetPart, TwinPart
from procflow.report.html import local_time
from procflow.report.words import Words
from procflow.simplify import Comparison, Judgement

_UNITS_VI = {
    "step": "bước",
    "hand-off": "lượt bàn giao",
    "performer": "vai trò",
    "agency": "cơ quan",
    "document": "loại giấy tờ",
    "contact": "lần tiếp xúc",
    "field": "mục",
    "procedure": "thủ tục",
    "working-day": "ngày làm việc",
    "calendar-day": "ngày",
    "hour": "giờ làm việc",
    "VND/dossier": "đồng/hồ sơ",
    "VND/year": "đồng/năm",
    "%": "%",
}
_VERDICTS_VI = {"not computable": "chưa tính được", "not comparable": "không so sánh được"}
_DENOMINATORS_VI = {
    "compared": "thủ tục được so sánh",
    "compared, known": "thủ tục được so sánh, đủ dữ liệu",
    "cost per year before": "chi phí một năm hiện tại",
    "cost per year before, known": "chi phí một năm hiện tại, thủ tục đủ dữ liệu",
}
_COUNTED_VI = {"procedures": "thủ tục", "regulations": "quy định", "cost": "chi phí tuân thủ"}
_CLOCK_VI = {
    EntryKind.CLOCK_STARTED: "bắt đầu tính",
    EntryKind.CLOCK_PAUSED: "tạm dừng",
    EntryKind.CLOCK_RESUMED: "tiếp tục",
    EntryKind.CLOCK_RESTARTED: "tính lại từ đầu",
    EntryKind.CLOCK_EXTENDED: "gia hạn",
    EntryKind.CLOCK_STOPPED: "kết thúc",
}


class Texts:
    """
    Puts figures and facts into the language of the report.

    Args:
        words: Headings and words of that language.
        calendar: Whose office hours count for a dossier.
    """

    def __init__(self, words: Words, calendar: Calendar) -> None:
        self.words = words
        self.calendar = calendar
        self._vietnamese = words.lang == "vi"

    def figure(self, figure: Figure) -> str:
        """Return a figure with its unit; of one that is not known only that, its reason stands in the data."""
        if isinstance(figure, Unknown):
            return _VERDICTS_VI[figure.verdict] if self._vietnamese else figure.verdict
        return (
            f"{self.number(figure.value)} {_UNITS_VI.get(figure.unit, figure.unit)}"
            if self._vietnamese
            else shown(figure)
        )

    def number(self, value: Decimal) -> str:
        """Return a number as it is written in the language: 1.234,5 in Vietnamese."""
        text = f"{value.normalize():,f}"
        return text.translate(str.maketrans(",.", ".,")) if self._vietnamese else text

    def limit(self, limit: Limit | None) -> str:
        """Return a limit in words, empty if it is not known."""
        if limit is None:
            return ""
        if limit.unit is None:
            return limit.text
        choices = {value: (en, vi) for value, en, vi in BY_NAME["pf.limit.unit"].choices}
        unit = choices[limit.unit][int(self._vietnamese)]
        return f"{self.number(limit.value)} {unit}" if limit.value is not None else unit

    def twin(self, found: Comparison, before: Definitions, after: Definitions) -> TwinPart:
        """Return one comparison with its picture."""
        marks = Changed(
            added=[step.element_id for step in found.steps.added],
            removed=[step.element_id for step in found.steps.removed],
            changed=[side.element_id for item in found.steps.changed for side in (item.before, item.after)],
        )
        return TwinPart(
            title=found.before.title,
            rows=tuple(self._twin_rows(found)),
            changes=tuple(self._changes(found)),
            cautions=tuple(f"{item.step.label}: {item.reason}" for item in found.cautions),
            picture=changes_svg(before, after, marks),
            derivation_before=tuple(map(str, found.cost_before.lines)),
            derivation_after=tuple(map(str, found.cost_after.lines)),
        )

    def target(self, judged: Judgement) -> TargetPart:
        """Return one judged target, a row for each denominator."""
        aim = judged.target
        return TargetPart(
            title=f"{aim.label_vi if self._vietnamese else aim.label}: {self.words.verdicts[judged.verdict]}",
            source=aim.source,
            rows=tuple(row for result in judged.results for row in self._target_rows(result)),
            notes=tuple(self._target_notes(judged)),
        )

    def lint_row(self, name: str, findings: Sequence[Finding]) -> Cells:
        """Return what was found in one model."""
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        texts = "; ".join(f"{finding.rule} ({finding.element_id})" for finding in findings)
        return name, str(errors), str(len(findings) - errors), texts or "–"

    def imported(self, procedure: Procedure, sentence: str, picture: str) -> ImportedPart:
        """Return an imported table with the picture of its model."""
        rows = tuple((step.number, step.label, step.performer, self.limit(step.limit)) for step in procedure.steps)
        return ImportedPart(procedure.title, sentence, self.words.step_columns, rows, picture)

    def dossier(self, log: EventLog, procedure: Procedure, sentence: str) -> DossierPart:
        """Return one dossier: its tasks, its clock, its control slip and its receipt."""
        appointment = appointment_of(log, self.calendar.zone)
        slip = SlipRows(log, procedure, self.calendar)
        rows = [slip.row(number, row) for number, row in enumerate(hand_overs(log, self.calendar), start=1)]
        shown_fields = ("number", "giver", "receiver", "at", "step", "result", "allotted", "used", "note")
        due = appointment.due
        return DossierPart(
            business_key=appointment.dossier_code,
            sentence=sentence,
            trace=tuple(self._trace_row(task) for task in trace(log, self.calendar)),
            clock=tuple(self._clock_row(entry) for entry in log.of(*_CLOCK_VI)),
            explanation="\n".join(appointment.explanation(self.words.lang)),
            slip_columns=(
                "Số",
                "Bên giao",
                "Bên nhận",
                "Thời điểm",
                "Bước",
                "Kết quả",
                "Quy định",
                "Đã dùng",
                "Ghi chú",
            ),
            slip_rows=tuple(tuple(row[name] for name in shown_fields) for row in rows),
            receipt=(
                ("Mã hồ sơ", appointment.dossier_code),
                ("Thủ tục", f"{procedure.title} ({procedure.code})"),
                ("Thời điểm nhận", local_time(appointment.received_at)),
                ("Thời hạn", self.limit(procedure.limit)),
                ("Hẹn trả kết quả", local_time(due.due_at) if due is not None else "–"),
            ),
        )

    def _twin_rows(self, found: Comparison) -> Iterator[Cells]:
        for row in found.rows:
            label = row.label_vi if self._vietnamese else row.label
            yield (label, *map(self.figure, (row.before, row.after, row.change, row.percent)))

    def _changes(self, found: Comparison) -> Iterator[Cells]:
        for step in found.steps.removed:
            yield step.label, self.words.removed, step.performer
        for step in found.steps.added:
            yield step.label, self.words.added, step.performer
        for item in found.steps.changed:
            details = (
                f"{self._field(name)}: {self._value(item.before, name)} → {self._value(item.after, name)}"
                for name in item.fields
            )
            yield item.after.label, self.words.changed, "; ".join(details)

    def _field(self, name: str) -> str:
        named = (item for item in PROPERTIES if item.field == name)
        plain = {"content": ("content", "nội dung"), "name": ("name", "tên bước")}
        found = next(((item.label_en, item.label_vi) for item in named), plain.get(name, (name, name)))
        return found[int(self._vietnamese)].lower()

    def _value(self, step: object, name: str) -> str:
        value = getattr(step, name)
        if isinstance(value, Limit):
            return self.limit(value)
        if isinstance(value, Decimal):
            return self.number(value)
        if isinstance(value, tuple):
            return ", ".join(value)
        choices = {
            key: (en, vi)
            for item in PROPERTIES
            if item.field == name and item.type is Type.CHOICE
            for key, en, vi in item.choices
        }
        if value in choices:
            return choices[value][int(self._vietnamese)]
        return "?" if value is None else str(value)

    def _target_rows(self, result: GoalResult) -> Iterator[Cells]:
        counted = _COUNTED_VI[result.goal.counted] if self._vietnamese else result.goal.counted
        goal = f"≥ {self.number(result.goal.percent)} %"
        for share in result.shares:
            name = _DENOMINATORS_VI.get(share.denominator, share.denominator) if self._vietnamese else share.denominator
            whole = f"{self.figure(share.whole)} ({name})"
            yield (
                counted,
                self.figure(result.cut),
                whole,
                self.figure(share.percent),
                goal,
                self.words.verdicts[share.verdict],
            )
        if not result.shares:
            yield counted, self.figure(result.cut), "–", "–", goal, self.words.verdicts[result.verdict]

    def _target_notes(self, judged: Judgement) -> Iterator[str]:
        counted = ", ".join(judged.counted)
        yield (
            f"Thủ tục được xét ({len(judged.counted)}): {counted}"
            if self._vietnamese
            else f"Counted ({len(judged.counted)}): {counted}"
        )
        if judged.scope_unknown:
            open_scope = f"({len(judged.scope_unknown)}): {', '.join(judged.scope_unknown)}"
            yield f"{'Chưa rõ có thuộc phạm vi' if self._vietnamese else 'Not said whether in scope'} {open_scope}"
        for result in judged.results:
            if result.excluded:
                names = ", ".join(result.excluded)
                unknown = f"Chưa đủ dữ liệu ({len(result.excluded)}): {names}"
                yield unknown if self._vietnamese else f"Unknown, left out ({len(result.excluded)}): {names}"

    def _trace_row(self, task: TaskTrace) -> Cells:
        times = (local_time(instant) if instant else "–" for instant in (task.opened_at, task.ended_at, task.due_at))
        hours = (self.figure(figure) if isinstance(figure, Quantity) else "–" for figure in (task.allotted, task.used))
        return (task.name, task.performer, task.by, *times, *hours, self.words.punctuality[task.punctuality])

    def _clock_row(self, entry: Entry) -> Cells:
        what = _CLOCK_VI[entry.kind] if self._vietnamese else entry.kind.value.removeprefix("clock-")
        at = f" ({entry.element_name})" if entry.element_name else ""
        return local_time(entry.at), what + at, local_time(entry.due_at) if entry.due_at else "–"
