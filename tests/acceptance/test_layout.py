"""Models without coordinates are laid out: interchange files, our own, imported tables, random ones."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from procflow.bpmn import Definitions, layout, read, write
from procflow.bpmn.namespaces import BPMNDI
from procflow.errors import ProcflowError
from procflow.tables import read_table
from tests.acceptance import table_builder
from tests.crossings import crossings
from tests.geometry import faults
from tests.modeler.modeler import open_in_modeler
from tests.neatness import blemishes
from tests.strategies import random_model
from tests.support import SEED, models, samples

pytestmark = pytest.mark.timeout(1800)


@dataclass
class Tally:
    """
    What came of laying out many models.

    Attributes:
        drawn: How many were laid out.
        refused: The codes of the errors of those that were not, by name.
        wrong: What is wrong with each drawing that is not as it should be.
        untidy: What could be neater in each drawing.
        lines: Crossings by name: here, and where a person drew the same lines.
        alone: How many drawings have no counterpart in which a person drew all of their lines.
    """

    drawn: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    untidy: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, tuple[int, int]] = field(default_factory=dict)
    alone: int = 0

    @property
    def share(self) -> float:
        """The share of models that were laid out."""
        return self.drawn / (self.drawn + len(self.refused))

    @property
    def crossed(self) -> tuple[int, int]:
        """Crossings here and by hand, in sum."""
        return sum(ours for ours, _ in self.lines.values()), sum(theirs for _, theirs in self.lines.values())

    def untidy_by(self, words: str) -> set[str]:
        """Return the names of the drawings of which something is not neat in these words."""
        return {name for name, found in self.untidy.items() if any(words in line for line in found)}

    def read(self, name: str, path: Path) -> None:
        """Lay out the model of a file, and count what the person who drew it did."""
        try:
            model = read(path)
            self.add(name, model, by_hand=True)
        except ProcflowError as error:
            self.refused[name] = error.code

    def add(self, name: str, model: Definitions, *, by_hand: bool = False) -> None:
        """Lay out *model* without its coordinates and note what came of it."""
        before = model.diagrams if by_hand else ()
        for diagram in model.node.findall(f"{{{BPMNDI}}}BPMNDiagram"):
            model.node.remove(diagram)
        model.edited()
        layout(model)
        self.drawn += 1
        if found := faults(model):
            self.wrong[name] = found
        if found := blemishes(model):
            self.untidy[name] = found
        mine = {line for page in model.diagrams for line in page.edges}
        if not by_hand or not mine <= {line for page in before for line in page.edges}:
            self.alone += 1
            return
        ours, theirs = (sum(crossings(page, mine) for page in pages) for pages in (model.diagrams, before))
        self.lines[name] = ours, theirs

    def say(self, title: str) -> None:
        """Print every figure."""
        lines = [line for found in (self.wrong, self.untidy) for some in found.values() for line in some]
        kinds = Counter(" ".join(word for word in line.split() if word.isalpha()) for line in lines)
        ours, theirs = self.crossed
        more = {name: counts for name, counts in self.lines.items() if counts[0] > counts[1]}
        print(  # noqa: T201 - the figures of the acceptance line
            f"\n{title}: laid out {self.drawn} of {self.drawn + len(self.refused)} ({self.share:.1%}); "
            f"refused {self.refused}; faults {dict(kinds)}; crossings {ours} to {theirs} by hand "
            f"in {len(self.lines)} files, {self.alone} drawings not compared; more than by hand: {more}"
        )


def test_models_without_coordinates_are_laid_out(shared_path: Path, tmp_path: Path, rng: random.Random) -> None:
    """
    Of files, imported tables and random models nearly all are drawn, without fault, and no line more crossed.

    What must never happen (shapes that overlap, a line through a shape, a node outside its lane, a label on a shape)
    happens nowhere.
    What people draw is neat beyond that, file by file.
    Random models join steps at random: of those, one in twenty may have labels on lines, one in ten labels as near to
    another line as to their own, and nothing else that is not neat, because a flow between many others may have no free
    place for its label anywhere along it; to leave the label out would be worse.
    Of the few of a small sample chance alone may make it one and three.
    """
    files = sorted((shared_path / "data" / "miwg").glob("**/*.bpmn"))
    miwg, own, imported, generated = Tally(), Tally(), Tally(), Tally()
    for path in rng.sample(files, samples(15, len(files))):
        miwg.read(path.relative_to(shared_path).as_posix(), path)
    for path in rng.sample(models(), samples(3, len(models()))):
        own.add(path.name, read(path))
    rows = table_builder.load(shared_path / "data" / "procedures.jsonl")
    for row in rng.sample(rows, samples(3, len(rows))):
        table = tmp_path / "table.docx"
        table.write_bytes(table_builder.build_docx(row, table_builder.layouts(row, SEED)))
        imported.add(row["id"], read_table(table).procedure.to_bpmn())
    for number in range(samples(6, 200)):
        generated.add(str(number), random_model(rng, rng.randint(3, 30)))
    tallies = {"MIWG": miwg, "models/": own, "imported": imported, "generated": generated}
    for title, tally in tallies.items():
        tally.say(title)
    drawn, refused = (sum(tally.drawn for tally in tallies.values()), sum(len(t.refused) for t in tallies.values()))
    ours, theirs = miwg.crossed
    covering, doubtful = generated.untidy_by("covers the line of"), generated.untidy_by("that of another line")

    assert {} == {name: wrong for tally in tallies.values() for name, wrong in tally.wrong.items()}
    assert {} == miwg.untidy | own.untidy | imported.untidy
    assert samples(1, generated.drawn // 20) >= len(covering)
    assert samples(3, generated.drawn // 10) >= len(doubtful)
    assert all(
        "covers the line of" in line or "that of another line" in line
        for found in generated.untidy.values()
        for line in found
    )
    assert {"PF110"} >= set(miwg.refused.values())
    assert samples(0.85, 0.97) <= drawn / (drawn + refused)
    assert samples(5, 0) + 1.2 * theirs >= ours


def test_random_models_open_in_the_modeler_and_stay_as_they_are(tmp_path: Path, rng: random.Random) -> None:
    """Random models open without a warning, wholly drawn; a save there moves nothing and changes no lane."""
    paths = [tmp_path / f"{number}.bpmn" for number in range(samples(6, 60))]
    for path in paths:
        write(random_model(rng, rng.randint(3, 30)), path)

    assert {} == {report.path.name: wrong for report in open_in_modeler(paths) if (wrong := report.problems())}
