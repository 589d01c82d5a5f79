"""The procedure document: what a model says, as a Word document with its step table and its diagram."""

from __future__ import annotations

import os
from types import NoneType

from docx.document import Document

from procflow.bpmn import Definitions, Process
from procflow.documents import (
    Align,
    Properties,
    add_heading,
    add_paragraph,
    add_picture,
    add_table,
    new_document,
    word_bytes,
)
from procflow.errors import expect
from procflow.files import path_of, replace_file
from procflow.procedure import Procedure
from procflow.qms.pictures import Sheet, needs_height, pictures
from procflow.qms.procedure_text import UNKNOWN, Decided, ProcedureText, Section, procedure_text
from procflow.qms.sheet import A3, A4, Paper, furnish, new_landscape, set_points
from procflow.wording import Language, expect_language

_POINTS = 12
_HEADING_CM = 2.2


def procedure_document(
    model: Definitions | Process | Procedure,
    path: str | os.PathLike[str] | None = None,
    *,
    decided: Decided | None = None,
    language: Language = "vi",
) -> bytes:
    """
    Return the document of a procedure as ``.docx``: symbol, content with the step table, forms, records, diagram.

    What neither the model nor *decided* says is printed as "chưa có thông tin" and counted on the first page.
    The diagram stands on landscape pages; where its labels would be too small to read it is shown whole and in parts.

    Args:
        model: The model, or a procedure, whose model is then made from it.
        path: File to write as well.
        decided: What the model does not hold.
        language: ``vi`` or ``en``; texts of the model stay as they are.

    Raises:
        DataError: An argument is of another kind, or the language another one.
        ModelError: The model has no process or several, or nothing that can be drawn.
        PropertyError: A property of the model cannot be read.
        TableError: Steps that share a limit do not follow each other.
        FileAccessError: The file cannot be written.
    """
    expect(decided, (Decided, NoneType), "what was decided", "pass Decided, or leave it out")
    expect_language(language)
    procedure = model if isinstance(model, Procedure) else Procedure.of(model)
    text = procedure_text(procedure, decided or Decided(), language)
    document = new_document()
    set_points(document, _POINTS)
    furnish(document, text.header, language)
    _write_front(document, text, language)
    for section in text.sections:
        _write_section(document, section)
    drawn = _drawable(model)
    if drawn is not None:
        _write_diagram(document, drawn, text, language)
    properties = Properties(
        title=" - ".join(filter(None, (procedure.code, procedure.title))) or procedure.id,
        subject=text.title.split("\n", maxsplit=1)[0],
        keywords=", ".join(filter(None, (procedure.code, procedure.decision_number))),
        comments=_WORDS[language]["unknown"].format(text=UNKNOWN[language], n=text.unknown),
        version=(decided.version if decided else "") or procedure.decision_number,
        language="vi-VN" if language == "vi" else "en-GB",
    )
    raw = word_bytes(document, properties)
    if path is not None:
        replace_file(path_of(path), raw)
    return raw


def _drawable(model: Definitions | Process | Procedure) -> Definitions | None:
    if isinstance(model, Procedure):
        return model.to_bpmn() if model.steps else None
    return model.definitions if isinstance(model, Process) else model


def _write_front(document: Document, text: ProcedureText, language: Language) -> None:
    for line in text.title.split("\n"):
        add_paragraph(document, line, bold=True, align=Align.CENTER)
    add_table(document, text.identity)
    add_paragraph(document, "")
    add_paragraph(document, _WORDS[language]["unknown"].format(text=UNKNOWN[language], n=text.unknown))


def _write_section(document: Document, section: Section) -> None:
    add_heading(document, section.heading, section.level)
    for line in section.lines:
        add_paragraph(document, line)
    if section.table is not None:
        add_table(document, section.table)


def _write_diagram(document: Document, model: Definitions, text: ProcedureText, language: Language) -> None:
    words = _WORDS[language]
    paper = A3 if needs_height(model, _room(A4)) else A4
    for picture in pictures(model, _room(paper)):
        new_landscape(document, paper)
        heading = words["diagram"] if not picture.part else words["part"].format(part=picture.part, parts=picture.parts)
        add_heading(document, heading, align=Align.CENTER)
        description = f"{heading}: {text.title}"
        add_picture(document, picture.png, width_cm=picture.width_cm, description=description)


def _room(paper: Paper) -> Sheet:
    """Return the room for a picture below its heading on a landscape page."""
    return Sheet(paper.long_cm - paper.sides_cm, paper.short_cm - paper.ends_cm - _HEADING_CM)


_WORDS: dict[Language, dict[str, str]] = {
    "vi": {
        "unknown": "Số mục ghi “{text}”: {n}.",
        "diagram": "PHỤ LỤC: SƠ ĐỒ QUY TRÌNH",
        "part": "SƠ ĐỒ QUY TRÌNH (phần {part}/{parts})",
    },
    "en": {
        "unknown": "Items marked “{text}”: {n}.",
        "diagram": "ANNEX: DIAGRAM OF THE PROCEDURE",
        "part": "DIAGRAM OF THE PROCEDURE (part {part} of {parts})",
    },
}
