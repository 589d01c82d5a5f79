"""A table as a grid of cells, whatever kind of file it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum


class CellKind(StrEnum):
    """What the file holds in a cell."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    ERROR = "error"
    NO_RESULT = "formula-without-result"


@dataclass(frozen=True, slots=True)
class Cell:
    """
    One cell; a merged one counts once.

    Attributes:
        text: What it shows, lines separated by newlines.
        row: Position of its first row in the grid, from 0.
        column: Position of its first column, from 0.
        row_span: How many rows it covers.
        column_span: How many columns it covers.
        kind: What the file holds.
        remarks: What a person should know about its reading.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    kind: CellKind = CellKind.TEXT
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """
    A table.

    Attributes:
        index: Its number in the file, from 1.
        place: How a person finds it: ``table 2``, ``sheet 'Bảng 1'``.
        rows: For each row the cell that covers each column; None where there is no cell.
        row_numbers: For each row its number in the file: row of the Word table, of the sheet, line of the text.
        before: The paragraphs since the table before.
        after: The paragraphs up to the next table.
        remarks: What a person should know about the reading, with the row number it concerns or None.
    """

    index: int
    place: str
    rows: tuple[tuple[Cell | None, ...], ...]
    row_numbers: tuple[int, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    remarks: tuple[tuple[int | None, str], ...] = field(default=())

    @property
    def width(self) -> int:
        """The number of columns, the same in every row."""
        return len(self.rows[0]) if self.rows else 0

    def cells(self, row: int) -> list[Cell]:
        """Return the cells that cover *row*, each once, from left to right."""
        return distinct(self.rows[row])

    def at(self, row: int, columns: Sequence[int]) -> list[Cell]:
        """Return the cells that cover *columns* of *row*, each once."""
        line = self.rows[row]
        return distinct(line[column] for column in columns if column < len(line))

    def section(self, first: int, last: int) -> Grid:
        """Return the rows from *first* up to *last* (not included) as a grid of its own."""
        cells = distinct(cell for row in self.rows[first:last] for cell in row)
        moved = [
            replace(
                cell,
                row=max(cell.row, first) - first,
                row_span=min(cell.row + cell.row_span, last) - max(cell.row, first),
            )
            for cell in cells
        ]
        numbers = self.row_numbers[first:last]
        remarks = tuple(item for item in self.remarks if item[0] is None or item[0] in numbers)
        place = f"{self.place}, rows {numbers[0]}-{numbers[-1]}" if numbers else self.place
        return Grid(self.index, place, fill(moved, last - first), numbers, remarks=remarks)


def distinct(cells: Sequence[Cell | None] | Iterator[Cell | None]) -> list[Cell]:
    """Return the cells without gaps, a merged cell once."""
    return list({(cell.row, cell.column): cell for cell in cells if cell is not None}.values())


def fill(cells: Sequence[Cell], n_rows: int) -> tuple[tuple[Cell | None, ...], ...]:
    """Return the rows of a grid of *n_rows* in which *cells* cover what their spans say."""
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    rows: list[list[Cell | None]] = [[None] * width for _ in range(n_rows)]
    for cell in cells:
        for row in range(cell.row, min(cell.row + cell.row_span, n_rows)):
            for column in range(cell.column, cell.column + cell.column_span):
                rows[row][column] = cell
    return tuple(tuple(row) for row in rows)
