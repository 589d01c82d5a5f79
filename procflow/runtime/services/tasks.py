"""Open tasks: offered, claimed, released, completed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, select, update

from procflow.calendars import Calendar
from procflow.errors import NotAllowed, StaleTask, UnknownTask
from procflow.eventlog import EntryKind
from procflow.runtime.core.commands import Complete, Fail
from procflow.runtime.core.effects import RecordHistory
from procflow.runtime.core.legal import require_begun
from procflow.runtime.core.plan import NodePlan
from procflow.runtime.services.definitions import Definitions
from procflow.runtime.services.instances import Instances
from procflow.runtime.services.records import OpenTask, TaskStatus
from procflow.runtime.store.tables import candidates, instances, tasks

_RELOAD = "reload the open tasks and decide again"


class Tasks:
    """
    The open tasks.

    Args:
        processes: The deployed processes.
        running: The instances.
        calendar: The calendar of the authority, in whose zone instants are given.
    """

    def __init__(self, processes: Definitions, running: Instances, calendar: Calendar) -> None:
        self._processes, self._running, self._calendar = processes, running, calendar

    def find(self, db: Connection, performer: str | None, instance_id: str | None) -> tuple[OpenTask, ...]:
        """Return the open tasks, the oldest first: those of a performer, of an instance, or all."""
        query = _QUERY.where(tasks.c.status == TaskStatus.OPEN).order_by(tasks.c.opened_at, tasks.c.id)
        if performer is not None:
            offered = select(candidates.c.task_id).where(candidates.c.performer == performer)
            query = query.where((tasks.c.id.in_(offered)) | (tasks.c.assignee == performer))
        if instance_id is not None:
            self._running.row(db, instance_id)
            query = query.where(tasks.c.instance_id == instance_id)
        rows: Sequence[RowMapping] = db.execute(query).mappings().all()
        return tuple(self._open_task(row, self._plan(db, row)) for row in rows)

    def claim(self, db: Connection, task_id: str, by: str, now: datetime) -> OpenTask:
        """
        Give a free task to *by*; one that is theirs already stays as it is.

        Raises:
            StaleTask: It is someone else's, or over.
            NotAllowed: It is offered to certain persons alone, and *by* is none of them.
            CalendarError: *now* lies before it was opened.
        """
        row, plan = self._open_row(db, task_id)
        require_begun(row["opened_at"], now)
        if row["assignee"] == by:
            return self._open_task(row, plan)
        if row["assignee"] is not None:
            raise StaleTask(f"{row['assignee']} has the task", hint=_RELOAD, task_id=task_id, assignee=row["assignee"])
        _require_offered(plan, task_id, by)
        return self._hand(db, row, plan, assignee=by, by=by, now=now)

    def release(self, db: Connection, task_id: str, by: str, now: datetime) -> OpenTask:
        """
        Give a task that *by* has back to those it is offered to.

        Raises:
            StaleTask: Nobody has it, or it is over.
            NotAllowed: It is someone else's.
            CalendarError: *now* lies before it was opened.
        """
        row, plan = self._open_row(db, task_id)
        require_begun(row["opened_at"], now)
        if row["assignee"] is None:
            raise StaleTask("nobody has the task", hint=_RELOAD, task_id=task_id)
        _require_theirs(row, by, "release")
        return self._hand(db, row, plan, assignee=None, by=by, now=now)

    def close(  # noqa: PLR0913 - what a person hands in
        self,
        db: Connection,
        task_id: str,
        data: Mapping[str, object],
        now: datetime,
        *,
        by: str,
        seen: int | None,
        error: str | None = None,
    ) -> str:
        """
        Complete a task with *data*, or end it with a BPMN *error*; return the id of its instance.

        Raises:
            StaleTask: It is over, or changed since version *seen*.
            NotAllowed: It is someone else's, or free and offered to certain persons alone.
            IncidentError: The instance cannot go on with these data; the task stays open.
            CalendarError: *now* lies before it was opened.
        """
        row, plan = self._open_row(db, task_id)
        if seen is not None and seen != row["version"]:
            raise StaleTask("the task has changed", hint=_RELOAD, task_id=task_id, seen=seen, now=row["version"])
        if row["assignee"] is None:
            _require_offered(plan, task_id, by)
        else:
            _require_theirs(row, by, "complete")
        instance = self._running.row(db, row["instance_id"])
        self._running.apply(db, instance, _command(row["token"], data, by, error), now)
        return str(row["instance_id"])

    def _open_row(self, db: Connection, task_id: str) -> tuple[RowMapping, NodePlan]:
        row = db.execute(_QUERY.where(tasks.c.id == task_id)).mappings().first()
        if row is None:
            raise UnknownTask(f"no task has the id {task_id!r}", hint="ids are given by tasks()", task_id=task_id)
        if row["status"] != TaskStatus.OPEN:
            raise StaleTask(f"the task is {row['status']}", hint=_RELOAD, task_id=task_id)
        return row, self._plan(db, row)

    def _plan(self, db: Connection, row: RowMapping) -> NodePlan:
        return self._processes.get(db, row["definition_id"]).node(row["node"])

    def _open_task(self, row: RowMapping, plan: NodePlan) -> OpenTask:
        zone = self._calendar.zone
        return OpenTask(
            id=row["id"],
            instance_id=row["instance_id"],
            business_key=row["business_key"],
            element_id=plan.element_id,
            name=plan.name,
            performer=plan.candidates,
            assignee=row["assignee"],
            form=plan.form,
            opened_at=row["opened_at"].astimezone(zone),
            due_at=None if row["due_at"] is None else row["due_at"].astimezone(zone),
            explanation=row["explanation"],
            version=row["version"],
        )

    def _hand(  # noqa: PLR0913 - what changed, and who did it when
        self, db: Connection, row: RowMapping, plan: NodePlan, *, assignee: str | None, by: str, now: datetime
    ) -> OpenTask:
        """Give a task to *assignee*, None for nobody, and write it down."""
        self._change(db, row, assignee)
        kind = EntryKind.TASK_RELEASED if assignee is None else EntryKind.TASK_CLAIMED
        about = RecordHistory(kind, plan.element_id, plan.name, plan.performer, by, row["token"], row["due_at"])
        self._running.note(db, self._running.row(db, row["instance_id"]), [about], now)
        return self._open_task(*self._open_row(db, row["id"]))

    @staticmethod
    def _change(db: Connection, row: RowMapping, assignee: str | None) -> None:
        mine = (tasks.c.id == row["id"]) & (tasks.c.version == row["version"])
        changed = db.execute(update(tasks).where(mine).values(assignee=assignee, version=row["version"] + 1))
        if changed.rowcount != 1:
            raise StaleTask("the task has changed", hint=_RELOAD, task_id=row["id"])


def instance_of_task(task_id: str) -> Select[tuple[str]]:
    """Return the query for the id of the instance that a task belongs to."""
    return select(tasks.c.instance_id).where(tasks.c.id == task_id)


_QUERY = select(tasks, instances.c.business_key, instances.c.definition_id).join(
    instances, tasks.c.instance_id == instances.c.id
)


def _require_offered(plan: NodePlan, task_id: str, by: str) -> None:
    if plan.users and by not in plan.users:
        raise NotAllowed(
            f"the task is offered to {', '.join(plan.users)}",
            hint="let one of them claim or complete it",
            task_id=task_id,
            by=by,
        )


def _require_theirs(row: RowMapping, by: str, verb: str) -> None:
    owner = row["assignee"]
    if owner != by:
        raise NotAllowed(f"{owner} has the task", hint=f"let {owner} {verb} it", task_id=row["id"], by=by)


def _command(token: int, data: Mapping[str, object], by: str, error: str | None) -> Complete | Fail:
    return Complete(token, data, by) if error is None else Fail(token, error, data, by)
