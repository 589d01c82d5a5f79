"""``python -m procflow.cli`` is the command ``procflow``."""

from procflow.cli import run

run()
