"""The built files hold what the layout says: read back with plain python-docx and openpyxl."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from itertools import product
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.acceptance.table_builder import Layout, Row, build_docx, build_xlsx, expected, layouts, load
from tests.acceptance.table_builder.grid import grid_of
from tests.acceptance.table_builder.source import workflow_of
from tests.acceptance.table_builder.typeset import plain

SOME = ("qt001", "qt007", "qt026", "qt057", "qt058", "qt064", "qt078")
SEEDS = range(20)


@pytest.fixture(scope="module")
def rows(shared_path: Path) -> dict[str, Row]:
    """Return the rows of the data by their id."""
    return {row["id"]: row for row in load(shared_path / "data" / "procedures.jsonl")}


def docx_rows(row: Row, layout: Layout) -> list[list[str]]:
    """Return the texts of the last ruled table of a Word file; a merged cell is seen in each cell it covers."""
    document = docx.Document(io.BytesIO(build_docx(row, layout)))
    tables = [table for table in document.tables if table.rows[0].cells[0].text and len(table.columns) > 2]
    return [[plain(cell.text) for cell in line.cells] for line in tables[-1].rows]


def xlsx_rows(row: Row, layout: Layout) -> list[list[str]]:
    """Return the texts of the last sheet of an Excel file; a merged cell is seen in each cell it covers."""
    sheet = openpyxl.load_workbook(io.BytesIO(build_xlsx(row, layout))).worksheets[-1]
    shown = {(cell.row, cell.column): cell.value for line in sheet.iter_rows() for cell in line}
    for area in sheet.merged_cells.ranges:
        first = shown[area.min_row, area.min_col]
        for place in product(range(area.min_row, area.max_row + 1), range(area.min_col, area.max_col + 1)):
            shown[place] = first
    left = layout.around.first_column + 1
    columns = range(left, left + len(layout.columns.keys))
    lines = [
        [plain(str("" if shown[number, column] is None else shown[number, column])) for column in columns]
        for number in range(1, sheet.max_row + 1)
    ]
    header = lines.index([plain(text) for text in layout.columns.headers])
    grid = grid_of(workflow_of(row), layout)
    return lines[header : header + grid.n_rows]


READERS: dict[str, Callable[[Row, Layout], list[list[str]]]] = {"docx": docx_rows, "xlsx": xlsx_rows}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("row_id", SOME)
def test_each_performer_stands_in_its_column(rows: dict[str, Row], row_id: str, kind: str) -> None:
    """Reading the performer column of a file from top to bottom gives the performers of the steps in order."""
    row = rows[row_id]
    for seed in SEEDS[:: 7 if kind == "docx" else 5]:
        layout = layouts(row, seed)
        column = layout.columns.keys.index("performer")
        read = iter([line[column] for line in READERS[kind](row, layout)])
        missing = [fact.performer for fact in expected(row, layout).steps if plain(fact.performer) not in read]

        assert [] == missing


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("row_id", ["qt026", "qt057", "qt023"])
def test_each_limit_stands_in_its_column(rows: dict[str, Row], row_id: str, kind: str) -> None:
    """Below the header the limit column shows each limit, a merged one in every row of its group."""
    row = rows[row_id]
    for seed in SEEDS[::6]:
        layout = layouts(row, seed)
        facts = expected(row, layout).steps
        first = {fact.group: fact.limit_text for fact in reversed(facts)}
        texts = [first[fact.group] if fact.group else fact.limit_text for fact in facts]
        performers = [plain(fact.performer) for fact in facts]
        keys = layout.columns.keys
        lines = [
            (line[keys.index("performer")], line[keys.index("limit")])
            for line in READERS[kind](row, layout)
            if line[keys.index("performer")] in performers
        ]

        assert performers == [performer for performer, _ in lines]
        assert [plain(text) for text in texts if not text[:1].isdigit()] == [
            limit for text, (_, limit) in zip(texts, lines, strict=True) if not text[:1].isdigit()
        ]


@pytest.mark.parametrize("build", [build_docx, build_xlsx])
def test_every_file_opens(rows: dict[str, Row], build: Callable[[Row, Layout], bytes]) -> None:
    """One layout of each fifth workflow is a file that the library of its kind opens."""
    for place, row in enumerate(list(rows.values())[::5]):
        content = io.BytesIO(build(row, layouts(row, place)))

        assert docx.Document(content).tables if build is build_docx else openpyxl.load_workbook(content).worksheets


def test_a_seed_always_builds_the_same_table(rows: dict[str, Row]) -> None:
    """Two files of one layout hold the same texts in the same cells."""
    layout = layouts(rows["qt058"], 3)

    assert docx_rows(rows["qt058"], layout) == docx_rows(rows["qt058"], layout)
    assert xlsx_rows(rows["qt058"], layout) == xlsx_rows(rows["qt058"], layout)


def test_both_files_show_the_same_table(rows: dict[str, Row]) -> None:
    """Word and Excel show the same texts in the same cells, numbers of Excel apart."""
    for seed in SEEDS[::4]:
        layout = layouts(rows["qt007"], seed)

        if not layout.figures.numeric:
            assert docx_rows(rows["qt007"], layout) == xlsx_rows(rows["qt007"], layout)


def text_of(row: Row, seed: int) -> str:
    """Return the text of the table as it is set, with its own spaces and marks."""
    return "|".join(cell.text for cell in grid_of(workflow_of(row), layouts(row, seed)).cells)


@pytest.mark.parametrize("mark", ["\u00a0", "\u2009", "  ", "\n"])
def test_odd_spaces_occur(rows: dict[str, Row], mark: str) -> None:
    """No-break spaces, thin spaces, double spaces and soft line breaks stand in some layouts, not in all."""
    assert {True, False} == {mark in text_of(rows["qt032"], seed) for seed in SEEDS}


def test_letters_are_apart_from_their_marks_in_some_layouts(rows: dict[str, Row]) -> None:
    """Some layouts are decomposed throughout, the others composed throughout."""
    texts = [text_of(rows["qt032"], seed) for seed in SEEDS]
    forms = {(unicodedata.is_normalized("NFC", text), unicodedata.is_normalized("NFD", text)) for text in texts}

    assert {(True, False), (False, True)} == forms


def test_the_clause_of_the_next_section_is_a_row(rows: dict[str, Row]) -> None:
    """The row that is no step stands in the file all the same."""
    layout = layouts(rows["qt001"], 1)
    column = layout.columns.keys.index("performer")

    assert "2.5" in [line[column] for line in xlsx_rows(rows["qt001"], layout)]


def test_numbers_of_excel_are_numbers(rows: dict[str, Row]) -> None:
    """Where the header alone names the unit, some Excel files hold limits as numbers."""
    row = rows["qt064"]
    seed = next(seed for seed in SEEDS if (it := layouts(row, seed).figures).numeric and it.style == "header")
    sheet = openpyxl.load_workbook(io.BytesIO(build_xlsx(row, layouts(row, seed)))).worksheets[-1]
    values = [cell.value for line in sheet.iter_rows() for cell in line]

    assert 8.25 in values
    assert 0.5 in values
