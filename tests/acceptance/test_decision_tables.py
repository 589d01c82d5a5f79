"""The importer finds in each layout of the 67 approved workflows the facts a careful reader finds."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from procflow.errors import ProcflowError
from procflow.tables import ImportedTable, read_table
from tests import support
from tests.acceptance.table_builder import (
    Layout,
    Row,
    Unit,
    build_docx,
    build_xlsx,
    differences,
    expected,
    layouts,
    load,
)

DATA = support.shared_path("data", "procedures.jsonl")
ROWS = load(DATA) if DATA.is_file() else ()
SEEDS = range(int(os.environ.get("PROCFLOW_SAMPLES") or support.samples(1, 20)))
BUILDERS: dict[str, Callable[[Row, Layout], bytes]] = {"docx": build_docx, "xlsx": build_xlsx}
SHOWN = 25


def read(row: Row, layout: Layout, kind: str, folder: Path) -> ImportedTable:
    """Return what the importer reads from one file."""
    path = folder / f"{row['id']}-{layout.seed}.{kind}"
    path.write_bytes(BUILDERS[kind](row, layout))
    return read_table(path)


def misses(row: Row, seed: int, kind: str, folder: Path) -> list[str]:
    """Return one line for each fact of one file that the importer missed."""
    layout = layouts(row, seed)
    try:
        table = read(row, layout, kind, folder)
    except ProcflowError as error:
        return [f"refused: {error}"]
    return differences(expected(row, layout), table.procedure.steps, table.total)


def summary(row: Row, found: dict[tuple[int, str], list[str]]) -> str:
    """Return how many facts of each kind were missed, and the first of them with the seed and kind of file."""
    kinds = Counter(line.partition(":")[0] for lines in found.values() for line in lines)
    if not kinds:
        return ""
    lines = [f"seed {seed} {kind}: {line}" for (seed, kind), lines in found.items() for line in lines]
    files = sum(bool(lines) for lines in found.values())
    return "\n".join([f"{row['id']}: {files} of {len(found)} files, {dict(kinds)}", *lines[:SHOWN]])


@pytest.mark.acceptance
@pytest.mark.parametrize("name", [row["id"] for row in ROWS] or ["shared data"])
def test_each_layout_states_its_facts(name: str, tmp_path: Path) -> None:
    """Steps, performers, limits, units, groups, stages and the total are those of the table, in Word and in Excel."""
    support.require("shared")
    (row,) = (row for row in ROWS if row["id"] == name)
    report = summary(row, {(seed, kind): misses(row, seed, kind, tmp_path) for seed in SEEDS for kind in BUILDERS})

    assert "" == report, report


@pytest.mark.acceptance
def test_totals_of_all_workflows(tmp_path: Path) -> None:
    """Of 67 totals 52 are right, one is wrong, four cannot be checked and ten declare no number."""
    support.require("shared")
    totals = {row["id"]: read(row, layouts(row, 0), "docx", tmp_path).total for row in ROWS}
    wrong = totals["qt026"]
    unclear = {name: total.reason for name, total in totals.items() if total.verdict == "not-checkable"}

    assert {"right": 52, "error": 1, "not-checkable": 4, "none": 10} == Counter(t.verdict for t in totals.values())
    assert ("error", Decimal(84), Decimal(76)) == (wrong.verdict, wrong.declared_hours, wrong.summed_hours)
    assert {"qt017", "qt018", "qt020", "qt021"} == set(unclear)
    assert all(unclear.values())


@pytest.mark.acceptance
def test_four_limits_stay_text(tmp_path: Path) -> None:
    """Only the four limits that name no period are kept as text, each the one of its workflow."""
    support.require("shared")
    limits = [
        (row["id"], step.limit)
        for row in ROWS
        for step in read(row, layouts(row, 0), "xlsx", tmp_path).procedure.steps
        if step.limit is not None
    ]

    assert ["qt017", "qt018", "qt020", "qt021"] == [
        name for name, limit in limits if (limit.unit or Unit.TEXT) == Unit.TEXT
    ]
