"""What each row of a control slip says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from procflow.analysis import TaskTrace, Unknown
from procflow.calendars import Calendar
from procflow.eventlog import Entry, EntryKind, EventLog
from procflow.procedure import Procedure, ProcedureKind
from procflow.qms.hand_overs import HandOver
from procflow.qms.times import amount_text, instant_text, number_text, unit_text

_PUNCTUALITY = {
    "early": "Trước hạn",
    "on-time": "Đúng hạn",
    "late": "Quá hạn",
    "cancelled": "Dừng giữa chừng",
    "no-limit": "Không có thời hạn",
}
_CLOCK = {
    EntryKind.CLOCK_PAUSED: "Tạm dừng tính thời hạn",
    EntryKind.CLOCK_RESUMED: "Tiếp tục tính thời hạn",
    EntryKind.CLOCK_RESTARTED: "Tính lại thời hạn từ đầu",
    EntryKind.CLOCK_EXTENDED: "Gia hạn thời hạn",
}
_INTERNAL = {ProcedureKind.BETWEEN_AGENCIES, ProcedureKind.WITHIN_AGENCY}
_JOB = "job:"
_SYSTEM = "Hệ thống"
_NONE = "–"


def outcome_text(at: datetime, due_at: datetime, calendar: Calendar) -> str:
    """Return whether what ended *at* an instant kept its due date, by the same rule as a single step."""
    if at > due_at:
        return _PUNCTUALITY["late"]
    return _PUNCTUALITY["early" if calendar.local(at).date() < calendar.local(due_at).date() else "on-time"]


class SlipRows:
    """
    Puts hand-overs into words.

    Args:
        log: The history of the dossier, for the limits of its tasks.
        procedure: The procedure, for the agencies of its steps; None if it is not at hand.
        calendar: In whose zone times are written.
    """

    def __init__(self, log: EventLog, procedure: Procedure | None, calendar: Calendar) -> None:
        opened = log.of(EntryKind.TASK_OPENED)
        self._limits = {entry.task_id: amount_text(entry.detail.get("limit")) for entry in opened}
        self._agencies = {step.element_id: step.agency for step in procedure.steps} if procedure else {}
        is_internal = procedure is not None and procedure.kind in _INTERNAL
        self._outside = "Cơ quan, đơn vị đề nghị" if is_internal else "Người nộp hồ sơ"
        self._calendar = calendar

    def row(self, number: int, row: HandOver) -> dict[str, str]:
        """Return the fields of row *number*."""
        return {
            "number": str(number),
            "giver": _joined(self._unit(task) for task in row.givers) or self._origin(row),
            "giver_person": _joined(task.by for task in row.givers),
            "receiver": self._unit(row.receiver) if row.receiver else self._outside,
            "receiver_person": row.receiver.by if row.receiver else "",
            "at": instant_text(row.at, self._calendar.zone),
            "step": row.receiver.name if row.receiver else "Trả kết quả",
            "result": "\n".join(self._result(task, alone=len(row.givers) == 1) for task in row.givers) or _NONE,
            "allotted": _joined(self._limits.get(task.task_id, "") for task in row.givers) or _NONE,
            "used": _joined(_hours(task) for task in row.givers) or _NONE,
            "note": "\n".join((*filter(None, [row.trigger]), *map(self._clock_note, row.clock))),
        }

    def _origin(self, row: HandOver) -> str:
        return _SYSTEM if row.trigger else self._outside

    def _unit(self, task: TaskTrace) -> str:
        role = f"{_SYSTEM} ({task.performer[len(_JOB) :]})" if task.performer.startswith(_JOB) else task.performer
        agency = self._agencies.get(task.element_id, "")
        return " - ".join(part for part in (agency, role) if part) if agency != role else role

    def _result(self, task: TaskTrace, *, alone: bool) -> str:
        text = _PUNCTUALITY[task.punctuality]
        if task.punctuality == "late" and task.due_at is not None:
            text += f" (hạn {instant_text(task.due_at, self._calendar.zone)})"
        return text if alone else f"{task.name}: {text}"

    def _clock_note(self, entry: Entry) -> str:
        reason = f": {entry.element_name}" if entry.element_name else ""
        return f"{_CLOCK[entry.kind]} lúc {instant_text(entry.at, self._calendar.zone)}{reason}"


def _hours(task: TaskTrace) -> str:
    return "" if isinstance(task.used, Unknown) else f"{number_text(task.used.value)} {unit_text('hour')}"


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))
