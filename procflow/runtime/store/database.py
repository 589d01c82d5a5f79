"""The database: opened, brought to the present tables, and used in transactions."""

from __future__ import annotations

import functools
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import sqlalchemy
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, StaticPool, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from procflow.errors import DataError, Location, StoreError
from procflow.files import is_file, stat_of
from procflow.runtime.store.damage import damaged

HEAD = "0002"
_VERSIONS = "alembic_version"
BUSY_SECONDS = 30
_MIGRATIONS = Path(__file__).parent / "migrations"
_HINT = "use sqlite:///file.db, or sqlite:// for a database in memory"


class Store:
    """
    A SQLite database with the tables of procflow.

    A writing transaction takes the write lock at its start, so what it has read cannot change before it commits.

    Args:
        url: ``sqlite:///file.db``, or ``sqlite://`` for a database in memory that ends with the store.
        read_only: Whether the file is only read: it must be there already, and no right to write is needed.

    Raises:
        StoreError: The database cannot be opened, is no SQLite database, or belongs to another version of procflow.
    """

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self._engine, in_memory = _engine(url, read_only=read_only)
        self._is_read_only = read_only and not in_memory
        self._is_closed = False
        self._where = Location("" if in_memory else make_url(url).database or "")
        if not in_memory:
            _refuse_foreign(self._where)
        # One connection serves every thread of a database in memory, so they take turns.
        self._turn = threading.RLock() if in_memory else nullcontext()
        try:
            if self._is_read_only:
                self._require_present()
            else:
                with self.write() as db:
                    _upgrade(db, self._where)
        except StoreError:
            self.close()
            raise

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """
        Give a connection in a transaction that may write; it commits at the end, or rolls back on any error.

        Raises:
            StoreError: The database is opened to be read only, or refuses.
        """
        if self._is_read_only:
            raise StoreError("the database is opened to be read only", hint="open it to write", where=self._where)
        with self._turn, _translated(self._where), self._connection() as db:
            db.execution_options(procflow_writes=True)
            with db.begin():
                yield db

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees the database as it is at one moment."""
        with self._turn, _translated(self._where), self._connection() as db, db.begin():
            yield db

    def close(self) -> None:
        """Close every connection; nothing can be read or written afterwards."""
        with self._turn:
            self._is_closed = True
            self._engine.dispose()

    def _require_present(self) -> None:
        with self.read() as db:
            if _revision(db) != HEAD:
                hint = "open it once with this version of procflow and the right to write"
                raise StoreError("the database is of an earlier version, or empty", hint=hint, where=self._where)

    def _connection(self) -> Connection:
        if self._is_closed:
            raise StoreError("the database is closed", hint="open it again", where=self._where)
        return self._engine.connect()


def _engine(url: str, *, read_only: bool) -> tuple[sqlalchemy.Engine, bool]:
    try:
        parsed = make_url(url)
    except ArgumentError as exc:
        raise StoreError(f"{url!r} is no URL of a database", hint=_HINT) from exc
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"{parsed.get_backend_name()} is not supported", hint=_HINT)
    in_memory = parsed.database in {None, "", ":memory:"}
    arguments: dict[str, Any] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    pool = StaticPool if in_memory else None
    if read_only and not in_memory:
        # SQLAlchemy takes the database of its URL for a path, so it is handed a connection.
        opened = functools.partial(sqlite3.connect, _read_uri(Path(parsed.database or "")), uri=True, **arguments)
        engine = sqlalchemy.create_engine(parsed, creator=opened, json_deserializer=_facts)
        event.listen(engine, "connect", _without_guessing)
    else:
        engine = sqlalchemy.create_engine(parsed, connect_args=arguments, poolclass=pool, json_deserializer=_facts)
        event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine, in_memory


def _facts(text: str) -> dict[str, object]:
    """Return what a column with JSON holds: named facts, in every table."""
    try:
        found = json.loads(text)
    except (ValueError, TypeError, RecursionError) as exc:
        raise damaged("JSON facts", text) from exc
    if not isinstance(found, dict):
        raise damaged("JSON facts", text)
    return found


def _read_uri(path: Path) -> str:
    """
    Return the URI that opens a database file without any right to write.

    A log beside the file holds what is not in it yet; without one the file is complete, and is read as it stands, since
    SQLite would otherwise have to write beside it.
    """
    has_log = stat_of(path.with_name(f"{path.name}-wal")) is not None
    return f"{path.absolute().as_uri()}?mode=ro" + ("" if has_log else "&immutable=1")


def _without_guessing(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says so, not where the driver guesses


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    _without_guessing(connection, record)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")


def _begin(db: Connection) -> None:
    writes = db.get_execution_options().get("procflow_writes", False)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _translated(where: Location) -> Iterator[None]:
    try:
        yield
    except StoreError as exc:
        if exc.where.file or not where.file:
            raise
        raise StoreError(exc.message, hint=exc.hint, where=where, **exc.facts) from exc
    except (DBAPIError, sqlite3.Error) as exc:
        cause, hint = getattr(exc, "orig", exc), "check the file, its rights and free space"
        raise StoreError(f"the database refuses: {cause}", hint=hint, where=where) from exc
    except UnicodeEncodeError as exc:
        raise DataError(f"{exc.object!r} cannot be stored", hint="use whole characters of Unicode") from exc


def _refuse_foreign(where: Location) -> None:
    """Raise StoreError for a database that another program made, before anything is written to it."""
    path = Path(where.file)
    if not is_file(path) or not path.stat().st_size:
        return
    with _translated(where), closing(sqlite3.connect(_read_uri(path), uri=True)) as db:
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if names and _VERSIONS not in names:
        raise StoreError("the database is of another program", hint="name another file", where=where)


def _upgrade(db: Connection, where: Location) -> None:
    if _revision(db) == HEAD:
        return
    script = ScriptDirectory(str(_MIGRATIONS))
    steps = script._upgrade_revs  # noqa: SLF001 - what Alembic's own upgrade command hands over, without its env.py
    context = MigrationContext.configure(db, opts={"fn": lambda revision, _context: steps("head", revision)})
    try:
        with Operations.context(context):
            context.run_migrations()
    except CommandError as exc:
        raise StoreError(
            f"the database belongs to another version of procflow: {exc}",
            hint="open it with the version that wrote it last",
            where=where,
        ) from exc


def _revision(db: Connection) -> str | None:
    if not sqlalchemy.inspect(db).has_table(_VERSIONS):
        return None
    found = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)
