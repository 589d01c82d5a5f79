"""Published simplifications, reproduced to the đồng through the public face."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from procflow.analysis import Totals, required
from procflow.procedure import Limit, LimitUnit, Procedure
from procflow.simplify import Comparison, compare, totals

UNITS = {"ngày làm việc": LimitUnit.WORKING_DAY, "ngày": LimitUnit.DAY_UNSTATED}
NUMBER_OF_ROWS = 5

pytestmark = pytest.mark.acceptance


@pytest.fixture
def rows(shared_path: Path) -> list[dict[str, str]]:
    """Return the rows of decision Đồng Nai 2816/QĐ-UBND."""
    with (shared_path / "data" / "simplification_cases.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["case"] == "DN2816"]


def compared(row: dict[str, str]) -> Comparison:
    """Return the comparison that a row of the decision states."""
    before, after = (
        Procedure(
            code=row["code"],
            title=row["name"],
            limit=Limit(value=Decimal(row[f"{side}_value"]), unit=UNITS[row[f"{side}_unit"]]),
            dossiers_per_year=int(row["dossiers_per_year"]),
        )
        for side in ("before", "after")
    )
    return compare(before, after, basis="elapsed", tariff=Decimal(row["hourly_rate_vnd"]))


def test_each_row_of_decision_2816_is_met_to_the_dong(rows: list[dict[str, str]]) -> None:
    """Cost before, cost after, saving and per cent of all five procedures are as printed."""
    printed = [
        tuple(Decimal(row[name]) for name in ("cost_before_vnd", "cost_after_vnd", "saving_vnd", "saving_pct"))
        for row in rows
    ]
    found = [
        tuple(
            required(figure).value
            for figure in (
                comparison.cost_before.per_year,
                comparison.cost_after.per_year,
                comparison.saving_per_year,
                comparison.saving_percent,
            )
        )
        for comparison in map(compared, rows)
    ]

    assert NUMBER_OF_ROWS == len(rows)
    assert printed == found


def test_the_total_of_decision_2816_is_met_to_the_dong(rows: list[dict[str, str]]) -> None:
    """Together they fall from 192,000,000 to 169,600,000 VND a year, by 11.67 %."""
    found: Totals = totals([compared(row) for row in rows])

    expected = [Decimal(192_000_000), Decimal(169_600_000), Decimal(22_400_000), Decimal("11.67")]
    assert expected == [required(figure).value for figure in (found.before, found.after, found.saving, found.percent)]
    assert "cost per year before: 192,000,000 VND/year" == required(found.percent).denominator
    assert () == found.excluded
