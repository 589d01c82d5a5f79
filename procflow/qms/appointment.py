"""When a dossier was received and when its result is due, with the reason day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError

from procflow.calendars import DayNote, DayOff, Due, Period, Reason, explain
from procflow.checked import first_mistake
from procflow.eventlog import Entry, EntryKind, EventLog
from procflow.qms.hand_overs import single_instance
from procflow.qms.times import LOCAL

_RECEIPTS = (EntryKind.CLOCK_STARTED, EntryKind.CLOCK_RESTARTED)
_NO_DUE = {
    "vi": "Chưa tính được ngày hẹn trả: thủ tục không có thời hạn, hoặc văn bản không nói rõ loại ngày.",
    "en": "No appointment date follows: the procedure has no limit, or the kind of day is not stated.",
}


@dataclass(frozen=True, slots=True)
class Appointment:
    """
    What a receipt promises.

    Attributes:
        received_at: When the complete dossier was received.
        due: When the result is due; None where no due date follows from the limit.
        dossier_code: Code of the dossier (mã hồ sơ).
    """

    received_at: datetime
    due: Due | None = None
    dossier_code: str = ""

    def explanation(self, language: str = "vi") -> tuple[str, ...]:
        """Return the lines that say, day by day, why the result is due when it is."""
        if self.due is None:
            return (_NO_DUE[language],)
        return tuple(explain(self.due, "vi" if language == "vi" else "en").splitlines())


def appointment_of(log: EventLog, zone: ZoneInfo = LOCAL) -> Appointment:
    """
    Return the appointment of one dossier as its history says: that of the last start or restart of its clock.

    Extensions are left out: they are told to the applicant on a form of their own.

    Raises:
        DataError: The log does not hold exactly one instance, or an entry of its clock cannot be read.
    """
    entries = single_instance(log).entries
    receipts = log.of(*_RECEIPTS)
    last = receipts[-1] if receipts else entries[0]
    due = _due(last, zone) if last.due_at is not None else None
    return Appointment(last.at.astimezone(zone), due, last.business_key)


class _Limit(BaseModel):
    value: Decimal
    unit: str


class _Day(BaseModel):
    on: date
    counted: bool
    running: Decimal
    reason: Reason
    day_off: str = ""
    day_off_en: str = ""


class _Explained(BaseModel):
    model_config = ConfigDict(extra="ignore")

    due_on: date
    limit: _Limit | None = None
    calendar: str = ""
    provisional: bool = False
    assumed: bool = False
    days: tuple[_Day, ...] = ()


def _due(entry: Entry, zone: ZoneInfo) -> Due:
    assert entry.due_at is not None  # noqa: S101 - asked only for an entry with a due date
    try:
        found = _Explained.model_validate(entry.detail)
    except ValidationError as exc:
        subject = f"the due date in entry {entry.seq} of the history"
        raise first_mistake(exc, entry.detail).error(subject, "pass the history as the engine returns it") from exc
    return Due(
        due_on=found.due_on,
        due_at=entry.due_at.astimezone(zone),
        explanation=tuple(_note(day) for day in found.days),
        provisional=found.provisional,
        calendar_id=found.calendar,
        period=Period.of(found.limit.value, found.limit.unit) if found.limit else None,
        basis=(),
        assumed=found.assumed,
    )


def _note(day: _Day) -> DayNote:
    day_off = DayOff(day.day_off, day.day_off_en or day.day_off) if day.day_off else None
    return DayNote(day.on, day.counted, day.running, day.reason, day_off)
