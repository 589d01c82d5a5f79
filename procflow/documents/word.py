"""New Word documents as Vietnamese offices lay them out: A4, Times New Roman 13, tables whose header repeats."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from lxml import etree

from procflow.documents.text import writable
from procflow.documents.written import Align, OutCell, OutTable
from procflow.errors import FileTypeError

_FONT = "Times New Roman"
_BODY_POINTS = 13
_HEADINGS = {1: 14, 2: 13, 3: 13}
_A4_CM = (21.0, 29.7)
# Margins of ND 30/2020/ND-CP, appendix I: 20-25 mm above and below, 30-35 mm left, 15-20 mm right.
_MARGINS_CM = {"top_margin": 2.0, "bottom_margin": 2.0, "left_margin": 3.0, "right_margin": 1.5}
_ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def new_document(*, landscape: bool = False) -> Document:
    """Return an empty A4 document in Times New Roman 13."""
    document = docx.Document()
    section = document.sections[0]
    width, height = _A4_CM[::-1] if landscape else _A4_CM
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(width), Cm(height)
    for name, centimetres in _MARGINS_CM.items():
        setattr(section, name, Cm(centimetres))
    _set_font(document.styles["Normal"], _BODY_POINTS)
    for level, points in _HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        _set_font(style, points)
        style.font.bold = True
        style.font.color.rgb = RGBColor(0, 0, 0)
    return document


def add_heading(document: Document, text: str, level: int = 1, *, align: Align = Align.LEFT) -> None:
    """Add a heading of level 1 to 3."""
    document.add_heading(writable(text), level).alignment = _ALIGNMENTS[align]


def add_paragraph(document: Document, text: str, *, bold: bool = False, align: Align = Align.LEFT) -> None:
    """Add a paragraph; a newline in *text* breaks the line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = _ALIGNMENTS[align]
    paragraph.add_run(writable(text)).bold = bold


def add_picture(document: Document, png: bytes, *, width_cm: float, description: str) -> None:
    """
    Add a picture, centred, with the text that a screen reader reads.

    Raises:
        FileTypeError: The bytes are no picture that Word shows.
    """
    try:
        document.add_picture(io.BytesIO(png), width=Cm(width_cm))
    except (UnrecognizedImageError, UnexpectedEndOfFileError, InvalidImageStreamError) as exc:
        raise FileTypeError("the picture cannot be read", hint="draw it again as PNG") from exc
    document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = document.inline_shapes[-1]
    shape._inline.docPr.set("descr", writable(description))  # noqa: SLF001 - python-docx has no public way


def add_table(document: Document, table: OutTable) -> None:
    """
    Add a table whose header is repeated on every page and whose rows do not break across pages.

    A table wider than the page between its margins is narrowed, each column by the same share.
    """
    widths_cm = _fitting_widths(document, table.widths_cm)
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.header))
    grid.style = document.styles["Table Grid"]
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for column, (text, width) in enumerate(zip(table.header, widths_cm, strict=True)):
        grid.columns[column].width = Cm(width)
        _put(grid.cell(0, column), OutCell(text, bold=True, align=Align.CENTER))
    _mark_row(grid, 0, "w:tblHeader")
    for row in range(1 + len(table.rows)):
        _mark_row(grid, row, "w:cantSplit")
    for row, column, cell in table.placed():
        _put(_merged(grid, row + 1, column, cell), cell)
    _set_widths(grid, widths_cm)


def _fitting_widths(document: Document, widths_cm: Sequence[float]) -> list[float]:
    section = document.sections[-1]
    margins = section.left_margin, section.right_margin
    room_cm = (section.page_width or 0) / Cm(1) - sum(margin or 0 for margin in margins) / Cm(1)
    share = min(1.0, room_cm / sum(widths_cm))
    return [width * share for width in widths_cm]


def _merged(grid: Table, row: int, column: int, cell: OutCell) -> _Cell:
    first = grid.cell(row, column)
    if cell.rows == cell.columns == 1:
        return first
    merged: _Cell = first.merge(grid.cell(row + cell.rows - 1, column + cell.columns - 1))
    return merged


def _put(target: _Cell, cell: OutCell) -> None:
    lines = writable(cell.shown).split("\n")
    for number, line in enumerate(lines):
        paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
        paragraph.alignment = _ALIGNMENTS[cell.align]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(line).bold = cell.bold


def _mark_row(grid: Table, row: int, name: str) -> None:
    properties = grid.rows[row]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public way
    etree.SubElement(properties, qn(name))


def _set_widths(grid: Table, widths_cm: Sequence[float]) -> None:
    for row in grid.rows:
        for cell, width in zip(row.cells, widths_cm, strict=False):
            if cell._tc.grid_span == 1:  # noqa: SLF001 - python-docx has no public way
                cell.width = Cm(width)


def _set_font(style: ParagraphStyle, points: int) -> None:
    style.font.name = _FONT
    style.font.size = Pt(points)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), _FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)
