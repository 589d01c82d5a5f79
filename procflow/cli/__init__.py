"""The command ``procflow``."""

from procflow.cli.app import main, run

__all__ = ["main", "run"]
