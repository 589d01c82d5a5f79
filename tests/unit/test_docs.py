"""The shell lines of the documentation do what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from procflow.cli import main
from tests.support import MODELS, REPOSITORY

DOCS = REPOSITORY / "docs"
BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted(path for path in DOCS.rglob("*.md") if "```sh\n" in path.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_shell_lines_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line ends with the exit code that stands behind it, 0 where none does; JSON of the page is its answers."""
    shutil.copytree(MODELS, tmp_path / "models")
    monkeypatch.chdir(tmp_path)
    for kind, text in BLOCK.findall(page.read_text("utf-8")):
        if kind == "json":
            Path("answers.json").write_text(text, "utf-8")
            continue
        for line in text.splitlines():
            command, _, remark = line.partition(" # exit code ")
            program, *words = shlex.split(command)

            assert "procflow" == program
            assert str(main(words)) in (remark.split(" or ") if remark else ["0"]), line


def test_pages_with_shell_lines_are_found() -> None:
    """The pages that explain commands hold some."""
    assert {"import-a-table", "compare-two-models", "draw-a-model", "run-from-the-command-line"} <= {
        page.stem for page in PAGES
    }
