"""A database that is opened to be read needs no right to write, and is not written to."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from procflow.bpmn import Definitions
from procflow.cli import main
from procflow.engine import Engine
from procflow.errors import StoreError
from tests.integration.conftest import Open

Make = Callable[..., Definitions]


@pytest.fixture
def database(open_engine: Open, model: Make, tmp_path: Path) -> Path:
    """Return a database file that holds one instance and is closed."""
    with open_engine() as engine:
        engine.deploy(model("start s\nuser t\nend e\ns -> t -> e"))
        engine.start("main", by="lan", business_key="A")
    return tmp_path / "procflow.db"


def _trace(path: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in path.parent.glob(f"{path.name}*")}


def test_everything_can_be_read(database: Path) -> None:
    """Tasks, instance and history are there, and neither the file nor the folder has changed afterwards."""
    before = _trace(database)
    with Engine(f"sqlite:///{database}", read_only=True) as engine:
        engine.history("main.1").verify()

        assert ("running", ["t"]) == (engine.instance("main.1").status, [task.element_id for task in engine.tasks()])
    assert before == _trace(database)


def test_a_slip_needs_only_reading(database: Path, tmp_path: Path) -> None:
    """The command writes the paper without touching the database, also while somebody else writes to it."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert 0 == main(["slip", str(database), "main.1", str(tmp_path / "slip.docx")])


def test_what_is_not_yet_in_the_file_is_read(open_engine: Open, database: Path) -> None:
    """While another engine has the database open, its last changes are seen."""
    writer = open_engine()
    writer.start("main", by="lan", business_key="B")
    with Engine(f"sqlite:///{database}", read_only=True) as engine:
        assert "B" == engine.instance("main.2").business_key


def test_commands_are_refused(database: Path) -> None:
    """An engine that only reads starts and completes nothing."""
    with Engine(f"sqlite:///{database}", read_only=True) as engine:
        with pytest.raises(StoreError, match="opened to be read only - open it to write") as caught:
            engine.complete("main.1/2", by="lan")
        assert str(database) == caught.value.where.file


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Reading a database that does not exist is refused and leaves no file; an empty one has nothing to read."""
    with pytest.raises(StoreError):
        Engine(f"sqlite:///{tmp_path / 'none.db'}", read_only=True)
    assert [] == list(tmp_path.iterdir())
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="earlier version, or empty"):
        Engine(f"sqlite:///{tmp_path / 'empty.db'}", read_only=True)
