"""Fixtures of all tests, and the guards every test runs under."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import support

hypothesis.settings.register_profile("usual", deadline=None, print_blob=True, max_examples=support.samples(30, 500))
hypothesis.settings.register_profile("ci", hypothesis.settings.get_profile("usual"), derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "usual")

_SECONDS_TO_END = 1.0
_opened: list[sqlite3.Connection] = []


def _remember_connection(event: str, args: tuple[object, ...]) -> None:
    if event == "sqlite3.connect/handle" and isinstance(args[0], sqlite3.Connection):
        _opened.append(args[0])


sys.addaudithook(_remember_connection)


def pytest_report_header() -> list[str]:
    """Say what the run depends on: seed, sample size, and what this machine lacks."""
    missing = [what for what in support.REQUIREMENTS if not support.find(what)]
    size = "full" if support.ACCEPTANCE else "small"
    without = "failure" if support.REQUIRE_ALL else "skip"
    lacks = ",".join(missing) or "nothing"
    return [f"procflow: PROCFLOW_SEED={support.SEED} samples={size} machine lacks={lacks} (means {without})"]


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    """Fail a test that leaves a thread running or a SQLite connection open."""
    before = set(threading.enumerate())
    _opened.clear()
    yield
    deadline = time.monotonic() + _SECONDS_TO_END
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    threads = [thread.name for thread in set(threading.enumerate()) - before]
    still_open = sum(_is_open(connection) for connection in _opened)
    _opened.clear()
    if threads or still_open:
        pytest.fail(f"the test leaks threads {threads} and {still_open} open connections", pytrace=False)


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Return a generator seeded by ``PROCFLOW_SEED`` (printed above the run) and the test's own id."""
    return random.Random(f"{support.SEED}:{request.node.nodeid}")  # noqa: S311 - test data, no secret


@pytest.fixture(scope="session")
def require() -> Callable[[str], str]:
    """Return ``require(what) -> place``, which skips without it, or fails where ``PROCFLOW_REQUIRE=all``."""
    return support.require


@pytest.fixture(scope="session")
def samples() -> Callable[[int, int], int]:
    """Return ``samples(n_small, n_full) -> int``: the full size where ``PROCFLOW_ACCEPTANCE`` is set."""
    return support.samples


@pytest.fixture(scope="session")
def shared_path() -> Path:
    """Return the folder of shared data; the test is skipped, or fails, without it."""
    support.require("shared")
    return support.shared_path()


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Return the folder ``models/`` of this repository."""
    return support.MODELS
