"""
Compare a procedure with its simplified version: figures, cost and what was saved.

``python examples/compare_two_models.py`` needs no folder: it writes nothing.
"""

from decimal import Decimal
from pathlib import Path

import procflow as pf
from procflow.analysis import shown
from procflow.simplify import compare, totals

MODELS = Path(__file__).parent.parent / "models"
NAMES = ["cap-lai-giay-phep", "nghi-phep-noi-bo", "bo-sung-lay-y-kien"]
TARIFF_VND_AN_HOUR = Decimal(40_000)


def main() -> None:
    """Print one table for each pair, and the sum of all."""
    found = [
        compare(MODELS / f"{name}.bpmn", MODELS / f"{name}.to-be.bpmn", basis="elapsed", tariff=TARIFF_VND_AN_HOUR)
        for name in NAMES
    ]
    for comparison in found:
        print(comparison.before.title)
        for measure, before, after, change, percent in comparison.table():
            print(f"  {measure:42} {before:>24} {after:>24} {change:>22} {percent.partition(':')[0]:>16}")
        print()
    sums = totals(found)
    print(f"all together, cost per year: {shown(sums.before)} -> {shown(sums.after)}, saved {shown(sums.saving)}")
    print("\nwhat is not known stays unknown:")
    for name in NAMES:
        unknown = pf.Procedure.of(pf.read(MODELS / f"{name}.bpmn")).unknown()
        print(f"  {name}: {len(unknown)} fields, such as {', '.join(unknown[:3])}")


if __name__ == "__main__":
    main()
