"""A layout as a Word file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import cast

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt

from tests.acceptance.table_builder.chance import chance
from tests.acceptance.table_builder.grid import Cell, Grid
from tests.acceptance.table_builder.layout import Layout
from tests.acceptance.table_builder.page import Block, Paragraph, SmallTable, page_of
from tests.acceptance.table_builder.source import Row, workflow_of

_SHARES = {"number": 2, "content": 9, "performer": 6, "limit": 4, "result": 5, "fee": 3, "note": 4, "level": 3}
_TABLE_TWIPS = {False: 9600, True: 14400}
_MOST_PORTRAIT_COLUMNS = 5
_LONGEST_RUN = 9


def build_docx(row: Row, layout: Layout) -> bytes:
    """Return the Word file of a row of the data in one layout."""
    page = page_of(workflow_of(row), layout)
    is_wide = len(page.grid.keys) > _MOST_PORTRAIT_COLUMNS
    document = _empty_document(is_wide=is_wide)
    _add_blocks(document, page.above)
    _add_table(document, _Table(layout, page.grid, _TABLE_TWIPS[is_wide]).element())
    _add_blocks(document, page.below)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _empty_document(*, is_wide: bool) -> Document:
    document = docx.Document()
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(12)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    if is_wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2.0)
    return document


def _add_blocks(document: Document, blocks: Iterable[Block]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            document.add_paragraph().add_run(block.text).bold = block.strong
        else:
            _add_small_table(document, block)


def _add_small_table(document: Document, small: SmallTable) -> None:
    table = document.add_table(len(small.rows), len(small.rows[0]), style="Table Grid" if small.ruled else None)
    for cells, texts in zip(table.rows, small.rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph()


def _add_table(document: Document, table: BaseOxmlElement) -> None:
    document.element.body.insert_element_before(table, "w:sectPr")
    document.add_paragraph()


class _Table:
    """Writes a grid as Word writes one: a merged cell goes on as an empty cell in each row it covers."""

    def __init__(self, layout: Layout, grid: Grid, twips: int) -> None:
        self._layout = layout
        self._grid = grid
        self._rng = chance(layout.row_id, layout.seed, "runs")
        shares = [_SHARES[key] for key in grid.keys]
        self._widths = [twips * share // sum(shares) for share in shares]

    def element(self) -> BaseOxmlElement:
        """Return the table element."""
        style = _node("w:tblStyle", val="TableGrid")
        width = _node("w:tblW", w=str(sum(self._widths)), type="dxa")
        columns = [_node("w:gridCol", w=str(twips)) for twips in self._widths]
        rows = [self._row(number) for number in range(self._grid.n_rows)]
        properties = _tree("w:tblPr", style, width, _node("w:tblLayout", type="fixed"))
        return _tree("w:tbl", properties, _tree("w:tblGrid", *columns), *rows)

    def _row(self, number: int) -> BaseOxmlElement:
        cells = [cell for cell in self._grid.cells if cell.row <= number < cell.row + cell.height]
        inside = [self._cell(cell, number) for cell in sorted(cells, key=lambda cell: cell.column)]
        if number == 0 and not self._layout.merges.cuts:
            inside.insert(0, _tree("w:trPr", _node("w:tblHeader")))
        return _tree("w:tr", *inside)

    def _cell(self, cell: Cell, row: int) -> BaseOxmlElement:
        twips = sum(self._widths[cell.column : cell.column + cell.width])
        properties = [_node("w:tcW", w=str(twips), type="dxa")]
        if cell.width > 1:
            properties.append(_node("w:gridSpan", val=str(cell.width)))
        if cell.height > 1:
            properties.append(_node("w:vMerge", val="restart") if row == cell.row else _node("w:vMerge"))
        text = cell.text if row == cell.row else ""
        return _tree("w:tc", _tree("w:tcPr", *properties), *self._paragraphs(text, strong=cell.strong))

    def _paragraphs(self, text: str, *, strong: bool) -> list[BaseOxmlElement]:
        texts = text.split("\n") if self._layout.typography.breaks == "paragraphs" else [text]
        return [self._paragraph(part, strong=strong) for part in texts]

    def _paragraph(self, text: str, *, strong: bool) -> BaseOxmlElement:
        runs = [self._run(part, strong=strong) for part in self._parts(text) if part]
        if strong:
            return _tree("w:p", _tree("w:pPr", _node("w:jc", val="center")), *runs)
        return _tree("w:p", *runs)

    def _parts(self, text: str) -> list[str]:
        if not self._layout.typography.split_runs:
            return [text]
        parts = []
        while text:
            length = self._rng.randint(1, _LONGEST_RUN * 3)
            parts.append(text[:length])
            text = text[length:]
        return parts

    def _run(self, text: str, *, strong: bool) -> BaseOxmlElement:
        run = _tree("w:r", _tree("w:rPr", _node("w:b"))) if strong else _tree("w:r")
        for place, part in enumerate(text.split("\n")):
            if place:
                run.append(_node("w:br"))
            shown = _node("w:t")
            shown.set(qn("xml:space"), "preserve")
            shown.text = part
            run.append(shown)
        return run


def _tree(tag: str, *children: BaseOxmlElement) -> BaseOxmlElement:
    element = _node(tag)
    for child in children:
        element.append(child)
    return element


def _node(tag: str, *, val: str = "", w: str = "", type: str = "") -> BaseOxmlElement:  # noqa: A002 - names of Word
    element = cast("BaseOxmlElement", OxmlElement(tag))
    for name, value in (("w:val", val), ("w:w", w), ("w:type", type)):
        if value:
            element.set(qn(name), value)
    return element
