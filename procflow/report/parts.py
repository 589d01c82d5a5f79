"""From comparisons, judgements and histories to the texts of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from procflow.analysis import Figure, GoalResult, TaskTrace, Unknown, shown, trace
from procflow.analysis.wording import limit_wording, verdict_text
from procflow.bpmn import Definitions
from procflow.calendars import Calendar
from procflow.eventlog import Entry, EventLog
from procflow.lint import Finding, Severity
from procflow.procedure import PROPERTIES, Limit, Procedure, Type
from procflow.qms import appointment_of, hand_overs
from procflow.qms.slip_rows import SlipRows
from procflow.quantity import Quantity
from procflow.render import Changed, changes_svg
from procflow.report.content import Cells, DossierPart, ImportedPart, TargetPart, TwinPart
from procflow.report.html import local_time
from procflow.report.words import Words
from procflow.simplify import Comparison, Judgement
from procflow.tables import SumCheck
from procflow.wording import plain

_FEW = 3
# Fields that are no properties.
_FIELDS = {
    "content": ("content", "nội dung"),
    "name": ("name", "tên bước"),
    "steps": ("steps", "các bước"),
    "tariff": ("tariff", "đơn giá giờ công"),
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
            return verdict_text(figure.verdict, self.words.lang)
        return shown(figure, self.words.lang)

    def number(self, value: Decimal) -> str:
        """Return a number as it is written in the language: 1.234,5 in Vietnamese."""
        return plain(value, self.words.lang)

    def limit(self, limit: Limit | None) -> str:
        """Return a limit in words, empty if it is not known."""
        return limit_wording(limit).text(self.words.lang)

    def total(self, check: SumCheck) -> str:
        """Return what a declared sum is worth, with a dash for a figure that is not known."""
        hours = {"declared": check.declared_hours, "summed": check.summed_hours}
        texts = {name: "–" if value is None else self.number(value) for name, value in hours.items()}
        return self.words.total[check.verdict].format_map(texts)

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
            reasons=tuple(dict.fromkeys(self._reasons(found))),
            cautions=tuple(f"{item.step.label}: {item.why.text(self.words.lang)}" for item in found.cautions),
            picture=changes_svg(before, after, marks),
            derivation_before=tuple(line.shown(self.words.lang) for line in found.cost_before.lines),
            derivation_after=tuple(line.shown(self.words.lang) for line in found.cost_after.lines),
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
        """Return what was found in one model; matters of taste are left out."""
        weighty = [finding for finding in findings if finding.severity is not Severity.INFO]
        errors = sum(finding.severity is Severity.ERROR for finding in weighty)
        texts = "; ".join(f"{finding.rule} ({finding.element_id})" for finding in weighty)
        return name, str(errors), str(len(weighty) - errors), texts or "–"

    def imported(self, procedure: Procedure, sentence: str, picture: str) -> ImportedPart:
        """Return an imported table with the picture of its model."""
        rows = tuple((step.number, step.label, step.performer, self.limit(step.limit)) for step in procedure.steps)
        return ImportedPart(procedure.title, sentence, self.words.step_columns, rows, picture)

    def dossier(self, log: EventLog, procedure: Procedure, sentence: str) -> DossierPart:
        """Return one dossier: its tasks, its clock, its control slip and its receipt."""
        appointment = appointment_of(log, self.calendar.zone)
        slip = SlipRows(log, procedure, self.calendar, self.words.lang)
        rows = [slip.row(number, row) for number, row in enumerate(hand_overs(log, self.calendar), start=1)]
        shown_fields = ("number", "giver", "receiver", "at", "step", "result", "allotted", "used", "note")
        due = appointment.due
        facts = (
            appointment.dossier_code,
            f"{procedure.title} ({procedure.code})",
            local_time(appointment.received_at),
            self.limit(procedure.limit),
            local_time(due.due_at) if due is not None else "–",
        )
        return DossierPart(
            business_key=appointment.dossier_code,
            sentence=sentence,
            trace=tuple(self._trace_row(task) for task in trace(log, self.calendar)),
            clock=tuple(self._clock_row(entry) for entry in log.of(*self.words.clock_kinds)),
            explanation="\n".join(appointment.explanation(self.words.lang)),
            slip_columns=self.words.slip_columns,
            slip_rows=tuple(tuple(row[name] for name in shown_fields) for row in rows),
            receipt=tuple(zip(self.words.receipt_labels, facts, strict=True)),
        )

    def _twin_rows(self, found: Comparison) -> Iterator[Cells]:
        for row in found.rows:
            label = row.label_vi if self._vietnamese else row.label
            yield (label, *map(self.figure, (row.before, row.after, row.change, row.percent)))

    def _reasons(self, found: Comparison) -> Iterator[str]:
        """
        Yield why a figure is not known: the reason of each side, with the first fields that are missing.

        Where both sides are known it is the change, or its share, that has a reason of its own.
        """
        for row in found.rows:
            label = row.label_vi if self._vietnamese else row.label
            unknown = [figure for figure in (row.before, row.after) if isinstance(figure, Unknown)]
            for figure in unknown or (row.change, row.percent):
                if isinstance(figure, Unknown):
                    yield f"{label}: {figure.why.text(self.words.lang)}{self._missing(figure)}"

    def _missing(self, figure: Unknown) -> str:
        if not figure.missing:
            return ""
        fields = ((self._field(item.field), item.name) for item in figure.missing)
        bearers = [f"{label} ({name})" if name else label for label, name in fields]
        rest = len(bearers) - _FEW
        more = f" {self.words.more.format(n=rest)}" if rest > 0 else ""
        return f" ({self.words.missing.format(names=', '.join(bearers[:_FEW]) + more)})"

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
        found = next(((item.label_en, item.label_vi) for item in named), _FIELDS.get(name, (name, name)))
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
        counted = self.words.counted[result.goal.counted]
        goal = f"≥ {self.number(result.goal.percent)} %"
        for share in result.shares:
            name = self.words.denominators.get(share.denominator, share.denominator)
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
        words = self.words
        yield _listing(words.counted_note, judged.counted)
        if judged.scope_unknown:
            yield _listing(words.scope_note, judged.scope_unknown)
        for result in judged.results:
            if result.excluded:
                yield _listing(words.excluded_note, result.excluded)
            if result.reason:
                why = result.why.text(words.lang)
                yield f"{words.counted[result.goal.counted]}: {words.verdicts[result.verdict]}, {why}"

    def _trace_row(self, task: TaskTrace) -> Cells:
        times = (local_time(instant) if instant else "–" for instant in (task.opened_at, task.ended_at, task.due_at))
        hours = (self.figure(figure) if isinstance(figure, Quantity) else "–" for figure in (task.allotted, task.used))
        return (task.name, task.performer, task.by, *times, *hours, self.words.punctuality[task.punctuality])

    def _clock_row(self, entry: Entry) -> Cells:
        what = self.words.clock_kinds[entry.kind]
        at = f" ({entry.element_name})" if entry.element_name else ""
        return local_time(entry.at), what + at, local_time(entry.due_at) if entry.due_at else "–"


def _listing(note: str, names: Sequence[str]) -> str:
    return note.format(n=len(names), names=", ".join(names))
