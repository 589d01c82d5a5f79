"""Open BPMN files with the libraries of Camunda Modeler, in one headless Chromium, and say what it made of them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support import require

_SECONDS_A_FILE = 25
_SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that differs after a save in Modeler: *before* and *after*, None where it is absent."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """
    What Modeler said about one file, and what a save after an edit that changes nothing did to it.

    Attributes:
        path: The file.
        tab: ``cloud`` for the Camunda 8 tab, ``platform`` for the Camunda 7 tab.
        error: Why it could not be opened or saved, or an empty string.
        warnings: What the import warned about.
        expected: How many elements a person expects to see: drawable ones and those with diagram data.
        not_drawn: Ids of those that are not on the canvas.
        lost: Ids of drawable elements that the saved file lacks.
        moved: Bounds, waypoints and label bounds that differ, by element id (``id#label`` for its label).
        members: Lanes whose flow nodes differ, by lane id.
        saved: The saved file.
        png: The picture, if one was asked for.
    """

    path: Path
    tab: str
    error: str
    warnings: tuple[str, ...]
    expected: int
    not_drawn: tuple[str, ...]
    lost: tuple[str, ...]
    moved: tuple[Change, ...]
    members: tuple[Change, ...]
    saved: str
    png: Path | None

    def problems(self) -> list[str]:
        """Return one line for everything that is not as it should be."""
        return [
            *([f"error: {self.error}"] if self.error else []),
            *(f"warning: {warning}" for warning in self.warnings),
            *(f"not drawn: {element}" for element in self.not_drawn),
            *(f"lost on save: {element}" for element in self.lost),
            *(f"moved on save: {change.key}: {change.before} -> {change.after}" for change in self.moved),
            *(f"lane on save: {change.key}: {change.before} -> {change.after}" for change in self.members),
        ]


def open_in_modeler(paths: Sequence[Path], png_dir: Path | None = None) -> list[Report]:
    """
    Return a report for each of *paths*, in their order; one Chromium opens all of them.

    The test is skipped, or fails, on a machine without Node.js, Chromium or the libraries.

    Args:
        paths: The files to open; each must exist.
        png_dir: A folder for a picture of each file, or None for no pictures.
    """
    folder = require("modeler")
    if not paths:
        return []
    command = [require("node"), "open.mjs", *(["--png", str(png_dir.resolve())] if png_dir else [])]
    done = subprocess.run(
        [*command, *(str(path.resolve()) for path in paths)],
        cwd=folder,
        env=os.environ | {"CHROMIUM": require("chromium")},
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS_TO_START + _SECONDS_A_FILE * len(paths),
    )
    if done.returncode:
        message = f"open.mjs ended with exit code {done.returncode}: {done.stderr.strip()[-2000:]}"
        raise RuntimeError(message)
    lines = done.stdout.splitlines()
    return [_report(path, json.loads(line)) for path, line in zip(paths, lines, strict=True)]


def view(page: Path, widths: Sequence[int]) -> list[dict[str, object]]:
    """
    Return what a page shows at each width: too wide boxes, cut texts, texts on each other, errors, requests.

    Needs the same as `open_in_modeler`.
    """
    command = [require("node"), "view.mjs", ",".join(map(str, widths)), str(page.resolve())]
    done = subprocess.run(
        command,
        cwd=require("modeler"),
        env=os.environ | {"CHROMIUM": require("chromium")},
        capture_output=True,
        text=True,
        check=True,
        timeout=_SECONDS_TO_START + _SECONDS_A_FILE * len(widths),
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _report(path: Path, said: dict[str, object]) -> Report:
    def texts(key: str) -> tuple[str, ...]:
        found = said.get(key) or []
        return tuple(map(str, found)) if isinstance(found, list) else ()

    def changes(key: str) -> tuple[Change, ...]:
        found = said.get(key) or []
        return tuple(Change(*item) for item in found) if isinstance(found, list) else ()

    return Report(
        path=path,
        tab=str(said.get("tab") or ""),
        error=str(said.get("error") or ""),
        warnings=texts("warnings"),
        expected=int(str(said.get("expected") or 0)),
        not_drawn=texts("not_drawn"),
        lost=texts("lost"),
        moved=changes("moved"),
        members=changes("members"),
        saved=str(said.get("saved") or ""),
        png=Path(str(said["png"])) if said.get("png") else None,
    )
