"""Sheets of Excel workbooks as grids."""

from __future__ import annotations

import unicodedata

import pytest

from procflow.documents import CellKind, Grid, open_package
from procflow.documents.number_format import shown_number
from procflow.documents.xlsx_read import Workbook, read_xlsx
from procflow.errors import ArchiveError
from tests.unit.documents.packages import excel_entries, excel_package, zipped

STYLES = (
    "<numFmts><numFmt numFmtId='200' formatCode='00&quot; ngày&quot;'/></numFmts>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='200'/><xf numFmtId='14'/><xf/></cellXfs>"
)


def book(data: str, rest: str = "", **parts: str) -> Workbook:
    """Return the workbook whose sheet has these rows."""
    return read_xlsx(open_package(excel_package(f"<sheetData>{data}</sheetData>{rest}", **parts)))


def grid(data: str, rest: str = "", **parts: str) -> Grid:
    """Return its only sheet."""
    (found,) = book(data, rest, **parts).grids
    return found


def texts(found: Grid) -> list[list[str | None]]:
    """Return what covers each place."""
    return [[None if cell is None else cell.text for cell in line] for line in found.rows]


def inline(place: str, text: str) -> str:
    """Return a cell with its text in place."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_texts_come_from_every_place_they_may_lie() -> None:
    """Shared, inline, rich and formula texts are read, composed, with plain spaces."""
    decomposed = unicodedata.normalize("NFD", "Ký duyệt")
    shared = f"<si><t>{decomposed}</t></si><si><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></si>"
    data = f'<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c>{inline("C1", "c")}<c t="str"><f>D</f><v>d</v></c></row>'

    assert [["Ký duyệt", "ab", "c", "d"]] == texts(grid(data, shared=shared))


def test_raised_figures_are_footnote_marks() -> None:
    """A raised figure in a rich text is dropped, a raised letter is not."""
    raised = '<rPr><vertAlign val="superscript"/></rPr>'
    shared = f"<si><r><t>ngày</t></r><r>{raised}<t>1</t></r><r>{raised}<t>th</t></r></si>"

    assert [["ngàyth"]] == texts(grid('<row><c t="s"><v>0</v></c></row>', shared=shared))


def test_numbers_are_shown_as_the_sheet_shows_them() -> None:
    """A number has a decimal comma, and the words its format adds."""
    noise = '<c s="3"><v>30000000000000004E-17</v></c>'
    data = f'<row><c><v>0.5</v></c><c s="1"><v>3</v></c>{noise}<c s="9"><v>2</v></c></row>'

    assert [["0,5", "03 ngày", "0,3", "2"]] == texts(grid(data, styles=STYLES))


def test_dates_errors_and_formulas_are_marked() -> None:
    """What is no text and no number says what it is."""
    data = (
        '<row><c s="2"><v>45748</v></c><c t="e"><v>#REF!</v></c><c><f>A1</f></c><c t="b"><v>1</v></c>'
        '<c t="b"><v>0</v></c><c t="d"><v>2025-04-01</v></c></row>'
    )
    found = grid(data, styles=STYLES)

    assert [["01/04/2025", "#REF!", "", "TRUE", "FALSE", "2025-04-01"]] == texts(found)
    assert [
        CellKind.DATE,
        CellKind.ERROR,
        CellKind.NO_RESULT,
        CellKind.TEXT,
        CellKind.TEXT,
        CellKind.DATE,
    ] == [cell.kind for cell in found.cells(0)]


def test_rows_keep_their_numbers() -> None:
    """Empty rows are left out, the others bear the number a person sees."""
    found = grid(f'<row r="3">{inline("B3", "a")}</row><row r="7">{inline("B7", "b")}<c r="C7"/></row>')

    assert (3, 7) == found.row_numbers
    assert [[None, "a"], [None, "b"]] == texts(found)


def test_merged_cells_count_once() -> None:
    """A merged range is one cell; text hidden under it is left out and said."""
    rows = (inline("A1", "a") + inline("B1", "b"), inline("A2", "x") + inline("B2", "c"))
    data = f'<row r="1">{rows[0]}</row><row r="2">{rows[1]}</row>'
    found = grid(data, '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="D4:E9"/></mergeCells>')

    assert [["a", "b"], ["a", "c"]] == texts(found)
    assert ((2, "text hidden under a merged cell was left out"),) == found.remarks


def test_merge_over_whole_columns_is_cut_to_what_is_used() -> None:
    """A range over the whole sheet costs nothing."""
    data = f'<row r="1">{inline("A1", "a")}</row><row r="2">{inline("B2", "b")}</row>'
    found = grid(data, '<mergeCells><mergeCell ref="$A$1:$A$1048576"/></mergeCells>')

    assert [["a", None], ["a", "b"]] == texts(found)


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    """What a person does not see is read, and reported."""
    data = f'<row r="1" hidden="1">{inline("A1", "a")}</row><row r="2" hidden="1"/>'
    found = grid(data, '<cols><col min="1" max="1" hidden="1"/><col min="5" max="9" hidden="1"/></cols>')

    assert {1, None} == {line for line, _ in found.remarks}
    assert all("hidden" in text for _, text in found.remarks)


def test_hidden_sheets_are_not_read_but_named() -> None:
    """A hidden sheet is left out by name; sheets without a part or a cell give no grid."""
    listed = '<sheet name="Ẩn" state="hidden" r:id="s1"/><sheet name="Bảng" r:id="s1"/><sheet name="Hỏng" r:id="nix"/>'
    found = book(f"<row>{inline('A1', 'a')}</row>", sheets=listed)

    assert (("Ẩn",), ("Bảng",), 1) == (found.hidden, found.names, len(found.grids))
    assert () == book("").grids


def test_workbook_without_styles_and_strings_is_read() -> None:
    """Parts that are missing are empty."""
    entries = excel_entries("<sheetData><row><c><v>1</v></c></row></sheetData>")
    kept = {name: text for name, text in entries.items() if "styles.xml" not in name and "Strings" not in name}
    (found,) = read_xlsx(open_package(zipped(kept))).grids

    assert [["1"]] == texts(found)


@pytest.mark.parametrize(
    ("data", "rest", "words"),
    [
        ('<row><c t="s"><v>5</v></c></row>', "", "text number"),
        ('<row><c t="s"><v>x</v></c></row>', "", "text number"),
        (f"<row>{inline('ZZ1', 'a')}</row>", "", "256 columns"),
        ('<row r="99999999"/>', "", "row or column number"),
        (f"<row>{inline('A1', 'a')}</row>", '<mergeCells><mergeCell ref="A0:B"/></mergeCells>', "merged range"),
        ("".join(f'<row r="{n}">{inline(f"A{n}", "a")}</row>' for n in range(1, 5002)), "", "5000 rows"),
        (
            f'<row r="1">{inline("A1", "a")}</row><row r="6000">{inline("IV6000", "b")}</row>',
            '<mergeCells><mergeCell ref="A1:IV6000"/></mergeCells>',
            "cover too much",
        ),
    ],
)
def test_hostile_sheets_are_refused(data: str, rest: str, words: str) -> None:
    """What no office program writes, or what would cost memory without end, is refused."""
    with pytest.raises(ArchiveError, match=words):
        grid(data, rest)


def test_sheet_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of cells is bounded, for they cost memory."""
    monkeypatch.setattr("procflow.documents.xlsx_read.MAX_CELLS", 2)
    with pytest.raises(ArchiveError, match="2 cells"):
        grid("<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>")


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("0.1", "General", "0,1"),
        ("-0.50", "0.00", "-0,5"),
        ("12", "#,##0", "12"),
        ("0.25", "0%", "25%"),
        ("7", '"B"0', "B7"),
        ("7", "0\\ \\n;[Red]-0", "7 n"),
        ("7", "0 _)", "7 "),
        ("1E+3", "General", "1000"),
        ("abc", "General", "abc"),
        ("INF", "General", "INF"),
        ("1.5", "dd/mm/yyyy hh:mm", "01/01/1900 12:00"),
        ("0.5", "hh:mm", "12:00:00"),
        ("1E+20", "dd/mm/yyyy", "100000000000000000000"),
    ],
)
def test_number_formats(raw: str, code: str, shown: str) -> None:
    """The value is exact; the format gives words, leading zeros, per cent and dates."""
    assert shown == shown_number(raw, code)[0]


def test_workbooks_of_macintosh_count_days_from_1904() -> None:
    """The same number is another day in a workbook that says so."""
    data = '<row><c s="2"><v>44286</v></c></row>'

    assert [["01/04/2025"]] == texts(grid(data, styles=STYLES, book='<workbookPr date1904="1"/>'))
