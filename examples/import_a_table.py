"""Read an approved decision table, look at what a person must look at, and write the model and the table back."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import procflow as pf
from procflow.tables import read_table, suggest, write_table

TABLE = Path(__file__).parent.parent / "models" / "tables" / "cap-doi-the.docx"


def main(folder: Path) -> None:
    """Import the table and write everything to *folder*."""
    imported = read_table(TABLE)
    procedure = imported.procedure
    print(f"{procedure.code} {procedure.title}: {len(procedure.steps)} steps")
    for step in procedure.steps:
        print(f"  {step.number}  {step.performer:35} {step.limit}")
    print(f"declared total: {imported.total.verdict} ({imported.total.reason})")
    print(f"unknown and shown as such: {len(procedure.unknown())} fields, e.g. {procedure.unknown()[:3]}")

    model = procedure.to_bpmn()
    pf.write(model, folder / "cap-doi-the.bpmn")
    (folder / "performers.toml").write_text(suggest(procedure), encoding="utf-8")
    write_table(procedure, folder / "cap-doi-the.xlsx")
    print("findings:", [finding.rule for finding in pf.lint(model, rules="executable")] or "none, it can run")
    print("written:", ", ".join(sorted(path.name for path in folder.iterdir())))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else temporary))
