"""Tables of Word documents as grids."""

from __future__ import annotations

import unicodedata

import pytest

from procflow.documents import Grid, open_package
from procflow.documents.docx_read import read_docx
from procflow.errors import ArchiveError
from tests.unit.documents.packages import W, cell, paragraph, row, table, word_entries, word_package, zipped

RAISED = '<w:vertAlign w:val="superscript"/>'
SHOWN = '<w:vanish w:val="0"/>'
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def grids(body: str, *, numbering: str = "") -> tuple[Grid, ...]:
    """Return the tables of a body."""
    return read_docx(open_package(word_package(body, numbering=numbering)))


def texts(grid: Grid) -> list[list[str | None]]:
    """Return what covers each place."""
    return [[None if found is None else found.text for found in line] for line in grid.rows]


def text_of(content: str) -> str:
    """Return the text of a single cell."""
    (grid,) = grids(table(row(cell(content))))
    return grid.cells(0)[0].text


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_cell_over_two_columns_counts_once() -> None:
    """A cell that spans columns covers both and is one cell."""
    (grid,) = grids(table(row("a", "b"), row(cell(paragraph("c"), '<w:gridSpan w:val="2"/>'))))

    assert [["a", "b"], ["c", "c"]] == texts(grid)
    assert 1 == len(grid.cells(1))


def test_cell_over_two_rows_counts_once() -> None:
    """A cell merged down covers both rows; the next restart begins a new one."""
    (grid,) = grids(
        table(
            row(cell(paragraph("a"), RESTART), "1"),
            row(cell("<w:p/>", CONTINUE), "2"),
            row(cell(paragraph("b"), RESTART), "3"),
            row(cell("<w:p/>", '<w:vMerge w:val="continue"/>'), "4"),
        )
    )

    assert [["a", "1"], ["a", "2"], ["b", "3"], ["b", "4"]] == texts(grid)
    assert [2, 1, 1] == [found.row_span for found in (*grid.cells(0), grid.cells(1)[1])]


def test_merge_without_beginning_is_a_cell_of_its_own() -> None:
    """A continuation below nothing, or below a cell that was not merged, stands for itself."""
    (grid,) = grids(table(row("a", cell(paragraph("b"), CONTINUE)), row(cell(paragraph("c"), CONTINUE), "d")))

    assert [["a", "b"], ["c", "d"]] == texts(grid)


def test_merge_ends_where_a_row_has_no_such_column() -> None:
    """A row that is shorter ends the merge of the columns it lacks."""
    (grid,) = grids(
        table(
            row("a", cell(paragraph("b"), RESTART)),
            row("c"),
            row("d", cell(paragraph("e"), CONTINUE)),
        )
    )

    assert [["a", "b"], ["c", None], ["d", "e"]] == texts(grid)


def test_old_merge_across_is_read() -> None:
    """The merge that old Word versions write covers its columns too."""
    across = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    (grid,) = grids(table(row(cell(paragraph("a"), across[0]), cell("<w:p/>", across[1]), "b")))

    assert [["a", "a", "b"]] == texts(grid)


def test_indented_row_begins_further_right() -> None:
    """Columns that a row leaves out at its beginning are gaps."""
    (grid,) = grids(table(row("a", "b"), row("c", properties='<w:trPr><w:gridBefore w:val="1"/></w:trPr>')))

    assert [["a", "b"], [None, "c"]] == texts(grid)


def test_text_is_composed_and_its_spaces_plain() -> None:
    """Decomposed letters, no-break spaces, tabs and soft breaks come out as a person reads them."""
    broken = unicodedata.normalize("NFD", "Thẩm\u00a0định")
    content = f"<w:p>{run(broken)}<w:r><w:tab/><w:t>hồ sơ</w:t><w:br/><w:t>ký</w:t><w:noBreakHyphen/></w:r></w:p>"

    assert "Thẩm định hồ sơ\nký-" == text_of(content)


def test_paragraphs_are_lines() -> None:
    """Each paragraph of a cell is a line, empty ones aside."""
    assert "a\nb" == text_of(paragraph("a") + "<w:p/>" + paragraph("b"))


def test_tracked_changes_are_read_as_accepted() -> None:
    """What was inserted stays, what was deleted goes, and the grid says so."""
    content = (
        f"<w:p><w:del>{run('30 ngày')}</w:del><w:ins>{run('15 ngày')}</w:ins><w:moveFrom>{run('x')}</w:moveFrom></w:p>"
    )
    (grid,) = grids(table(row(cell(content))))

    assert [["15 ngày"]] == texts(grid)
    assert [1, 1] == [line for line, _ in grid.remarks]
    assert ["deletions", "insertions"] == [text.split()[1] for _, text in grid.remarks]


def test_deleted_row_is_left_out() -> None:
    """A row whose deletion is tracked is no row."""
    (grid,) = grids(table(row("a"), row("b", properties="<w:trPr><w:del/></w:trPr>")))

    assert [["a"]] == texts(grid)


def test_footnote_marks_are_dropped() -> None:
    """Footnote references and raised figures go, raised letters and units stay."""
    content = (
        f"<w:p>{run('5 ngày')}<w:r><w:footnoteReference w:id='1'/></w:r>{run('(1)', RAISED)}{run('th', RAISED)}</w:p>"
    )
    (grid,) = grids(table(row(cell(content))))

    assert [["5 ngàyth"]] == texts(grid)
    assert ((1, "it has a footnote"),) == grid.remarks


def test_hidden_text_is_left_out_and_said() -> None:
    """Text that Word does not show is not read; text whose hiding is switched off is."""
    content = f"<w:p>{run('a', '<w:vanish/>')}{run('b', SHOWN)}</w:p>"
    hidden = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>"
    (grid,) = grids(table(row(cell(content + hidden))))

    assert [["b"]] == texts(grid)
    assert ((1, "hidden text was left out"),) == grid.remarks


def test_content_controls_are_looked_into() -> None:
    """Tables, rows, cells and text inside content controls are read."""
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    text = f"<w:p>{control.format(run('a'))}<w:hyperlink>{run('b')}</w:hyperlink></w:p>"
    inner = f"<w:tr>{control.format(cell(text))}</w:tr>"
    (grid,) = grids(control.format(f"<w:tbl>{control.format(inner)}</w:tbl>"))

    assert [["ab"]] == texts(grid)


def test_table_in_a_cell_is_a_table_and_its_text_stays_in_the_cell() -> None:
    """The inner table comes after the outer one; the outer cell shows its text too."""
    outer, inner = grids(table(row(cell(paragraph("x") + table(row("a", "b")) + "<w:p/>"))))

    assert [["x\na\nb"]] == texts(outer)
    assert [["a", "b"]] == texts(inner)
    assert ["table 1", "table 2"] == [outer.place, inner.place]


def test_paragraphs_around_belong_to_the_table() -> None:
    """What stands before and after a table comes with it, up to the next table."""
    first, second = grids(paragraph("A") + table(row("a")) + paragraph("B") + "<w:p/>" + table(row("b")))

    assert (("A",), ("B",), ("B",), ()) == (first.before, first.after, second.before, second.after)


NUMBERING = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
  <w:lvl><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
  <w:lvl><w:numFmt w:val="decimalZero"/><w:lvlText w:val="B%5 %9"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
"""


def listed(level: str, number: str = "1") -> str:
    """Return a cell with an empty list paragraph."""
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return cell(f"<w:p>{properties}</w:p>")


def test_numbers_that_word_writes_are_read() -> None:
    """List numbers stand in no text; they are counted as Word counts them."""
    levels = ["0", "1", "1", "0", "1", "2", "3", "3", "4"]
    (grid,) = grids(table(*(row(listed(level)) for level in levels)), numbering=NUMBERING)

    assert ["III.", "III.1", "III.2", "IV.", "IV.1", "", "a)", "b)", "B01"] == [line[0] for line in texts(grid)]


@pytest.mark.parametrize(("level", "number"), [("0", "0"), ("0", "5"), ("8", "1"), ("x", "1"), ("0", "2")])
def test_lists_that_are_not_defined_have_no_number(level: str, number: str) -> None:
    """A paragraph of a list that the document does not define has no number."""
    (grid,) = grids(table(row(listed(level, number), "a")), numbering=NUMBERING)

    assert [["", "a"]] == texts(grid)


def test_list_without_numbering_part_has_no_number() -> None:
    """A document without list definitions has no numbers."""
    (grid,) = grids(table(row(listed("0"), "a")))

    assert [["", "a"]] == texts(grid)


@pytest.mark.parametrize("span", ["65", "99999999999"])
def test_table_that_is_too_wide_is_refused(span: str) -> None:
    """A span beyond all tables is refused before it costs memory."""
    with pytest.raises(ArchiveError, match="columns"):
        grids(table(row(cell(paragraph("a"), f'<w:gridSpan w:val="{span}"/>'))))


def test_span_that_is_no_number_is_one() -> None:
    """A span that says nothing covers its own column."""
    (grid,) = grids(table(row(cell(paragraph("a"), '<w:gridSpan w:val="x"/>'), "b")))

    assert [["a", "b"]] == texts(grid)


def test_table_that_is_too_long_is_refused() -> None:
    """More rows than any decision table has are refused."""
    with pytest.raises(ArchiveError, match="rows"):
        grids(table("<w:tr/>" * 5001))


def test_document_without_body_has_no_tables() -> None:
    """A document that holds nothing gives nothing."""
    entries = word_entries("") | {"word/document.xml": f"<w:document {W}/>"}

    assert () == read_docx(open_package(zipped(entries)))
