"""Runs bpmnlint and Camunda's plugin for it, from npm, on files."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support import require

_SECONDS_TO_START = 60
_SECONDS_A_FILE = 10
Pair = tuple[str, str]


@dataclass(frozen=True)
class Verdict:
    """
    What one configuration of bpmnlint says about one file.

    Args:
        pairs: Rule and element id of each report.
        failed: The rules that broke down on the file.
        warnings: What its reader could not read.
        error: Why it read nothing, empty if it did.
    """

    pairs: frozenset[Pair] = frozenset()
    failed: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    error: str = ""


def bpmnlint(paths: Sequence[Path], folder: Path) -> list[dict[str, Verdict]]:
    """Return for each file what each configuration says; the list of files is put into *folder*."""
    modeler = require("linter")
    listed = folder / "files.txt"
    listed.write_text("\n".join(str(path.resolve()) for path in paths), "utf-8")
    done = subprocess.run(
        [require("node"), "lint.mjs", str(listed)],
        cwd=modeler,
        capture_output=True,
        text=True,
        check=True,
        timeout=_SECONDS_TO_START + _SECONDS_A_FILE * len(paths),
    )
    lines = done.stdout.splitlines()
    assert len(paths) == len(lines)
    return [{name: _verdict(said) for name, said in json.loads(line).items()} for line in lines]


def _verdict(said: dict[str, object]) -> Verdict:
    if "error" in said:
        return Verdict(error=str(said["error"]))
    pairs, failed, warnings = (said[key] for key in ("pairs", "failed", "warnings"))
    assert isinstance(pairs, list)
    assert isinstance(failed, list)
    assert isinstance(warnings, list)
    return Verdict(frozenset((rule, element) for rule, element in pairs), frozenset(failed), tuple(warnings))
