"""The tables, and the triggers that keep history as it was written."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    DDL,
    JSON,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)

from procflow.errors import StoreError

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An instant as text in UTC, of one length, so that texts sort as instants do."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - its port
        """Return the text that is stored."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - its port
        """Return the instant, in UTC."""
        if value is None:
            return None
        try:
            return datetime.fromisoformat(value)
        except ValueError as exc:
            hint = "restore the database from a backup"
            raise StoreError(f"the database holds {value[:40]!r} for an instant", hint=hint) from exc


class Day(TypeDecorator[date]):
    """A calendar day."""

    impl = Date
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], date | None] | None:
        """Return what reads a day, and tells one that cannot be read as damage of the database."""
        read = super().result_processor(dialect, coltype)
        return None if read is None else functools.partial(_day, read)


def _day(read: Callable[[Any], date | None], value: object) -> date | None:
    try:
        return read(value)
    except (ValueError, TypeError) as exc:
        hint = "restore the database from a backup"
        raise StoreError(f"the database holds {str(value)[:40]!r} for a day", hint=hint) from exc


sources = Table(
    "sources",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
definitions = Table(
    "definitions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(255), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("source_hash", String(64), ForeignKey("sources.hash"), nullable=False),
    Column("calls", JSON, nullable=False),
    Column("deployed_at", Instant, nullable=False),
    UniqueConstraint("key", "version"),
)
instances = Table(
    "instances",
    metadata,
    Column("id", String(300), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("definition_id", Integer, ForeignKey("definitions.id"), nullable=False),
    Column("business_key", String(255), nullable=False),
    Column("status", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("due_at", Instant),
    Column("due_on", Day),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("history_length", Integer, nullable=False),
    Column("history_hash", String(64), nullable=False),
    UniqueConstraint("number"),
    Index(None, "business_key"),
    Index(None, "definition_id"),
)
tasks = Table(
    "tasks",
    metadata,
    Column("id", String(320), primary_key=True),
    Column("instance_id", String(300), ForeignKey("instances.id"), nullable=False),
    Column("token", Integer, nullable=False),
    Column("node", String(300), nullable=False),
    Column("status", String(16), nullable=False),
    Column("assignee", String(255)),
    Column("opened_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("explanation", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "instance_id"),
    Index("ix_tasks_open", "status", "opened_at"),
)
candidates = Table(
    "task_candidates",
    metadata,
    Column("task_id", String(320), ForeignKey("tasks.id"), primary_key=True),
    Column("performer", String(255), primary_key=True),
    Index(None, "performer"),
)
timers = Table(
    "timers",
    metadata,
    Column("instance_id", String(300), ForeignKey("instances.id"), primary_key=True),
    Column("token", Integer, primary_key=True),
    Column("node", String(300), nullable=False),
    Column("due_at", Instant),
    Column("has_failed", Boolean, nullable=False),
    Column("failure", Text),
    Index(None, "due_at"),
)
starts = Table(
    "starts",
    metadata,
    Column("definition_id", Integer, ForeignKey("definitions.id"), primary_key=True),
    Column("message", String(255), nullable=False),
    Column("due_at", Instant),
    Column("times_left", Integer),
    Column("has_failed", Boolean, nullable=False),
    Column("failure", Text),
    Index(None, "message"),
)
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("instance_id", String(300), ForeignKey("instances.id"), primary_key=True),
    Column("token", Integer, primary_key=True),
    Column("node", String(300), nullable=False),
    Column("message", String(255), nullable=False),
    Index(None, "message"),
)
history = Table(
    "history",
    metadata,
    Column("instance_id", String(300), ForeignKey("instances.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    Column("entry", Text, nullable=False),
)

APPEND_ONLY = tuple(
    f"CREATE TRIGGER history_no_{verb.lower()} BEFORE {verb} ON history "
    "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    for verb in ("UPDATE", "DELETE")
)
for _statement in APPEND_ONLY:
    event.listen(history, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
