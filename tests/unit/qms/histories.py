"""Histories written as the engine writes them, for the papers made from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue

from procflow.calendars import Due, Period, due, load_calendar
from procflow.eventlog import Entry, EntryKind, EventLog

CALENDAR = load_calendar()


def at(text: str) -> datetime:
    """Return an instant of Vietnamese local time, e.g. ``2026-01-05T08:05``."""
    return datetime.fromisoformat(f"{text}+07:00")


class History:
    """
    Writes entries one after the other.

    Args:
        key: Id of the instance.
        code: Code of the dossier.
    """

    def __init__(self, key: str = "i1", code: str = "H13.25-260105-0001") -> None:
        self.key, self.code = key, code
        self.entries: list[Entry] = []
        self.tasks = 0

    def add(
        self,
        when: str,
        kind: EntryKind,
        element: str = "",
        detail: Mapping[str, JsonValue] | None = None,
        **own: object,
    ) -> None:
        """Append an entry; *own* are its further columns."""
        entry = Entry(
            seq=len(self.entries) + 1,
            instance_id=self.key,
            definition_key="P",
            definition_version=1,
            business_key=self.code,
            at=at(when),
            kind=kind,
            element_id=element,
            detail=dict(detail or {}),
            **own,  # type: ignore[arg-type]  # the columns of an entry
        )
        self.entries.append(entry.sealed(self.entries[-1].hash if self.entries else ""))

    def start(self, when: str, limit: str = "5wd") -> None:
        """Start the instance and its clock, and leave the start event."""
        self.add(when, EntryKind.INSTANCE_STARTED, by="lan")
        self.add(when, EntryKind.ELEMENT_ENTERED, "Start")
        if limit:
            self.clock(when, EntryKind.CLOCK_STARTED, limit)
        self.add(when, EntryKind.ELEMENT_LEFT, "Start")

    def clock(self, when: str, kind: EntryKind, limit: str = "", name: str = "") -> None:
        """Note a step of the dossier's clock, with the due date of *limit* counted from then."""
        found = due(at(when), Period.parse(limit), CALENDAR) if limit else None
        own: dict[str, object] = {"due_at": found.due_at} if found else {}
        self.add(when, kind, "Start", explained(found), element_name=name, **own)

    def flow(self, when: str, source: str, target: str) -> None:
        """Take a sequence flow."""
        self.add(when, EntryKind.FLOW_TAKEN, f"{source}-{target}", {"from": source, "to": target})

    def open(self, when: str, element: str, performer: str, limit: str = "", name: str = "") -> str:
        """Enter a task and offer it; return its id."""
        self.tasks += 1
        task = f"{self.key}-t{self.tasks}"
        found = due(at(when), Period.parse(limit), CALENDAR) if limit else None
        self.add(when, EntryKind.ELEMENT_ENTERED, element)
        self.add(
            when,
            EntryKind.TASK_OPENED,
            element,
            explained(found),
            element_name=name or element,
            performer=performer,
            task_id=task,
            due_at=found.due_at if found else None,
        )
        return task

    def done(self, when: str, element: str, task: str, by: str) -> None:
        """Complete a task and leave it."""
        self.add(when, EntryKind.TASK_COMPLETED, element, task_id=task, by=by)
        self.add(when, EntryKind.ELEMENT_LEFT, element)

    def pass_by(self, when: str, element: str) -> None:
        """Enter and leave an element that takes no time."""
        self.add(when, EntryKind.ELEMENT_ENTERED, element)
        self.add(when, EntryKind.ELEMENT_LEFT, element)

    def end(self, when: str, source: str, limit: str = "") -> None:
        """Lead to the end event and complete the instance; *limit* is what the clock says is due, if it runs."""
        self.flow(when, source, "End")
        self.pass_by(when, "End")
        if limit:
            self.add(when, EntryKind.CLOCK_STOPPED, due_at=at(limit))
        self.add(when, EntryKind.INSTANCE_COMPLETED)

    @property
    def log(self) -> EventLog:
        """What was written so far."""
        return EventLog(entries=tuple(self.entries))


def explained(found: Due | None) -> dict[str, JsonValue]:
    """Return the detail that the engine puts beside a due date."""
    if found is None or found.period is None:
        return {}
    days: list[JsonValue] = [
        {"on": note.on.isoformat(), "counted": note.counted, "running": f"{note.running:f}", "reason": str(note.reason)}
        | ({"day_off": note.day_off.vi, "day_off_en": note.day_off.en} if note.day_off is not None else {})
        for note in found.explanation
    ]
    return {
        "due_on": found.due_on.isoformat(),
        "limit": {"value": f"{found.period.value:f}", "unit": found.period.unit},
        "calendar": found.calendar_id,
        "provisional": found.provisional,
        "assumed": found.assumed,
        "days": days,
    }


def seven_steps() -> EventLog:
    """Return the history of a dossier that went through three roles, with a pause, and came out in time."""
    history = History()
    history.start("2026-01-05T08:05:31", "5wd")
    history.flow("2026-01-05T08:05:31", "Start", "Receive")
    task = history.open("2026-01-05T08:05:31", "Receive", "Bộ phận Một cửa", "4h", "Tiếp nhận hồ sơ")
    history.add("2026-01-05T08:07", EntryKind.TASK_CLAIMED, "Receive", task_id=task, by="Nguyễn Thị Lan")
    history.done("2026-01-05T10:30:12", "Receive", task, "Nguyễn Thị Lan")
    history.flow("2026-01-05T10:30:12", "Receive", "Draft")
    task = history.open("2026-01-05T10:30:12", "Draft", "Chuyên viên phòng Quản lý", "2wd", "Thẩm định, dự thảo")
    history.clock("2026-01-06T09:00", EntryKind.CLOCK_PAUSED, name="Lấy ý kiến cơ quan phối hợp")
    history.clock("2026-01-07T14:00", EntryKind.CLOCK_RESUMED, "3wd", name="Lấy ý kiến cơ quan phối hợp")
    history.done("2026-01-08T16:59:59", "Draft", task, "Trần Văn Đức")
    history.flow("2026-01-08T16:59:59", "Draft", "Sign")
    task = history.open("2026-01-08T16:59:59", "Sign", "Lãnh đạo Sở", "0.5wd", "Ký duyệt")
    history.done("2026-01-09T08:30", "Sign", task, "Phạm Thị Hoà")
    history.end("2026-01-09T08:30", "Sign", "2026-01-12T17:00")
    return history.log
