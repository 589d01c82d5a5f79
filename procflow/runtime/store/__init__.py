"""Where definitions, instances, tasks, timers and history are kept: SQLite through SQLAlchemy Core."""

from procflow.runtime.store.database import Store

__all__ = ["Store"]
