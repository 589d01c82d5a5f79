"""A table to be written, whatever kind of file it goes into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Align(StrEnum):
    """How the text of a cell stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class OutCell:
    """
    A cell to be written.

    Attributes:
        text: What it shows; a newline breaks the line. It never becomes a formula.
        number: A number in place of the text, for Excel to count with; Word shows it in Vietnamese writing.
        number_format: Excel format of the number.
        rows: How many rows it covers.
        columns: How many columns it covers.
        bold: Whether it is set off.
        align: How it stands.
    """

    text: str = ""
    number: Decimal | None = None
    number_format: str = "General"
    rows: int = 1
    columns: int = 1
    bold: bool = False
    align: Align = Align.LEFT

    @property
    def shown(self) -> str:
        """What it shows as a text."""
        return self.text if self.number is None else f"{self.number:f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class OutTable:
    """
    A table to be written.

    Attributes:
        header: The texts of the header, which is repeated on every page.
        rows: The cells of each row; a place that a cell covers from above or from the left is left out.
        widths_cm: Width of each column in centimetres.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[OutCell, ...], ...]
    widths_cm: tuple[float, ...]

    def placed(self) -> Iterator[tuple[int, int, OutCell]]:
        """Yield row and column (from 0, below the header) of each cell."""
        covered: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in covered:
                    column += 1
                yield row, column, cell
                places = ((row + down, column + right) for down in range(cell.rows) for right in range(cell.columns))
                covered.update(places)
                column += cell.columns
