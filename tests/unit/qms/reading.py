"""Read what a paper says."""

from __future__ import annotations

import io

import docx
from docx.document import Document


def opened(raw: bytes) -> Document:
    """Return the document in *raw*."""
    return docx.Document(io.BytesIO(raw))


def all_text(raw: bytes) -> str:
    """Return every paragraph of a document, those in tables and footers too, one a line."""
    document = opened(raw)
    roots = [document.element.body, *(section.footer._element for section in document.sections)]
    paragraphs = (node for root in roots for node in root.iter(f"{W}p"))
    return "\n".join("".join(text.text or "" for text in node.iter(f"{W}t")) for node in paragraphs)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows_of(raw: bytes, table: int) -> list[list[str]]:
    """Return the cells of one table, merged ones once for each place they cover."""
    return [[cell.text for cell in row.cells] for row in opened(raw).tables[table].rows]
