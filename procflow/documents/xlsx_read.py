"""Read the sheets of an Excel workbook as grids: texts, stored numbers, results of formulas, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from procflow.documents.grid import Cell, CellKind, Grid, fill
from procflow.documents.number_format import shown_number
from procflow.documents.package import Package
from procflow.documents.text import read_text
from procflow.errors import ArchiveError, Location

MAX_COLUMNS = 256
MAX_ROWS = 5000
MAX_CELLS = 100_000
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_MARKS = frozenset("0123456789*()[], ")
_ON = {"1", "true"}
_MAX_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Workbook:
    """
    The sheets of a workbook that are shown, and the names of those that are hidden.

    Attributes:
        grids: One grid for each shown sheet that holds anything.
        names: Name of the sheet of each grid.
        hidden: Names of hidden sheets, which are not read.
    """

    grids: tuple[Grid, ...]
    names: tuple[str, ...]
    hidden: tuple[str, ...]


def read_xlsx(package: Package) -> Workbook:
    """
    Return the shown sheets of a workbook.

    Raises:
        ArchiveError: A sheet is larger than the bounds, or a merged range is no range.
    """
    root = package.tree(package.main)
    sheets = list(root.iter(f"{_S}sheet")) if root is not None else []
    parts = package.relations(package.main, "/worksheet")
    shared = _shared_strings(package)
    formats = _formats(package)
    mac_dates = root is not None and any(item.get("date1904") in _ON for item in root.iter(f"{_S}workbookPr"))
    grids: list[Grid] = []
    names: list[str] = []
    hidden: list[str] = []
    for sheet in sheets:
        name, part = sheet.get("name", ""), parts.get(sheet.get(_R_ID, ""))
        if sheet.get("state", "visible") != "visible":
            hidden.append(name)
            continue
        content = package.tree(part) if part is not None else None
        if content is None:
            continue
        reader = _Sheet(package.file, name, shared, formats, mac_dates=mac_dates)
        grid = reader.read(content, len(grids) + 1)
        if grid.rows:
            grids.append(grid)
            names.append(name)
    return Workbook(tuple(grids), tuple(names), tuple(hidden))


@dataclass(slots=True)
class _Sheet:
    file: str
    name: str
    shared: list[str]
    formats: list[str]
    mac_dates: bool
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    remarks: list[tuple[int | None, str]] = field(default_factory=list)

    def read(self, root: etree._Element, index: int) -> Grid:
        self._read_cells(root)
        merges = list(self._merges(root))
        kept = sorted(
            {row for row, _ in self.cells} | {row for merge in merges for row in range(merge[0], merge[2] + 1)}
        )
        if len(kept) > MAX_ROWS:
            raise self._refused(f"more than {MAX_ROWS} rows")
        self._remark_hidden_columns(root)
        position = {row: number for number, row in enumerate(kept)}
        spans = {
            (top, left): (position[bottom] - position[top] + 1, right - left + 1) for top, left, bottom, right in merges
        }
        covered = {place for merge in merges for place in _places(merge)} - spans.keys()
        cells = []
        for (row, column), cell in sorted(self.cells.items()):
            if (row, column) in covered:
                self.remarks.append((row, "text hidden under a merged cell was left out"))
                continue
            row_span, column_span = spans.get((row, column), (1, 1))
            cells.append(replace(cell, row=position[row], row_span=row_span, column_span=column_span))
        remarks = (*self.remarks, *((kept[cell.row], text) for cell in cells for text in cell.remarks))
        return Grid(index, f"sheet {self.name!r}", fill(cells, len(kept)), tuple(kept), remarks=remarks)

    def _read_cells(self, root: etree._Element) -> None:
        row = 0
        for line in root.iterfind(f"{_S}sheetData/{_S}row"):
            row = self._number(line.get("r"), row + 1)
            column = -1
            before = len(self.cells)
            for node in line.iterfind(f"{_S}c"):
                place = _place(node.get("r", ""))
                column = place[1] if place else column + 1
                cell = self._cell(node, row, column)
                if cell.text or cell.kind is not CellKind.TEXT:
                    if column >= MAX_COLUMNS:
                        raise self._refused(f"more than {MAX_COLUMNS} columns")
                    if len(self.cells) >= MAX_CELLS:
                        raise self._refused(f"more than {MAX_CELLS:,} cells")
                    self.cells[row, column] = cell
            if line.get("hidden") in _ON and len(self.cells) > before:
                self.remarks.append((row, "the row is hidden in the sheet; it was read"))

    def _cell(self, node: etree._Element, row: int, column: int) -> Cell:
        kind, value = node.get("t", "n"), node.findtext(f"{_S}v")
        if kind == "inlineStr":
            return Cell(read_text(_rich_text(node.find(f"{_S}is"))), row, column)
        if not value:
            empty = CellKind.NO_RESULT if node.find(f"{_S}f") is not None else CellKind.TEXT
            return Cell("", row, column, kind=empty)
        if kind == "s":
            return Cell(self._shared_text(value), row, column)
        if kind == "n":
            text, shown_as = shown_number(value, self._format(node.get("s")), mac_dates=self.mac_dates)
            return Cell(text, row, column, kind=shown_as)
        if kind == "b":
            return Cell("TRUE" if value.strip() in _ON else "FALSE", row, column)
        return Cell(read_text(value), row, column, kind=_KINDS.get(kind, CellKind.TEXT))

    def _shared_text(self, index: str) -> str:
        position = int(index) if index.strip().isdecimal() and len(index) < 9 else len(self.shared)
        if position >= len(self.shared):
            raise self._refused(f"a text number {index!r} that the workbook does not hold")
        return self.shared[position]

    def _format(self, style: str | None) -> str:
        position = int(style) if style is not None and style.isdecimal() and len(style) < 9 else 0
        return self.formats[position] if position < len(self.formats) else "General"

    def _merges(self, root: etree._Element) -> Iterator[tuple[int, int, int, int]]:
        """Yield the merged ranges that show something, cut to the rows and columns in use."""
        last_row = max((row for row, _ in self.cells), default=0)
        last_column = max((column for _, column in self.cells), default=0)
        area = 0
        for node in root.iterfind(f"{_S}mergeCells/{_S}mergeCell"):
            reference = node.get("ref", "")
            ends = [_place(part) for part in reference.split(":")]
            first, last = ends[0], ends[-1]
            if first is None or last is None or len(ends) > 2:
                raise self._refused(f"a merged range {reference!r}")
            top, left = min(first[0], last[0]), min(first[1], last[1])
            if (top, left) in self.cells:
                bottom = min(max(first[0], last[0]), last_row)
                right = min(max(first[1], last[1]), last_column)
                area += (bottom - top + 1) * (right - left + 1)
                if area > MAX_ROWS * MAX_COLUMNS:
                    raise self._refused("merged ranges that cover too much")
                yield top, left, bottom, right

    def _remark_hidden_columns(self, root: etree._Element) -> None:
        used = {column + 1 for _, column in self.cells}
        for node in root.iterfind(f"{_S}cols/{_S}col"):
            first, last = self._number(node.get("min"), 0), self._number(node.get("max"), 0)
            if node.get("hidden") in _ON and any(first <= column <= last for column in used):
                self.remarks.append((None, f"column {first} is hidden in the sheet; it was read"))

    def _number(self, text: str | None, default: int) -> int:
        if text is None:
            return default
        if not text.isdecimal() or len(text) > 7 or int(text) > _MAX_ROW:
            raise self._refused(f"a row or column number {text!r}")
        return int(text)

    def _refused(self, reason: str) -> ArchiveError:
        return ArchiveError(
            f"a sheet has {reason}",
            hint="no decision table has that; check where the file comes from",
            where=Location(file=self.file, element=self.name),
        )


_KINDS = {"e": CellKind.ERROR, "d": CellKind.DATE}


def _place(reference: str) -> tuple[int, int] | None:
    """Return row (from 1) and column (from 0) of a reference such as ``B7``."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def _places(merge: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    top, left, bottom, right = merge
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _shared_strings(package: Package) -> list[str]:
    part = package.related(package.main, "/sharedStrings")
    root = package.tree(part) if part else None
    return [read_text(_rich_text(item)) for item in root.iterfind(f"{_S}si")] if root is not None else []


def _rich_text(item: etree._Element | None) -> str:
    """Return the text of a string item; a raised figure or star is a footnote mark and is dropped."""
    texts = []
    for child in item if item is not None else ():
        if child.tag == f"{_S}t":
            texts.append(child.text or "")
        elif child.tag == f"{_S}r":
            text = child.findtext(f"{_S}t") or ""
            raised = child.find(f"{_S}rPr/{_S}vertAlign")
            is_mark = raised is not None and raised.get("val") == "superscript" and set(text) <= _MARKS
            texts.append("" if is_mark and text.strip() else text)
    return "".join(texts)


def _formats(package: Package) -> list[str]:
    part = package.related(package.main, "/styles")
    root = package.tree(part) if part else None
    if root is None:
        return []
    own = {item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iterfind(f"{_S}numFmts/{_S}numFmt")}
    builtin = {str(key): code for key, code in BUILTIN_FORMATS.items()}
    ids = (item.get("numFmtId", "0") for item in root.iterfind(f"{_S}cellXfs/{_S}xf"))
    return [own.get(key) or builtin.get(key) or "General" for key in ids]
