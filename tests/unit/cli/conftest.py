"""Fixtures of the command line."""

from __future__ import annotations

import pytest

from tests.unit.cli.command import Command


@pytest.fixture
def procflow(capsys: pytest.CaptureFixture[str]) -> Command:
    """Return the command."""
    return Command(capsys)
