"""What each task of a dossier was allotted and used, from the event log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from procflow.analysis.figures import Figure, Unknown
from procflow.analysis.wording import wording
from procflow.calendars import Calendar
from procflow.eventlog import Entry, EntryKind, EventLog
from procflow.quantity import Quantity

Punctuality = Literal["early", "on-time", "late", "open", "overdue", "cancelled", "no-limit"]
_TASK_KINDS = (
    EntryKind.TASK_OPENED,
    EntryKind.TASK_CLAIMED,
    EntryKind.TASK_RELEASED,
    EntryKind.TASK_COMPLETED,
    EntryKind.TASK_CANCELLED,
)
_HANDS = (EntryKind.TASK_CLAIMED, EntryKind.TASK_RELEASED)
_ENDS = (EntryKind.TASK_COMPLETED, EntryKind.TASK_CANCELLED)


@dataclass(frozen=True, slots=True)
class TaskTrace:
    """
    One task, from its opening to its end.

    Attributes:
        instance_id: The process instance.
        task_id: The task.
        element_id: BPMN id of the step.
        name: Its label.
        performer: The role it was offered to.
        by: Who completed it, else who has claimed it; empty if nobody has.
        opened_at: When it was handed over.
        claimed_at: When it was taken, None if it was not or was given back.
        ended_at: When it was completed or cancelled, None while open.
        due_at: When it was due, None without a limit.
        allotted: Office hours from opening to the due instant.
        used: Office hours from opening to the end; unknown while open.
        punctuality: ``early`` (on a day before the due day), ``on-time``, ``late``; ``open`` or ``overdue`` while it is
            not done; ``cancelled``; ``no-limit``.
    """

    instance_id: str
    task_id: str
    element_id: str
    name: str
    performer: str
    by: str
    opened_at: datetime
    claimed_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None
    allotted: Figure
    used: Figure
    punctuality: Punctuality


def trace(log: EventLog, calendar: Calendar, now: datetime | None = None) -> tuple[TaskTrace, ...]:
    """
    Return the tasks of *log* in the order in which they were opened.

    Hours are office hours of *calendar*; time in which the dossier's legal clock was paused is not taken off.

    Args:
        log: Entries of one or more process instances.
        calendar: Whose office hours count, and in whose zone a day begins.
        now: The present instant; without it an open task is never overdue.

    Raises:
        CalendarError: An instant lies outside the years the calendar knows.
        NaiveTimeError: *now* has no time zone.
    """
    tasks: dict[tuple[str, str], list[Entry]] = {}
    for entry in log.of(*_TASK_KINDS):
        tasks.setdefault((entry.instance_id, entry.task_id), []).append(entry)
    present = None if now is None else calendar.local(now)
    return tuple(_task(entries, calendar, present) for entries in tasks.values())


def _task(entries: Sequence[Entry], calendar: Calendar, now: datetime | None) -> TaskTrace:
    opened = entries[0]
    hands = [entry for entry in entries if entry.kind in _HANDS]
    claim = hands[-1] if hands and hands[-1].kind is EntryKind.TASK_CLAIMED else None
    end = next((entry for entry in entries if entry.kind in _ENDS), None)
    due_at = next((entry.due_at for entry in reversed(entries) if entry.due_at is not None), None)
    doer = end if end is not None and end.by else claim
    return TaskTrace(
        instance_id=opened.instance_id,
        task_id=opened.task_id,
        element_id=opened.element_id,
        name=opened.element_name,
        performer=opened.performer,
        by=doer.by if doer is not None else "",
        opened_at=opened.at,
        claimed_at=claim.at if claim is not None else None,
        ended_at=end.at if end is not None else None,
        due_at=due_at,
        allotted=_hours(calendar, opened.at, due_at, "task-without-limit"),
        used=_hours(calendar, opened.at, end.at if end is not None else None, "task-open"),
        punctuality=_punctuality(end, due_at, calendar, now),
    )


def _punctuality(end: Entry | None, due_at: datetime | None, calendar: Calendar, now: datetime | None) -> Punctuality:
    if end is not None and end.kind is EntryKind.TASK_CANCELLED:
        return "cancelled"
    if end is None:
        return "overdue" if due_at is not None and now is not None and now > due_at else "open"
    if due_at is None:
        return "no-limit"
    if end.at > due_at:
        return "late"
    return "early" if calendar.local(end.at).date() < calendar.local(due_at).date() else "on-time"


def _hours(calendar: Calendar, begins: datetime, ends: datetime | None, otherwise: str) -> Figure:
    if ends is None:
        return Unknown(wording(otherwise))
    seconds = Decimal(int(calendar.office_time(begins, max(begins, ends)).total_seconds()))
    exact = seconds / 3600
    value = exact.quantize(Decimal("0.01"))
    return Quantity(value, "hour", "office time", rounding="" if value == exact else "half-even, 2 decimals")
