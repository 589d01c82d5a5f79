"""The command ``procflow``."""

import sys

from procflow.cli.app import main

__all__ = ["main", "run"]


def run() -> None:
    """Run the command line and leave the program with its exit code."""
    sys.exit(main())
