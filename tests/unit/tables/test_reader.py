"""Reading decision tables: what is found in them, and what is refused."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from procflow.errors import TableError
from procflow.procedure import LimitUnit
from procflow.tables import ImportedTable, Role, import_table, read_table
from tests.unit.tables.files import HEADER, STEPS, TOTAL, Grid, excel, text, word

PLAIN = (HEADER, *STEPS, TOTAL)


def note_codes(imported: ImportedTable) -> set[str]:
    """Return the codes of the notes."""
    return {note.code for note in imported.notes}


@pytest.fixture(params=["docx", "xlsx", "csv"])
def plain(request: pytest.FixtureRequest, tmp_path: Path) -> ImportedTable:
    """Return the plain table, read from each kind of file."""
    path = tmp_path / f"bảng.{request.param}"
    return read_table({"docx": word, "xlsx": excel, "csv": text}[request.param](path, PLAIN))


def test_steps_come_in_the_order_of_the_rows(plain: ImportedTable) -> None:
    """Number, content and performer of each step are those of its row."""
    found = [(step.number, step.content, step.performer) for step in plain.procedure.steps]

    assert [row[:3] for row in STEPS] == found


def test_limits_are_exact(plain: ImportedTable) -> None:
    """Each limit has the value and the unit that its cell says."""
    found = [(step.limit.value, step.limit.unit) for step in plain.procedure.steps if step.limit]

    assert [
        (Decimal("0.5"), LimitUnit.WORKING_DAY),
        (Decimal(2), LimitUnit.WORKING_DAY),
        (Decimal(4), LimitUnit.HOUR),
        (None, LimitUnit.NOT_COUNTED),
    ] == found


def test_total_that_fits_is_right(plain: ImportedTable) -> None:
    """Half a day, two days and four hours are three days, hours counted at eight a day."""
    assert ("right", Decimal(24), Decimal(24)) == (
        plain.total.verdict,
        plain.total.declared_hours,
        plain.total.summed_hours,
    )


def test_columns_are_reported(plain: ImportedTable) -> None:
    """The import says which header it took for which role."""
    assert HEADER[2] == plain.columns[Role.PERFORMER]


def test_decomposed_letters_are_read_composed(tmp_path: Path) -> None:
    """A table typed in decomposed letters gives the same procedure as one in composed letters."""
    decomposed = [[unicodedata.normalize("NFD", cell) for cell in row] for row in PLAIN]

    assert import_table(word(tmp_path / "a.docx", PLAIN)) == import_table(word(tmp_path / "b.docx", decomposed))


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    """The headers, not the places, say what a column holds."""
    turned = [row[::-1] for row in PLAIN]

    assert import_table(excel(tmp_path / "a.xlsx", PLAIN)) == import_table(excel(tmp_path / "b.xlsx", turned))


def test_wrong_total_is_an_error_with_both_sums(tmp_path: Path) -> None:
    """A total that differs from the steps is reported with both figures."""
    rows = (*PLAIN[:-1], ("", "Tổng thời gian giải quyết", "", "04 ngày làm việc"))
    total = read_table(word(tmp_path / "a.docx", rows)).total

    assert "error" == total.verdict
    assert "3 days (24 h)" in total.reason
    assert "4 days (32 h)" in total.reason


def test_merged_limit_is_one_limit_of_its_group(tmp_path: Path) -> None:
    """A time cell over two rows is carried by the first step; both share a group."""
    rows = (HEADER, STEPS[0], (*STEPS[1][:3], "02 ngày làm việc"), (*STEPS[2][:3], ""), STEPS[3])
    for write, name in ((word, "a.docx"), (excel, "a.xlsx")):
        imported = read_table(write(tmp_path / name, rows, merges=[(2, 3, 3, 3)]))
        found = [(step.group, step.limit is not None) for step in imported.procedure.steps]

        assert [(None, True), (1, True), (1, False), (None, True)] == found
        assert "merged-limit" in note_codes(imported)


def test_stages_have_sums_of_their_own(tmp_path: Path) -> None:
    """A stage row names its steps, and the sum it states is checked against them."""
    rows = (
        HEADER,
        ("I", "Quy trình giải quyết tại cấp xã (01 ngày làm việc)", "", ""),
        ("1", "Tiếp nhận", "Công chức xã", "0,5 ngày làm việc"),
        ("2", "Ký", "Chủ tịch UBND xã", "0,5 ngày làm việc"),
        ("II", "Quy trình giải quyết tại cấp tỉnh (02 ngày làm việc)", "", ""),
        ("1", "Thẩm định", "Chuyên viên Sở", "01 ngày làm việc"),
        ("", "Tổng thời gian giải quyết", "", "02 ngày làm việc"),
    )
    imported = read_table(word(tmp_path / "a.docx", rows, merges=[(1, 1, 1, 3), (4, 1, 4, 3)]))

    assert ["right", "error"] == [stage.check.verdict for stage in imported.stages]
    assert [(1, 2), (3,)] == [stage.positions for stage in imported.stages]
    assert "right" == imported.total.verdict
    assert "stage-sum" in note_codes(imported)


def test_cases_are_summed_apart(tmp_path: Path) -> None:
    """Each exclusive case is summed with itself; a total that fits one alone cannot be checked."""
    rows = (
        HEADER,
        ("I", "Trường hợp khoáng sản nhóm I", "", ""),
        ("1", "Thẩm định", "Chuyên viên", "10 ngày"),
        ("II", "Trường hợp khoáng sản nhóm III", "", ""),
        ("1", "Thẩm định", "Chuyên viên", "05 ngày"),
        ("", "Tổng thời gian", "", "10 ngày"),
    )
    imported = read_table(excel(tmp_path / "a.xlsx", rows))

    assert ["Trường hợp khoáng sản nhóm I", "Trường hợp khoáng sản nhóm III"] == [
        step.case for step in imported.procedure.steps
    ]
    assert "not-checkable" == imported.total.verdict


def test_two_decision_tables_are_not_chosen_between(tmp_path: Path) -> None:
    """Of two tables none is taken; the error says how to choose, and choosing works."""
    path = word(tmp_path / "a.docx", PLAIN, (HEADER, STEPS[0]))
    with pytest.raises(TableError, match="--table 1"):
        read_table(path)

    assert 1 == len(read_table(path, table=2).procedure.steps)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("a", "b"), ("c", "d")], "no table has a header"),
        ([("TT", "Nội dung", "Thời gian"), ("1", "x", "1 ngày")], "does not name the performer"),
        ([HEADER], "no step"),
        ([(*HEADER, "Thời hạn mới"), (*STEPS[0], "1 ngày")], "2 columns may be the time"),
        ([HEADER, ("1", "x", "y", "-1 ngày")], "negative"),
        ([HEADER, ("1", "x", "y", "3 tuần")], "unknown"),
        ([HEADER, ("1", "x", "y", "3")], "no unit"),
        ([*PLAIN, ("", "Tổng thời gian", "", "9 ngày")], "2 totals"),
    ],
)
def test_what_would_be_a_guess_is_refused(tmp_path: Path, rows: Grid, words: str) -> None:
    """Each table that leaves something open is refused with the file named and a next step."""
    path = text(tmp_path / "a.csv", rows)
    with pytest.raises(TableError, match=words) as caught:
        read_table(path)

    assert str(path) == caught.value.where.file
    assert caught.value.hint


def test_refused_cell_names_its_row(tmp_path: Path) -> None:
    """The error of a cell bears the row a person sees in the file."""
    path = text(tmp_path / "a.csv", [("Tiêu đề",), HEADER, STEPS[0], ("2", "x", "y", "-1 ngày")])
    with pytest.raises(TableError) as caught:
        read_table(path)

    assert 4 == caught.value.where.line
