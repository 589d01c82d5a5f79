"""Write small decision tables as files, for tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl

HEADER = ("TT", "Nội dung công việc", "Trách nhiệm thực hiện", "Thời gian thực hiện")
STEPS = (
    ("1", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "0,5 ngày làm việc"),
    ("2", "Thẩm định hồ sơ", "Chuyên viên", "02 ngày làm việc"),
    ("3", "Ký duyệt", "Lãnh đạo Sở", "04 giờ làm việc"),
    ("4", "Trả kết quả", "Bộ phận Một cửa", "Không tính thời gian"),
)
TOTAL = ("", "Tổng thời gian giải quyết", "", "03 ngày làm việc")
Grid = Sequence[Sequence[object]]
Merge = tuple[int, int, int, int]


def word(path: Path, *tables: Grid, merges: Sequence[Merge] = (), before: Sequence[str] = ()) -> Path:
    """Write tables to a Word file; *merges* (first row, first column, last row, last column) are of the first."""
    document = docx.Document()
    for text in before:
        document.add_paragraph(text)
    for number, rows in enumerate(tables):
        table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                table.cell(line, column).text = str(value)
        for top, left, bottom, right in merges if number == 0 else ():
            merged = table.cell(top, left).merge(table.cell(bottom, right))
            text = merged.text.strip()
            for paragraph in merged.paragraphs[1:]:
                paragraph._element.getparent().remove(paragraph._element)
            merged.paragraphs[0].text = text
        document.add_paragraph("")
    document.save(str(path))
    return path


def excel(path: Path, rows: Grid, *, merges: Sequence[Merge] = (), title: str = "Bảng") -> Path:
    """Write rows to a sheet; merges as in `word`."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value != "":
                sheet.cell(line, column).value = value  # type: ignore[assignment]  # what a test puts in
    for top, left, bottom, right in merges:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    book.save(path)
    return path


def text(path: Path, rows: Grid, *, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    """Write rows to a CSV file."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path
