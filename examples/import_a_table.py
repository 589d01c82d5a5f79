"""
Import an approved decision table from Word: read it, look at what is unclear, write the model.

``python examples/import_a_table.py [FOLDER]`` writes the model and its picture to FOLDER, or to a temporary one.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import procflow as pf
from procflow.tables import not_deployable_reasons, read_table, suggest

TABLE = Path(__file__).parent.parent / "models" / "tables" / "cap-doi-the.docx"


def import_it(folder: Path) -> None:
    """Print what stands in the table, and write what becomes of it."""
    found = read_table(TABLE)
    procedure = found.procedure
    print(f"{procedure.code} {procedure.title}")
    for number, step in enumerate(procedure.steps, start=1):
        print(f"{number:>3} {step.performer:32} {step.limit or ''!s:20} {step.label}")
    print(f"total: {found.total.verdict}. {found.total.reason}")

    print("\na person must look at:")
    for note in found.notes:
        print(f"  {note}")
    for reason in not_deployable_reasons(procedure):
        print(f"  not deployable: {reason}")
    print(f"  unknown: {len(procedure.unknown())} fields, such as {', '.join(procedure.unknown()[:4])}")
    print("\nperformers to review, beginning of the file:")
    print("\n".join(f"  {line}" for line in suggest(procedure).splitlines()[:8]))

    model = procedure.to_bpmn()
    pf.write(model, folder / "model.bpmn")
    pf.render(model, folder / "model.svg")
    errors = [finding for finding in pf.lint(model, rules="correctness") if finding.severity == "error"]
    print(f"\nmodel.bpmn: one lane for each of {len(procedure.performers)} performers, {len(errors)} faults of BPMN")


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        import_it(Path(sys.argv[1] if len(sys.argv) > 1 else temporary))
