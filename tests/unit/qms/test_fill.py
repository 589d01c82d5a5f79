"""Filling Word templates."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document

from procflow.errors import ArchiveError, DataError, FileTypeError
from procflow.qms import Filling, filled

FILLING = Filling(
    {"name": "Lê Văn Ân", "two": "a\nb"},
    {"item": [{"no": "1", "text": "một"}, {"no": "2", "text": "hai"}], "none": []},
    {"item": frozenset({"no", "text"}), "none": frozenset({"text"})},
)


def raw(document: Document) -> bytes:
    """Return the bytes of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines(document: Document) -> list[str]:
    """Return the paragraphs of a document's body."""
    return [paragraph.text for paragraph in document.paragraphs]


def with_text(*texts: str) -> bytes:
    """Return a document with these paragraphs."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return raw(document)


def test_a_field_becomes_its_value() -> None:
    """Every place of a field gets its value, spaces inside the braces or not."""
    assert ["Lê Văn Ân, Lê Văn Ân"] == lines(filled(with_text("{{name}}, {{ name }}"), FILLING))


def test_a_line_break_stays_one() -> None:
    """A value of two lines stands on two lines."""
    assert ["a\nb"] == lines(filled(with_text("{{two}}"), FILLING))


def test_a_field_over_several_runs_takes_the_format_of_its_start() -> None:
    """A field that Word has broken into runs is filled, bold where it began bold."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, bold in (("Tên: {{", True), ("na", False), ("me}}.", False)):
        paragraph.add_run(text).bold = bold

    runs = filled(raw(document), FILLING).paragraphs[0].runs

    assert [("Tên: Lê Văn Ân", True), ("", False), (".", False)] == [(run.text, run.bold) for run in runs]


def test_rows_are_repeated_for_each_item() -> None:
    """Neighbouring rows with fields of a list are repeated together; other rows stay."""
    document = docx.Document()
    table = document.add_table(4, 1)
    for row, text in zip(table.rows, ("TT", "{{item.no}} {{name}}", "{{item.text}}", "Cộng"), strict=True):
        row.cells[0].text = text

    found = [row.cells[0].text for row in filled(raw(document), FILLING).tables[0].rows]

    assert ["TT", "1 Lê Văn Ân", "một", "2 Lê Văn Ân", "hai", "Cộng"] == found


def test_paragraphs_are_repeated_in_place() -> None:
    """A paragraph with fields of a list stands once for each item, between its neighbours."""
    found = lines(filled(with_text("trước", "{{item.no}}. {{item.text}}", "sau"), FILLING))

    assert ["trước", "1. một", "2. hai", "sau"] == found


def test_two_blocks_of_one_list_are_filled_apart() -> None:
    """The same list may stand in two places."""
    found = lines(filled(with_text("{{item.no}}", "-", "{{item.text}}"), FILLING))

    assert ["1", "2", "-", "một", "hai"] == found


def test_an_empty_list_leaves_nothing() -> None:
    """Rows of an empty list go, and a table of nothing else goes with them; a cell keeps a paragraph."""
    document = docx.Document()
    document.add_table(1, 1).rows[0].cells[0].text = "{{none.text}}"
    table = document.add_table(1, 1)
    table.rows[0].cells[0].text = "a"
    result = filled(raw(document), FILLING)

    assert ["a"] == [table.rows[0].cells[0].text for table in result.tables]


def test_footers_and_links_are_filled() -> None:
    """Fields are found in footers too."""
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "{{name}}"

    assert "Lê Văn Ân" == filled(raw(document), FILLING).sections[0].footer.paragraphs[0].text


def test_unknown_fields_are_refused() -> None:
    """A template that names fields nobody fills is refused, with their names and its own."""
    with pytest.raises(DataError, match=r"mau\.docx.*item\.when, nam") as caught:
        filled(with_text("{{nam}}", "{{item.when}}"), FILLING, file="mau.docx")

    assert ("item.when", "nam") == caught.value.facts["unknown"]


@pytest.mark.parametrize("text", ["{{name", "{{Họ tên}}", "{{item.}}"])
def test_broken_fields_are_refused(text: str) -> None:
    """What opens like a field and is none would be printed with its braces, so it is refused."""
    with pytest.raises(DataError, match="not closed"):
        filled(with_text(text), FILLING)


def test_two_lists_in_one_row_are_refused() -> None:
    """A row cannot be repeated for two lists at once."""
    with pytest.raises(DataError, match="two lists"):
        filled(with_text("{{item.no}} {{none.text}}"), FILLING)


def test_a_list_inside_a_row_of_a_list_is_refused() -> None:
    """A table with rows of a list inside a row of a list is refused."""
    document = docx.Document()
    cell = document.add_table(1, 1).rows[0].cells[0]
    cell.text = "{{item.no}}"
    cell.add_table(1, 1).rows[0].cells[0].text = "{{item.text}}"

    with pytest.raises(DataError, match="two lists"):
        filled(raw(document), FILLING)


def test_another_kind_of_file_is_no_template() -> None:
    """An Excel workbook, or no package at all, is refused."""
    workbook = io.BytesIO()
    import openpyxl

    openpyxl.Workbook().save(workbook)

    with pytest.raises(FileTypeError):
        filled(workbook.getvalue(), FILLING)
    with pytest.raises(ArchiveError):
        filled(b"{{name}}", FILLING)


def test_a_value_cannot_break_the_file(tmp_path: Path) -> None:
    """Characters that XML cannot hold, and markup, do no harm."""
    document = filled(with_text("{{name}}"), Filling({"name": "<w:p/>\x00&'\""}))
    document.save(str(tmp_path / "x.docx"))

    assert ["<w:p/>&'\""] == lines(docx.Document(str(tmp_path / "x.docx")))
