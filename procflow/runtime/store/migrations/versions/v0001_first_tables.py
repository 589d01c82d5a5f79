"""The tables of the first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_INSTANT = sa.String(32)
_INSTANCE_ID = sa.String(300)


def upgrade() -> None:
    """Make the tables, their indexes, and the triggers that keep history as it was written."""
    _definitions()
    _instances()
    _tasks()
    _waits()
    _history()


def _definitions() -> None:
    op.create_table(
        "sources",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_sources"),
    )
    op.create_table(
        "definitions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("source_hash", sa.String(64), nullable=False),
        sa.Column("calls", sa.JSON, nullable=False),
        sa.Column("deployed_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_definitions"),
        sa.ForeignKeyConstraint(["source_hash"], ["sources.hash"], name="fk_definitions_source_hash"),
        sa.UniqueConstraint("key", "version", name="uq_definitions_key"),
    )


def _instances() -> None:
    op.create_table(
        "instances",
        sa.Column("id", _INSTANCE_ID, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("definition_id", sa.Integer, nullable=False),
        sa.Column("business_key", sa.String(255), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("due_at", _INSTANT),
        sa.Column("due_on", sa.Date),
        sa.Column("started_at", _INSTANT, nullable=False),
        sa.Column("ended_at", _INSTANT),
        sa.Column("history_length", sa.Integer, nullable=False),
        sa.Column("history_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instances"),
        sa.ForeignKeyConstraint(["definition_id"], ["definitions.id"], name="fk_instances_definition_id"),
        sa.UniqueConstraint("number", name="uq_instances_number"),
    )
    op.create_index("ix_instances_business_key", "instances", ["business_key"])
    op.create_index("ix_instances_definition_id", "instances", ["definition_id"])


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(320), nullable=False),
        sa.Column("instance_id", _INSTANCE_ID, nullable=False),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("node", sa.String(300), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("assignee", sa.String(255)),
        sa.Column("opened_at", _INSTANT, nullable=False),
        sa.Column("due_at", _INSTANT),
        sa.Column("explanation", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name="fk_tasks_instance_id"),
    )
    op.create_index("ix_tasks_instance_id", "tasks", ["instance_id"])
    op.create_index("ix_tasks_open", "tasks", ["status", "opened_at"])
    op.create_table(
        "task_candidates",
        sa.Column("task_id", sa.String(320), nullable=False),
        sa.Column("performer", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("task_id", "performer", name="pk_task_candidates"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_task_candidates_task_id"),
    )
    op.create_index("ix_task_candidates_performer", "task_candidates", ["performer"])


def _waits() -> None:
    op.create_table(
        "timers",
        sa.Column("instance_id", _INSTANCE_ID, nullable=False),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("node", sa.String(300), nullable=False),
        sa.Column("due_at", _INSTANT),
        sa.Column("has_failed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "token", name="pk_timers"),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name="fk_timers_instance_id"),
    )
    op.create_index("ix_timers_due_at", "timers", ["due_at"])
    op.create_table(
        "starts",
        sa.Column("definition_id", sa.Integer, nullable=False),
        sa.Column("message", sa.String(255), nullable=False),
        sa.Column("due_at", _INSTANT),
        sa.Column("times_left", sa.Integer),
        sa.Column("has_failed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("definition_id", name="pk_starts"),
        sa.ForeignKeyConstraint(["definition_id"], ["definitions.id"], name="fk_starts_definition_id"),
    )
    op.create_index("ix_starts_message", "starts", ["message"])
    op.create_table(
        "subscriptions",
        sa.Column("instance_id", _INSTANCE_ID, nullable=False),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("node", sa.String(300), nullable=False),
        sa.Column("message", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "token", name="pk_subscriptions"),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name="fk_subscriptions_instance_id"),
    )
    op.create_index("ix_subscriptions_message", "subscriptions", ["message"])


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("instance_id", _INSTANCE_ID, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "seq", name="pk_history"),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"], name="fk_history_instance_id"),
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER history_no_{verb.lower()} BEFORE {verb} ON history "
            "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
        )
