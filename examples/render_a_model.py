"""
Draw a model: from its own coordinates, beside its simplified version, and laid out by Graphviz.

``python examples/render_a_model.py [FOLDER]`` writes the pictures to FOLDER, or to a temporary one.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import procflow as pf
from procflow.errors import EnvironmentMissing
from procflow.render import Changed, changes_svg

MODELS = Path(__file__).parent.parent / "models"


def draw(folder: Path) -> None:
    """Write the pictures and say what they show."""
    old, new = pf.read(MODELS / "cap-lai-giay-phep.bpmn"), pf.read(MODELS / "cap-lai-giay-phep.to-be.bpmn")
    pf.render(old, folder / "diagram.svg")
    pf.render(old, folder / "diagram.png")
    print("diagram.svg, diagram.png: the diagram as it lies in the file")

    before, after = ({step.element_id: step for step in pf.Procedure.of(model).steps} for model in (old, new))
    changed = Changed(
        added=after.keys() - before.keys(),
        removed=before.keys() - after.keys(),
        changed=[key for key in before.keys() & after.keys() if before[key] != after[key]],
    )
    (folder / "changes.svg").write_text(changes_svg(old, new, changed), encoding="utf-8")
    print(f"changes.svg: {len(changed.removed)} steps go, {len(changed.added)} come, {len(changed.changed)} change")

    pf.render(old, folder / "process.dot", engine="dot")
    try:
        pf.render(old, folder / "process.svg", engine="dot")
    except EnvironmentMissing as missing:
        print(f"process.dot: the text for Graphviz alone, since {missing.message}")
    else:
        print("process.dot, process.svg: the process laid out by Graphviz")
    for path in sorted(folder.iterdir()):
        print(f"{path.stat().st_size:>9,} bytes  {path.name}")


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        draw(Path(sys.argv[1] if len(sys.argv) > 1 else temporary))
