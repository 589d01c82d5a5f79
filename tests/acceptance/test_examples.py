"""Each example runs as it is, and says what it promises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import REPOSITORY

SAID = {
    "compare_two_models.py": "the same by elapsed time: 403,200,000 VND/year saved, 30 %",
    "hand_offs_with_networkx.py": "40 working hours of 40",
    "import_a_table.py": "declared total: right",
    "render_a_model.py": "changes.svg, diagram.png, diagram.svg, effort.svg",
    "run_an_instance.py": "Xin lỗi, hẹn lại (một lần)",
}


def test_each_example_is_listed() -> None:
    """No example goes unrun."""
    assert set(SAID) == {path.name for path in (REPOSITORY / "examples").glob("*.py")}


@pytest.mark.parametrize("name", SAID)
def test_example_runs_as_it_is(name: str, tmp_path: Path) -> None:
    """It ends well in a program of its own, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", REPOSITORY / "examples" / name, str(tmp_path)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin:/bin"},
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert SAID[name] in done.stdout
