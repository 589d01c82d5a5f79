"""Models without coordinates are laid out: interchange files, random models, and what the Modeler makes of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from procflow.bpmn import Definitions, layout, read, write
from procflow.bpmn.namespaces import BPMNDI
from procflow.errors import ProcflowError
from tests.geometry import crossings, faults
from tests.modeler.modeler import open_in_modeler
from tests.strategies import random_model
from tests.support import samples

pytestmark = pytest.mark.timeout(600)


def stripped(path: Path) -> Definitions | None:
    """Return the model of a file without its diagrams, None where it is refused."""
    try:
        model = read(path)
    except ProcflowError:
        return None
    for diagram in model.node.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        model.node.remove(diagram)
    model.edited()
    return model


def test_interchange_files_without_coordinates_are_laid_out(shared_path: Path, rng: random.Random) -> None:
    """Every file that can be read is drawn, and no drawing has a fault."""
    files = sorted((shared_path / "data" / "miwg").glob("**/*.bpmn"))
    chosen = rng.sample(files, samples(25, len(files)))
    found = {str(path): model for path in chosen if (model := stripped(path)) is not None}
    for model in found.values():
        layout(model)
    share = len(found) / len(chosen)
    lines = sum(crossings(page) for model in found.values() for page in model.diagrams)
    print(f"laid out {len(found)} of {len(chosen)} files ({share:.1%}), {lines} crossings")  # noqa: T201 - a figure

    assert {} == {name: wrong for name, model in found.items() if (wrong := faults(model))}
    assert share >= 0.88


def test_random_models_open_in_the_modeler_and_stay_as_they_are(tmp_path: Path, rng: random.Random) -> None:
    """Random models open without a warning, wholly drawn; a save there moves nothing and changes no lane."""
    paths = [tmp_path / f"{number}.bpmn" for number in range(samples(6, 60))]
    for path in paths:
        write(random_model(rng, rng.randint(3, 30)), path)

    assert {} == {report.path.name: wrong for report in open_in_modeler(paths) if (wrong := report.problems())}
