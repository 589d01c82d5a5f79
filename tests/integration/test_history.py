"""History is complete and cannot be changed (invariant 6)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from procflow.bpmn import Definitions
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.errors import StoreError
from procflow.eventlog import EntryKind, EventLog
from tests.integration.conftest import Open

Make = Callable[..., Definitions]
MODEL = """
process main limit=5wd
start s
user t "Tiếp nhận" group=mot-cua limit=1wd
user u "Thẩm định" group=chuyen-vien limit=4h
end e
s -> t -> u -> e
"""

FACTS: dict[str, Callable[[Engine], object]] = {
    "tasks SET explanation": lambda engine: engine.tasks(),
    "definitions SET calls": lambda engine: engine.start("main", by="lan"),
}


@pytest.fixture
def log(open_engine: Open, model: Make, clock: FrozenClock) -> EventLog:
    """Return the history of a dossier that went through two steps on two days."""
    engine = open_engine()
    engine.deploy(model(MODEL))
    engine.start("main", {"a": 1}, by="portal", business_key="H29-1")
    clock.advance(timedelta(hours=2))
    engine.claim("main.1/2", by="lan")
    clock.advance(timedelta(hours=22))
    engine.complete("main.1/2", {"complete": True}, by="lan")
    clock.advance(timedelta(hours=26))
    engine.complete("main.1/3", by="minh")
    return engine.history("main.1")


def test_the_history_tells_what_happened_in_order(log: EventLog) -> None:
    """Every element, flow, task and variable has its entry, in the order in which it happened."""
    kinds = [entry.kind.value for entry in log]

    assert [
        "instance-started",
        "variable-set",
        "clock-started",
        "element-entered",
        "element-left",
        "flow-taken",
        "element-entered",
        "task-opened",
        "task-claimed",
        "task-completed",
        "variable-set",
        "element-left",
        "flow-taken",
        "element-entered",
        "task-opened",
        "task-completed",
        "element-left",
        "flow-taken",
        "element-entered",
        "element-left",
        "clock-stopped",
        "instance-completed",
    ] == kinds


def test_the_history_tells_who_handed_over_to_whom(log: EventLog) -> None:
    """An opened task names its role and who caused it; the completion names the person, allotted and used time."""
    opened = [(entry.by, entry.performer, entry.task_id, entry.at) for entry in log.of(EntryKind.TASK_OPENED)]
    done = [(e.by, e.detail["limit"], e.detail["used"], e.detail["late"]) for e in log.of(EntryKind.TASK_COMPLETED)]

    start = log.entries[0].at
    assert [
        ("portal", "mot-cua", "main.1/2", start),
        ("lan", "chuyen-vien", "main.1/3", start + timedelta(days=1)),
    ] == opened
    assert [
        ("lan", {"value": "1", "unit": "working-day"}, {"value": "0", "unit": "working-day"}, False),
        ("minh", {"value": "4", "unit": "hour"}, {"value": "4", "unit": "hour"}, True),
    ] == done


def test_entries_bear_the_dossier(log: EventLog) -> None:
    """Each entry names instance, process, version and dossier, and a flow its own id and label."""
    assert {("main.1", "main", 1, "H29-1")} == {
        (entry.instance_id, entry.definition_key, entry.definition_version, entry.business_key) for entry in log
    }
    assert ["main-1", "main-2", "main-3"] == [entry.element_id for entry in log.of(EntryKind.FLOW_TAKEN)]
    assert [{"from": "s", "to": "t"}] == [entry.detail for entry in log.of(EntryKind.FLOW_TAKEN)[:1]]


def test_the_chain_holds(log: EventLog) -> None:
    """The hashes of an untouched history fit together."""
    log.verify()

    assert log.entries[0].hash == log.entries[1].previous_hash


@pytest.mark.parametrize("statement", ["UPDATE history SET entry = '{}'", "DELETE FROM history"])
def test_the_database_refuses_to_change_history(statement: str, log: EventLog, tmp_path: Path) -> None:
    """Not even a statement sent straight to the database changes or removes an entry."""
    connection = sqlite3.connect(tmp_path / "procflow.db")
    try:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    finally:
        connection.close()

    assert 22 == len(log)


def test_a_forged_entry_is_found(open_engine: Open, log: EventLog, tmp_path: Path) -> None:
    """An entry changed behind the triggers breaks the chain at that entry."""
    connection = sqlite3.connect(tmp_path / "procflow.db")
    try:
        connection.execute("DROP TRIGGER history_no_update")
        (text,) = connection.execute("SELECT entry FROM history WHERE seq = 10").fetchone()
        forged = json.loads(text) | {"by": "minh"}
        connection.execute("UPDATE history SET entry = ? WHERE seq = 10", (json.dumps(forged),))
        connection.commit()
    finally:
        connection.close()

    assert "lan" == log.entries[9].by
    with pytest.raises(StoreError, match="at entry 10"):
        open_engine().history("main.1").verify()


def test_a_cancelled_task_is_told(engine: Engine, model: Make, clock: FrozenClock) -> None:
    """What an interrupting timer takes away stands in the history, caused by the engine."""
    engine.deploy(model("start s\nuser t\nboundary b on=t duration=PT1H\nend e\ns -> t -> e\nb -> e"))
    engine.start("main", by="lan")
    clock.advance(timedelta(hours=1))
    engine.run_due()
    (cancelled,) = engine.history("main.1").of(EntryKind.TASK_CANCELLED)

    assert ("t", "", "main.1/2") == (cancelled.element_id, cancelled.by, cancelled.task_id)
    assert "completed" == engine.instance("main.1").status


def without_triggers(path: Path, statement: str, *values: object) -> None:
    """Change the history behind the triggers."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("DROP TRIGGER history_no_update")
        connection.execute("DROP TRIGGER history_no_delete")
        connection.execute(statement, values)
        connection.commit()
    finally:
        connection.close()


@pytest.mark.parametrize("statement", ["DELETE FROM history WHERE seq > 19", "DELETE FROM history"])
def test_a_cut_end_is_found(statement: str, open_engine: Open, log: EventLog, tmp_path: Path) -> None:
    """A history whose last entries, or all, were taken out is refused, though the chain of the rest holds."""
    assert 22 == len(log)

    without_triggers(tmp_path / "procflow.db", statement)
    with pytest.raises(StoreError, match="does not end with its entry 22"):
        open_engine().history("main.1")


def test_a_last_entry_written_anew_is_found(open_engine: Open, log: EventLog, tmp_path: Path) -> None:
    """A last entry that was forged and sealed again is not the one the instance ends with."""
    forged = log.entries[-1].model_copy(update={"by": "mallory"}).sealed(log.entries[-2].hash)
    EventLog(entries=(*log.entries[:-1], forged)).verify()

    without_triggers(tmp_path / "procflow.db", "UPDATE history SET entry = ? WHERE seq = 22", forged.model_dump_json())
    with pytest.raises(StoreError, match="does not end with its entry 22"):
        open_engine().history("main.1")


@pytest.mark.parametrize("entry", ["{", "{}", "[1]", "", 5, b"\xff"])
def test_a_damaged_entry_is_found(entry: object, open_engine: Open, log: EventLog, tmp_path: Path) -> None:
    """An entry that cannot be read is told as damage of the database."""
    assert 22 == len(log)

    without_triggers(tmp_path / "procflow.db", "UPDATE history SET entry = ? WHERE seq = 7", entry)
    with pytest.raises(StoreError, match=r"an entry of the history of instance main\.1 is damaged"):
        open_engine().history("main.1")


@pytest.mark.parametrize("damage", ["{", "", "[1]", "null", 5, b"\xff"])
@pytest.mark.parametrize("column", FACTS)
def test_damaged_facts_are_found(damage: object, column: str, open_engine: Open, model: Make, tmp_path: Path) -> None:
    """A column that should hold facts as JSON and does not is told as damage of the database."""
    engine = open_engine()
    engine.deploy(model(MODEL))
    engine.start("main", by="lan")

    without_triggers(tmp_path / "procflow.db", f"UPDATE {column} = ?", damage)
    with pytest.raises(StoreError, match="where JSON facts should be") as caught:
        FACTS[column](open_engine())

    assert "backup" in caught.value.hint


@pytest.mark.parametrize("damage", ["tomorrow", 5])
def test_a_damaged_day_is_found(damage: object, open_engine: Open, log: EventLog, tmp_path: Path) -> None:
    """A day that is none is told as damage of the database."""
    assert 22 == len(log)

    without_triggers(tmp_path / "procflow.db", "UPDATE instances SET due_on = ?", damage)
    with pytest.raises(StoreError, match=rf"procflow\.db: the database holds '{damage}' where a day should be"):
        open_engine().instance("main.1")


@pytest.mark.parametrize("damage", ["yesterday", b"\xff", "2026-01-05T08:00:00.000000"])
def test_a_damaged_instant_is_found(damage: object, open_engine: Open, log: EventLog, tmp_path: Path) -> None:
    """An instant that is none, or tells no offset from UTC, is told as damage of the database."""
    assert 22 == len(log)

    without_triggers(tmp_path / "procflow.db", "UPDATE instances SET started_at = ?", damage)
    with pytest.raises(StoreError, match="where an instant") as caught:
        open_engine().instance("main.1")

    assert str(tmp_path / "procflow.db") == caught.value.where.file


WAITING = "start s\nuser t\nboundary b on=t soft duration=PT1H\nend e\nend d\ns -> t -> e\nb -> d"
SCALARS: dict[str, tuple[object, str, Callable[[Engine], object]]] = {
    "definitions SET version": ("x", "a whole number", lambda engine: engine.instance("main.1")),
    "definitions SET key": ("other", "the key of a process", lambda engine: engine.instance("main.1")),
    "definitions SET source_hash": ("0", "the hash of a file", lambda engine: engine.instance("main.1")),
    "definitions SET file": (b"\xff", "a text", lambda engine: engine.instance("main.1")),
    "instances SET version": ("x", "a whole number", lambda engine: engine.complete("main.1/2", by="lan")),
    "instances SET history_length": ("x", "a whole number", lambda engine: engine.history("main.1")),
    "instances SET definition_id": (7, "the id of a definition", lambda engine: engine.instance("main.1")),
    "instances SET business_key": (b"\xff", "a text", lambda engine: engine.tasks()),
    "tasks SET node": ("nowhere", "a node of process 'main'", lambda engine: engine.tasks()),
    "tasks SET token": ("x", "a whole number", lambda engine: engine.complete("main.1/2", by="lan")),
    "timers SET node": ("nowhere", "a node of process 'main'", lambda engine: engine.timers()),
}


@pytest.mark.parametrize("column", SCALARS)
def test_a_damaged_scalar_is_found(column: str, open_engine: Open, model: Make, tmp_path: Path) -> None:
    """A number, a text or a reference that leads nowhere is told as damage of the database, with its file."""
    damage, expected, ask = SCALARS[column]
    engine = open_engine()
    engine.deploy(model(WAITING))
    engine.start("main", by="lan")

    without_triggers(tmp_path / "procflow.db", f"UPDATE {column} = ?", damage)
    with pytest.raises(StoreError, match=f"where {expected} should be") as caught:
        ask(open_engine())

    assert str(tmp_path / "procflow.db") == caught.value.where.file
    assert "backup" in caught.value.hint
