"""Each kind of edit on many models: nothing else changes, and the Modeler opens what comes of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from procflow.bpmn import read, write
from procflow.errors import ModelError, ProcflowError
from tests.edits import EDITS, dangling, drawn, facts, redrawn, unexpected
from tests.geometry import faults
from tests.modeler.modeler import open_in_modeler
from tests.strategies import random_model
from tests.support import SEED, find, models, require, samples, shared_path

pytestmark = pytest.mark.timeout(3600)

_EACH = samples(1, 50)
_TRIES = 60
_PLACES = 20
_DRAWN = 0.95


class Source:
    """Models to edit, in turn random ones, those of the repository and interchange files that open without a word."""

    def __init__(self) -> None:
        self.drawn = [path.read_bytes() for path in models()]
        self.interchange: list[bytes] = []
        files = sorted(shared_path("data", "miwg").glob("**/*.bpmn")) if find("shared") else []
        rng = random.Random(SEED)  # noqa: S311 - test data, no secret
        for report in open_in_modeler(rng.sample(files, min(len(files), samples(6, 199)))):
            if not report.warnings and not report.error and _reads(report.path):
                self.interchange.append(report.path.read_bytes())

    def model(self, rng: random.Random, number: int) -> bytes:
        """Return the bytes of a model."""
        if number % 2 == 0:
            return write(random_model(rng, rng.randint(3, 25)))
        return rng.choice(self.drawn if number % 4 == 1 or not self.interchange else self.interchange)


def _reads(path: Path) -> bool:
    try:
        read(path)
    except ProcflowError:
        return False
    return True


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Return the edited files of each kind of edit; how each differs from before is asserted on the way."""
    require("modeler")
    folder = tmp_path_factory.mktemp("edits")
    source = Source()
    return {kind: list(_files(folder, kind, source.model)) for kind in EDITS}


def _files(folder: Path, kind: str, model: Callable[[random.Random, int], bytes]) -> list[Path]:
    found: list[Path] = []
    for number in range(_TRIES * _EACH):
        rng = random.Random(f"{SEED} {kind} {number}")  # noqa: S311 - test data, no secret
        after = _edit(kind, model(rng, number), rng)
        if after is not None:
            found.append(folder / f"{kind} {number}.bpmn".replace(" ", "-").replace(",", ""))
            found[-1].write_bytes(after)
        if len(found) == _EACH:
            return found
    message = f"of {_TRIES * _EACH} models only {len(found)} bore: {kind}"
    raise AssertionError(message)


def _edit(kind: str, before: bytes, rng: random.Random) -> bytes | None:
    """Return the file after one edit, None if every place was refused; each refusal must leave the model alone."""
    model = read(before)
    said, shown, broken, elements = facts(model), drawn(model), dangling(model), list(model.elements())
    for _ in range(_PLACES):
        try:
            outcome = EDITS[kind](model, rng)
        except ModelError:
            assert before == write(model)
            assert elements == list(model.elements())
            continue
        after = write(model)
        again = read(after)
        assert [] == unexpected(said, facts(again), outcome)
        assert [] == redrawn(shown, drawn(again), outcome)
        assert dangling(again) <= broken
        assert facts(again) == facts(model)
        return after
    return None


def test_edited_models_open_in_the_modeler(edited: dict[str, list[Path]]) -> None:
    """After each kind of edit every file opens without an error or a warning."""
    paths = [path for found in edited.values() for path in found]
    reports = open_in_modeler(paths)
    words = {
        report.path.name: [report.error, *report.warnings] for report in reports if report.error or report.warnings
    }
    print(f"opened {len(reports)} edited files, {len(EDITS)} kinds")  # noqa: T201 - a figure

    assert {} == words
    assert _EACH * len(EDITS) == len(reports)


def test_a_random_model_is_drawn_as_well_after_an_edit() -> None:
    """Of random models nearly all keep a drawing without fault: no overlap, no line through a shape, lanes kept."""
    wrong: dict[str, list[str]] = {}
    count = 0
    for kind in EDITS:
        for number in range(_EACH):
            rng = random.Random(f"{SEED} drawn {kind} {number}")  # noqa: S311 - test data, no secret
            after = _edit(kind, write(random_model(rng, rng.randint(3, 25))), rng)
            if after is None:
                continue
            count += 1
            found = [fault for fault in faults(read(after)) if not fault.startswith("the drawing begins")]
            wrong |= {f"{kind} {number}": found} if found else {}
    print(f"{count - len(wrong)} of {count} drawings without fault after an edit")  # noqa: T201 - a figure

    assert len(wrong) <= (1 - _DRAWN) * count, wrong
