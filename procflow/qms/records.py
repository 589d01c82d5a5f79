"""Which records of a clause a history holds, counted as found of expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from procflow.errors import StoreError
from procflow.eventlog import EntryKind, EventLog
from procflow.procedure import Duty, Procedure

ELSEWHERE = "elsewhere"
_ENDED = (EntryKind.INSTANCE_COMPLETED, EntryKind.INSTANCE_TERMINATED)
_CHANGES = (EntryKind.CLOCK_RESTARTED, EntryKind.CLOCK_EXTENDED)
_RECEIVED = (EntryKind.CLOCK_STARTED, EntryKind.CLOCK_RESTARTED)


class RecordState(StrEnum):
    """How a record stands; ``none-due`` is an answer of its own: nothing has happened that would leave one."""

    FOUND = "found"
    NONE_DUE = "none-due"
    ELSEWHERE = "elsewhere"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Records:
    """
    The records of one clause.

    Attributes:
        state: How they stand.
        found: How many are there.
        expected: How many should be.
    """

    state: RecordState
    found: int = 0
    expected: int = 0


def records(name: str, log: EventLog, procedure: Procedure) -> Records:
    """
    Return how many records of the kind *name* the history holds of those it should.

    Args:
        name: A key of `COUNTS`, ``elsewhere``, or empty for a clause that asks for none.
        log: The history, of any number of dossiers.
        procedure: The procedure, for its approving steps.
    """
    if name in {"", ELSEWHERE}:
        return Records(RecordState.ELSEWHERE if name else RecordState.NOT_ASKED)
    found, expected = COUNTS[name](tuple(log.instances().values()), procedure)
    return Records(RecordState.FOUND if expected else RecordState.NONE_DUE, found, expected)


Dossiers = Sequence[EventLog]
Count = tuple[int, int]


def _count(dossiers: Dossiers, holds: Callable[[EventLog], bool]) -> Count:
    return sum(map(holds, dossiers)), len(dossiers)


def _ended(dossiers: Dossiers) -> Dossiers:
    return [dossier for dossier in dossiers if dossier.of(*_ENDED)]


def _is_unbroken(dossier: EventLog) -> bool:
    try:
        dossier.verify()
    except StoreError:
        return False
    return True


def _traces(dossiers: Dossiers, _: Procedure) -> Count:
    return _count(dossiers, lambda dossier: bool(dossier.of(EntryKind.INSTANCE_STARTED)) and _is_unbroken(dossier))


def _chains(dossiers: Dossiers, _: Procedure) -> Count:
    return _count(dossiers, _is_unbroken)


def _tasks(dossiers: Dossiers, _: Procedure) -> Count:
    done = [entry for dossier in dossiers for entry in dossier.of(EntryKind.TASK_COMPLETED)]
    return sum(bool(entry.by) for entry in done), len(done)


def _receipts(dossiers: Dossiers, _: Procedure) -> Count:
    return _count(dossiers, lambda dossier: any(entry.due_at is not None for entry in dossier.of(*_RECEIVED)))


def _changes(dossiers: Dossiers, _: Procedure) -> Count:
    changes = [entry for dossier in dossiers for entry in dossier.of(*_CHANGES)]
    return sum(entry.due_at is not None for entry in changes), len(changes)


def _codes(dossiers: Dossiers, _: Procedure) -> Count:
    return _count(dossiers, lambda dossier: all(entry.business_key for entry in dossier))


def _versions(dossiers: Dossiers, _: Procedure) -> Count:
    return _count(dossiers, lambda dossier: len({entry.definition_version for entry in dossier}) == 1)


def _releases(dossiers: Dossiers, procedure: Procedure) -> Count:
    approving = {step.element_id for step in procedure.steps if step.duty is Duty.APPROVE}

    def is_released(dossier: EventLog) -> bool:
        done = dossier.of(EntryKind.TASK_COMPLETED)
        return any(entry.element_id in approving and entry.by for entry in done)

    completed = [dossier for dossier in dossiers if dossier.of(EntryKind.INSTANCE_COMPLETED)]
    return _count(completed, is_released)


def _late(dossiers: Dossiers, _: Procedure) -> Count:
    late = [dossier for dossier in dossiers if _is_late(dossier)]
    return _count(late, lambda dossier: bool(dossier.of(EntryKind.CLOCK_EXTENDED)))


def _is_late(dossier: EventLog) -> bool:
    stops = dossier.of(EntryKind.CLOCK_STOPPED)
    return any(entry.due_at is not None and entry.at > entry.due_at for entry in stops)


def _measured(dossiers: Dossiers, _: Procedure) -> Count:
    ended = _ended(dossiers)
    return _count(ended, lambda dossier: any(entry.due_at is not None for entry in dossier.of(EntryKind.CLOCK_STOPPED)))


COUNTS: dict[str, Callable[[Dossiers, Procedure], Count]] = {
    "traces": _traces,
    "chains": _chains,
    "tasks": _tasks,
    "receipts": _receipts,
    "changes": _changes,
    "codes": _codes,
    "versions": _versions,
    "releases": _releases,
    "late": _late,
    "measured": _measured,
}
