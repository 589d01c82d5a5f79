"""Read the tables of a file, whatever of the supported kinds it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from procflow.documents.csv_read import read_csv
from procflow.documents.docx_read import read_docx
from procflow.documents.grid import Grid
from procflow.documents.package import PackageKind, open_package, refuse_other_kinds
from procflow.documents.xlsx_read import read_xlsx
from procflow.errors import FileTypeError, Location
from procflow.files import path_of, read_bytes

MAX_FILE_BYTES = 50 * 1024 * 1024

_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})


@dataclass(frozen=True, slots=True)
class Tables:
    """
    The tables of a file.

    Attributes:
        file: The file, as given.
        kind: ``docx``, ``xlsx`` or ``csv``.
        grids: Its tables in reading order; one for each shown sheet of a workbook.
        sheets: Names of the sheets, for a workbook.
        hidden_sheets: Sheets that are hidden and therefore not read.
    """

    file: str
    kind: str
    grids: tuple[Grid, ...]
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()


def read_tables(path: str | Path, *, encoding: str | None = None) -> Tables:
    """
    Return the tables of a .docx, .xlsx or .csv file; what it is shows in its content, not in its name.

    Args:
        path: The file.
        encoding: Encoding of a CSV file, where it is neither UTF-8 nor UTF-16 with a byte order mark.

    Raises:
        FileAccessError: The file cannot be read.
        FileTypeError: It is of another kind (.doc, .xls, PDF, ...); the hint names the way out.
        ArchiveError: The package is damaged or over a bound.
        XmlError: A part is not XML or has a DOCTYPE.
        InputError: A CSV file is malformed.
    """
    source = path_of(path)
    raw, file = read_bytes(source, max_bytes=MAX_FILE_BYTES), str(path)
    where = Location(file=file)
    if not raw.strip():
        raise FileTypeError("the file is empty", hint="save the table again", where=where)
    if source.suffix.lower() in _TEXT_SUFFIXES and not raw.startswith(b"PK"):
        refuse_other_kinds(raw, where)
        return Tables(file, "csv", (read_csv(raw, file=file, encoding=encoding),))
    package = open_package(raw, file=file)
    if package.kind is PackageKind.DOCX:
        return Tables(file, "docx", read_docx(package))
    workbook = read_xlsx(package)
    return Tables(file, "xlsx", workbook.grids, workbook.names, workbook.hidden)
