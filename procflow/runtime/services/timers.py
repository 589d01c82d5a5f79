"""Timers that are armed and due."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, RowMapping, Select, Table, select, update

from procflow.calendars import Calendar
from procflow.errors import CalendarError, ExpressionError, ProcflowError
from procflow.eventlog import EntryKind
from procflow.runtime.core.commands import Fire, Start
from procflow.runtime.core.effects import RecordHistory
from procflow.runtime.core.legal import after_firing
from procflow.runtime.core.state import TimerState
from procflow.runtime.services.definitions import Definition, Definitions
from procflow.runtime.services.instances import Instances
from procflow.runtime.services.records import PendingTimer
from procflow.runtime.store.tables import instances, starts, timers

_STARTS = select(starts).where(starts.c.due_at.is_not(None))
_TIMERS = select(timers, instances.c.definition_id).join(instances, timers.c.instance_id == instances.c.id)


class Timers:
    """
    The timers of instances, and those that start instances.

    Args:
        processes: The deployed processes.
        running: The instances.
        calendar: The calendar of the authority.
    """

    def __init__(self, processes: Definitions, running: Instances, calendar: Calendar) -> None:
        self._processes, self._running, self._calendar = processes, running, calendar

    def pending(self, db: Connection, instance_id: str | None) -> tuple[PendingTimer, ...]:
        """Return the armed timers by due instant, those that stand still last: of an instance, or all."""
        query = _TIMERS
        if instance_id is not None:
            self._running.row(db, instance_id)
            query = query.where(timers.c.instance_id == instance_id)
        found = [self._of_instance(db, row) for row in db.execute(query).mappings()]
        if instance_id is None:
            found += [self._of_start(db, row) for row in db.execute(_STARTS).mappings()]
        return tuple(sorted(found, key=_order))

    def fire_next(self, db: Connection, now: datetime, among: Select[tuple[str]] | None = None) -> bool:
        """
        Let the timer fire that has been due longest; return whether there was one.

        Where *among* selects ids of instances, only theirs fire.
        One whose firing leads to an incident is put aside, and the incident stands in the history.
        A cycle that starts instances goes on to its next time instead.
        """
        query = _TIMERS if among is None else _TIMERS.where(timers.c.instance_id.in_(among))
        due = _earliest(db, query, timers, now)
        start = _earliest(db, _STARTS, starts, now) if among is None else None
        if due is None and start is None:
            return False
        if due is None or (start is not None and start["due_at"] < due["due_at"]):
            assert start is not None  # noqa: S101 - one of the two is there
            self._attempt(db, start, now)
        else:
            self._attempt(db, due, now)
        return True

    def _attempt(self, db: Connection, row: RowMapping, now: datetime) -> None:
        starting = "instance_id" not in row
        try:
            with db.begin_nested():
                (self._begin if starting else self._fire)(db, row, now)
        except ProcflowError as error:
            (self._put_start_aside if starting else self._put_aside)(db, row, error, now)

    def _fire(self, db: Connection, row: RowMapping, now: datetime) -> None:
        self._running.apply(db, self._running.row(db, row["instance_id"]), Fire(row["token"]), now)

    def _begin(self, db: Connection, row: RowMapping, now: datetime) -> None:
        definition = self._processes.get(db, row["definition_id"])
        again = self._next_start(definition, row)
        values = {"due_at": None} if again is None else {"due_at": again.due_at, "times_left": again.left}
        db.execute(update(starts).where(starts.c.definition_id == definition.id).values(failure=None, **values))
        self._running.start(db, definition, Start(), now, "")

    def _next_start(self, definition: Definition, row: RowMapping) -> TimerState | None:
        plan = definition.compiled.plan
        start = plan.nodes[plan.start]
        return after_firing(TimerState(row["due_at"], row["times_left"]), start.timer, start.limit, self._calendar)

    def _put_aside(self, db: Connection, row: RowMapping, error: ProcflowError, now: datetime) -> None:
        mine = (timers.c.instance_id == row["instance_id"]) & (timers.c.token == row["token"])
        db.execute(update(timers).where(mine).values(has_failed=True, failure=str(error)))
        plan = self._processes.get(db, row["definition_id"]).node(row["node"])
        detail: dict[str, JsonValue] = {"code": error.code, "message": error.message, "hint": error.hint}
        entry = RecordHistory(
            EntryKind.INCIDENT_RAISED, plan.element_id, plan.name, due_at=row["due_at"], detail=detail
        )
        self._running.note(db, self._running.row(db, row["instance_id"]), [entry], now)

    def _put_start_aside(self, db: Connection, row: RowMapping, error: ProcflowError, _now: datetime) -> None:
        """Keep the reason; a cycle goes on to its next time, what has none waits for the next deployment."""
        definition = self._processes.get(db, row["definition_id"])
        values: dict[str, object] = {"failure": str(error), "has_failed": True}
        with suppress(CalendarError, ExpressionError):
            if again := self._next_start(definition, row):
                values |= {"has_failed": False, "due_at": again.due_at, "times_left": again.left}
        db.execute(update(starts).where(starts.c.definition_id == definition.id).values(**values))

    def _of_instance(self, db: Connection, row: RowMapping) -> PendingTimer:
        plan = self._processes.get(db, row["definition_id"]).node(row["node"])
        due_at = None if row["due_at"] is None else row["due_at"].astimezone(self._calendar.zone)
        return PendingTimer(row["instance_id"], plan.element_id, plan.name, due_at, row["failure"] or "")

    def _of_start(self, db: Connection, row: RowMapping) -> PendingTimer:
        plan = self._processes.get(db, row["definition_id"]).compiled.plan
        start, due_at = plan.nodes[plan.start], row["due_at"].astimezone(self._calendar.zone)
        return PendingTimer("", start.element_id, start.name, due_at, row["failure"] or "")


def _earliest(db: Connection, query: Select[Any], table: Table, now: datetime) -> RowMapping | None:
    ready = query.where(table.c.due_at <= now, table.c.has_failed.is_(False)).order_by(
        table.c.due_at, *table.primary_key
    )
    return db.execute(ready.limit(1)).mappings().first()


def _order(timer: PendingTimer) -> tuple[bool, float, str, str]:
    due_at = timer.due_at
    return due_at is None, due_at.timestamp() if due_at else 0.0, timer.instance_id, timer.element_id
