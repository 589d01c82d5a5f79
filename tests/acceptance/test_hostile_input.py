"""Broken and hostile input: one clear line, exit code 2, little memory, nothing written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from procflow.cli import main
from tests.acceptance.hostile import models, others, tables
from tests.acceptance.hostile.kinds import Kind
from tests.support import ACCEPTANCE

MAX_KILOBYTES = 300 * 1024
MEASURE = Path(__file__).parent / "hostile" / "measure.py"
KINDS = (*models.KINDS, *tables.KINDS, *others.KINDS)

pytestmark = pytest.mark.acceptance


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_refused(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The command ends with 2 and one line that names place and next step, and leaves the folder as it was."""
    folder = tmp_path / "input"
    folder.mkdir()
    kind.prepare(folder)
    before = content(folder)
    if ACCEPTANCE or kind.heavy:
        code, error, kilobytes = in_own_process(kind, folder)
    else:
        monkeypatch.chdir(folder)
        code, error, kilobytes = main(kind.command), capfd.readouterr().err, 0

    lines = error.splitlines()

    assert (2, 1) == (code, len(lines)), error
    assert lines[0].startswith(f"{kind.code}: "), error
    assert [] == [text for text in (*kind.says, " - ") if text not in lines[0]], error
    assert before == content(folder)
    assert MAX_KILOBYTES >= kilobytes


def test_the_list_is_as_long_as_it_should_be() -> None:
    """There are at least forty kinds, and no two of one name."""
    assert len(KINDS) == len({kind.name for kind in KINDS}) >= 40


def in_own_process(kind: Kind, folder: Path) -> tuple[int, str, int]:
    """Run the command of *kind* in a process of its own; return exit code, error output and peak memory in kB."""
    peak = folder.with_name("peak")
    program = [sys.executable, "-I", "-S", str(MEASURE), str(peak), sys.executable, "-m", "procflow.cli"]
    done = subprocess.run([*program, *kind.command], cwd=folder, capture_output=True, check=False, timeout=50)
    return done.returncode, done.stderr.decode(), int(peak.read_text("ascii"))


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file below *folder*."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        for path in sorted(folder.rglob("*"))
    }
