"""Compare a procedure with its simplified version: every figure, what changed, and how the cost was worked out."""

from __future__ import annotations

from pathlib import Path

import procflow as pf
from procflow.analysis import shown

MODELS = Path(__file__).parent.parent / "models"


def main() -> None:
    """Compare on the basis of effort, then on that of elapsed time."""
    before, after = MODELS / "cap-lai-giay-phep.bpmn", MODELS / "cap-lai-giay-phep.to-be.bpmn"
    found = pf.compare(before, after, basis="effort", tariff=40_000)
    for row in found.rows:
        print(f"{row.label:28} {shown(row.before):>22} -> {shown(row.after):>22}  {shown(row.percent)}")
    print("removed:", ", ".join(step.label for step in found.steps.removed))
    for item in found.steps.changed:
        print(f"changed: {item.after.label}: {', '.join(item.fields)}")
    for caution in found.cautions:
        print(f"to be checked: {caution.step.label}: {caution.reason}")
    print("cost before:", *found.cost_before.lines, sep="\n  ")
    elapsed = pf.compare(before, after, basis="elapsed", tariff=40_000)
    print(f"the same by elapsed time: {shown(elapsed.saving_per_year)} saved, {shown(elapsed.saving_percent)}")


if __name__ == "__main__":
    main()
