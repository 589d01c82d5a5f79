"""What the engine gives back: deployments, instances, open tasks, timers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from pydantic import JsonValue

from procflow.bpmn import Form


class TaskStatus(StrEnum):
    """Where a task stands in its life."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


def task_id(instance_id: str, token: int) -> str:
    """Return the id of the task that a token of an instance waits with."""
    return f"{instance_id}/{token}"


@dataclass(frozen=True, slots=True)
class Deployment:
    """
    A process that can be started.

    Attributes:
        key: Id of the process in its file.
        version: 1 for the first file deployed with this process, then counting up.
        name: Label of the process.
        content_hash: SHA-256 of the file.
        others: The other processes of the same file.
    """

    key: str
    version: int
    name: str
    content_hash: str
    others: tuple[Deployment, ...] = ()


@dataclass(frozen=True, slots=True)
class Instance:
    """
    A process instance: one dossier on its way.

    Attributes:
        id: Its id in this database.
        key: Id of its process.
        version: Version of the process it runs by.
        business_key: The dossier's code, empty if none was given.
        status: ``running``, ``completed``, or ``terminated`` by a terminate end event.
        variables: Its variables.
        started_at: When it was started.
        ended_at: When it ended, None while it runs.
        due_at: The instant the dossier is due; None without limit and while its clock stands still.
        due_on: The day the dossier is due.
    """

    id: str
    key: str
    version: int
    business_key: str
    status: str
    variables: Mapping[str, object] = field(repr=False)
    started_at: datetime
    ended_at: datetime | None
    due_at: datetime | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class OpenTask:
    """
    A task that waits for a performer.

    Attributes:
        id: Its id.
        instance_id: The instance it belongs to.
        business_key: The dossier's code.
        element_id: BPMN id of the task.
        name: Its label.
        performer: Lane, groups and persons it is offered to; ``job:<type>`` for a service task.
        assignee: The person who has claimed it, or whom the model names; None if it is free.
        form: Its form, None if it has none.
        opened_at: When it was opened.
        due_at: When it is due, None if no due date follows from its limit.
        explanation: Limit, calendar and each day that was looked at for the due date, empty without one.
        version: Counts the changes of the task; hand it to ``complete`` as *seen*.
    """

    id: str
    instance_id: str
    business_key: str
    element_id: str
    name: str
    performer: tuple[str, ...]
    assignee: str | None
    form: Form | None
    opened_at: datetime
    due_at: datetime | None
    explanation: Mapping[str, JsonValue]
    version: int


@dataclass(frozen=True, slots=True)
class PendingTimer:
    """
    A timer that is armed.

    Attributes:
        instance_id: The instance it belongs to; empty for a timer that starts instances.
        element_id: BPMN id of its event.
        name: Label of the event.
        due_at: When it fires, None while the legal clock stands still.
        failure: Why its last firing led to an incident, empty if it did not.
            A timer of an instance is tried again after the next change of the instance.
            One that starts instances is tried again at *due_at* if that is its next time; one that has no next time
            keeps the time that failed and is tried again after the next deployment of its process.
    """

    instance_id: str
    element_id: str
    name: str
    due_at: datetime | None
    failure: str = ""

    @property
    def has_failed(self) -> bool:
        """Whether its last firing led to an incident."""
        return bool(self.failure)
