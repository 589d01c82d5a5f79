"""Office files: tables out of .docx, .xlsx and .csv."""

from procflow.documents.grid import Cell, CellKind, Grid, distinct
from procflow.documents.package import Package, PackageKind, open_package, read_file
from procflow.documents.reading import Tables, read_tables
from procflow.documents.text import one_line, read_text, writable

__all__ = [
    "Cell",
    "CellKind",
    "Grid",
    "Package",
    "PackageKind",
    "Tables",
    "distinct",
    "one_line",
    "open_package",
    "read_file",
    "read_tables",
    "read_text",
    "writable",
]
