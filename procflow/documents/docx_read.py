"""Read the tables of a Word document as grids."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from procflow.documents.docx_numbering import Numbering
from procflow.documents.docx_text import W, attribute, blocks, is_on, paragraph_text, remarks_of
from procflow.documents.grid import Cell, Grid, fill
from procflow.documents.package import Package
from procflow.documents.text import read_text
from procflow.errors import ArchiveError, Location

MAX_COLUMNS = 64
MAX_ROWS = 5000
_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"}


def read_docx(package: Package) -> tuple[Grid, ...]:
    """
    Return the tables of a document in reading order, those inside cells after the one around them.

    Raises:
        ArchiveError: A table is larger than the bounds.
    """
    root = package.tree(package.main)
    body = root.find(f"{W}body") if root is not None else None
    numbering_part = package.related(package.main, "/numbering")
    reader = _Reader(package.file, Numbering(package.tree(numbering_part) if numbering_part else None))
    if body is not None:
        reader.read_body(body)
    return tuple(reader.grids)


@dataclass(slots=True)
class _Reader:
    file: str
    numbering: Numbering
    grids: list[Grid] = field(default_factory=list)

    def read_body(self, body: etree._Element) -> None:
        paragraphs: list[str] = []
        last: int | None = None
        for block in blocks(body):
            if block.tag == f"{W}p":
                if text := self._paragraph(block):
                    paragraphs.append(text)
                continue
            self._end(last, paragraphs)
            last = len(self.grids)
            self.read_table(block, tuple(paragraphs))
            paragraphs = []
        self._end(last, paragraphs)

    def _end(self, position: int | None, paragraphs: list[str]) -> None:
        if position is not None:
            self.grids[position] = replace(self.grids[position], after=tuple(paragraphs))

    def read_table(self, table: etree._Element, before: tuple[str, ...]) -> None:
        rows = [row for row in _children(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        if len(rows) > MAX_ROWS:
            raise self._too_large(f"more than {MAX_ROWS} rows")
        index = len(self.grids) + 1
        # The place in the list is taken before the tables inside the cells take theirs.
        self.grids.append(Grid(index, f"table {index}", (), ()))
        cells: list[Cell] = []
        open_merges: dict[int, int] = {}
        for position, row in enumerate(rows):
            self._read_row(row, position, cells, open_merges)
        remarks = tuple((cell.row + 1, remark) for cell in cells for remark in cell.remarks)
        grid_rows = fill(cells, len(rows))
        numbers = tuple(range(1, len(rows) + 1))
        self.grids[index - 1] = Grid(index, f"table {index}", grid_rows, numbers, before, remarks=remarks)

    def _read_row(self, row: etree._Element, position: int, cells: list[Cell], open_merges: dict[int, int]) -> None:
        column = self._count(attribute(row, "trPr/gridBefore"), 0)
        seen: set[int] = set()
        for node in _children(row, "tc"):
            properties = node.find(f"{W}tcPr")
            span = self._count(attribute(properties, "gridSpan"), 1)
            if column + span > MAX_COLUMNS:
                raise self._too_large(f"more than {MAX_COLUMNS} columns")
            seen.add(column)
            above = open_merges.get(column)
            if _continues(properties, "vMerge") and above is not None:
                cells[above] = replace(cells[above], row_span=position - cells[above].row + 1)
            elif _continues(properties, "hMerge") and cells and cells[-1].row == position:
                cells[-1] = replace(cells[-1], column_span=column + span - cells[-1].column)
            else:
                open_merges.pop(column, None)
                if attribute(properties, "vMerge") == "restart":
                    open_merges[column] = len(cells)
                cells.append(self._cell(node, position, column, span))
            column += span
        for column in set(open_merges) - seen:
            del open_merges[column]

    def _cell(self, node: etree._Element, row: int, column: int, span: int) -> Cell:
        texts = []
        for block in blocks(node):
            if block.tag == f"{W}p":
                texts.append(self._paragraph(block))
            else:
                self.read_table(block, ())
                texts.append(_nested_text(block))
        text = read_text("\n".join(texts))
        return Cell(text, row, column, column_span=span, remarks=tuple(remarks_of(node)))

    def _paragraph(self, paragraph: etree._Element) -> str:
        label = self.numbering.next_label(paragraph)
        if is_on(paragraph, "pPr/rPr/vanish"):
            return ""
        return read_text(f"{label} {paragraph_text(paragraph)}")

    def _count(self, text: str | None, default: int) -> int:
        if text is None or not text.isdecimal():
            return default
        if len(text) > 4:
            raise self._too_large(f"more than {MAX_COLUMNS} columns")
        return max(int(text), default)

    def _too_large(self, reason: str) -> ArchiveError:
        return ArchiveError(
            f"a table has {reason}",
            hint="no decision table is that large; check where the file comes from",
            where=Location(file=self.file, element=f"table {len(self.grids) + 1}"),
        )


def _children(node: etree._Element, name: str) -> list[etree._Element]:
    found = []
    for child in node:
        if child.tag == W + name:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found.extend(_children(child, name))
    return found


def _continues(properties: etree._Element | None, name: str) -> bool:
    merge = properties.find(W + name) if properties is not None else None
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _nested_text(table: etree._Element) -> str:
    paragraphs = (paragraph_text(paragraph) for cell in table.iter(f"{W}tc") for paragraph in cell.iter(f"{W}p"))
    return "\n".join(paragraphs)
