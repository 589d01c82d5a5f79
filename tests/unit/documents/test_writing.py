"""New documents and workbooks, and the text that goes into them."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from datetime import UTC, datetime
from decimal import Decimal

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.documents import (
    Align,
    Cell,
    OutCell,
    OutTable,
    Properties,
    add_heading,
    add_line,
    add_paragraph,
    add_picture,
    add_rows,
    add_table,
    excel_bytes,
    new_document,
    new_workbook,
    one_line,
    open_package,
    put_text,
    read_text,
    word_bytes,
    writable,
)
from procflow.documents.docx_read import read_docx
from procflow.documents.grid import Grid, fill
from procflow.documents.xlsx_read import read_xlsx
from procflow.errors import FileTypeError

AT = datetime(2026, 1, 16, 8, 57, 7, tzinfo=UTC)
PROPERTIES = Properties("Quy trình", subject="Văn hóa", keywords="1.003999", comments="nháp", at=AT)
TABLE = OutTable(
    header=("TT", "Nội dung", "Thời gian"),
    rows=(
        (OutCell("I", bold=True), OutCell("Tại cấp xã", columns=2)),
        (OutCell("1"), OutCell("Tiếp nhận\nhồ sơ"), OutCell("0,5 ngày", rows=2, align=Align.CENTER)),
        (OutCell("2"), OutCell("")),
        (OutCell("Tổng", columns=2), OutCell(number=Decimal("0.5"), number_format="0.0", align=Align.RIGHT)),
    ),
    widths_cm=(1.5, 9.0, 9.5),
)
SHOWN = [
    ["TT", "Nội dung", "Thời gian"],
    ["I", "Tại cấp xã", "Tại cấp xã"],
    ["1", "Tiếp nhận\nhồ sơ", "0,5 ngày"],
    ["2", "", "0,5 ngày"],
    ["Tổng", "Tổng", "0,5"],
]


def png() -> bytes:
    """Return a picture of one white dot."""
    chunks = ((b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\xff")), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def word(*, landscape: bool = False) -> bytes:
    """Return a small Word document."""
    document = new_document(landscape=landscape)
    add_heading(document, "QUY TRÌNH", align=Align.CENTER)
    add_paragraph(document, "một\nhai\x00", bold=True)
    add_table(document, TABLE)
    return word_bytes(document, PROPERTIES)


def excel() -> bytes:
    """Return a small workbook."""
    book, sheet = new_workbook("Bảng 1/2")
    add_line(sheet, 1, "QUY TRÌNH", 3, bold=True)
    add_line(sheet, 2, "một cột", 1)
    add_rows(sheet, TABLE, first_row=4)
    return excel_bytes(book, PROPERTIES)


def texts(grid: Grid) -> list[list[str]]:
    """Return what covers each place."""
    return [[cell.text if cell else "" for cell in line] for line in grid.rows]


def test_word_table_reads_back() -> None:
    """Merged cells, line breaks and numbers come back from Word as they were given."""
    (grid,) = read_docx(open_package(word()))

    assert SHOWN == texts(grid)
    assert ("QUY TRÌNH", "một\nhai") == grid.before


def test_excel_table_reads_back() -> None:
    """The same table comes back from Excel."""
    (grid,) = read_xlsx(open_package(excel())).grids

    assert SHOWN == texts(grid)[2:]


def test_header_repeats_on_every_page() -> None:
    """The first row of the Word table and of the printed sheet is repeated."""
    row = docx.Document(io.BytesIO(word())).tables[0].rows[0]
    sheet = openpyxl.load_workbook(io.BytesIO(excel())).worksheets[0]

    assert any(child.tag.endswith("tblHeader") for child in row._tr.trPr)
    assert ("$4:$4", "A5") == (sheet.print_title_rows, sheet.freeze_panes)


def test_page_is_a4_in_times_new_roman_13() -> None:
    """Size, margins and letters are those of Vietnamese offices, upright and across."""
    upright, across = (docx.Document(io.BytesIO(word(landscape=turned))) for turned in (False, True))

    assert [(21.0, 29.7), (29.7, 21.0)] == [
        (round(page.page_width.cm, 1), round(page.page_height.cm, 1))
        for page in (upright.sections[0], across.sections[0])
    ]
    assert ("Times New Roman", 13) == (upright.styles["Normal"].font.name, upright.styles["Normal"].font.size.pt)


def test_wide_table_is_narrowed_to_the_page() -> None:
    """Twenty centimetres of columns fit between the margins of an upright page."""
    table = docx.Document(io.BytesIO(word())).tables[0]

    assert 16.5 == round(sum(column.width.cm for column in table.columns), 1)


@pytest.mark.parametrize("make", [word, excel])
def test_equal_input_gives_equal_bytes(make: object) -> None:
    """No clock of the machine shows in the bytes."""
    assert callable(make)
    assert make() == make()


@pytest.mark.parametrize("make", [word, excel])
def test_core_properties_are_those_given(make: object) -> None:
    """Title, keywords and the injected instant stand in the file, the entries bear one fixed time."""
    assert callable(make)
    archive = zipfile.ZipFile(io.BytesIO(make()))
    core = archive.read("docProps/core.xml").decode()

    assert 2 == core.count("2026-01-16T08:57:07Z")
    assert all(text in core for text in ("Quy trình", "1.003999", "nháp", "vi-VN"))
    assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in archive.infolist()}


def test_unknown_instant_is_no_guess() -> None:
    """Without an instant a file bears the first day that its format knows."""
    assert datetime(1980, 1, 1) == Properties("x").instant  # noqa: DTZ001 - office files store UTC without zone


def test_picture_has_a_description() -> None:
    """A picture is placed with the text that a screen reader reads."""
    document = new_document()
    add_picture(document, png(), width_cm=4, description="Sơ đồ <quy trình>")
    again = docx.Document(io.BytesIO(word_bytes(document, PROPERTIES)))

    assert "Sơ đồ <quy trình>" == again.inline_shapes[0]._inline.docPr.get("descr")
    assert 4.0 == round(again.inline_shapes[0].width.cm, 1)


@pytest.mark.parametrize("raw", [b"", b"hello", b"\x89PNG\r\n\x1a\n\0"])
def test_what_is_no_picture_is_refused(raw: bytes) -> None:
    """Bytes that are no picture are refused."""
    with pytest.raises(FileTypeError):
        add_picture(new_document(), raw, width_cm=4, description="x")


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    """What looks like a formula is written as a text, and stays one when the cell is edited."""
    book, sheet = new_workbook("x")
    put_text(sheet["A1"], text)
    raw = excel_bytes(book, PROPERTIES)
    cell = openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0]["A1"]

    assert ("s", text, True) == (cell.data_type, cell.value, cell.quotePrefix)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(raw)).read("xl/worksheets/sheet1.xml")


def test_number_stays_a_number() -> None:
    """Excel can count with what was given as a number."""
    sheet = openpyxl.load_workbook(io.BytesIO(excel())).worksheets[0]

    assert (0.5, "0.0") == (sheet["C8"].value, sheet["C8"].number_format)


@pytest.mark.parametrize(("given_title", "title"), [("a:b/c[d]*?", "a b c d"), ("'", "Sheet"), ("x" * 40, "x" * 31)])
def test_sheet_names_are_made_legal(given_title: str, title: str) -> None:
    """Signs that a sheet name may not hold become spaces; too long a name is cut."""
    assert title == new_workbook(given_title)[1].title


def test_rows_are_high_enough_for_merged_cells() -> None:
    """A long text in a cell over two rows makes both of them higher."""
    book, sheet = new_workbook("x")
    add_rows(sheet, OutTable(("a", "b"), ((OutCell("x" * 200, rows=2), OutCell("1")), (OutCell("2"),)), (3.0, 3.0)))
    heights = [sheet.row_dimensions[row].height for row in (1, 2, 3)]
    book.close()

    assert heights[0] < heights[1] == heights[2]


def test_section_of_a_grid_starts_anew() -> None:
    """A part of a grid is a grid: rows from 0, merged cells cut to it, remarks of its rows."""
    cells = [Cell("a", 0, 0, row_span=3), Cell("b", 2, 1)]
    grid = Grid(1, "sheet 'x'", fill(cells, 3), (4, 5, 9), remarks=((4, "first"), (9, "last"), (None, "all")))
    part = grid.section(1, 3)

    assert [["a", ""], ["a", "b"]] == texts(part)
    assert ("sheet 'x', rows 5-9", 2, ((9, "last"), (None, "all"))) == (
        part.place,
        part.cells(0)[0].row_span,
        part.remarks,
    )
    assert ("a", 2) == (part.at(1, (0, 7))[0].text, part.width)


def test_empty_section_has_no_rows() -> None:
    """A part without rows keeps the place of the whole."""
    grid = Grid(1, "table 1", (), ())

    assert ("table 1", 0) == (grid.section(0, 0).place, grid.width)


@given(st.text())
def test_what_is_written_is_composed_and_fits_xml(text: str) -> None:
    """Any text comes out in composed letters, without what XML cannot hold, and stays when written again."""
    written = writable(text)
    document = new_document()
    add_paragraph(document, written)

    assert unicodedata.is_normalized("NFC", written)
    assert written == writable(written)


@given(st.text())
def test_reading_is_stable(text: str) -> None:
    """A text that was read reads the same again, line by line and on one line."""
    assert read_text(text) == read_text(read_text(text))
    assert one_line(text) == one_line(read_text(text))
