"""Engines with a frozen clock, in memory and on a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from procflow.bpmn import Definitions, read
from procflow.calendars import Calendar, load_calendar
from procflow.clock import FrozenClock
from procflow.engine import Engine
from tests.diagrams import diagram

MONDAY = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)  # 09:00 in Hà Nội
Open = Callable[[], Engine]


@pytest.fixture
def clock() -> FrozenClock:
    """Return a clock that stands on a Monday at nine in Hà Nội."""
    return FrozenClock(MONDAY)


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """Return the calendar of Viet Nam."""
    return load_calendar()


@pytest.fixture(params=["memory", "file"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, clock: FrozenClock, calendar: Calendar) -> Iterator[Engine]:
    """Return an engine on each kind of database."""
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'procflow.db'}"
    with Engine(url, clock, calendar) as opened:
        yield opened


@pytest.fixture
def open_engine(tmp_path: Path, clock: FrozenClock, calendar: Calendar) -> Iterator[Open]:
    """Return a function that opens another engine on the same file."""
    opened: list[Engine] = []

    def open_one() -> Engine:
        opened.append(Engine(f"sqlite:///{tmp_path / 'procflow.db'}", clock, calendar))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def model() -> Callable[..., Definitions]:
    """Return a function that makes a model of lines of text; see ``tests/diagrams.py``."""
    return lambda *processes, **rest: read(diagram(*processes, **rest), file="model.bpmn")
