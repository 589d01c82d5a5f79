"""Rows of decision tables: steps, sub-rows, stages, cases, totals, footnotes and what is below."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from procflow.errors import TableError
from procflow.tables import ImportedTable, read_table
from procflow.tables.rows import label_and_title, without_markers
from tests.unit.tables.files import HEADER, STEPS, TOTAL, Grid, Merge, excel, text, word


def read(folder: Path, rows: Grid, merges: list[Merge] | None = None) -> ImportedTable:
    """Read rows from a sheet."""
    return read_table(excel(folder / "a.xlsx", [HEADER, *rows], merges=merges or []))


def codes(imported: ImportedTable) -> set[str]:
    """Return the codes of the notes."""
    return {note.code for note in imported.notes}


SUB_ROWS = (
    ("1", "Tiếp nhận", "Một cửa", "02 giờ"),
    ("2", "Thẩm định", "Phòng chuyên môn", "01 ngày"),
    ("", "", "Lãnh đạo Sở", "04 giờ"),
)


@pytest.mark.parametrize("merges", [[], [(2, 0, 3, 0), (2, 1, 3, 1)]])
def test_sub_rows_are_steps_with_number_and_content_of_the_first(tmp_path: Path, merges: list[Merge]) -> None:
    """Each performer of a step has a step of its own, whether the cells are merged or left empty."""
    steps = read(tmp_path, SUB_ROWS, merges).procedure.steps

    assert [("2", "Thẩm định", "Phòng chuyên môn"), ("2", "Thẩm định", "Lãnh đạo Sở")] == [
        (step.number, step.content, step.performer) for step in steps[1:]
    ]


def test_row_that_only_adds_results_adds_to_its_step(tmp_path: Path) -> None:
    """A row with nothing but a result below merged cells belongs to the step above."""
    rows = [
        (*HEADER, "Kết quả", "Biểu mẫu", "Hồ sơ", "Căn cứ"),
        ("1", "Ký", "Lãnh đạo", "1 ngày", "Quyết định", "Mẫu 05", "Tờ trình; Dự thảo", "Điều 5"),
        ("", "", "", "", "Giấy phép", "", "- Tờ trình\n- Biên bản", ""),
    ]
    merged = [(1, column, 2, column) for column in (0, 1, 2, 3, 7)]
    procedure = read_table(excel(tmp_path / "a.xlsx", rows, merges=merged)).procedure
    (step,) = procedure.steps

    assert ("Quyết định\nGiấy phép", ("Mẫu 05",), ("Điều 5",)) == (step.result, step.forms, step.legal_basis)
    assert ("D1", "D2", "D3") == step.documents_in
    assert ["Tờ trình", "Dự thảo", "Biên bản"] == [document.name for document in procedure.documents or ()]


def test_row_of_words_goes_on_with_the_step_above(tmp_path: Path) -> None:
    """A row that has only words, below a numbered step, continues it; a person is told."""
    imported = read(tmp_path, [STEPS[0], ("", "- Kiểm tra thành phần", "", ""), STEPS[1]])

    assert ["Tiếp nhận hồ sơ\n- Kiểm tra thành phần", "Thẩm định hồ sơ"] == [
        step.content for step in imported.procedure.steps
    ]
    assert "continued" in codes(imported)


def test_new_number_is_a_new_step_even_without_words(tmp_path: Path) -> None:
    """A number of its own makes a step below merged content, performer and time."""
    imported = read(
        tmp_path, [("1", "Họp", "Hội đồng", "5 ngày"), ("2", "", "", "")], [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3)]
    )

    assert [("1", "Họp", 1), ("2", "Họp", 1)] == [
        (step.number, step.content, step.group) for step in imported.procedure.steps
    ]


def test_first_row_without_number_is_a_step(tmp_path: Path) -> None:
    """Nothing stands above the first row that it could belong to."""
    imported = read(tmp_path, [("", "", "Một cửa", "1 ngày")])

    assert [("", "", "Một cửa")] == [(s.number, s.content, s.performer) for s in imported.procedure.steps]


def test_unknowns_are_noted(tmp_path: Path) -> None:
    """A missing performer, a missing time, several performers, a remark, co-operation: each is said with its row."""
    rows = [
        (*HEADER, "Ghi chú", "Cơ quan phối hợp"),
        ("1", "Tiếp nhận", "", "1 ngày", "trừ thứ Bảy", "Công an"),
        ("2", "Họp", "- Sở Nội vụ; - Hội đồng", "", "", ""),
    ]
    imported = read_table(text(tmp_path / "a.csv", rows))

    assert {(2, "performer"), (2, "remark"), (2, "cooperation"), (3, "performers"), (3, "no-time")} <= {
        (note.row, note.code) for note in imported.notes
    }
    assert "row 2: no performer is named" in [str(note) for note in imported.notes]


def test_cell_over_two_roles_goes_where_it_fits(tmp_path: Path) -> None:
    """Words over content and performer are the content; a period over performer and time is the time."""
    rows = [STEPS[0], ("2", "Hội đồng họp", "", "1 ngày"), ("3", "Ký", "02 ngày", "")]
    imported = read(tmp_path, rows, [(2, 1, 2, 2), (3, 2, 3, 3)])
    steps = imported.procedure.steps

    assert [("Hội đồng họp", "", "1 day-unstated"), ("Ký", "", "2 day-unstated")] == [
        (step.content, step.performer, str(step.limit)) for step in steps[1:]
    ]
    assert "merged-across" in codes(imported)


def test_lines_broken_to_fit_are_joined_and_items_are_not(tmp_path: Path) -> None:
    """A line that goes on with a small letter belongs to the one before; bullets and letters open items."""
    (step,) = read(
        tmp_path, [("1", "Kiểm tra\nhồ sơ:\n- Thành phần\na) tờ khai", "Một\ncửa", "01\nngày")]
    ).procedure.steps

    assert ("Kiểm tra hồ sơ:\n- Thành phần\na) tờ khai", "Một cửa") == (step.content, step.performer)


STAGE_ROWS = [
    ("I", "Tại cấp xã", "", "01 ngày"),
    ("1", "Tiếp nhận", "Một cửa", "01 ngày"),
    ("II", "Tại cấp tỉnh", "", ""),
    ("1", "Ký", "Lãnh đạo", "02 ngày"),
]


@pytest.mark.parametrize(
    "first",
    [
        ("I", "Quy trình tại cấp xã", "", ""),
        ("I. Quy trình tại cấp xã", "", "", ""),
        ("Giai đoạn I: Quy trình tại cấp xã", "", "", ""),
        ("Quy trình tại cấp xã", "", "", ""),
        ("", "A. Quy trình tại cấp xã", "", "01 ngày"),
    ],
)
def test_stage_row_in_any_form(tmp_path: Path, first: tuple[str, ...]) -> None:
    """Label and title may stand in one cell or in two, with a time or without."""
    (step,) = read(tmp_path, [first, STEPS[0]]).procedure.steps

    assert "Quy trình tại cấp xã" == step.stage


def test_stage_states_its_sum_in_the_time_column(tmp_path: Path) -> None:
    """A time beside the title of a stage is its declared sum."""
    imported = read(tmp_path, STAGE_ROWS)

    assert [("right", Decimal(8)), ("none", None)] == [
        (stage.check.verdict, stage.check.declared_hours) for stage in imported.stages
    ]
    assert ["Tại cấp xã", "Tại cấp tỉnh"] == [step.stage for step in imported.procedure.steps]


def test_title_over_all_columns_opens_a_stage_where_numbers_start_again(tmp_path: Path) -> None:
    """A wide row without label is a stage if the next step is number one, or if it states a sum."""
    rows = [
        STEPS[0],
        ("Bộ phận thẩm định", "", "", ""),
        ("1", "Thẩm định", "Chuyên viên", "1 ngày"),
        ("Phát hành (01 ngày)", "", "", ""),
        ("5", "Đóng dấu", "Văn thư", "1 ngày"),
        ("Trang 2", "", "", ""),
        ("6", "Gửi", "Văn thư", "1 ngày"),
    ]
    merges = [(row, 0, row, 3) for row in (2, 4, 6)]
    imported = read(tmp_path, rows, merges)

    assert ["", "Bộ phận thẩm định", "Phát hành (01 ngày)", "Phát hành (01 ngày)"] == [
        step.stage for step in imported.procedure.steps
    ]
    assert "unclear-row" in codes(imported)


def test_cases_inside_a_stage(tmp_path: Path) -> None:
    """A case belongs to its stage; the next stage ends it, and a common part ends both."""
    rows = [
        ("I", "Tại cấp xã", "", ""),
        ("a", "Trường hợp nhóm I", "", ""),
        ("1", "Tiếp nhận", "Một cửa", "1 ngày"),
        ("b", "Đối với trường hợp nhóm II", "", ""),
        ("1", "Tiếp nhận", "Một cửa", "1 ngày"),
        ("II", "Tại cấp tỉnh", "", ""),
        ("1", "Ký", "Lãnh đạo", "1 ngày"),
        ("Chung cho mọi trường hợp", "", "", ""),
        ("1", "Trả", "Một cửa", "1 ngày"),
    ]
    imported = read(tmp_path, rows)

    assert [
        ("Tại cấp xã", "Trường hợp nhóm I"),
        ("Tại cấp xã", "Đối với trường hợp nhóm II"),
        ("Tại cấp tỉnh", ""),
        ("", ""),
    ] == [(step.stage, step.case) for step in imported.procedure.steps]
    assert [(1, 2), (1,), (2,), (3,)] == [stage.positions for stage in imported.stages]


def test_numbered_cases(tmp_path: Path) -> None:
    """Cases may be numbered, and their row may bear an empty performer."""
    rows = [
        ("1. Trường hợp A", "", "", ""),
        ("1", "Ký", "Lãnh đạo", "1 ngày"),
        ("2", "Trường hợp B", "", ""),
        ("1", "Ký", "Lãnh đạo", "1 ngày"),
    ]

    assert ["Trường hợp A", "Trường hợp B"] == [step.case for step in read(tmp_path, rows).procedure.steps]


def test_rows_and_columns_that_say_nothing_are_passed_over(tmp_path: Path) -> None:
    """An empty row in a Word table, a column without header, and a last title without steps are no steps."""
    rows = [
        (*HEADER, ""),
        (*STEPS[0], "x"),
        ("", "", "", "", ""),
        (*STEPS[1], ""),
        ("Phần cuối", "", "", "", ""),
    ]
    imported = read_table(word(tmp_path / "a.docx", rows, merges=[(4, 0, 4, 4)]))

    assert 2 == len(imported.procedure.steps)
    assert "unclear-row" in codes(imported)


def test_sub_row_without_performer_is_a_step(tmp_path: Path) -> None:
    """Below merged number and content, a time of its own makes a step although nobody is named."""
    rows = [("2", "Thẩm định", "Phòng", "01 ngày"), ("", "", "", "04 giờ")]
    imported = read(tmp_path, rows, [(1, 0, 2, 0), (1, 1, 2, 1)])

    assert [("Phòng", "1 day-unstated"), ("", "4 hour")] == [
        (step.performer, str(step.limit)) for step in imported.procedure.steps
    ]
    assert ("step 2 names no performer",) == imported.not_deployable_reasons()


def test_condition_in_the_words_is_marked(tmp_path: Path) -> None:
    """A step whose words part the flow is marked and keeps the procedure from running."""
    imported = read(tmp_path, [("1", "Nếu thiếu thì trả lại", "Một cửa", "1 ngày")])

    assert (True, 1) == (imported.procedure.steps[0].has_condition, len(imported.not_deployable_reasons()))
    assert "condition" in codes(imported)


def test_equal_cases_fit_one_total(tmp_path: Path) -> None:
    """Cases of equal length fit the one total; unequal ones that do not are an error naming both."""
    rows = [
        ("I", "Trường hợp A", "", ""),
        ("1", "Ký", "Lãnh đạo", "2 ngày"),
        ("II", "Trường hợp B", "", ""),
        ("1", "Ký", "Lãnh đạo", "2 ngày"),
    ]

    assert "right" == read(tmp_path, [*rows, ("", "Tổng cộng", "", "2 ngày")]).total.verdict

    check = read(tmp_path, [*rows[:3], ("1", "Ký", "Lãnh đạo", "3 ngày"), ("", "Tổng cộng", "", "9 ngày")]).total

    assert "error" == check.verdict
    assert "'Trường hợp A'; 3 days" in check.reason


@pytest.mark.parametrize(
    ("total", "declared"),
    [
        (("", "Tổng thời gian giải quyết TTHC", "", "03 ngày làm việc"), "3 working-day"),
        (("Tổng cộng: 03 ngày làm việc", "", "", ""), "3 working-day"),
        (("Cộng", "", "", "03 ngày làm việc"), "3 working-day"),
        (("", "Tổng số ngày", "", "Không quá 03 ngày làm việc kể từ khi nhận"), "3 working-day"),
        (("Tổng thời gian: không quy định", "", "", ""), "none-set"),
        (("", "Tổng thời gian", "", "Theo thông báo"), "Theo thông báo"),
        (("Tổng thời gian: 3 tuần", "", "", ""), "Tổng thời gian: 3 tuần"),
    ],
)
def test_total_row_in_any_form(tmp_path: Path, total: tuple[str, ...], declared: str) -> None:
    """The total may stand beside its words or in them; one that is no number is kept as it is."""
    imported = read(tmp_path, [*STEPS, total])

    assert declared == str(imported.procedure.declared_total)
    assert ("right" if declared[0] == "3" else "none") == imported.total.verdict
    assert 4 == len(imported.procedure.steps)


def test_step_that_begins_like_a_total_is_a_step(tmp_path: Path) -> None:
    """Summing up results is work, not a total."""
    steps = read(tmp_path, [("1", "Tổng hợp kết quả thẩm định", "Chuyên viên", "1 ngày")]).procedure.steps

    assert 1 == len(steps)


def test_total_stated_twice_alike_is_one(tmp_path: Path) -> None:
    """The same total above and below the steps is no contradiction."""
    imported = read(tmp_path, [TOTAL, *STEPS, TOTAL])

    assert "right" == imported.total.verdict


TWO_STAGES = (
    ("I", "Tại xã", "", ""),
    ("1", "Tiếp nhận", "Một cửa", "1 ngày"),
    ("", "Tổng thời gian", "", "1 ngày"),
    ("II", "Tại tỉnh", "", ""),
    ("1", "Ký", "Lãnh đạo", "2 ngày"),
)


def test_totals_of_stages_and_of_the_whole(tmp_path: Path) -> None:
    """Each total that closes a stage belongs to it; the last one to the whole."""
    rows = [
        *TWO_STAGES,
        ("", "Tổng thời gian", "", "3 ngày"),
        ("", "Tổng cộng", "", "3 ngày"),
    ]
    imported = read(tmp_path, rows)

    assert ["right", "error"] == [stage.check.verdict for stage in imported.stages]
    assert "right" == imported.total.verdict


def test_last_total_that_fits_its_stage_alone_is_the_stages(tmp_path: Path) -> None:
    """Where every stage has its total and the whole has none, no total of the whole is made up."""
    rows = [
        *TWO_STAGES,
        ("", "Tổng thời gian", "", "2 ngày"),
    ]
    imported = read(tmp_path, rows)

    assert ["right", "right"] == [stage.check.verdict for stage in imported.stages]
    assert "none" == imported.total.verdict


def test_total_amid_the_steps_is_pointed_out(tmp_path: Path) -> None:
    """A total between steps that closes nothing is for a person to look at."""
    imported = read(tmp_path, [STEPS[0], ("", "Tổng thời gian", "", "9 ngày"), STEPS[1]])

    assert ("none", True) == (imported.total.verdict, "total" in codes(imported))


def test_step_without_number_makes_the_total_unverifiable(tmp_path: Path) -> None:
    """A text limit or a missing one is named as the reason."""
    rows = [
        ("1", "Thông báo", "Sở", "Trong thời gian thông báo"),
        ("2", "Ký", "Sở", ""),
        ("", "Tổng thời gian", "", "9 ngày"),
    ]
    total = read(tmp_path, rows).total

    assert "not-checkable" == total.verdict
    assert "step 1 is no number: Trong thời gian" in total.reason
    assert "step 2 has no time" in total.reason


def test_kinds_of_day_that_mix_are_reported(tmp_path: Path) -> None:
    """The sum counts all days alike; that they differ is said."""
    imported = read(tmp_path, [("1", "a", "b", "1 ngày"), ("2", "c", "d", "1 ngày làm việc")])

    assert "mixed-days" in codes(imported)


def test_footnote_marks_are_taken_off_where_they_are_explained(tmp_path: Path) -> None:
    """A mark that a note below explains is no part of a text; one that nothing explains is."""
    rows = [
        ("1", "Ký duyệt[1]", "Lãnh đạo (*)", "1 ngày[2]"),
        ("2", "Gửi theo Mẫu (2)", "Văn thư", "1 ngày"),
        ("", "", "", ""),
        ("[1] Phần in nghiêng là nội dung mới", "", "", ""),
        ("(*) Theo ủy quyền", "", "", ""),
    ]
    imported = read(tmp_path, rows)

    assert [("Ký duyệt", "Lãnh đạo"), ("Gửi theo Mẫu (2)", "Văn thư")] == [
        (step.content, step.performer) for step in imported.procedure.steps
    ]
    assert "footnote" in codes(imported)
    assert "a" == without_markers("a *", ("*",))


def test_marks_explained_below_a_word_table_are_taken_off(tmp_path: Path) -> None:
    """In a Word document the notes are paragraphs."""
    path = word(tmp_path / "a.docx", [HEADER, ("1", "Ký [1]", "Sở", "1 ngày")])
    document = docx.Document(str(path))
    document.add_paragraph("[1] Sửa đổi")
    document.save(str(path))

    assert ["Ký"] == [step.content for step in read_table(path).procedure.steps]


def test_text_below_the_table_is_no_step(tmp_path: Path) -> None:
    """A signature block behind a blank row or a total is left aside and said."""
    for end in (("", "", "", ""), TOTAL):
        imported = read(
            tmp_path, [*STEPS, end, ("", "Nơi nhận", "KT. CHỦ TỊCH", ""), ("", "", "Trương Cảnh Tuyên", "")]
        )

        assert 4 == len(imported.procedure.steps)


def test_limit_of_the_whole_that_slipped_into_the_table(tmp_path: Path) -> None:
    """A heading on the limit between the rows is no step; it states the statutory limit."""
    imported = read(tmp_path, [*STEPS, ("", "", "2.5", "Thời hạn giải quyết: 10 ngày làm việc")])

    assert (4, "10 working-day", None) == (
        len(imported.procedure.steps),
        str(imported.procedure.limit),
        imported.procedure.declared_total,
    )


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [("=1+1", "General", "formula without result"), (45748, "dd/mm/yyyy", "date 01/04/2025")],
)
def test_times_that_excel_changed_are_refused(tmp_path: Path, value: object, number_format: str, words: str) -> None:
    """A fraction turned into a date, or a formula never worked out, is refused with its row."""
    path = excel(tmp_path / "a.xlsx", [HEADER, STEPS[0]])
    book = openpyxl.load_workbook(path)
    cell = book.worksheets[0]["D2"]
    cell.value, cell.number_format = value, number_format
    book.save(path)
    with pytest.raises(TableError, match=words) as caught:
        read_table(path)

    assert (2, True) == (caught.value.where.line, bool(caught.value.hint))


def test_numbers_of_excel_are_exact(tmp_path: Path) -> None:
    """A stored number takes the unit of the header, without the noise of binary fractions."""
    rows = [("Nội dung", "Đơn vị", "Thời gian (ngày làm việc)"), ("a", "b", 0.1 + 0.2), ("c", "d", 2)]
    imported = read_table(excel(tmp_path / "a.xlsx", rows))

    assert [Decimal("0.3"), Decimal(2)] == [step.limit.value for step in imported.procedure.steps if step.limit]


def test_hidden_sheets_and_rows_are_said(tmp_path: Path) -> None:
    """What a person does not see when opening the file is noted."""
    path = excel(tmp_path / "a.xlsx", [HEADER, *STEPS])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Nháp").sheet_state = "hidden"
    book.worksheets[0].row_dimensions[3].hidden = True
    book.save(path)

    assert {"hidden-sheet", "reading"} <= codes(read_table(path))


@pytest.mark.parametrize(
    ("given_text", "label", "title"),
    [("IV. Ký", "IV", "Ký"), ("Phần A - Ký", "A", "Ký"), ("1) Ký", "1", "Ký"), ("Ký", "", "Ký"), ("I.", "", "I.")],
)
def test_labels_are_parted_from_titles(given_text: str, label: str, title: str) -> None:
    """A label counts only with a title behind it."""
    assert (label, title) == label_and_title(given_text)
