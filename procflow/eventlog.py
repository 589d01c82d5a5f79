"""
The records of what happened, written by the engine and read by analysis, papers and pictures.

An entry is never changed: each carries the hash of the one before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from enum import StrEnum

from pydantic import AwareDatetime, Field, JsonValue

from procflow.checked import Checked
from procflow.errors import StoreError


class EntryKind(StrEnum):
    """What an entry reports."""

    INSTANCE_STARTED = "instance-started"
    INSTANCE_COMPLETED = "instance-completed"
    INSTANCE_TERMINATED = "instance-terminated"
    ELEMENT_ENTERED = "element-entered"
    ELEMENT_LEFT = "element-left"
    FLOW_TAKEN = "flow-taken"
    TASK_OPENED = "task-opened"
    TASK_CLAIMED = "task-claimed"
    TASK_RELEASED = "task-released"
    TASK_COMPLETED = "task-completed"
    TASK_CANCELLED = "task-cancelled"
    TIMER_SCHEDULED = "timer-scheduled"
    TIMER_FIRED = "timer-fired"
    TIMER_CANCELLED = "timer-cancelled"
    MESSAGE_RECEIVED = "message-received"
    SIGNAL_THROWN = "signal-thrown"
    VARIABLE_SET = "variable-set"
    CLOCK_STARTED = "clock-started"
    CLOCK_PAUSED = "clock-paused"
    CLOCK_RESUMED = "clock-resumed"
    CLOCK_RESTARTED = "clock-restarted"
    CLOCK_EXTENDED = "clock-extended"
    CLOCK_STOPPED = "clock-stopped"
    INCIDENT_RAISED = "incident-raised"


class Entry(Checked):
    """
    One thing that happened in one process instance.

    Attributes:
        seq: Position within the instance, from 1 without gaps.
        instance_id: The process instance.
        definition_key: Id of the process in its BPMN file.
        definition_version: Version that the instance was started with, from 1.
        business_key: The dossier's code (mã hồ sơ), empty if none was given.
        at: When it happened.
        kind: What happened.
        element_id: BPMN id of the element it happened at, empty for the instance itself.
        element_name: Its label.
        by: The person or program that caused it, empty for the engine.
        performer: The role (lane, candidate group) the task was offered to.
        task_id: The task, where one is concerned.
        due_at: The instant the task, timer or dossier is due, where one is concerned.
        detail: Further facts as JSON: variables, form data, reasons, explanations.
        previous_hash: Hash of the entry before, empty for the first.
        hash: SHA-256 over everything else in this entry.
    """

    seq: int
    instance_id: str
    definition_key: str
    definition_version: int
    business_key: str = ""
    at: AwareDatetime
    kind: EntryKind
    element_id: str = ""
    element_name: str = ""
    by: str = ""
    performer: str = ""
    task_id: str = ""
    due_at: AwareDatetime | None = None
    detail: dict[str, JsonValue] = Field(default_factory=dict)
    previous_hash: str = ""
    hash: str = ""

    def sealed(self, previous_hash: str) -> Entry:
        """Return this entry chained to the one with *previous_hash*."""
        linked = self.model_copy(update={"previous_hash": previous_hash, "hash": ""})
        return linked.model_copy(update={"hash": _digest(linked)})


class EventLog(Checked):
    """The entries of one or more process instances, in the order in which they were written."""

    entries: tuple[Entry, ...] = ()

    def __iter__(self) -> Iterator[Entry]:  # type: ignore[override]  # an event log is a sequence first
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def of(self, *kinds: EntryKind) -> tuple[Entry, ...]:
        """Return the entries of these *kinds*."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)

    def instances(self) -> dict[str, EventLog]:
        """Return one log for each process instance, in order of first appearance."""
        parts: dict[str, list[Entry]] = {}
        for entry in self.entries:
            parts.setdefault(entry.instance_id, []).append(entry)
        return {key: EventLog(entries=tuple(part)) for key, part in parts.items()}

    def verify(self) -> None:
        """
        Check that no entry was changed, taken out or put in between.

        A chain alone cannot show that its end was cut off, or that all of it was written anew: whoever must prove that
        keeps the hash of the last entry elsewhere.

        Raises:
            StoreError: The chain of hashes is broken; ``facts`` name the instance and the entry.
        """
        for log in self.instances().values():
            _verify_chain(log.entries)


def _verify_chain(entries: Iterable[Entry]) -> None:
    previous = ""
    for seq, entry in enumerate(entries, start=1):
        if entry.seq != seq or entry.sealed(previous) != entry:
            raise StoreError(
                f"the history of instance {entry.instance_id} was changed at entry {entry.seq}",
                hint="restore the database from a backup and compare",
                instance_id=entry.instance_id,
                seq=entry.seq,
            )
        previous = entry.hash


def _digest(entry: Entry) -> str:
    facts = entry.model_dump(mode="json", exclude={"hash"})
    facts["at"] = entry.at.astimezone(UTC).isoformat()
    facts["due_at"] = entry.due_at.astimezone(UTC).isoformat() if entry.due_at else None
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
