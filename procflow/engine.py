"""Running deployed processes: start instances, offer and complete tasks, fire timers, tell what happened."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Select

from procflow import bpmn
from procflow.calendars import Calendar, load_calendar
from procflow.clock import Clock, SystemClock
from procflow.errors import IncidentError, expect
from procflow.eventlog import EventLog
from procflow.runtime.core.commands import Start
from procflow.runtime.core.legal import local
from procflow.runtime.core.values import checked, checked_text
from procflow.runtime.services import (
    Definitions,
    Deployment,
    Envelope,
    Instance,
    Instances,
    Messages,
    OpenTask,
    PendingTimer,
    Tasks,
    Timers,
    instance_of_task,
)
from procflow.runtime.store import Store

__all__ = ["Deployment", "Engine", "Instance", "OpenTask", "PendingTimer"]

MAX_FIRINGS = 10_000
Done = TypeVar("Done")


class Engine:
    """
    Runs processes on a database; several engines may use one database at the same time.

    Each command is one transaction: it is stored as a whole, or it raises and nothing of it is stored.
    Nothing happens between commands: a worker calls `run_due` again and again to let timers fire.
    A command on an instance that comes after the due instant of its timers lets them fire first, each in a transaction
    of its own; the history tells when each was due, and when it fired.

    Args:
        url: ``sqlite:///file.db``, or ``sqlite://`` for a database in memory.
        clock: The source of time, the machine's by default.
        calendar: The authority's calendar, Viet Nam's by default.
        read_only: Whether the database file is only read, for which no right to write it is needed; every command then
            raises StoreError.

    Raises:
        StoreError: The database cannot be opened.

    Example:
        >>> from procflow.bpmn import read
        >>> model = read(
        ...     b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" isExecutable="true">'
        ...     b'<startEvent id="s"/><userTask id="t" xmlns:c="http://camunda.org/schema/1.0/bpmn" c:assignee="lan"/>'
        ...     b'<endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>'
        ...     b'<sequenceFlow id="g" sourceRef="t" targetRef="e"/></process></definitions>'
        ... )
        >>> with Engine("sqlite://") as engine:
        ...     deployed = engine.deploy(model)
        ...     instance = engine.start("p", by="lan", business_key="000.01.15.H29")
        ...     (task,) = engine.tasks(performer="lan")
        ...     engine.complete(task.id, {"agreed": True}, by="lan").status
        'completed'
    """

    def __init__(
        self, url: str, clock: Clock | None = None, calendar: Calendar | None = None, *, read_only: bool = False
    ) -> None:
        self.clock: Clock = SystemClock() if clock is None else clock
        self.calendar = load_calendar() if calendar is None else calendar
        expect(self.clock, Clock, "the clock", "pass a FrozenClock or SystemClock, or leave it out")
        expect(self.calendar, Calendar, "the calendar", "pass what load_calendar() returns, or leave it out")
        self._store = Store(url, read_only=read_only)
        self._definitions = Definitions(self.calendar)
        self._instances = Instances(self._definitions, self.calendar)
        self._tasks = Tasks(self._definitions, self._instances, self.calendar)
        self._timers = Timers(self._definitions, self._instances, self.calendar)
        self._messages = Messages(self._definitions, self._instances)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; every command afterwards raises StoreError."""
        self._store.close()

    def deploy(self, model: bpmn.Definitions | str | os.PathLike[str]) -> Deployment:
        """
        Make the executable processes of a model startable (its first that is not empty, if none is marked).

        A file deployed again as it is keeps its version; a changed one gets the next, and instances that run go on
        with theirs.
        A timer start event that was put aside is tried again after either.

        Raises:
            NotDeployable: It holds what cannot be run; ``facts['findings']`` lists all of it.
        """
        read = model if isinstance(model, bpmn.Definitions) else bpmn.read(model)
        with self._store.write() as db:
            return self._definitions.deploy(db, read, self._now())

    def start(
        self, key: str, data: Mapping[str, object] | None = None, *, by: str, business_key: str | None = None
    ) -> Instance:
        """
        Start an instance of the latest version of a process and return it as it waits or has ended.

        Args:
            key: Id of the process in its file.
            data: Its first variables.
            by: The person or program that starts it.
            business_key: The dossier's code (mã hồ sơ).

        Raises:
            UnknownDefinition: No such process is deployed.
            DataError: The data cannot be stored.
            IncidentError: It cannot go on to a point where it waits or ends.
        """
        command = Start(checked({} if data is None else data), _named(by))
        with self._store.write() as db:
            definition = self._definitions.latest(db, key)
            instance_id = self._instances.start(db, definition, command, self._now(), _dossier(business_key))
            return self._instances.get(db, instance_id)

    def tasks(self, performer: str | None = None, instance_id: str | None = None) -> tuple[OpenTask, ...]:
        """
        Return the open tasks, the oldest first.

        Args:
            performer: Only those offered to this lane, group or person, or claimed by this person; a service task is
                offered to ``job:<type>``.
            instance_id: Only those of this instance.

        Raises:
            UnknownInstance: There is no instance with this id.
            DataError: The performer is no text.
        """
        expect(
            performer, (str, type(None)), "the performer", "give the name of a lane, group or person, or leave it out"
        )
        with self._store.read() as db:
            return self._tasks.find(db, performer, instance_id)

    def claim(self, task_id: str, *, by: str) -> OpenTask:
        """
        Give a free task to a person.

        Raises:
            UnknownTask: There is none with this id.
            StaleTask: It is someone else's, or over.
            NotAllowed: It is offered to certain persons alone.
        """
        name = _named(by)
        return self._once_due(instance_of_task(task_id), lambda db, now: self._tasks.claim(db, task_id, name, now))

    def release(self, task_id: str, *, by: str) -> OpenTask:
        """
        Give a claimed task back, so that others to whom it is offered can claim it.

        Raises:
            UnknownTask: There is none with this id.
            StaleTask: Nobody has it, or it is over.
            NotAllowed: It is someone else's.
        """
        name = _named(by)
        return self._once_due(instance_of_task(task_id), lambda db, now: self._tasks.release(db, task_id, name, now))

    def complete(
        self, task_id: str, data: Mapping[str, object] | None = None, *, by: str, seen: int | None = None
    ) -> Instance:
        """
        Complete a task and return its instance as it waits next, or has ended.

        Args:
            task_id: Id of the open task.
            data: Variables that the task sets; each replaces the former value as a whole.
            by: The person or program that completes it.
            seen: The version of the task that was looked at; a later one refuses the completion.

        Raises:
            UnknownTask: There is none with this id.
            StaleTask: It is over, or changed since *seen*.
            NotAllowed: It is someone else's, or free and offered to certain persons alone.
            DataError: The data cannot be stored.
            IncidentError: The instance cannot go on with these data; the task stays open.
        """
        return self._close(task_id, data, by=by, seen=seen)

    def fail(
        self, task_id: str, error: str, data: Mapping[str, object] | None = None, *, by: str, seen: int | None = None
    ) -> Instance:
        """
        End a task with a BPMN error, which a boundary event around it catches.

        Raises:
            IncidentError: Nothing catches the error code; the task stays open.
            UnknownTask: As `complete`; also StaleTask, NotAllowed and DataError.
        """
        return self._close(task_id, data, by=by, seen=seen, error=error)

    def correlate(
        self,
        message_name: str,
        data: Mapping[str, object] | None = None,
        *,
        by: str,
        business_key: str | None = None,
        instance_id: str | None = None,
    ) -> Instance:
        """
        Hand in a message: it goes to the instance of a dossier that waits for it, or begins an instance.

        Raises:
            NobodyWaits: Nothing waits for it.
            DataError: It names no receiver, several instances wait for it, or the data cannot be stored.
            IncidentError: The instance cannot go on with these data.
        """
        letter = Envelope(
            message_name, _dossier(business_key), instance_id or "", checked({} if data is None else data), _named(by)
        )
        return self._once_due(
            letter.receivers(),
            lambda db, now: self._instances.get(db, self._messages.deliver(db, letter, now)),
        )

    def history(self, instance_id: str) -> EventLog:
        """
        Return everything that happened in an instance, in order; ``verify()`` it to see that nothing was changed.

        Raises:
            UnknownInstance: There is none with this id.
            StoreError: An entry is damaged, or the last ones are missing.
        """
        with self._store.read() as db:
            return self._instances.history(db, instance_id)

    def instance(self, instance_id: str) -> Instance:
        """Return an instance, running or ended."""
        with self._store.read() as db:
            return self._instances.get(db, instance_id)

    def process(self, instance_id: str) -> bpmn.Process:
        """
        Return the process that an instance runs by, read from the file that was deployed.

        Raises:
            UnknownInstance: There is none with this id.
            StoreError: The deployed file is missing or damaged.
        """
        with self._store.read() as db:
            return self._instances.process(db, instance_id)

    def timers(self, instance_id: str | None = None) -> tuple[PendingTimer, ...]:
        """Return the armed timers by due instant; those that stand still with the legal clock come last."""
        with self._store.read() as db:
            return self._timers.pending(db, instance_id)

    def run_due(self, now: datetime | None = None, *, instance_id: str | None = None) -> int:
        """
        Let every timer fire that is due, in the order of their due instants, each in a transaction of its own.

        An entry of the history is dated when its timer fires, and tells when it was due.
        A cycle that was missed several times fires as often.
        A timer that leads to an incident is put aside and says why, see `PendingTimer`.
        At most 10,000 timers fire in one call; what is left fires in the next.
        Returned is how many fired, those included that led to an incident.

        Args:
            now: Instant up to which timers are due, the clock's by default.
            instance_id: Only those of this instance, and none that start instances.

        Raises:
            UnknownInstance: There is no instance with this id.
        """
        until = self._now() if now is None else self._reached(now)
        among = None if instance_id is None else Instances.named(self.instance(instance_id).id)
        for count in range(MAX_FIRINGS):
            with self._store.write() as db:
                if not self._timers.fire_next(db, until, among):
                    return count
        return MAX_FIRINGS

    def _close(
        self, task_id: str, data: Mapping[str, object] | None, *, by: str, seen: int | None, error: str | None = None
    ) -> Instance:
        values, name = checked({} if data is None else data), _named(by)

        def close(db: Connection, now: datetime) -> Instance:
            instance_id = self._tasks.close(db, task_id, values, now, by=name, seen=seen, error=error)
            return self._instances.get(db, instance_id)

        return self._once_due(instance_of_task(task_id), close)

    def _once_due(self, concerned: Select[tuple[str]], command: Callable[[Connection, datetime], Done]) -> Done:
        """
        Carry out *command* once no timer of the instances it concerns is due any more.

        Raises:
            IncidentError: Their timers fall due again and again.
        """
        for _ in range(MAX_FIRINGS + 1):
            with self._store.write() as db:
                now = self._now()
                if not self._timers.fire_next(db, now, concerned):
                    return command(db, now)
        raise IncidentError(
            f"over {MAX_FIRINGS} timers of the instance are due", hint="call run_due() until it returns 0, then again"
        )

    def _now(self) -> datetime:
        return self._reached(self.clock.now())

    def _reached(self, now: datetime) -> datetime:
        local(now, self.calendar)
        return now


def _named(by: str) -> str:
    return checked_text(by, "the name of who does it")


def _dossier(business_key: str | None) -> str:
    return "" if business_key is None else checked_text(business_key, "the business key")
