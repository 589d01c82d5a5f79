"""Decision tables of procedures as files, and back."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.documents import Cell, Grid, OutTable
from procflow.documents.grid import fill
from procflow.errors import FileAccessError, FileTypeError, Location, TableError
from procflow.procedure import Document, Limit, LimitUnit, Procedure, Step
from procflow.tables import ImportedTable, read_table, table_of, write_table
from procflow.tables.assembly import Assembly
from procflow.tables.header import find_header

DAYS = LimitUnit.WORKING_DAY
SUFFIXES = pytest.mark.parametrize("suffix", [".docx", ".xlsx"])


def days(value: str) -> Limit:
    """Return a limit in working days."""
    return Limit(value=Decimal(value), unit=DAYS)


STAGE = "Tại Sở (09 ngày làm việc)"
PROCEDURE = Procedure(
    code="1.003999",
    title="Giải thể tổ chức (cấp tỉnh)",
    limit=Limit(value=Decimal(10), unit=LimitUnit.DAY_UNSTATED, text="10 ngày"),
    declared_total=days("9.5"),
    documents=(Document(id="D1", name="Tờ trình; phụ lục"), Document(id="D2", name="Đề án")),
    steps=(
        Step(
            number="B1",
            name="Tiếp nhận",
            content="Nhận hồ sơ\n- Kiểm tra",
            performer="Một cửa",
            limit=days("0.5"),
            documents_in=("D1", "D2"),
            forms=("Mẫu 01", "Mẫu 06"),
            result="Giấy tiếp nhận\nPhiếu kiểm soát",
            legal_basis=("NĐ 118/2025/NĐ-CP, Điều 17",),
        ),
        Step(number="B2", content="Thẩm định", performer="Chuyên viên", limit=days("4"), group=1, stage=STAGE),
        Step(number="B3", content="Soát xét", performer="Trưởng phòng", group=1, stage=STAGE),
        Step(number="B4", content="Ký", performer="Giám đốc", limit=days("5"), stage=STAGE, case="Trường hợp A"),
        Step(
            number="B4", content="Trình", performer="Giám đốc", stage=STAGE, case="Trường hợp B",
            limit=Limit(text="Theo lịch họp"),
        ),
        Step(number="B5", content="Vào sổ", performer="Văn thư", stage=STAGE),
        Step(
            number="B6", content="Phát hành", performer="Văn thư", case="Trường hợp C",
            limit=Limit(unit=LimitUnit.OFFICE_HOURS),
        ),
        Step(number="B7", content="Trả kết quả", performer="Một cửa", limit=Limit(unit=LimitUnit.NOT_COUNTED)),
    ),
)  # fmt: skip


def facts(procedure: Procedure) -> object:
    """Return what a decision table can say of a procedure, limits without the words they were written in."""

    def plain(limit: Limit | None) -> object:
        return None if limit is None else (limit.value, limit.unit, limit.text if limit.unit is None else "")

    steps = [
        {
            **step.model_dump(exclude={"has_condition"}),
            "limit": plain(step.limit),
            "number": step.number or str(position),
        }
        for position, step in enumerate(procedure.steps, start=1)
    ]
    whole = procedure.code, procedure.title, plain(procedure.limit), plain(procedure.declared_total)
    return steps, whole, procedure.documents


def there_and_back(procedure: Procedure, path: Path) -> ImportedTable:
    """Write a procedure and read it again."""
    write_table(procedure, path)
    return read_table(path)


@SUFFIXES
def test_table_reads_back_equal(tmp_path: Path, suffix: str) -> None:
    """Steps, merged limits, stages, cases, total, code and title come back as they were."""
    assert facts(PROCEDURE) == facts(there_and_back(PROCEDURE, tmp_path / f"bảng{suffix}").procedure)


WORDS = st.text(alphabet="abcđêơ", min_size=1, max_size=8)
STEPS = st.builds(
    Step,
    number=st.sampled_from(["", "1", "B2", "03"]),
    content=WORDS,
    performer=WORDS,
    result=WORDS | st.just(""),
    limit=st.none() | st.builds(days, st.sampled_from(["0.25", "1", "30"])) | st.just(Limit(unit=LimitUnit.NONE_SET)),
    stage=st.sampled_from(["", "Tại xã", "Tại tỉnh"]),
    case=st.sampled_from(["", "Trường hợp A", "Trường hợp B"]),
)


def grid_of(table: OutTable) -> Grid:
    """Return a table to be written as if it had been read."""
    header = [Cell(text, 0, column) for column, text in enumerate(table.header)]
    body = [Cell(cell.text, row + 1, column, cell.rows, cell.columns) for row, column, cell in table.placed()]
    n_rows = 1 + len(table.rows)
    return Grid(1, "table 1", fill([*header, *body], n_rows), tuple(range(1, n_rows + 1)))


@given(st.lists(STEPS, min_size=1, max_size=6))
def test_any_order_of_stages_and_cases_reads_back_equal(steps: list[Step]) -> None:
    """However stages and cases follow each other, each step comes back with its own."""
    procedure = Procedure(steps=tuple(steps))
    grid = grid_of(table_of(procedure))
    header = find_header(grid, {}, "a.docx")

    assert header is not None
    assert facts(procedure) == facts(Assembly(grid, header, Location("a.docx")).run()[0])


@SUFFIXES
def test_what_looks_like_a_formula_stays_a_text(tmp_path: Path, suffix: str) -> None:
    """Hostile texts come back as they are, and nothing in the file is a formula."""
    evil = "=cmd|' /C calc'!A0"
    path = tmp_path / f"a{suffix}"
    procedure = Procedure(title=evil, steps=(Step(number="1", content=evil, performer="@x", limit=days("1")),))
    (step,) = there_and_back(procedure, path).procedure.steps

    assert (evil, "@x") == (step.content, step.performer)
    assert not any(b"<f>" in zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist())


@SUFFIXES
def test_equal_procedures_give_equal_bytes(tmp_path: Path, suffix: str) -> None:
    """Only the instant that is given shows in the file."""
    at = datetime(2026, 1, 5, tzinfo=UTC)
    for name in ("a", "b"):
        write_table(PROCEDURE, tmp_path / f"{name}{suffix}", at=at)
    one, other = ((tmp_path / f"{name}{suffix}").read_bytes() for name in ("a", "b"))

    assert one == other
    assert b"2026-01-05T00:00:00Z" in zipfile.ZipFile(io.BytesIO(one)).read("docProps/core.xml")


def test_limit_whose_words_need_the_header_is_written_with_its_unit(tmp_path: Path) -> None:
    """A bare number that took its unit from a header, and words that say something else, are written in full."""
    texts = ["0,5", "xyz", "-1"]
    steps = tuple(
        Step(number=str(n), content="a", performer="b", limit=Limit(value=Decimal("0.5"), unit=DAYS, text=text))
        for n, text in enumerate(texts)
    )
    write_table(Procedure(steps=steps), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]

    assert ["0,5 ngày làm việc"] * 3 == [sheet.cell(row, 4).value for row in (4, 5, 6)]


def test_document_without_name_is_written_by_its_id() -> None:
    """An id that nothing names is shown itself."""
    steps = (Step(content="a", documents_in=("X1", "X2")),)
    table = table_of(Procedure(steps=steps, documents=(Document(id="X1"),)))

    assert "- X1\n- X2" == table.rows[0][-1].text


def test_unknown_total_is_not_worked_out() -> None:
    """Without a declared total there is no total row."""
    assert 1 == len(table_of(Procedure(steps=(PROCEDURE.steps[0],))).rows)


@pytest.mark.parametrize("name", ["a.doc", "a.csv", "a"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    """Only .docx and .xlsx are written, and nothing else is left behind."""
    with pytest.raises(FileTypeError, match="docx"):
        write_table(PROCEDURE, tmp_path / name)

    assert [] == list(tmp_path.iterdir())


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    with pytest.raises(FileAccessError, match="absent"):
        write_table(PROCEDURE, tmp_path / "absent" / "a.docx")


GROUPED = Step(content="a", performer="b", limit=Limit(value=Decimal(1), unit=DAYS), group=1)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (GROUPED, Step(content="c"), GROUPED),
        (GROUPED, GROUPED.model_copy(update={"stage": "II"})),
    ],
)
def test_table_that_cannot_be_laid_out_is_refused(steps: tuple[Step, ...]) -> None:
    """No step at all, or a shared limit whose steps are torn apart, makes no table."""
    with pytest.raises(TableError) as caught:
        table_of(Procedure(steps=steps))

    assert caught.value.hint


@SUFFIXES
@pytest.mark.parametrize("code", ["", "1.001234"])
def test_an_unknown_title_is_dots_and_stays_unknown(tmp_path: Path, suffix: str, code: str) -> None:
    """The table waits for a title, and reading it back finds none."""
    path = tmp_path / f"a{suffix}"
    write_table(Procedure(code=code, steps=(Step(content="Ký", limit=days("1")),)), path)
    again = read_table(path).procedure

    assert (code, "") == (again.code, again.title)


LONG = "Kiểm tra tính đầy đủ, hợp lệ của toàn bộ thành phần hồ sơ theo quy định hiện hành; hướng dẫn bổ sung"


@SUFFIXES
def test_the_name_made_for_a_box_is_not_in_the_table(tmp_path: Path, suffix: str) -> None:
    """A procedure that went through a model is written with the columns it came with, its contents in full."""
    source, target = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    steps = tuple(Step(number=str(n), content=f"{LONG} {n}.", performer="A", limit=days("1")) for n in (1, 2))
    write_table(Procedure(title="Cấp phép", steps=steps), source)
    first = read_table(source)
    write_table(Procedure.of(first.procedure.to_bpmn()), target)
    again = read_table(target)

    assert first.columns == again.columns
    assert [(step.name, step.content) for step in steps] == [
        (step.name, step.content) for step in again.procedure.steps
    ]
