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

from procflow.runtime.store.damage import damaged

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
            found = datetime.fromisoformat(value)
        except (ValueError, TypeError) as exc:
            raise damaged("an instant", value) from exc
        if found.tzinfo is None:
            raise damaged("an instant with its offset", value)
        return found


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
        raise damaged("a day", value) from exc


class Whole(TypeDecorator[int]):
    """A whole number."""

    impl = Integer
    cache_ok = True

    def process_result_value(self, value: object, dialect: Dialect) -> int | None:  # noqa: ARG002 - its port
        """Return the number; SQLite keeps anything in a column of whole numbers."""
        if value is None or isinstance(value, int):
            return value
        raise damaged("a whole number", value)


class Words(TypeDecorator[str]):
    """A text."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002 - its port
        """Return the text; SQLite keeps bytes in a column of texts too."""
        if value is None or isinstance(value, str):
            return value
        raise damaged("a text", value)


class LongWords(Words):
    """A text of any length."""

    impl = Text
    cache_ok = True


sources = Table(
    "sources",
    metadata,
    Column("hash", Words(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
definitions = Table(
    "definitions",
    metadata,
    Column("id", Whole, primary_key=True),
    Column("key", Words(255), nullable=False),
    Column("version", Whole, nullable=False),
    Column("name", LongWords, nullable=False),
    Column("file", LongWords, nullable=False),
    Column("source_hash", Words(64), ForeignKey("sources.hash"), nullable=False),
    Column("calls", JSON, nullable=False),
    Column("deployed_at", Instant, nullable=False),
    UniqueConstraint("key", "version"),
)
instances = Table(
    "instances",
    metadata,
    Column("id", Words(300), primary_key=True),
    Column("number", Whole, nullable=False),
    Column("definition_id", Whole, ForeignKey("definitions.id"), nullable=False),
    Column("business_key", Words(255), nullable=False),
    Column("status", Words(16), nullable=False),
    Column("version", Whole, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("due_at", Instant),
    Column("due_on", Day),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("history_length", Whole, nullable=False),
    Column("history_hash", Words(64), nullable=False),
    UniqueConstraint("number"),
    Index(None, "business_key"),
    Index(None, "definition_id"),
)
tasks = Table(
    "tasks",
    metadata,
    Column("id", Words(320), primary_key=True),
    Column("instance_id", Words(300), ForeignKey("instances.id"), nullable=False),
    Column("token", Whole, nullable=False),
    Column("node", Words(300), nullable=False),
    Column("status", Words(16), nullable=False),
    Column("assignee", Words(255)),
    Column("opened_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("explanation", JSON, nullable=False),
    Column("version", Whole, nullable=False),
    Index(None, "instance_id"),
    Index("ix_tasks_open", "status", "opened_at"),
)
candidates = Table(
    "task_candidates",
    metadata,
    Column("task_id", Words(320), ForeignKey("tasks.id"), primary_key=True),
    Column("performer", Words(255), primary_key=True),
    Index(None, "performer"),
)
timers = Table(
    "timers",
    metadata,
    Column("instance_id", Words(300), ForeignKey("instances.id"), primary_key=True),
    Column("token", Whole, primary_key=True),
    Column("node", Words(300), nullable=False),
    Column("due_at", Instant),
    Column("has_failed", Boolean, nullable=False),
    Column("failure", LongWords),
    Index(None, "due_at"),
)
starts = Table(
    "starts",
    metadata,
    Column("definition_id", Whole, ForeignKey("definitions.id"), primary_key=True),
    Column("message", Words(255), nullable=False),
    Column("due_at", Instant),
    Column("times_left", Whole),
    Column("has_failed", Boolean, nullable=False),
    Column("failure", LongWords),
    Index(None, "message"),
)
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("instance_id", Words(300), ForeignKey("instances.id"), primary_key=True),
    Column("token", Whole, primary_key=True),
    Column("node", Words(300), nullable=False),
    Column("message", Words(255), nullable=False),
    Index(None, "message"),
)
history = Table(
    "history",
    metadata,
    Column("instance_id", Words(300), ForeignKey("instances.id"), primary_key=True),
    Column("seq", Whole, primary_key=True),
    Column("kind", Words(32), nullable=False),
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
