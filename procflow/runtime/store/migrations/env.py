"""Runs the migrations on the connection that the store hands over."""

from __future__ import annotations

from alembic import context

from procflow.runtime.store.tables import metadata


def run() -> None:
    """Bring the database of the connection to the revision that Alembic was asked for."""
    context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
    context.run_migrations()


if __name__ == "env_py":  # the name under which Alembic loads this file
    run()
