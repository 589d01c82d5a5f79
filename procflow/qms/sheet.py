"""What every paper of its own layout bears: header, page numbers, small print."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from procflow.documents import writable

_SMALL = 9
_PAGE = {"vi": ("Trang ", "/"), "en": ("Page ", " of ")}


@dataclass(frozen=True, slots=True)
class Paper:
    """
    A size of paper with its margins, in centimetres.

    Attributes:
        short_cm: The short edge.
        long_cm: The long edge.
        sides_cm: Left and right margin together.
        ends_cm: Upper and lower margin together.
    """

    short_cm: float
    long_cm: float
    sides_cm: float = 4.5
    ends_cm: float = 4.0


A4 = Paper(21.0, 29.7)
A3 = Paper(29.7, 42.0)


def new_landscape(document: Document, paper: Paper) -> None:
    """Begin a new landscape page of a size of its own; margins, header and footer go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(paper.long_cm), Cm(paper.short_cm)


def furnish(document: Document, header: str, language: str) -> None:
    """Put *header* at the top of every page and the page number, with the number of pages, at the bottom."""
    section = document.sections[0]
    _write(section.header.paragraphs[0], header)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, field in zip(_PAGE[language], ("PAGE", "NUMPAGES"), strict=True):
        _write(footer, text)
        _write_field(footer, field)


def set_points(document: Document, points: float) -> None:
    """Set the size of plain text, that of tables too, and keep lines close together."""
    style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 - every document has this style of paragraphs
    style.font.size = Pt(points)
    style.paragraph_format.space_after = Pt(points / 3)


def _write(paragraph: Paragraph, text: str) -> None:
    paragraph.add_run(writable(text)).font.size = Pt(_SMALL)


def _write_field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word works out, such as the number of the page."""
    for kind in ("begin", "", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        run.font.size = Pt(_SMALL)
        if kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.text = code
            _append(run, instruction)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            _append(run, mark)


def _append(run: Run, node: etree._Element) -> None:
    etree.ElementBase.append(run._r, node)  # noqa: SLF001 - python-docx has no public way to add a field
