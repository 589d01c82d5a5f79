"""Apply element templates and fill in their fields as a person does, in the libraries of Camunda Modeler."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import require

_SECONDS_TO_START = 120
_SECONDS_A_STEP = 30


@dataclass(frozen=True, slots=True)
class Step:
    """
    What is done to one element: a template is applied, it is clicked, fields are filled in.

    Attributes:
        element: Its id.
        apply: Id of the template, empty to apply none.
        edit: What is entered, by the label of the field and in this order.
    """

    element: str
    apply: str = ""
    edit: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """A file, the templates for the tab it opens in, and what is done; a ``*`` in *picture* stands for the element."""

    file: Path
    templates: Mapping[str, Path]
    steps: Sequence[Step]
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field as the panel shows it: its value, its kind of input, the message below it, whether its label is cut."""

    value: str
    kind: str
    error: str
    cut: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What the panel showed for one element.

    Attributes:
        element: Its id.
        selected: What the click selected.
        offered: Whether the panel offers the template for it; None where none was to be applied.
        before: The fields by their labels, as they were at the click.
        after: The same after the editing.
    """

    element: str
    selected: str
    offered: bool | None
    before: dict[str, Field]
    after: dict[str, Field]


@dataclass(frozen=True, slots=True)
class Done:
    """
    What came of a job.

    Attributes:
        tab: ``cloud`` or ``platform``.
        warnings: What the import warned about.
        refused: What is wrong with the templates.
        errors: Errors of the page, and why the job could not be done.
        steps: What was shown.
        saved: The saved file.
    """

    tab: str
    warnings: tuple[str, ...]
    refused: tuple[str, ...]
    errors: tuple[str, ...]
    steps: tuple[Shown, ...]
    saved: str


def use_templates(jobs: Sequence[Job], folder: Path) -> list[Done]:
    """Return what came of each job; one Chromium does all of them, and *folder* takes what it needs."""
    listed = folder / "jobs.json"
    listed.write_text(json.dumps([_plain(job) for job in jobs]), "utf-8")
    done = subprocess.run(
        [require("node"), "templates.mjs", str(listed.resolve())],
        cwd=require("modeler"),
        env=os.environ | {"CHROMIUM": require("chromium")},
        capture_output=True,
        text=True,
        check=True,
        timeout=_SECONDS_TO_START + _SECONDS_A_STEP * sum(len(job.steps) for job in jobs),
    )
    return [_done(json.loads(line)) for line in done.stdout.splitlines()]


def _plain(job: Job) -> dict[str, object]:
    return {
        "file": str(job.file.resolve()),
        "templates": {tab: str(path.resolve()) for tab, path in job.templates.items()},
        "steps": [{"element": step.element, "apply": step.apply, "edit": dict(step.edit)} for step in job.steps],
        "picture": job.picture,
    }


def _done(said: dict[str, object]) -> Done:
    def several(key: str) -> list[object]:
        found = said.get(key) or []
        assert isinstance(found, list)
        return found

    failed = [str(said["failed"])] if "failed" in said else []
    return Done(
        tab=str(said.get("tab", "")),
        warnings=tuple(map(str, several("warnings"))),
        refused=tuple(map(str, several("refused"))),
        errors=(*failed, *map(str, several("errors"))),
        steps=tuple(map(_shown, several("steps"))),
        saved=str(said.get("saved", "")),
    )


def _shown(said: object) -> Shown:
    assert isinstance(said, dict)
    before, after = ({label: Field(**shown) for label, shown in said[key].items()} for key in ("before", "after"))
    return Shown(said["element"], said["selected"], said["offered"], before, after)
