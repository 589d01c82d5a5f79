"""What each row of a control slip says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from procflow.analysis import TaskTrace, Unknown
from procflow.calendars import Calendar, LimitUnit
from procflow.calendars.unit_words import amount_wording
from procflow.eventlog import Entry, EntryKind, EventLog
from procflow.procedure import Procedure, ProcedureKind
from procflow.qms.hand_overs import HandOver
from procflow.qms.times import amount_text, instant_text
from procflow.wording import Language, Wording

_PUNCTUALITY = {
    "early": Wording("Early", "Trước hạn"),
    "on-time": Wording("On time", "Đúng hạn"),
    "late": Wording("Late", "Quá hạn"),
    "cancelled": Wording("Stopped midway", "Dừng giữa chừng"),
    "no-limit": Wording("No limit", "Không có thời hạn"),
}
_LATE = Wording("{late} (due {due})", "{late} (hạn {due})")
_CLOCK = {
    EntryKind.CLOCK_PAUSED: Wording("Limit paused at {at}", "Tạm dừng tính thời hạn lúc {at}"),
    EntryKind.CLOCK_RESUMED: Wording("Limit resumed at {at}", "Tiếp tục tính thời hạn lúc {at}"),
    EntryKind.CLOCK_RESTARTED: Wording("Limit counted anew at {at}", "Tính lại thời hạn từ đầu lúc {at}"),
    EntryKind.CLOCK_EXTENDED: Wording("Limit extended at {at}", "Gia hạn thời hạn lúc {at}"),
}
_INTERNAL = {ProcedureKind.BETWEEN_AGENCIES, ProcedureKind.WITHIN_AGENCY}
_REQUESTING = Wording("Requesting agency or unit", "Cơ quan, đơn vị đề nghị")
_APPLICANT = Wording("Applicant", "Người nộp hồ sơ")
_RETURN = Wording("Result returned", "Trả kết quả")
_JOB = "job:"
_SYSTEM = Wording("System", "Hệ thống")
_NONE = "–"


def outcome_text(at: datetime, due_at: datetime, calendar: Calendar) -> str:
    """Return in Vietnamese whether what ended *at* an instant kept its due date, by the rule of a single step."""
    if at > due_at:
        return _PUNCTUALITY["late"].vi
    return _PUNCTUALITY["early" if calendar.local(at).date() < calendar.local(due_at).date() else "on-time"].vi


class SlipRows:
    """
    Puts hand-overs into words.

    Args:
        log: The history of the dossier, for the limits of its tasks.
        procedure: The procedure, for the agencies of its steps; None if it is not at hand.
        calendar: In whose zone times are written.
        language: Language of all that is no text of the model; a form of a circular is Vietnamese.
    """

    def __init__(
        self, log: EventLog, procedure: Procedure | None, calendar: Calendar, language: Language = "vi"
    ) -> None:
        opened = log.of(EntryKind.TASK_OPENED)
        self._language = language
        self._limits = {entry.task_id: amount_text(entry.detail.get("limit"), language) for entry in opened}
        self._agencies = {step.element_id: step.agency for step in procedure.steps} if procedure else {}
        # The label of a box may have been shortened from what the table says in full.
        self._steps = {step.element_id: step.name or step.content for step in procedure.steps} if procedure else {}
        is_internal = procedure is not None and procedure.kind in _INTERNAL
        self._outside = (_REQUESTING if is_internal else _APPLICANT).text(language)
        self._system = _SYSTEM.text(language)
        self._calendar = calendar

    def row(self, number: int, row: HandOver) -> dict[str, str]:
        """Return the fields of row *number*."""
        return {
            "number": str(number),
            "giver": _joined(self._unit(task) for task in row.givers) or self._origin(row),
            "giver_person": _joined(task.by for task in row.givers),
            "receiver": self._unit(row.receiver) if row.receiver else self._outside,
            "receiver_person": row.receiver.by if row.receiver else "",
            "at": self._instant(row.at),
            "step": self._step(row.receiver) if row.receiver else _RETURN.text(self._language),
            "result": "\n".join(self._result(task, alone=len(row.told) == 1) for task in row.told) or _NONE,
            "allotted": _joined(self._limits.get(task.task_id, "") for task in row.told) or _NONE,
            "used": _joined(self._hours(task) for task in row.told) or _NONE,
            "note": "\n".join((*filter(None, [row.trigger]), *map(self._clock_note, row.clock))),
        }

    def _step(self, task: TaskTrace) -> str:
        return self._steps.get(task.element_id) or task.name

    def _origin(self, row: HandOver) -> str:
        return self._system if row.trigger else self._outside

    def _unit(self, task: TaskTrace) -> str:
        role = f"{self._system} ({task.performer[len(_JOB) :]})" if task.performer.startswith(_JOB) else task.performer
        agency = self._agencies.get(task.element_id, "")
        return " - ".join(part for part in (agency, role) if part) if agency != role else role

    def _result(self, task: TaskTrace, *, alone: bool) -> str:
        text = _PUNCTUALITY[task.punctuality].text(self._language)
        if task.punctuality == "late" and task.due_at is not None:
            text = _LATE.text(self._language).format(late=text, due=self._instant(task.due_at))
        return text if alone else f"{task.name}: {text}"

    def _clock_note(self, entry: Entry) -> str:
        reason = f": {entry.element_name}" if entry.element_name else ""
        return _CLOCK[entry.kind].text(self._language).format(at=self._instant(entry.at)) + reason

    def _instant(self, at: datetime) -> str:
        return instant_text(at, self._calendar.zone, self._language)

    def _hours(self, task: TaskTrace) -> str:
        if isinstance(task.used, Unknown):
            return ""
        return amount_wording(task.used.value, LimitUnit.HOUR).text(self._language)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))
