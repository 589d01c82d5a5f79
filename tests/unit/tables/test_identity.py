"""What stands around a table: code, title, limit, total, fee."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from procflow.tables import read_table
from procflow.tables.identity import code_in, fee_in, stated_limit, stated_total, title_in
from tests.unit.tables.files import HEADER, STEPS, TOTAL, Grid, excel, text, word

TITLE = "1. Quy trình nội bộ giải quyết TTHC: Xét tuyển viên chức (Mã TTHC: 1.012300)"


def test_word_table_takes_its_code_and_title_from_the_paragraphs_above(tmp_path: Path) -> None:
    """Code, title and statutory limit of the table stand above it."""
    path = word(tmp_path / "a.docx", [HEADER, *STEPS], before=[TITLE, "a) Thời hạn giải quyết: 05 ngày làm việc"])
    procedure = read_table(path).procedure

    assert ("1.012300", "Xét tuyển viên chức", "5 working-day") == (
        procedure.code,
        procedure.title,
        str(procedure.limit),
    )


def test_sheet_takes_them_from_the_rows_above_the_header(tmp_path: Path) -> None:
    """On a sheet they stand in the rows above the header."""
    procedure = read_table(excel(tmp_path / "a.xlsx", [(TITLE,), HEADER, *STEPS])).procedure

    assert ("1.012300", "Xét tuyển viên chức") == (procedure.code, procedure.title)


def test_total_outside_the_table_counts_where_the_table_has_none(tmp_path: Path) -> None:
    """A line on the total above the table is checked against the steps."""
    lines = ["Tổng thời gian giải quyết: 03 ngày làm việc"]
    imported = read_table(word(tmp_path / "a.docx", [HEADER, *STEPS], before=lines))

    assert "right" == imported.total.verdict


@pytest.mark.parametrize(
    ("lines", "code", "title"),
    [
        ([], "", ""),
        (["Thủ tục: Cấp phép - 1.003999"], "1.003999", "Cấp phép"),
        (["Tên thủ tục: Cấp phép (CFS)"], "", "Cấp phép (CFS)"),
        (["A 1.003999", "B 1.003998"], "", "B"),
        (["Điều 1.0039991"], "", ""),
        (["Tên thủ tục: Cấp giấy chứng nhận", "Mã số TTHC: 1.001234"], "1.001234", "Cấp giấy chứng nhận"),
        (["Mã số TTHC: 1.001234", "Tên thủ tục: Cấp giấy chứng nhận"], "1.001234", "Cấp giấy chứng nhận"),
        (["1. Tên thủ tục hành chính: Cấp phép"], "", "Cấp phép"),
        (["a) Tên TTHC: Cấp phép"], "", "Cấp phép"),
        (["Thủ tục: Cấp phép"], "", "Cấp phép"),
        (["Quy trình số: 03 giải quyết TTHC: Cấp phép"], "", "Cấp phép"),
        (["QUY TRÌNH GIẢI QUYẾT THỦ TỤC CẤP GIẤY PHÉP"], "", "CẤP GIẤY PHÉP"),
        (["QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"], "", ""),
        (["Quy trình nội bộ giải quyết thủ tục hành chính thuộc thẩm quyền của Sở Nội vụ"], "", ""),
        (["QUY TRÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "Thủ tục: Cấp phép", "Mã: 1.001234"], "1.001234", "Cấp phép"),
        (["Thủ tục: Cấp phép", "Lĩnh vực: Đất đai (1.001234)"], "1.001234", "Cấp phép"),
        (["Mã TTHC: 1.001234.000.00.00.H29"], "1.001234.000.00.00.H29", ""),
        (["Mã TTHC: 1.001234."], "1.001234", ""),
        (["Quy trình nội bộ giải quyết TTHC (Mã TTHC: 1.001234)"], "1.001234", ""),
        (["Quy trình nội bộ giải quyết TTHC: ………… (Mã TTHC: 1.001234)"], "1.001234", ""),
        (["Tên thủ tục: …………"], "", ""),
    ],
)
def test_code_and_title(lines: list[str], code: str, title: str) -> None:
    """One code is the code; a title is the line with it, or one that says it is the title."""
    assert (code, title) == (code_in(lines), title_in(lines))


@pytest.mark.parametrize(
    "lines",
    [[], ["Thời hạn giải quyết: 3 tuần"], ["Thời hạn giải quyết: theo luật"], ["Thời hạn giải quyết: 1 ngày"] * 2],
)
def test_limit_that_cannot_be_read_is_unknown(lines: list[str]) -> None:
    """Outside the table, what says no period or several stays unknown."""
    assert stated_limit(lines) is None
    assert stated_total(lines) is None


@pytest.mark.parametrize(
    ("fees", "amount"),
    [
        (["200.000 đồng", "", "200.000 đồng"], Decimal(200000)),
        (["Không"], Decimal(0)),
        (["Miễn phí"], Decimal(0)),
        (["50.000đ", "Không"], None),
        (["10.000 - 20.000 đồng"], None),
        (["Theo quy định"], None),
        ([], None),
    ],
)
def test_fee(fees: list[str], amount: Decimal | None) -> None:
    """One amount, or the word that there is none, is the fee; else it is unknown."""
    assert amount == fee_in(fees)


@pytest.mark.parametrize(("fees", "noted"), [(("200.000 đồng", ""), False), (("10.000 đồng", "20.000 đồng"), True)])
def test_fees_that_differ_are_noted(tmp_path: Path, fees: tuple[str, str], noted: bool) -> None:  # noqa: FBT001 - a table of cases
    """Several amounts leave the fee open and are shown to a person."""
    rows: Grid = [(*HEADER, "Phí, lệ phí"), (*STEPS[0], fees[0]), (*STEPS[1], fees[1])]
    imported = read_table(text(tmp_path / "a.csv", rows))

    assert noted is ("fee" in {note.code for note in imported.notes})
    assert noted is (imported.procedure.fee_vnd is None)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("turned", [False, True])
def test_code_on_a_line_of_its_own_leaves_the_title(tmp_path: Path, form: str, turned: bool) -> None:  # noqa: FBT001 - a table of cases
    """Two paragraphs give title and code in either order, with composed or decomposed letters."""
    lines = [unicodedata.normalize(form, line) for line in ("Tên thủ tục: Cấp phép", "Mã số TTHC: 1.001234")]
    path = word(tmp_path / "a.docx", [HEADER, *STEPS], before=lines[::-1] if turned else lines)
    procedure = read_table(path).procedure

    assert ("1.001234", "Cấp phép") == (procedure.code, procedure.title)


def test_what_is_not_found_is_noted_with_the_way_to_give_it(tmp_path: Path) -> None:
    """Code, title and limit that stand nowhere are told; a total that is right is no limit."""
    path = word(tmp_path / "a.docx", [HEADER, *STEPS, TOTAL])
    imported = read_table(path)
    said = {note.code: note.text for note in imported.notes}

    assert "right" == imported.total.verdict
    assert imported.procedure.limit is None
    assert {"code": True, "title": True, "limit": True} == {
        name: f"fill in pf.{name}" in said[name] for name in ("code", "title", "limit")
    }


def test_what_is_found_is_not_noted(tmp_path: Path) -> None:
    """Where code, title and limit stand above the table nothing is asked for."""
    path = word(tmp_path / "a.docx", [HEADER, *STEPS], before=[TITLE, "Thời hạn giải quyết: 05 ngày làm việc"])

    assert not {"code", "title", "limit"} & {note.code for note in read_table(path).notes}
