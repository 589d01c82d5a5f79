"""Fixtures of the command line."""

from __future__ import annotations

import pytest

from tests.unit.cli.command import Command


@pytest.fixture
def procflow(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return the command, in a wide terminal."""
    monkeypatch.setenv("COLUMNS", "200")
    return Command(capsys)
