"""A layout as an Excel file."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.acceptance.table_builder.grid import Cell, Grid
from tests.acceptance.table_builder.layout import Layout
from tests.acceptance.table_builder.page import Block, Page, Paragraph, page_of
from tests.acceptance.table_builder.source import Row, workflow_of

_WIDTHS = {"number": 9, "content": 55, "performer": 32, "limit": 20, "result": 28, "fee": 14, "note": 18, "level": 14}
_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_COVER = "Tập tin kèm theo quyết định phê duyệt quy trình nội bộ"


def build_xlsx(row: Row, layout: Layout) -> bytes:
    """Return the Excel file of a row of the data in one layout."""
    workflow = workflow_of(row)
    book = Workbook()
    sheet = book.worksheets[0]
    if layout.around.cover_sheet:
        sheet.title = "Bìa"
        sheet["B3"] = _COVER
        sheet = book.create_sheet("Quy trình")
    _Sheet(sheet, layout).write(page_of(workflow, layout))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


class _Sheet:
    """Writes the parts of a page one below the other."""

    def __init__(self, sheet: Worksheet, layout: Layout) -> None:
        self._sheet = sheet
        self._left = layout.around.first_column + 1
        self._next = layout.around.first_row + 1
        self._n_columns = len(layout.columns.keys)

    def write(self, page: Page) -> None:
        """Write the whole page; an empty row parts the table from what is no part of it."""
        for block in page.above:
            self._block(block)
        self._next += bool(page.above)
        self._grid(page.grid)
        self._next += 1
        for block in page.below:
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._put(Cell(0, 0, block.text, 1, self._n_columns, strong=block.strong), ruled=False)
            self._next += 1
            return
        for texts in block.rows:
            for column, text in enumerate(texts):
                self._put(Cell(0, column, text), ruled=block.ruled)
            self._next += 1
        self._next += 1

    def _grid(self, grid: Grid) -> None:
        for column, key in enumerate(grid.keys, start=self._left):
            self._sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[key]
        for cell in grid.cells:
            self._put(cell, ruled=True)
        self._next += grid.n_rows

    def _put(self, cell: Cell, *, ruled: bool) -> None:
        row, column = self._next + cell.row, self._left + cell.column
        target = self._sheet.cell(row, column)
        if cell.figure is not None:
            whole = cell.figure == cell.figure.to_integral_value()
            target.value = int(cell.figure) if whole else float(cell.figure)
        elif cell.text:
            target.value = cell.text
        target.font = Font(name="Times New Roman", bold=cell.strong)
        target.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if cell.strong else None)
        if ruled:
            target.border = _RULED
        if cell.height > 1 or cell.width > 1:
            self._sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + cell.height - 1, end_column=column + cell.width - 1
            )
