"""The chain of entries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from procflow.errors import DataError, StoreError
from procflow.eventlog import Entry, EntryKind, EventLog

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def chain(instance_id: str, *kinds: EntryKind) -> list[Entry]:
    """Return sealed entries of one instance, an hour apart."""
    entries: list[Entry] = []
    for position, kind in enumerate(kinds):
        entry = Entry(
            seq=position + 1,
            instance_id=instance_id,
            definition_key="cap-phep",
            definition_version=1,
            at=AT + timedelta(hours=position),
            kind=kind,
            by="Nguyễn Thị Ánh",
            due_at=AT if kind is EntryKind.TASK_OPENED else None,
        )
        entries.append(entry.sealed(entries[-1].hash if entries else ""))
    return entries


@pytest.fixture
def entries() -> list[Entry]:
    """Return three sealed entries of one instance."""
    return chain("one", EntryKind.INSTANCE_STARTED, EntryKind.TASK_OPENED, EntryKind.TASK_COMPLETED)


def test_an_untouched_log_verifies(entries: list[Entry]) -> None:
    """Chains of several instances verify, also when their entries are mixed."""
    other = chain("two", EntryKind.INSTANCE_STARTED, EntryKind.INSTANCE_COMPLETED)

    EventLog(entries=(entries[0], other[0], entries[1], other[1], entries[2])).verify()


def test_the_zone_of_an_instant_does_not_matter(entries: list[Entry]) -> None:
    """The same instant told in another time zone has the same hash."""
    hanoi = timezone(timedelta(hours=7))
    told = [
        entry.model_copy(
            update={"at": entry.at.astimezone(hanoi), "due_at": entry.due_at and entry.due_at.astimezone(hanoi)}
        )
        for entry in entries
    ]

    EventLog(entries=tuple(told)).verify()


@pytest.mark.parametrize(
    "change", [{"by": "Ai đó"}, {"detail": {"result": "no"}}, {"at": AT}, {"due_at": None}, {"previous_hash": ""}]
)
def test_a_changed_entry_breaks_the_chain(entries: list[Entry], change: dict[str, object]) -> None:
    """Any fact of an entry that is changed after sealing is found, with instance and position (invariant 6)."""
    entries[1] = entries[1].model_copy(update=change)

    with pytest.raises(StoreError) as caught:
        EventLog(entries=tuple(entries)).verify()

    assert {"instance_id": "one", "seq": 2} == caught.value.facts


def test_a_resealed_change_breaks_the_chain_after_it(entries: list[Entry]) -> None:
    """A changed entry with a hash of its own is found at the next one."""
    entries[0] = entries[0].model_copy(update={"by": "Ai đó"}).sealed("")

    with pytest.raises(StoreError) as caught:
        EventLog(entries=tuple(entries)).verify()

    assert {"instance_id": "one", "seq": 2} == caught.value.facts


@pytest.mark.parametrize("position", [0, 1])
def test_a_removed_entry_breaks_the_chain(entries: list[Entry], position: int) -> None:
    """An entry taken out from the start or the middle is found."""
    del entries[position]

    with pytest.raises(StoreError):
        EventLog(entries=tuple(entries)).verify()


def test_an_entry_cannot_be_assigned_to(entries: list[Entry]) -> None:
    """An entry refuses a change in place."""
    with pytest.raises(DataError, match="by cannot be set"):
        entries[0].by = "Ai đó"


def test_a_log_is_read_by_kind_and_instance(entries: list[Entry]) -> None:
    """A log gives its entries, those of some kinds, and one log for each instance."""
    other = chain("two", EntryKind.INSTANCE_STARTED)
    log = EventLog(entries=(*entries, *other))

    assert [*entries, *other] == list(log)
    assert 4 == len(log)
    assert (entries[0], other[0]) == log.of(EntryKind.INSTANCE_STARTED)
    assert ["one", "two"] == list(log.instances())
    assert EventLog(entries=tuple(other)) == log.instances()["two"]
