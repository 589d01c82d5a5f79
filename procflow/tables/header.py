"""Find the header of a decision table: which column holds what, in any order and wording."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from procflow.calendars import LimitUnit
from procflow.documents import Cell, Grid, distinct
from procflow.errors import Location, TableError
from procflow.procedure import Limit
from procflow.tables.periods import periods_in, unit_in
from procflow.tables.roles import REQUIRED, Role, begins_with_role, content_rank, role_of
from procflow.tables.wording import fold, shorten

_MAX_HEADER_ROWS = 3
_LOOKED_AT = 40
_MAX_PLAIN = 60
_COLUMN_NUMBER = re.compile(r"\(?[0-9]{1,2}\)?|\([a-z]\)")
STEP_NUMBER = re.compile(r"(?:b|buoc)?[ .]*[0-9]{1,3}(?:[.][0-9]{1,2})*[a-z]?[.:)]?|[ivx]{1,5}[.)]?")


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of the table as its header shows it.

    Attributes:
        header: The text of the header.
        places: The columns of the grid that it covers.
        role: What it holds.
    """

    header: str
    places: tuple[int, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Header:
    """
    The header of a decision table.

    Attributes:
        first: Its first row in the grid.
        last: Its last row.
        columns: The columns from left to right.
        unit: Unit that the time column states for bare numbers.
        declared: Total that stands in the header of the time column, None if none does.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    unit: LimitUnit | None
    declared: Limit | None

    def column(self, role: Role) -> Column | None:
        """Return the column with this role, None if there is none."""
        return next((column for column in self.columns if column.role is role), None)


def find_header(grid: Grid, chosen: Mapping[Role, str], file: str) -> Header | None:
    """
    Return the header of *grid*, None where no row names content, performer and time.

    Args:
        grid: The table.
        chosen: Header text that a person chose for a role, where several columns could have it.
        file: Name used in errors.

    Raises:
        TableError: A row does, but more than one column may be the same of them.
    """
    for row in range(min(len(grid.rows), _LOOKED_AT)):
        drafts = _as_chosen(_columns_at(grid, row), chosen)
        roles = {draft.role for draft in drafts}
        if roles.issuperset(REQUIRED) and len(drafts) >= len(REQUIRED):
            return _header(grid, row, drafts, chosen, file)
    return None


def nearest_header(grid: Grid) -> tuple[int, list[str]] | None:
    """Return the row that comes closest to a header and its texts, None where no row names two of the three roles."""
    best: tuple[int, int] | None = None
    for row in range(min(len(grid.rows), _LOOKED_AT)):
        count = len({column.role for column in _columns_at(grid, row)}.intersection(REQUIRED))
        if count > (best[0] if best else 0):
            best = count, row
    if best is None or best[0] < 2:
        return None
    return best[1], [column.header for column in _columns_at(grid, best[1])]


def is_repeated(grid: Grid, row: int, header: Header) -> bool:
    """Return whether *row* shows the texts of the header again, as after a page break."""
    texts = [fold(cell.text) for cell in grid.cells(row) if cell.text]
    own = {fold(cell.text) for line in range(header.first, header.last + 1) for cell in grid.cells(line) if cell.text}
    return len(texts) > 1 and set(texts) <= own


def is_column_numbers(grid: Grid, row: int) -> bool:
    """Return whether *row* only numbers the columns: (1), (2), (3)."""
    texts = [fold(cell.text) for cell in grid.cells(row)]
    return len(texts) > 2 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts) and len(set(texts)) == len(texts)


def split_blocks(grid: Grid) -> list[Grid]:
    """Return the tables that lie below each other on one sheet: a header below a blank row opens the next one."""
    starts = [0]
    first: set[str] = set()
    for row in range(len(grid.rows)):
        texts = {fold(cell.text) for cell in grid.cells(row) if cell.text}
        is_header = texts == first or is_plain_header(grid, row)
        if first and is_header and (start := _start_after_gap(grid, row)) is not None:
            starts.append(start)
        if not first and {column.role for column in _columns_at(grid, row)}.issuperset(REQUIRED):
            first = texts
    ends = [*starts[1:], len(grid.rows)]
    if len(starts) == 1:
        return [grid]
    return [grid.section(first, last) for first, last in zip(starts, ends, strict=True)]


def is_plain_header(grid: Grid, row: int) -> bool:
    """Return whether *row* is a header beyond doubt: short words that begin with what the columns hold."""
    columns = _columns_at(grid, row)
    wanted = [column for column in columns if column.role in REQUIRED]
    return {column.role for column in wanted} == set(REQUIRED) and all(
        len(column.header) <= _MAX_PLAIN and begins_with_role(column.header) for column in wanted
    )


def _start_after_gap(grid: Grid, header_row: int) -> int | None:
    """Return the first row below the blank row above a header, titles between aside; None without a blank row."""
    for row in range(header_row, 0, -1):
        above = [cell for cell in grid.cells(row - 1) if cell.text]
        if not above or grid.row_numbers[row] - grid.row_numbers[row - 1] > 1:
            return row
        if len(above) > 1:
            break
    return None


def _columns_at(grid: Grid, row: int) -> list[Column]:
    last = _last_row(grid, row, [cell for cell in grid.cells(row) if cell.row == row and cell.text])
    columns: list[Column] = []
    previous: tuple[Cell, ...] = ()
    for place in range(grid.width):
        cells = tuple(distinct([_at(grid, line, place) for line in range(row, last + 1)]))
        header = " ".join(" ".join(cell.text for cell in cells).split())
        if columns and cells and cells == previous:
            columns[-1] = Column(columns[-1].header, (*columns[-1].places, place), columns[-1].role)
        elif any(cell.text for cell in cells):
            columns.append(Column(header, (place,), role_of(header)))
        previous = cells
    return columns


def _last_row(grid: Grid, row: int, cells: Sequence[Cell]) -> int:
    """Return the last row of a header that begins at *row* with *cells*."""
    height = max((cell.row_span for cell in cells), default=1)
    return min(row + min(height, _MAX_HEADER_ROWS), len(grid.rows)) - 1


def _at(grid: Grid, row: int, place: int) -> Cell | None:
    line = grid.rows[row]
    return line[place] if place < len(line) else None


def _header(grid: Grid, row: int, drafts: Sequence[Column], chosen: Mapping[Role, str], file: str) -> Header:
    last = _last_row(grid, row, [cell for cell in grid.cells(row) if cell.row == row])
    where = Location(file=file, line=grid.row_numbers[row], element=grid.place)
    columns = _settle_content(grid, last, _choose(list(drafts), chosen, where))
    for role in REQUIRED:
        same = [column.header for column in columns if column.role is role]
        if len(same) > 1:
            raise _ambiguous(role, same, where)
    time = next(column for column in columns if column.role is Role.TIME)
    declared = list(periods_in(time.header))
    return Header(
        first=row,
        last=last,
        columns=tuple(columns),
        unit=None if declared else unit_in(time.header),
        declared=declared[0] if len(declared) == 1 else None,
    )


def _as_chosen(columns: Sequence[Column], chosen: Mapping[Role, str]) -> list[Column]:
    """Give a column the role a person chose for its header, so that a header in any words is found."""
    roles = {fold(text): role for role, text in chosen.items()}
    return [Column(column.header, column.places, roles.get(fold(column.header), column.role)) for column in columns]


def _choose(columns: list[Column], chosen: Mapping[Role, str], where: Location) -> list[Column]:
    """Apply what a person chose: the named column gets the role, others that looked like it lose it."""
    for role, text in chosen.items():
        named = [column for column in columns if fold(column.header) == fold(text)]
        if len(named) != 1:
            raise TableError(
                f"{len(named) or 'no'} column has the header {text!r}",
                hint=f"choose one of: {_quoted([column.header for column in columns])}",
                where=where,
            )
        columns = [
            Column(column.header, column.places, role if column is named[0] else _unless(column.role, role))
            for column in columns
        ]
    return columns


def _unless(role: Role, taken: Role) -> Role:
    return Role.UNKNOWN if role is taken else role


def _settle_content(grid: Grid, last: int, columns: list[Column]) -> list[Column]:
    """Leave one content column: of the others, step numbers become the number, titles the name."""
    candidates = [column for column in columns if column.role is Role.CONTENT]
    if len(candidates) < 2:
        return columns
    surest = _surest_content(grid, last, candidates)
    others = [column for column in candidates if column not in surest]
    settled = {id(column): _other_role(grid, last, column, columns) for column in others}
    return [Column(column.header, column.places, settled.get(id(column), column.role)) for column in columns]


def _surest_content(grid: Grid, last: int, candidates: Sequence[Column]) -> list[Column]:
    """Return the columns whose header says content most clearly; of several, the one that does not hold numbers."""
    best = min(content_rank(column.header) for column in candidates)
    surest = [column for column in candidates if content_rank(column.header) == best]
    wordy = [column for column in surest if not _holds_numbers(grid, last, column)]
    return wordy if len(surest) > 1 and len(wordy) == 1 else surest


def _other_role(grid: Grid, last: int, column: Column, columns: Sequence[Column]) -> Role:
    has_number = any(other.role is Role.NUMBER for other in columns)
    return Role.NUMBER if _holds_numbers(grid, last, column) and not has_number else Role.NAME


def _holds_numbers(grid: Grid, last: int, column: Column) -> bool:
    cells = distinct([_at(grid, row, column.places[0]) for row in range(last + 1, len(grid.rows))])
    shown = [fold(cell.text) for cell in cells if cell.text and cell.column_span <= len(column.places)]
    texts = [text for text in shown if text != fold(column.header) and not text.startswith("(")]
    return bool(texts) and sum(1 for text in texts if STEP_NUMBER.fullmatch(text)) * 2 > len(texts)


def _ambiguous(role: Role, headers: Sequence[str], where: Location) -> TableError:
    return TableError(
        f"{len(headers)} columns may be the {role}: {_quoted(headers)}",
        hint=f"say which: --column {role}='{headers[0]}'",
        where=where,
        role=role,
        headers=tuple(headers),
    )


def _quoted(headers: Sequence[str]) -> str:
    return ", ".join(repr(shorten(header)) for header in headers)
