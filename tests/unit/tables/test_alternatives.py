"""Alternatives in a table: where the last case ends, and steps that do not add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from procflow.tables import ImportedTable, Note, read_table
from tests.unit.tables.files import HEADER, Grid, excel

CASE_1 = ("Trường hợp 1: Hồ sơ đủ điều kiện", "", "", "")
CASE_2 = ("Trường hợp 2: Hồ sơ không đủ điều kiện", "", "", "")
COMMON = ("Chung cho mọi trường hợp", "", "", "")


def read(folder: Path, rows: Grid) -> ImportedTable:
    """Read rows from a sheet."""
    return read_table(excel(folder / "a.xlsx", [HEADER, *rows]))


def step(number: str) -> tuple[str, ...]:
    """Return a row of one day."""
    return number, f"Thực hiện việc {number}", "Chuyên viên", "1 ngày"


def steps(*numbers: str) -> list[tuple[str, ...]]:
    """Return a row of one day for each number."""
    return [step(number) for number in numbers]


def open_ends(imported: ImportedTable) -> list[Note]:
    """Return the notes on where a case ends."""
    return [note for note in imported.notes if note.code == "case-end"]


@pytest.mark.parametrize(
    ("first", "last", "common"),
    [
        (["3a", "3b"], ["3c"], ["4"]),
        (["3.1", "3.2"], ["3.1"], ["4", "5"]),
        (["B3.1"], ["Bước 3.2"], ["Bước 4.1", "Bước 4.2"]),
        ([], ["3a", "3b"], ["4"]),
    ],
)
def test_higher_number_leaves_the_cases(tmp_path: Path, first: list[str], last: list[str], common: list[str]) -> None:
    """Where the steps of the cases share a leading number, the next number is for all cases."""
    cases = [CASE_1, *steps(*first)] if first else []
    imported = read(tmp_path, [*steps("1", "2"), *cases, CASE_2, *steps(*last), *steps(*common)])
    found = [item.case for item in imported.procedure.steps]

    assert [""] * len(common) == found[-len(common) :]
    assert [CASE_2[0]] * len(last) == found[-len(common) - len(last) : -len(common)]
    assert [] == open_ends(imported)


def test_both_cases_return_the_result_and_fit_the_total(tmp_path: Path) -> None:
    """The step behind the cases counts in each of them, in the total as in the sums of the cases."""
    rows = [*steps("1"), CASE_1, *steps("3a"), CASE_2, *steps("3b"), *steps("4"), ("", "Tổng cộng", "", "3 ngày")]
    imported = read(tmp_path, rows)

    assert "right" == imported.total.verdict
    assert [(2,), (3,)] == [stage.positions for stage in imported.stages]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (["1", "2"], ["1", "2", "3"], "steps 4–5 are"),
        (["3"], ["4", "5"], "step 3 is"),
        (["3"], ["3", "4"], "step 3 is"),
        (["3a"], ["3b", "4b", "5"], "steps 3–4 are"),
        (["3a", "4a"], ["3b", "5.1"], "step 4 is"),
        (["3a"], ["4a", "4b"], "step 3 is"),
        (["3a"], ["3b", "4", "3c"], "steps 3–4 are"),
        (["x"], ["y", "z"], "step 3 is"),
    ],
)
def test_numbers_that_do_not_tell_are_noted(tmp_path: Path, first: list[str], last: list[str], words: str) -> None:
    """Steps that may be for all cases stay in the last, and a note names them; nothing keeps them from running."""
    imported = read(tmp_path, [CASE_1, *steps(*first), CASE_2, *steps(*last)])
    (note,) = open_ends(imported)

    assert [CASE_2[0]] * len(last) == [item.case for item in imported.procedure.steps[len(first) :]]
    assert note.text.startswith(f"{words} read as part of the case 'Trường hợp 2")
    assert len(first) + 5 == note.row
    assert () == imported.not_deployable_reasons()


def test_end_that_a_row_tells_is_not_asked_for(tmp_path: Path) -> None:
    """Above a row for the common part the cases hold what stands in them, whatever its number."""
    imported = read(tmp_path, [CASE_1, *steps("3a"), CASE_2, *steps("3b", "4"), COMMON, *steps("5")])

    assert ["", CASE_2[0], CASE_2[0]] == [item.case for item in imported.procedure.steps[:0:-1]]
    assert [] == open_ends(imported)


def test_case_that_holds_a_stage_is_left_as_it_is(tmp_path: Path) -> None:
    """Where stages lie inside a case, its numbers say nothing about its end."""
    rows = [("I", "Trường hợp A", "", ""), *steps("1a"), ("a", "Giai đoạn thẩm định", "", ""), *steps("1b", "2")]
    imported = read(tmp_path, rows)

    assert ["Trường hợp A"] * 3 == [item.case for item in imported.procedure.steps]
    assert [] == open_ends(imported)


def alternatives(total: str, first: str = "Trường hợp 1: hồ sơ đủ điều kiện: trình ký") -> Grid:
    """Return a table whose second and third step are alternatives."""
    return [
        ("1", "Tiếp nhận", "Một cửa", "1 ngày"),
        ("2", first, "Chuyên viên", "1 ngày"),
        ("3", "- Nếu hồ sơ thiếu: thông báo", "Chuyên viên", "2 ngày"),
        ("", "Tổng cộng", "", total),
    ]


def test_alternatives_make_a_total_that_differs_uncheckable(tmp_path: Path) -> None:
    """Steps that begin with a condition may not add up; the reason names them."""
    total = read(tmp_path, alternatives("3 ngày")).total

    assert "not-checkable" == total.verdict
    assert "steps 2, 3 may be alternatives" in total.reason


def test_alternatives_that_add_up_are_right(tmp_path: Path) -> None:
    """A sum that is right stays right."""
    assert "right" == read(tmp_path, alternatives("4 ngày")).total.verdict


def test_condition_amid_the_words_does_not_hide_a_wrong_total(tmp_path: Path) -> None:
    """A step that is always done counts, even if its words hold a condition."""
    rows = [("1", "Kiểm tra hồ sơ; nếu thiếu thì trả lại", "Một cửa", "1 ngày"), ("", "Tổng cộng", "", "5 ngày")]
    total = read(tmp_path, rows).total

    assert "error" == total.verdict
    assert total.reason.endswith("declared are 5 days (40 h) (5 ngày)")


def test_total_without_result_is_said(tmp_path: Path) -> None:
    """A total whose formula nobody has worked out is no total, and a note says how to get it."""
    imported = read(tmp_path, [*steps("1", "2"), ("", "Tổng cộng", "", "=SUM(D2:D3)")])

    assert "none" == imported.total.verdict
    assert [(4, True)] == [
        (note.row, "formula without result" in note.text) for note in imported.notes if note.code == "total"
    ]
