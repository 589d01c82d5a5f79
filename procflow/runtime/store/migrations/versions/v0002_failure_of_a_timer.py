"""Why a timer was put aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give timers and starts a column for the reason of their last failure."""
    for table in ("timers", "starts"):
        op.add_column(table, sa.Column("failure", sa.Text))
        op.execute(f"UPDATE {table} SET failure = 'an earlier version of procflow kept no reason' WHERE has_failed")  # noqa: S608 - our own table names
