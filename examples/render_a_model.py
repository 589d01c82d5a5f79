"""Draw a model: its own coordinates, a heat map, before and after, and what Graphviz makes of it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import procflow as pf
from procflow.analysis import hand_off_counts
from procflow.errors import EnvironmentMissing
from procflow.render import Changed, changes_svg, handoffs_dot, render_dot

MODELS = Path(__file__).parent.parent / "models"


def main(folder: Path) -> None:
    """Write the pictures to *folder*."""
    path = MODELS / "cap-lai-giay-phep.bpmn"
    before, after = pf.read(path), pf.read(path.with_name(f"{path.stem}.to-be.bpmn"))
    pf.render(before, folder / "diagram.svg")
    pf.render(before, folder / "diagram.png")

    effort = {step.element_id: float(step.effort_hours or 0) for step in pf.Procedure.of(before).steps}
    pf.render(before, folder / "effort.svg", overlays=effort)

    steps = pf.compare(path, path.with_name(f"{path.stem}.to-be.bpmn")).steps
    marked = Changed(
        added=[step.element_id for step in steps.added],
        removed=[step.element_id for step in steps.removed],
        changed=[item.after.element_id for item in steps.changed],
    )
    (folder / "changes.svg").write_text(changes_svg(before, after, marked), encoding="utf-8")

    try:
        pf.render(before, folder / "process-by-graphviz.svg", engine="dot")
        render_dot(handoffs_dot(hand_off_counts(before)), folder / "hand-offs.svg")
    except EnvironmentMissing as missing:
        print(missing)
    print("written:", ", ".join(sorted(item.name for item in folder.iterdir())))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else temporary))
