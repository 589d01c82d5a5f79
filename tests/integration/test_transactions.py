"""One command is one transaction: all of it is stored, or nothing (invariant 4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from procflow.bpmn import Definitions
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.errors import StoreError, UnknownDefinition
from tests.integration.conftest import Open

Make = Callable[..., Definitions]
MODEL = """
process main limit=5wd
start s
user t limit=1wd
boundary b on=t soft cycle=R/PT1H
task x
receive r message=m
user u
end e
s -> t -> u -> e
b -> x
s -> r -> e
"""
Command = Callable[[Engine], object]
COMMANDS: dict[str, Command] = {
    "start": lambda engine: engine.start("main", {"a": 1}, by="lan"),
    "claim": lambda engine: engine.claim("main.1/2", by="lan"),
    "complete": lambda engine: engine.complete("main.1/2", {"a": 2}, by="lan"),
    "message": lambda engine: engine.correlate("m", {"a": 3}, by="lan", business_key="A"),
    "timer": lambda engine: engine.run_due(),
}


class Crash:
    """Breaks the database off before its n-th statement of a command."""

    def __init__(self, engine: Engine, at: int) -> None:
        self.engine, self.left, self.happened = engine, at, False
        event.listen(engine._store._engine, "before_cursor_execute", self._count)

    def _count(self, _db: Connection, _cursor: object, _text: str, *_: object) -> None:
        self.left -= 1
        if self.left < 0 and not self.happened:
            self.happened = True
            raise sqlite3.OperationalError("crash")

    def fail(self, _db: Connection) -> None:
        """Break off just before the commit."""
        raise sqlite3.OperationalError("crash")

    def remove(self) -> None:
        """Let the database work again."""
        event.remove(self.engine._store._engine, "before_cursor_execute", self._count)


def content(path: Path) -> list[str]:
    """Return everything that a database file holds."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_crash_between_statements_leaves_nothing(  # noqa: PLR0913, PLR0917 - fixtures
    name: str, open_engine: Open, model: Make, tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a command breaks off, the database is as before; the same command then does all of it."""
    monkeypatch.setattr("procflow.engine.MAX_FIRINGS", 1)  # each firing is a transaction of its own
    engine = open_engine()
    engine.deploy(model(MODEL))
    engine.start("main", by="lan", business_key="A")
    clock.advance(timedelta(hours=1 if name == "timer" else 0))
    before = content(tmp_path / "procflow.db")
    crash = Crash(engine, 0)
    attempts = 0
    while True:
        crash.left, crash.happened = attempts, False
        try:
            COMMANDS[name](engine)
        except (StoreError, sqlite3.OperationalError):
            attempts += 1
            assert before == content(tmp_path / "procflow.db")
        else:
            break
    crash.remove()

    assert 5 < attempts
    assert before != content(tmp_path / "procflow.db")


def test_a_crashed_deployment_leaves_nothing(engine: Engine, model: Make) -> None:
    """A deployment that breaks off leaves no process, and nothing of it is mistaken for the next one."""
    attempts = 0
    crash = Crash(engine, 0)
    while True:
        crash.left, crash.happened = attempts, False
        try:
            engine.deploy(model("process a\nstart s\nuser t\ns -> t", "process b\nstart x message=m\nuser y\nx -> y"))
        except (StoreError, sqlite3.OperationalError):
            attempts += 1
            crash.left = 1000
            with pytest.raises(UnknownDefinition):
                engine.start("a", by="lan")
        else:
            break
    crash.remove()

    assert 5 < attempts
    assert [1, 1] == [engine.start(key, by="lan").version for key in ("a", "b")]


def test_a_deployment_rolled_back_is_not_remembered(open_engine: Open, model: Make) -> None:
    """The number of a process whose deployment broke off may go to another one, which then runs as itself."""
    engine = open_engine()
    crash = Crash(engine, 1000)
    event.listen(engine._store._engine, "commit", crash.fail)
    with pytest.raises((StoreError, sqlite3.OperationalError)):
        engine.deploy(model("process a\nstart s duration=P1D\nuser wrong\ns -> wrong"))
    event.remove(engine._store._engine, "commit", crash.fail)
    crash.remove()
    engine.deploy(model("process b\nstart s\nuser right\ns -> right"))
    engine.start("b", by="lan")

    assert ["right"] == [task.element_id for task in engine.tasks()]
