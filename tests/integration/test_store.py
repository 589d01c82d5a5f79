"""The database: its schema, its migrations, and files that are none."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from procflow.errors import DataError, StoreError
from procflow.runtime.store import Store
from procflow.runtime.store.database import _MIGRATIONS, HEAD
from procflow.runtime.store.migrations import versions
from procflow.runtime.store.tables import metadata


def schema(engine: sqlalchemy.Engine) -> set[str]:
    """Return what a database says of its tables, indexes and triggers, blanks and the order of columns apart."""
    query = "SELECT type || ' ' || name || ' ' || tbl_name FROM sqlite_master WHERE name NOT LIKE 'alembic%'"
    with engine.connect() as db:
        found = {str(row[0]) for row in db.exec_driver_sql(query)}
        triggers = db.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        return {name for name in found if "alembic" not in name} | {str(row[0]) for row in triggers}


def test_migrations_make_the_present_tables() -> None:
    """A database made by the migrations has the very tables, indexes and triggers that the code describes."""
    store = Store("sqlite://")
    plain = sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.StaticPool)
    metadata.create_all(plain)
    try:
        with store.read() as db:
            context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})
            differences = compare_metadata(context, metadata)

        assert [] == differences
        assert schema(plain) == schema(store._engine)
    finally:
        store.close()
        plain.dispose()


def test_the_head_is_the_last_migration() -> None:
    """The revision that an opened database must have is the last one in the folder."""
    assert HEAD == ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def test_each_migration_can_be_read_without_alembic() -> None:
    """The migrations make the tables by themselves too, one after the other."""
    engine = sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.StaticPool)
    with engine.begin() as db, Operations.context(MigrationContext.configure(db)):
        for found in sorted(pkgutil.iter_modules(versions.__path__), key=lambda found: found.name):
            importlib.import_module(f"{versions.__name__}.{found.name}").upgrade()

        assert metadata.tables.keys() == set(sqlalchemy.inspect(db).get_table_names())
    engine.dispose()


def test_an_opened_database_stays_as_it_is(tmp_path: Path) -> None:
    """Opening a database again changes nothing."""
    path = tmp_path / "a.db"
    for _ in range(2):
        Store(f"sqlite:///{path}").close()
        connection = sqlite3.connect(path)
        versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        connection.close()

        assert [(HEAD,)] == versions


def test_an_unfinished_migration_is_done_again(tmp_path: Path) -> None:
    """A database whose version table is empty is brought to the present tables."""
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.commit()
    connection.close()
    store = Store(f"sqlite:///{path}")
    with store.read() as db:
        assert 0 == db.exec_driver_sql("SELECT count(*) FROM history").scalar()
    store.close()


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    """A database that a later version wrote is refused with the way out."""
    path = tmp_path / "a.db"
    Store(f"sqlite:///{path}").close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()

    with pytest.raises(StoreError, match="another version"):
        Store(f"sqlite:///{path}")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A file of another kind is refused, and stays as it is."""
    path = tmp_path / "a.db"
    path.write_bytes(b"<definitions/>" * 100)

    with pytest.raises(StoreError, match="not a database"):
        Store(f"sqlite:///{path}")
    assert b"<definitions/>" * 100 == path.read_bytes()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    """A database that another program made is refused by name, and stays as it is byte for byte."""
    path = tmp_path / "sổ.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE visits (url TEXT)")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"sổ\.db: the database is of another program"):
        Store(f"sqlite:///{path}")
    assert before == path.read_bytes()


def test_half_a_character_is_refused() -> None:
    """A text that no encoding can hold is refused with an error of our own."""
    store = Store("sqlite://")
    with pytest.raises(DataError, match="cannot be stored"), store.read() as db:
        db.exec_driver_sql("SELECT ?", ("\ud800",))
    store.close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("procflow.db", "no URL"),
        ("postgresql://localhost/procflow", "postgresql is not supported"),
        ("sqlite:////nowhere/at/all/procflow.db", "unable to open"),
    ],
)
def test_an_url_that_cannot_be_opened_is_refused(url: str, message: str) -> None:
    """What is no SQLite database is refused by name."""
    with pytest.raises(StoreError, match=message):
        Store(url)


def test_a_database_in_memory_needs_no_file() -> None:
    """Both ways to write the URL of a database in memory work, each store with its own."""
    for url in ("sqlite://", "sqlite:///:memory:"):
        store = Store(url)
        with store.read() as db:
            assert 0 == db.exec_driver_sql("SELECT count(*) FROM instances").scalar()
        store.close()


def test_a_failure_of_the_first_version_stays_one(tmp_path: Path) -> None:
    """A timer that the first version of the tables put aside is put aside still, and says that no reason was kept."""
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path)
    engine = sqlalchemy.create_engine("sqlite://", creator=lambda: connection, poolclass=sqlalchemy.StaticPool)
    with engine.begin() as db, Operations.context(MigrationContext.configure(db)):
        importlib.import_module(f"{versions.__name__}.v0001_first_tables").upgrade()
        db.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        db.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")
        db.exec_driver_sql("INSERT INTO sources VALUES ('h', x'00')")
        db.exec_driver_sql("INSERT INTO definitions VALUES (1, 'k', 1, '', '', 'h', '{}', '2026-01-05')")
        db.exec_driver_sql("INSERT INTO starts VALUES (1, '', '2026-01-05', NULL, 1)")
    engine.dispose()
    store = Store(f"sqlite:///{path}")
    with store.read() as db:
        found = db.exec_driver_sql("SELECT has_failed, failure FROM starts").one()
    store.close()

    assert (1, "an earlier version of procflow kept no reason") == tuple(found)


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_a_closed_database_is_not_opened_by_chance(kind: str, tmp_path: Path) -> None:
    """What is closed refuses to read and to write, and closing it again changes nothing."""
    store = Store("sqlite://" if kind == "memory" else f"sqlite:///{tmp_path / 'a.db'}")
    store.close()
    store.close()

    with pytest.raises(StoreError, match="the database is closed"), store.read():
        pass
    with pytest.raises(StoreError, match="the database is closed"), store.write():
        pass
