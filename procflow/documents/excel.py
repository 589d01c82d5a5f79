"""New Excel workbooks whose texts stay texts: nothing a person or an applicant typed becomes a formula."""

from __future__ import annotations

import re

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from procflow.documents.text import writable
from procflow.documents.written import Align, OutCell, OutTable

_FONT = "Times New Roman"
_POINTS = 12
_MAX_LETTERS = 32_767
_LETTERS_PER_CM = 4.7
# Letters of text are narrower than the figures a column width counts, but lines break at words.
_FILLED = 1.1
_POINTS_A_LINE = 16.0
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TITLE_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
_LINE = Side(style="thin")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def new_workbook(sheet_title: str) -> tuple[Workbook, Worksheet]:
    """Return a workbook with one empty A4 sheet; letters that a sheet name may not hold become spaces."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _TITLE_ILLEGAL.sub(" ", writable(sheet_title)).strip("' ")[:31] or "Sheet"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return book, sheet


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write *text* as a text, marked so that Excel keeps it one when a person edits the cell."""
    value = writable(text)[:_MAX_LETTERS]
    cell.value = value
    cell.data_type = "s"
    if value.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def add_line(sheet: Worksheet, row: int, text: str, n_columns: int, *, bold: bool = False) -> None:
    """Write a line of text over *n_columns* merged columns of a row, counted from 1."""
    cell = sheet.cell(row, 1)
    put_text(cell, text)
    cell.font = Font(name=_FONT, size=_POINTS, bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if n_columns > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=n_columns)


def add_rows(sheet: Worksheet, table: OutTable, *, first_row: int = 1) -> None:
    """Write a table from *first_row* on, its header repeated on every printed page and kept in view."""
    for column, (text, width) in enumerate(zip(table.header, table.widths_cm, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = round(width * _LETTERS_PER_CM, 1)
        _put(sheet, first_row, column, OutCell(text, bold=True, align=Align.CENTER))
    for row, column, cell in table.placed():
        _put(sheet, first_row + 1 + row, column + 1, cell)
    for row, points in enumerate(_heights(table), start=first_row):
        sheet.row_dimensions[row].height = points
    sheet.freeze_panes = f"A{first_row + 1}"
    sheet.print_title_rows = f"{first_row}:{first_row}"


def _heights(table: OutTable) -> list[float]:
    """Return the height of header and rows that shows every line: programs do not fit merged cells by themselves."""
    lines = [max(_n_lines(text, width) for text, width in zip(table.header, table.widths_cm, strict=True))]
    lines += [1] * len(table.rows)
    for row, column, cell in sorted(table.placed(), key=lambda place: place[2].rows):
        needed = _n_lines(cell.shown, sum(table.widths_cm[column : column + cell.columns]))
        covered = range(row + 1, min(row + 1 + cell.rows, len(lines)))
        missing = needed - sum(lines[position] for position in covered)
        for position in covered if missing > 0 else ():
            lines[position] += -(-missing // len(covered))
    return [count * _POINTS_A_LINE for count in lines]


def _n_lines(text: str, width_cm: float) -> int:
    letters = max(1, int(width_cm * _LETTERS_PER_CM * _FILLED))
    return sum(max(1, -(-len(line) // letters)) for line in text.split("\n"))


def _put(sheet: Worksheet, row: int, column: int, cell: OutCell) -> None:
    for place in (sheet.cell(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)):
        place.border = _BORDER
    target = sheet.cell(row, column)
    if cell.number is not None:
        target.value = cell.number
        target.number_format = cell.number_format
    elif cell.text:
        put_text(target, cell.text)
    target.font = Font(name=_FONT, size=_POINTS, bold=cell.bold)
    target.alignment = Alignment(horizontal=cell.align.value, vertical="top", wrap_text=True)
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.rows - 1, end_column=column + cell.columns - 1
        )
