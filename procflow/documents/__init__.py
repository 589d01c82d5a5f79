"""Office files: tables out of .docx, .xlsx and .csv, and new documents and workbooks."""

from procflow.documents.excel import add_line, add_rows, new_workbook, put_text
from procflow.documents.grid import Cell, CellKind, Grid, distinct
from procflow.documents.output import Properties, excel_bytes, word_bytes
from procflow.documents.package import Package, PackageKind, open_package
from procflow.documents.reading import Tables, read_tables
from procflow.documents.text import one_line, read_text, writable
from procflow.documents.word import add_heading, add_paragraph, add_picture, add_table, new_document
from procflow.documents.written import Align, OutCell, OutTable

__all__ = [
    "Align",
    "Cell",
    "CellKind",
    "Grid",
    "OutCell",
    "OutTable",
    "Package",
    "PackageKind",
    "Properties",
    "Tables",
    "add_heading",
    "add_line",
    "add_paragraph",
    "add_picture",
    "add_rows",
    "add_table",
    "distinct",
    "excel_bytes",
    "new_document",
    "new_workbook",
    "one_line",
    "open_package",
    "put_text",
    "read_tables",
    "read_text",
    "word_bytes",
    "writable",
]
