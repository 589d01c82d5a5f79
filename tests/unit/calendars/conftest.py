"""The calendars that the tests of this room count with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from procflow.calendars import Calendar, load_calendar


@pytest.fixture(scope="session")
def vn() -> Calendar:
    """Return the shipped calendar, without a profile."""
    return load_calendar()


@pytest.fixture
def profile(tmp_path: Path) -> Callable[[str], Path]:
    """Return ``profile(text) -> path``, which writes an authority's profile."""

    def write(text: str) -> Path:
        path = tmp_path / "hồ sơ Sở.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
