"""Headers of decision tables in any wording, and which of several columns is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from procflow.errors import TableError
from procflow.tables import Role, read_table
from procflow.tables.header import is_column_numbers
from procflow.tables.roles import role_of
from tests.unit.tables.files import HEADER, STEPS, Grid, excel, text, word


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Thứ tự công việc", Role.NUMBER),
        ("STT", Role.NUMBER),
        ("Nội dung", Role.CONTENT),
        ("TRÌNH TỰ THỰC HIỆN", Role.CONTENT),
        ("Các bước công việc", Role.CONTENT),
        ("Trách nhiệm xử lý công việc", Role.PERFORMER),
        ("Đơn vị/ Người thực hiện", Role.PERFORMER),
        ("ĐƠN VỊ GIẢI QUYẾT TTHC", Role.PERFORMER),
        ("Thời hạn giải quyết của đơn vị", Role.TIME),
        ("Số ngày", Role.TIME),
        ("Đơn vị tính", Role.UNIT),
        ("Cơ quan phối hợp", Role.COOPERATION),
        ("Biểu mẫu/Kết quả", Role.RESULT),
        ("Sản phẩm", Role.RESULT),
        ("Biểu mẫu", Role.FORMS),
        ("Hồ sơ, tài liệu", Role.DOCUMENTS),
        ("Căn cứ pháp lý", Role.LEGAL_BASIS),
        ("PHÍ, LỆ PHÍ (vnđ)", Role.FEE),
        ("Ghi chú", Role.NOTE),
        ("Mức DVC", Role.ONLINE_LEVEL),
        ("Cách thức", Role.UNKNOWN),
        ("x" * 200, Role.UNKNOWN),
    ],
)
def test_wording_tells_the_role(header: str, role: Role) -> None:
    """A header is told by its words, whichever case and order they have."""
    assert role is role_of(header)


def test_step_names_and_contents_are_told_apart(tmp_path: Path) -> None:
    """Beside a content column, a column of titles gives the name, one of numbers the number."""
    rows = [
        ("Tên bước", "Các bước", "Nội dung công việc", "Đơn vị", "Thời hạn"),
        ("Tiếp nhận", "B1", "Nhận và kiểm tra hồ sơ", "Một cửa", "1 ngày"),
        ("Ký", "B2", "Xem xét, ký duyệt", "Lãnh đạo", "2 ngày"),
    ]
    steps = read_table(text(tmp_path / "a.csv", rows)).procedure.steps

    assert [("Tiếp nhận", "B1", "Nhận và kiểm tra hồ sơ"), ("Ký", "B2", "Xem xét, ký duyệt")] == [
        (step.name, step.number, step.content) for step in steps
    ]


def test_of_two_like_headers_the_one_with_words_is_the_content(tmp_path: Path) -> None:
    """Two headers of one kind are told apart by their cells."""
    rows = [
        ("Các bước", "Trình tự", "Đơn vị", "Thời gian"),
        ("Bước 1", "Tiếp nhận", "Một cửa", "1 ngày"),
        ("Bước 2", "Ký", "Lãnh đạo", "2 ngày"),
    ]
    steps = read_table(text(tmp_path / "a.csv", rows)).procedure.steps

    assert [("Bước 1", "Tiếp nhận"), ("Bước 2", "Ký")] == [(step.number, step.content) for step in steps]


def test_two_contents_are_not_chosen_between(tmp_path: Path) -> None:
    """Two columns of words under headers of one kind are refused."""
    rows = [("Nội dung", "Mô tả", "Đơn vị", "Thời gian"), ("Tiếp nhận", "Nhận hồ sơ", "Một cửa", "1 ngày")]
    with pytest.raises(TableError, match="2 columns may be the content"):
        read_table(text(tmp_path / "a.csv", rows))


TWO_TIMES = [(*HEADER, "Thời hạn mới"), (*STEPS[0], "02 ngày")]


def test_person_chooses_between_columns(tmp_path: Path) -> None:
    """The column a person names is taken, whatever its case."""
    path = text(tmp_path / "a.csv", TWO_TIMES)
    (step,) = read_table(path, columns={"time": "THỜI HẠN MỚI"}).procedure.steps

    assert "2 day-unstated" == str(step.limit)


@pytest.mark.parametrize(
    ("columns", "words"), [({"time": "Không có"}, "no column"), ({"giờ": "x"}, "no column can be")]
)
def test_choice_that_does_not_exist_is_refused(tmp_path: Path, columns: dict[str, str], words: str) -> None:
    """A header or a role that is not there is named, with those that are."""
    with pytest.raises(TableError, match=words) as caught:
        read_table(text(tmp_path / "a.csv", TWO_TIMES), columns=columns)

    assert caught.value.hint


def test_header_in_two_rows(tmp_path: Path) -> None:
    """A header whose cells reach over two rows is one header; a row that numbers the columns is skipped."""
    rows = [
        ("TT", "Nội dung", "Trách nhiệm", ""),
        ("", "", "Đơn vị", "Thời gian"),
        ("(1)", "(2)", "(3)", "(4)"),
        ("1", "Tiếp nhận", "Một cửa", "1 ngày"),
    ]
    imported = read_table(excel(tmp_path / "a.xlsx", rows, merges=[(0, 0, 1, 0), (0, 1, 1, 1)]))

    assert ["Tiếp nhận"] == [step.content for step in imported.procedure.steps]
    assert "Trách nhiệm Đơn vị" == imported.columns[Role.PERFORMER]


def test_header_over_two_columns_is_one_column(tmp_path: Path) -> None:
    """What stands in the columns of one header is read together."""
    rows = [("Nội dung", "Đơn vị", "Thời gian", ""), ("Tiếp nhận", "Một cửa", "0,5", "ngày")]
    for write, name in ((word, "a.docx"), (excel, "a.xlsx")):
        (step,) = read_table(write(tmp_path / name, rows, merges=[(0, 2, 0, 3)])).procedure.steps

        assert "0.5 day-unstated" == str(step.limit)


def test_column_of_units(tmp_path: Path) -> None:
    """A column may state the unit of each row."""
    rows = [("Nội dung", "Đơn vị", "Thời gian", "ĐVT"), ("a", "b", "4", "giờ"), ("c", "d", "2", "ngày làm việc")]
    steps = read_table(text(tmp_path / "a.csv", rows)).procedure.steps

    assert ["4 hour", "2 working-day"] == [str(step.limit) for step in steps]


def test_plain_days_below_a_header_of_working_days_are_working_days(tmp_path: Path) -> None:
    """The header says which days are meant; without it the kind stays unstated."""
    rows = [("Nội dung", "Đơn vị", "Thời gian (ngày làm việc)"), ("a", "b", "2 ngày"), ("c", "d", "04 giờ")]
    steps = read_table(text(tmp_path / "a.csv", rows)).procedure.steps

    assert ["2 working-day", "4 hour"] == [str(step.limit) for step in steps]


def test_total_in_the_header_is_declared(tmp_path: Path) -> None:
    """A sum in brackets in the header of the time column is the total, not a unit."""
    rows = [("Nội dung", "Đơn vị", "Thời gian (03 ngày làm việc)"), ("a", "b", "03 ngày làm việc")]
    imported = read_table(text(tmp_path / "a.csv", rows))

    assert ("right", "3 working-day") == (imported.total.verdict, str(imported.procedure.declared_total))


def test_second_table_on_a_sheet_is_a_table(tmp_path: Path) -> None:
    """A header below a blank row and a title opens the next table; one right after a page break does not."""
    rows = [HEADER, STEPS[0], HEADER, STEPS[1], ("", "", "", ""), ("Quy trình số 2", "", "", ""), HEADER, STEPS[2]]
    path = excel(tmp_path / "a.xlsx", rows)
    with pytest.raises(TableError, match="2 tables"):
        read_table(path)

    assert [2, 1] == [len(read_table(path, table=number).procedure.steps) for number in (1, 2)]


def test_second_header_without_blank_row_is_no_table(tmp_path: Path) -> None:
    """Another wording of the header right below a step, with only a title between, opens no table."""
    other = ("STT", "Nội dung", "Đơn vị", "Thời hạn")
    with pytest.raises(TableError):
        read_table(excel(tmp_path / "a.xlsx", [HEADER, STEPS[0], ("Quy trình số 2", "", "", ""), other, STEPS[1]]))


@pytest.mark.parametrize(("table", "sheet"), [(3, None), (0, None), (None, "Không có")])
def test_table_that_is_not_there_is_refused(tmp_path: Path, table: int | None, sheet: str | None) -> None:
    """A number or a sheet that the file does not have is refused with what it has."""
    with pytest.raises(TableError) as caught:
        read_table(excel(tmp_path / "a.xlsx", [HEADER, STEPS[0]]), table=table, sheet=sheet)

    assert caught.value.hint


def test_header_in_any_words_is_chosen(tmp_path: Path) -> None:
    """A column whose header says nothing gets the role a person chose for it."""
    path = excel(tmp_path / "a.xlsx", [(*HEADER[:3], "Ghi số"), *STEPS])

    assert 4 == len(read_table(path, columns={"time": "Ghi số"}).procedure.steps)


def test_a_choice_that_takes_a_needed_column_is_refused(tmp_path: Path) -> None:
    """A person who gives the content another role is told that the content is missing now."""
    path = excel(tmp_path / "a.xlsx", [HEADER, *STEPS])

    with pytest.raises(TableError, match="does not name the content"):
        read_table(path, columns={"time": HEADER[1]})


def test_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    """The name of a sheet is enough, in any case of letters."""
    path = excel(tmp_path / "a.xlsx", [HEADER, STEPS[0]], title="Quy trình")

    assert 1 == len(read_table(path, sheet="QUY TRÌNH").procedure.steps)


@pytest.mark.parametrize(
    ("row", "expected"), [(("(1)", "(2)", "(3)"), True), (("1", "Ký", "x"), False), (("1",), False)]
)
def test_rows_that_number_columns(tmp_path: Path, row: Grid, expected: bool) -> None:  # noqa: FBT001 - a table of cases
    """Only a row of nothing but different numbers numbers the columns."""
    from procflow.documents import read_tables

    grid = read_tables(text(tmp_path / "a.csv", [row])).grids[0]  # type: ignore[list-item]  # a row of texts

    assert expected is is_column_numbers(grid, 0)
