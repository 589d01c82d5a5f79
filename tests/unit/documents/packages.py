"""Build office packages by hand, sound and hostile ones, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = '<Relationship Id="{id}" Type="' + KINDS + '/{kind}" Target="{target}"/>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WORD_MAIN = "wordprocessingml.document.main+xml"
EXCEL_MAIN = "spreadsheetml.sheet.main+xml"


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of *entries*."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(*items: tuple[str, str, str]) -> str:
    """Return a relationships part of (id, kind, target)."""
    return RELATIONS.format(
        items="".join(RELATION.format(id=id_, kind=kind, target=target) for id_, kind, target in items)
    )


def word_entries(body: str, *, numbering: str = "") -> dict[str, str | bytes]:
    """Return the entries of a Word package whose body is *body*."""
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES.format(part="word/document.xml", kind=WORD_MAIN),
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    if numbering:
        entries["word/_rels/document.xml.rels"] = relations(("n1", "numbering", "numbering.xml"))
        entries["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    return entries


def word_package(body: str, *, numbering: str = "") -> bytes:
    """Return a Word package whose body is *body*."""
    return zipped(word_entries(body, numbering=numbering))


def excel_entries(
    sheet: str, *, shared: str = "", styles: str = "", sheets: str = "", book: str = ""
) -> dict[str, str | bytes]:
    """Return the entries of a workbook with one worksheet part; *sheets* replaces the list of sheets."""
    listed = sheets or '<sheet name="Bảng" sheetId="1" r:id="s1"/>'
    return {
        "[Content_Types].xml": CONTENT_TYPES.format(part="xl/workbook.xml", kind=EXCEL_MAIN),
        "_rels/.rels": relations(("r1", "officeDocument", "/xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {S} {R}>{book}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            ("s1", "worksheet", "worksheets/sheet1.xml"),
            ("t1", "sharedStrings", "sharedStrings.xml"),
            ("y1", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": f"<worksheet {S}>{sheet}</worksheet>",
        "xl/sharedStrings.xml": f"<sst {S}>{shared}</sst>",
        "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
    }


def excel_package(sheet: str, *, shared: str = "", styles: str = "", sheets: str = "", book: str = "") -> bytes:
    """Return a workbook with one worksheet part."""
    return zipped(excel_entries(sheet, shared=shared, styles=styles, sheets=sheets, book=book))


def paragraph(text: str, properties: str = "") -> str:
    """Return a Word paragraph."""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    """Return a Word table of rows made by `row`."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Return a Word row; a cell is its text, or markup from ``<w:tc>`` on."""
    made = (cell if cell.startswith("<w:tc>") else f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """Return a Word cell with markup inside."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"
