"""CSV files as grids."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from procflow.documents import read_tables
from procflow.documents.csv_read import read_csv
from procflow.errors import FileTypeError, InputError

ROWS = "TT;Nội dung;Thời gian\n1;Ký, đóng dấu;0,5 ngày\n"


def texts(raw: bytes, encoding: str | None = None) -> list[list[str]]:
    """Return the texts of the rows."""
    found = read_csv(raw, file="a.csv", encoding=encoding)
    return [[cell.text if cell else "" for cell in line] for line in found.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encoding_is_told_by_the_mark(encoding: str) -> None:
    """UTF-8 needs no mark, UTF-16 tells by it."""
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""

    assert ["1", "Ký, đóng dấu", "0,5 ngày"] == texts(mark + ROWS.encode(encoding))[1]


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_delimiter_is_found_out(delimiter: str) -> None:
    """Comma, semicolon and tab are told apart although times hold commas."""
    raw = ROWS.replace("Ký, đóng", "Ký và đóng").replace("0,5", '"0,5"' if delimiter == "," else "0,5")
    raw = raw.replace('"0,5" ngày', '"0,5 ngày"').replace(";", delimiter)

    assert ["1", "Ký và đóng dấu", "0,5 ngày"] == texts(raw.encode())[1]


def test_delimiter_that_excel_declares_is_taken() -> None:
    """The line sep= counts as a line but holds nothing."""
    found = read_csv(b"sep=;\na,b;c\n")

    assert (2,) == found.row_numbers
    assert ["a,b", "c"] == [cell.text for cell in found.cells(0)]


def test_tab_that_a_trim_ate_is_meant() -> None:
    """A line sep= without a sign means the tab."""
    assert [["a;b", "c"]] == texts(b"sep=\t\na;b\tc\n")


def test_declared_encoding_is_used() -> None:
    """Windows-1258 has no mark; it is read when it is declared, decomposed letters composed."""
    raw = unicodedata.normalize("NFD", "hồ sơ").replace("o\u031b", "ơ").replace("o\u0302", "ô").encode("cp1258")

    assert [["hồ sơ"]] == texts(raw, "cp1258")


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [("hồ".encode("cp1258", "ignore") + b"\xec", None), (b"a", "no-such"), (b"a\x00b", None), (b"\xff\xfea", None)],
)
def test_other_encodings_are_refused(raw: bytes, encoding: str | None) -> None:
    """Text that is not what it should be is refused with the way out."""
    with pytest.raises(FileTypeError) as caught:
        texts(raw, encoding)

    assert caught.value.hint


def test_open_quote_is_refused_with_its_line() -> None:
    """A quote that does not close names the line it opens in."""
    with pytest.raises(InputError) as caught:
        texts(b'a;b\n1;"c\n2;d\n')

    assert 2 == caught.value.where.line


def test_bounds_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Size and number of rows and columns are bounded."""
    with pytest.raises(InputError, match="columns"):
        texts(b";" * 300)
    with pytest.raises(InputError, match="rows"):
        texts(b"a;b\n" * 5001)
    monkeypatch.setattr("procflow.documents.csv_read.MAX_BYTES", 3)
    with pytest.raises(InputError, match="larger"):
        texts(b"abcd")


def test_long_file_is_sniffed_by_its_beginning() -> None:
    """A file of many rows is read whole."""
    assert 500 == len(texts(b"a;b\n" * 500))


def test_kind_of_text_file_shows_in_its_name(tmp_path: Path) -> None:
    """A .txt or .tsv file is read as CSV; one that is PDF inside is not."""
    path = tmp_path / "a.tsv"
    path.write_text("a\tb\n", encoding="utf-8")

    assert "csv" == read_tables(path).kind

    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(FileTypeError, match="PDF"):
        read_tables(path)
