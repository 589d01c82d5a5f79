"""The layouts of decision tables: seeded, independent of each other, and varied."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.table_builder import Layout, Row, layouts, load
from tests.acceptance.table_builder.chance import spread

SEEDS = range(20)


@pytest.fixture(scope="module")
def rows(shared_path: Path) -> dict[str, Row]:
    """Return the rows of the data by their id."""
    return {row["id"]: row for row in load(shared_path / "data" / "procedures.jsonl")}


def drawn(row: Row, feature: Callable[[Layout], object]) -> set[object]:
    """Return what a feature is in the 20 layouts of a row."""
    return {feature(layouts(row, seed)) for seed in SEEDS}


def test_a_seed_always_draws_the_same_layout(rows: dict[str, Row]) -> None:
    """Two calls with one seed give equal layouts."""
    row = rows["qt003"]

    assert [layouts(row, seed) for seed in SEEDS] == [layouts(row, seed) for seed in SEEDS]


def test_each_seed_draws_another_layout(rows: dict[str, Row]) -> None:
    """No two of the 20 layouts of a workflow are equal but for the seed."""
    for row in list(rows.values())[::9]:
        seen = {repr(layouts(row, seed)).replace(f"seed={seed},", "") for seed in SEEDS}

        assert 20 == len(seen)


def test_options_are_spread_evenly() -> None:
    """Each of four options comes five times in twenty seeds, and again in the next twenty in another order."""
    first, second = ([spread("key", seed, "abcd") for seed in range(start, start + 20)] for start in (0, 20))

    assert sorted("abcd" * 5) == sorted(first) == sorted(second)
    assert first != second


FEATURES: dict[str, tuple[Callable[[Layout], object], set[object]]] = {
    "step numbers": (lambda it: it.columns.numbers, {"", "1", "01", "1.", "B1", "Bước 1"}),
    "shuffled columns": (
        lambda it: next(key for key in it.columns.keys if key in {"content", "performer", "limit"}) == "content",
        {True, False},
    ),
    "result column": (lambda it: "result" in it.columns.keys, {True, False}),
    "note column": (lambda it: "note" in it.columns.keys, {True, False}),
    "fee column": (lambda it: "fee" in it.columns.keys, {True, False}),
    "level column": (lambda it: "level" in it.columns.keys, {True, False}),
    "numbering row": (lambda it: it.columns.numbering_row, {True, False}),
    "limit style": (lambda it: it.figures.style, {"full", "header", "short"}),
    "decimals": (lambda it: it.figures.decimals, {"comma", "point", "fraction", "as-written"}),
    "leading zeros": (lambda it: it.figures.padded, {True, False}),
    "letters of limits": (lambda it: it.figures.letters, {"plain", "lower", "upper"}),
    "trailing dots": (lambda it: it.figures.dot, {True, False}),
    "numbers in Excel": (lambda it: it.figures.numeric, {True, False}),
    "merged limits": (lambda it: bool(it.merges.limits), {True, False}),
    "repeated headers": (lambda it: len(it.merges.cuts), {0, 1, 2}),
    "title": (lambda it: it.around.title, {True, False}),
    "motto": (lambda it: it.around.motto, {True, False}),
    "dossier table": (lambda it: it.around.dossier, {True, False}),
    "signature": (lambda it: it.around.signature, {True, False}),
    "footnote": (lambda it: it.around.footnote, {"none", "paragraph", "row"}),
    "cover sheet": (lambda it: it.around.cover_sheet, {True, False}),
    "NFD": (lambda it: it.typography.decomposed, {True, False}),
    "spaces": (lambda it: it.typography.spaces, {"plain", "no-break", "thin", "double", "mixed"}),
    "breaks": (lambda it: it.typography.breaks, {"none", "lines", "paragraphs"}),
    "runs": (lambda it: it.typography.split_runs, {True, False}),
    "total row": (lambda it: it.total_style, {"label", "across", "plain"}),
    "stage row": (lambda it: it.stage_style, {"across", "label", "subtotal"}),
}


@pytest.mark.parametrize("name", FEATURES)
def test_every_variant_of_a_feature_occurs(rows: dict[str, Row], name: str) -> None:
    """Within 20 layouts of a workflow whose limits share a unit, every variant of each feature is drawn."""
    feature, variants = FEATURES[name]

    assert variants == drawn(rows["qt032"], feature)


@pytest.mark.parametrize(("row_id", "field"), [("qt032", "performers"), ("qt007", "continuing"), ("qt023", "limits")])
def test_merges_occur_where_the_table_allows_them(rows: dict[str, Row], row_id: str, field: str) -> None:
    """Equal performers, rows of one step and limits are merged in some layouts and not in others."""
    assert {True, False} == drawn(rows[row_id], lambda it: bool(getattr(it.merges, field)))


def test_headers_vary_in_words_and_letters(rows: dict[str, Row]) -> None:
    """The 20 layouts have at least ten different headers of the limit column, some in capitals, some without."""
    headers = drawn(rows["qt003"], lambda it: it.columns.headers[it.columns.keys.index("limit")])

    assert 10 <= len(headers)
    assert {True, False} == {str(header).isupper() for header in headers}


def test_units_that_differ_are_named_in_each_cell(rows: dict[str, Row]) -> None:
    """A table with hours and days, or with working days and plain days, never leaves its unit to the header."""
    assert {"full"} == drawn(rows["qt007"], lambda it: it.figures.style) | drawn(
        rows["qt035"], lambda it: it.figures.style
    )


def test_merged_cells_stay_between_headers(rows: dict[str, Row]) -> None:
    """No merged range goes on below a repeated header or a stage row."""
    for row in list(rows.values())[::3]:
        starts = {stage["after_step"] for stage in row["stages"]}
        for seed in SEEDS:
            merges = layouts(row, seed).merges
            borders = starts | set(merges.cuts)
            ranges = (*merges.limits, *merges.performers, *merges.continuing)

            assert [] == [span for span in ranges for border in borders if span[0] < border < span[1]]
