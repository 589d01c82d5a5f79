"""The helpers of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import support


def test_shared_path_follows_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The shared folder is where ``PROCFLOW_SHARED`` says."""
    monkeypatch.setenv("PROCFLOW_SHARED", str(tmp_path))

    assert tmp_path / "data" / "x.csv" == support.shared_path("data", "x.csv")


def test_shared_path_lies_beside_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the variable the shared folder is a sibling of the repository."""
    monkeypatch.delenv("PROCFLOW_SHARED", raising=False)

    assert (support.REPOSITORY.parent / "shared").resolve() == support.shared_path()


@pytest.mark.parametrize(("require_all", "outcome"), [(False, pytest.skip.Exception), (True, pytest.fail.Exception)])
def test_missing_requirement_skips_or_fails(
    monkeypatch: pytest.MonkeyPatch, *, require_all: bool, outcome: type[BaseException]
) -> None:
    """What the machine lacks skips a test, and fails it where everything is required."""
    monkeypatch.setattr(support, "REQUIRE_ALL", require_all)
    monkeypatch.setitem(support.REQUIREMENTS, "moon", (lambda: "", "fly there"))

    with pytest.raises(outcome, match="lacks moon: fly there"):
        support.require("moon")


@pytest.mark.parametrize(("acceptance", "size"), [(False, 3), (True, 400)])
def test_sample_size_follows_the_acceptance_switch(
    monkeypatch: pytest.MonkeyPatch, *, acceptance: bool, size: int
) -> None:
    """The full sample is drawn in an acceptance run alone."""
    monkeypatch.setattr(support, "ACCEPTANCE", acceptance)

    assert size == support.samples(3, 400)


LEAKS = """
import sqlite3, threading, time

def test_leaks_a_connection():
    global kept
    kept = sqlite3.connect(":memory:")

def test_leaks_a_thread():
    threading.Thread(target=time.sleep, args=(9,), name="left over", daemon=True).start()

def test_is_clean():
    thread = threading.Thread(target=time.sleep, args=(0.01,))
    thread.start()
    sqlite3.connect(":memory:").close()
"""


def test_leaks_fail_their_test(tmp_path: Path) -> None:
    """A thread left running or a connection left open fails the test that left it."""
    (tmp_path / "conftest.py").write_text("from tests.conftest import no_leaks\n")
    (tmp_path / "test_leaks.py").write_text(LEAKS)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly", str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(support.REPOSITORY)}

    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert "3 passed, 2 errors" in done.stdout
    assert "leaks threads ['left over'] and 0 open connections" in done.stdout
    assert "leaks threads [] and 1 open connections" in done.stdout
