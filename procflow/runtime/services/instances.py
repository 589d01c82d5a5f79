"""Moving instances: each command loads the state, asks the token core, and stores what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, Table, delete, func, insert, select, update

from procflow.bpmn import Process
from procflow.calendars import Calendar
from procflow.errors import DataError, IncidentError, StaleTask, StoreError, UnknownInstance
from procflow.eventlog import Entry, EventLog
from procflow.runtime.core import codec
from procflow.runtime.core.advance import advance
from procflow.runtime.core.commands import Command, Start
from procflow.runtime.core.effects import (
    CancelTimer,
    CloseTask,
    Effect,
    OpenTask,
    RaiseIncident,
    RecordHistory,
    ScheduleTimer,
    SetDue,
    Subscribe,
    Unsubscribe,
)
from procflow.runtime.core.journal import explain
from procflow.runtime.core.state import State, Status
from procflow.runtime.services.definitions import Definition, Definitions
from procflow.runtime.services.records import Instance, TaskStatus, task_id
from procflow.runtime.store.tables import candidates, history, instances, subscriptions, tasks, timers


class Instances:
    """
    The process instances.

    Args:
        processes: The deployed processes.
        calendar: The calendar of the authority.
    """

    def __init__(self, processes: Definitions, calendar: Calendar) -> None:
        self._processes, self._calendar = processes, calendar

    def start(self, db: Connection, definition: Definition, command: Start, now: datetime, business_key: str) -> str:
        """
        Start an instance and return its id.

        Raises:
            IncidentError: It cannot go on to a point where it waits or ends.
        """
        number = db.execute(select(func.coalesce(func.max(instances.c.number), 0) + 1)).scalar_one()
        instance_id = f"{definition.key}.{number}"
        db.execute(
            insert(instances).values(
                id=instance_id,
                number=number,
                definition_id=definition.id,
                business_key=business_key,
                status=Status.RUNNING,
                version=0,
                state=codec.encode(State()),
                started_at=now,
                history_length=0,
                history_hash="",
            )
        )
        self.apply(db, self.row(db, instance_id), command, now)
        return instance_id

    def apply(self, db: Connection, row: RowMapping, command: Command, now: datetime) -> None:
        """
        Carry out *command* on the instance of *row* and store everything that follows.

        Raises:
            IncidentError: The instance cannot go on from where the command leads; nothing is to be stored.
            StaleTask: What the command is about is over, or the instance was changed meanwhile.
        """
        definition = self._processes.get(db, row["definition_id"])
        state, effects = advance(definition.compiled, codec.decode(row["state"]), command, now, self._calendar)
        for effect in effects:
            if isinstance(effect, RaiseIncident):
                raise IncidentError(effect.message, hint=effect.hint, where=effect.where, instance_id=row["id"])
        writer = _Writer(db, row, definition, now)
        writer.write(effects)
        ended = None if state.status is Status.RUNNING else now
        writer.store(status=state.status, state=codec.encode(state), ended_at=ended)

    def note(self, db: Connection, row: RowMapping, effects: Iterable[RecordHistory], now: datetime) -> None:
        """Append entries to the history of an instance whose state stays as it is."""
        writer = _Writer(db, row, self._processes.get(db, row["definition_id"]), now)
        writer.write(effects)
        writer.store()

    @staticmethod
    def named(instance_id: str) -> Select[tuple[str]]:
        """Return the query for the id of an instance that is known to be there."""
        return select(instances.c.id).where(instances.c.id == instance_id)

    def row(self, db: Connection, instance_id: str) -> RowMapping:
        """
        Return the row of an instance.

        Raises:
            UnknownInstance: There is none with this id.
        """
        found = db.execute(select(instances).where(instances.c.id == instance_id)).mappings().first()
        if found is None:
            hint = "ids are given by start() and shown with each task"
            raise UnknownInstance(f"no instance has the id {instance_id!r}", hint=hint, instance_id=instance_id)
        return found

    def get(self, db: Connection, instance_id: str) -> Instance:
        """Return an instance with its variables."""
        row = self.row(db, instance_id)
        definition = self._processes.get(db, row["definition_id"])
        due_at = row["due_at"]
        return Instance(
            id=row["id"],
            key=definition.key,
            version=definition.version,
            business_key=row["business_key"],
            status=row["status"],
            variables=codec.decode(row["state"]).variables[0],
            started_at=row["started_at"].astimezone(self._calendar.zone),
            ended_at=None if row["ended_at"] is None else row["ended_at"].astimezone(self._calendar.zone),
            due_at=None if due_at is None else due_at.astimezone(self._calendar.zone),
            due_on=row["due_on"],
        )

    def process(self, db: Connection, instance_id: str) -> Process:
        """Return the process that an instance runs by, as it was deployed."""
        return self._processes.process(db, self.row(db, instance_id)["definition_id"])

    def history(self, db: Connection, instance_id: str) -> EventLog:
        """
        Return everything that happened in an instance.

        Raises:
            StoreError: An entry cannot be read, or the entries do not end where the instance says they do.
        """
        row = self.row(db, instance_id)
        query = select(history.c.entry).where(history.c.instance_id == instance_id).order_by(history.c.seq)
        entries = tuple(_entry(text, instance_id) for text in db.execute(query).scalars())
        end = (len(entries), entries[-1].hash if entries else "")
        if end != (row["history_length"], row["history_hash"]):
            raise StoreError(
                f"the history of instance {instance_id} does not end with its entry {row['history_length']}",
                hint="restore the database from a backup and compare",
                instance_id=instance_id,
                seq=row["history_length"],
            )
        return EventLog(entries=entries)


def _entry(text: str, instance_id: str) -> Entry:
    try:
        return Entry.model_validate_json(text)
    except DataError as exc:
        raise StoreError(
            f"an entry of the history of instance {instance_id} is damaged",
            hint="restore the database from a backup and compare",
            instance_id=instance_id,
        ) from exc


class _Writer:
    """Stores the effects of one command on one instance."""

    def __init__(self, db: Connection, row: RowMapping, definition: Definition, now: datetime) -> None:
        self._db, self._row, self._definition, self._now = db, row, definition, now
        self._length, self._hash = row["history_length"], row["history_hash"]
        self._entries: list[dict[str, object]] = []
        self._changes: dict[str, object] = {}

    def write(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            self._write_one(effect)

    def store(self, **changes: object) -> None:
        """Store the entries and the changes of the instance itself."""
        self._db.execute(insert(history), self._entries)
        row = self._row
        mine = (instances.c.id == row["id"]) & (instances.c.version == row["version"])
        values = {"version": row["version"] + 1, "history_length": self._length, "history_hash": self._hash}
        stored = self._db.execute(update(instances).where(mine).values(values | self._changes | changes))
        if stored.rowcount != 1:
            raise StaleTask("the instance was changed meanwhile", hint="reload and decide again")
        again = timers.update().where(timers.c.instance_id == row["id"], timers.c.has_failed)
        if "state" in changes:
            self._db.execute(again.values(has_failed=False, failure=None))

    def _write_one(self, effect: Effect) -> None:
        match effect:
            case RecordHistory():
                self._append(effect)
            case OpenTask():
                self._open_task(effect)
            case CloseTask(token=token, is_cancelled=is_cancelled):
                self._close_task(token, TaskStatus.CANCELLED if is_cancelled else TaskStatus.COMPLETED)
            case ScheduleTimer(token=token, node=node, due_at=due_at):
                self._forget(timers, token)
                self._wait(timers, token, node, due_at=due_at, has_failed=False)
            case CancelTimer(token=token):
                self._forget(timers, token)
            case Subscribe(token=token, node=node, message=message):
                self._wait(subscriptions, token, node, message=message)
            case Unsubscribe(token=token):
                self._forget(subscriptions, token)
            case SetDue(due=due):
                due_at, due_on = (due.due_at, due.due_on) if due else (None, None)
                self._changes.update(due_at=due_at, due_on=due_on)

    def _append(self, effect: RecordHistory) -> None:
        self._length += 1
        entry = Entry(
            seq=self._length,
            instance_id=self._row["id"],
            definition_key=self._definition.key,
            definition_version=self._definition.version,
            business_key=self._row["business_key"],
            at=self._now,
            kind=effect.kind,
            element_id=effect.element_id,
            element_name=effect.element_name,
            by=effect.by,
            performer=effect.performer,
            task_id=task_id(self._row["id"], effect.token) if effect.token else "",
            due_at=effect.due_at,
            detail=dict(effect.detail),
        ).sealed(self._hash)
        self._hash = entry.hash
        self._entries.append(
            {
                "instance_id": entry.instance_id,
                "seq": entry.seq,
                "kind": entry.kind,
                "at": entry.at,
                "entry": entry.model_dump_json(),
            }
        )

    def _open_task(self, effect: OpenTask) -> None:
        plan = self._definition.compiled.plan.nodes[effect.node]
        key = task_id(self._row["id"], effect.token)
        self._db.execute(
            insert(tasks).values(
                id=key,
                instance_id=self._row["id"],
                token=effect.token,
                node=effect.node,
                status=TaskStatus.OPEN,
                assignee=plan.assignee or None,
                opened_at=self._now,
                due_at=effect.due.due_at if effect.due else None,
                explanation=explain(effect.due),
                version=1,
            )
        )
        self._db.execute(insert(candidates), [{"task_id": key, "performer": name} for name in plan.candidates])

    def _close_task(self, token: int, status: TaskStatus) -> None:
        key = task_id(self._row["id"], token)
        self._db.execute(delete(candidates).where(candidates.c.task_id == key))
        closed = update(tasks).where(tasks.c.id == key).values(status=status, version=tasks.c.version + 1)
        self._db.execute(closed)

    def _wait(self, table: Table, token: int, node: str, **values: object) -> None:
        self._db.execute(insert(table).values(instance_id=self._row["id"], token=token, node=node, **values))

    def _forget(self, table: Table, token: int) -> None:
        self._db.execute(delete(table).where(table.c.instance_id == self._row["id"], table.c.token == token))
