"""The scripts of ``examples/`` run as they are."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import REPOSITORY

# Each script with what a reader must see, and the files it writes.
EXAMPLES = {
    "compare_two_models.py": (["longest path", "saved 640,000,000 VND/year", "what is not known"], []),
    "hand_offs_with_networkx.py": (["Lãnh đạo Sở -> Chủ tịch UBND thành phố: 1", "together 63 days"], []),
    "import_a_table.py": (["total: right", "Văn thư Sở", "0 faults of BPMN"], ["model.bpmn", "model.svg"]),
    "render_a_model.py": (["1 steps go", "diagram.svg"], ["changes.svg", "diagram.png", "diagram.svg", "process.dot"]),
    "run_an_instance.py": (["due on 15/01/2026", "completed; 51 entries"], ["procflow.db"]),
}
MAX_LINES = 60


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs(name: str, tmp_path: Path) -> None:
    """It prints what a reader wants to see and writes into the folder that is named, nowhere else."""
    shown, written = EXAMPLES[name]
    script = REPOSITORY / "examples" / name
    before = sorted(script.parent.iterdir())
    folder = tmp_path / "thư mục"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "error", script, folder], cwd=tmp_path, capture_output=True, check=False, timeout=50
    )

    assert (0, "") == (done.returncode, done.stderr.decode())
    assert [] == [text for text in shown if text not in done.stdout.decode()]
    assert set(written) <= {path.name for path in folder.iterdir()}
    assert [folder] == list(tmp_path.iterdir())
    assert before == sorted(script.parent.iterdir())


def test_every_example_is_run() -> None:
    """Each script is listed here, is short, and says what it shows."""
    scripts = sorted((REPOSITORY / "examples").glob("*.py"))
    sources = [path.read_text("utf-8") for path in scripts]

    assert sorted(EXAMPLES) == [path.name for path in scripts]
    assert all(len(source.splitlines()) <= MAX_LINES for source in sources)
    assert all(ast.get_docstring(ast.parse(source)) for source in sources)
