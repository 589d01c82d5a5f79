"""What each row of a decision table is: step, stage, total, footnote, or nothing to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from procflow.documents import Cell, Grid
from procflow.tables.header import Column, Header, is_column_numbers, is_plain_header, is_repeated
from procflow.tables.periods import periods_in
from procflow.tables.roles import REQUIRED, Role
from procflow.tables.wording import fold

_TOTAL = re.compile(
    r"(?:tong|cong)(?: cong)?(?: so)?(?: (?:thoi gian|thoi han|ngay|gio)\b.*|\s*[:=].*|\s*\(.*)?$|tong cong\b.*"
)
_NOTE = re.compile(
    r"(?:ghi chu|luu y|chu thich|nguon|phan in nghieng)\b|\(?\*+\)?|\[[0-9]{1,3}\]|\([0-9]{1,2}\)|[¹²³⁰⁴-⁹]"
)
_MARKER = re.compile(r"\s*(\(?\*+\)?|\[[0-9]{1,3}\]|\([0-9]{1,2}\)|[¹²³⁰⁴-⁹]+)")
_ROMAN = r"[IVX]{1,5}"
_LABEL = re.compile(rf"(?:(?:Giai đoạn|GIAI ĐOẠN|Phần|PHẦN)\s+)?({_ROMAN}|[A-H]|[a-h]|[0-9]{{1,2}})\s*[.):/\-–]\s*")
_LABEL_ALONE = re.compile(rf"({_ROMAN}|[A-H]|[a-h])[.)]?")
_STAGE_WORDS = re.compile(
    r"giai doan|quy trinh|cap (?:tinh|xa|huyen|trung uong)|tai (?:cap|ubnd|so|bo phan)|phan [ivx0-9]"
)
# A heading such as "2.5 Thời hạn giải quyết: 10 ngày" that slipped into the table states the limit of the whole.
_STATED = re.compile(r"(?:thoi han|thoi gian) giai quyet[^:]{0,40}:")
_CASE_WORDS = re.compile(r"(?:doi voi (?:cac )?)?truong hop\b|th ?[0-9]+\b")


# Written where steps for all cases follow those of some.
COMMON = "Chung cho mọi trường hợp"
_COMMON_WORDS = re.compile(
    r"(?:phan |cac buoc )?(?:chung|ap dung chung) cho (?:moi|cac|tat ca cac) truong hop\b|phan chung\b"
)


class RowKind(StrEnum):
    """What a row is."""

    BLANK = "blank"
    HEADER = "header"
    OTHER_HEADER = "other-header"
    STAGE = "stage"
    CASE = "case"
    COMMON = "common"
    TOTAL = "total"
    NOTE = "note"
    UNCLEAR = "unclear"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Row:
    """
    A row below the header.

    Attributes:
        position: Its position in the grid.
        line: Its number in the file.
        kind: What it is.
        cells: The cells of each role, a merged one with the row it starts in.
        label: ``I`` or ``a`` of a stage row.
        title: Text of a stage, total, note or unclear row.
    """

    position: int
    line: int
    kind: RowKind
    cells: dict[Role, tuple[Cell, ...]] = field(default_factory=dict)
    label: str = ""
    title: str = ""

    def text(self, role: Role, separator: str = "\n") -> str:
        """Return what the row says in a role, merged cells included."""
        return separator.join(cell.text for cell in self.cells.get(role, ()) if cell.text)

    def is_inherited(self, role: Role) -> bool:
        """Return whether the row shows in a role only cells that began in a row above."""
        cells = self.cells.get(role, ())
        return bool(cells) and all(cell.row < self.position for cell in cells)


def read_rows(grid: Grid, header: Header) -> tuple[Row, ...]:
    """Return the rows below the header with what they are."""
    rows = [_read_row(grid, header, position) for position in range(header.last + 1, len(grid.rows))]
    return tuple(_settled(_ended(rows)))


def markers_of(rows: tuple[Row, ...], paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the footnote marks that footnote rows and the paragraphs below the table explain."""
    texts = [row.title for row in rows if row.kind is RowKind.NOTE] + list(paragraphs)
    lines = (line for text in texts for line in text.split("\n"))
    found = (match[1] for line in lines if (match := _MARKER.match(line)) is not None)
    return tuple(sorted(set(found), key=len, reverse=True))


def without_markers(text: str, markers: tuple[str, ...]) -> str:
    """Return *text* without footnote marks at its end."""
    for marker in markers:
        text = text.removesuffix(marker).rstrip()
    return text


def label_and_title(text: str) -> tuple[str, str]:
    """
    Return the label and the title of a stage.

    Example:
        >>> label_and_title("II. Quy trình giải quyết tại cấp tỉnh (05 ngày làm việc)")
        ('II', 'Quy trình giải quyết tại cấp tỉnh (05 ngày làm việc)')
    """
    match = _LABEL.match(text)
    return (match[1], text[match.end() :].strip()) if match is not None and text[match.end() :] else ("", text)


def _read_row(grid: Grid, header: Header, position: int) -> Row:
    line = grid.row_numbers[position]
    shown = [cell for cell in grid.cells(position) if cell.text]
    held = [cell for cell in grid.cells(position) if cell.text or cell.kind != "text"]
    if not held:
        return Row(position, line, RowKind.BLANK)
    if is_repeated(grid, position, header) or is_column_numbers(grid, position):
        return Row(position, line, RowKind.HEADER)
    if is_plain_header(grid, position):
        return Row(position, line, RowKind.OTHER_HEADER)
    cells = _cells_by_role(grid, header, position)
    if len(shown) == 1 and len(held) == 1:
        return _lone_row(Row(position, line, RowKind.STEP, cells), shown[0], header)
    return _full_row(Row(position, line, RowKind.STEP, cells), shown)


def _cells_by_role(grid: Grid, header: Header, position: int) -> dict[Role, tuple[Cell, ...]]:
    """Give each cell to one role; one that spans several goes where its text fits."""
    found: dict[Role, list[Cell]] = {}
    for cell in grid.cells(position):
        roles = _roles_under(cell, header.columns)
        role = _fitting(cell, roles)
        if role is not None:
            found.setdefault(role, []).append(cell)
    return {role: tuple(cells) for role, cells in found.items()}


def _roles_under(cell: Cell, columns: tuple[Column, ...]) -> list[Role]:
    covered = range(cell.column, cell.column + cell.column_span)
    return [column.role for column in columns if any(place in covered for place in column.places)]


def _fitting(cell: Cell, roles: list[Role]) -> Role | None:
    if len(roles) < 2:
        return roles[0] if roles else None
    if Role.TIME in roles and any(periods_in(cell.text)) and Role.CONTENT not in roles:
        return Role.TIME
    wanted = (Role.CONTENT, Role.PERFORMER, Role.TIME)
    return next((role for role in wanted if role in roles), roles[0])


def _lone_row(row: Row, cell: Cell, header: Header) -> Row:
    """Return what a row with a single text is."""
    text = cell.text
    label, title = label_and_title(text)
    folded, folded_title = fold(text), fold(title)
    if _TOTAL.match(folded):
        kind = RowKind.TOTAL
    elif _NOTE.match(folded):
        kind = RowKind.NOTE
    elif _COMMON_WORDS.match(folded_title):
        kind = RowKind.COMMON
    elif _CASE_WORDS.match(folded_title):
        kind = RowKind.CASE
    elif (label and not label.isdecimal()) or _STAGE_WORDS.match(folded_title):
        kind = RowKind.STAGE
    elif len(_roles_under(cell, header.columns)) < 2 and Role.CONTENT in _roles_under(cell, header.columns):
        kind = RowKind.STEP
    else:
        kind = RowKind.UNCLEAR
    shown_title = title if kind in {RowKind.STAGE, RowKind.CASE} else text
    return Row(row.position, row.line, kind, row.cells, label, " ".join(shown_title.split("\n")))


def _full_row(row: Row, shown: list[Cell]) -> Row:
    """Return what a row with several texts is."""
    number, content, time = (row.text(role, " ") for role in (Role.NUMBER, Role.CONTENT, Role.TIME))
    own_performer = row.text(Role.PERFORMER)
    if not number and not content and _STATED.match(fold(time)):
        return replace(row, kind=RowKind.NOTE, title=time)
    if own_performer:
        return row
    if any(_TOTAL.match(fold(text)) for text in (shown[0].text if shown else "", content)):
        return _total(row, shown)
    if row.is_inherited(Role.NUMBER) or row.is_inherited(Role.CONTENT):
        return row
    return _heading(row, number, content) or row


def _total(row: Row, shown: list[Cell]) -> Row:
    title = " ".join(cell.text for cell in shown if cell not in row.cells.get(Role.TIME, ()))
    return replace(row, kind=RowKind.TOTAL, title=" ".join(title.split("\n")))


def _heading(row: Row, number: str, content: str) -> Row | None:
    """Return the stage or case that a row without performer opens, None if it opens none."""
    label, title = label_and_title(content)
    alone = _LABEL_ALONE.fullmatch(number)
    if _CASE_WORDS.match(fold(title)) and not row.text(Role.TIME):
        return replace(row, kind=RowKind.CASE, label=alone[1] if alone else label or number.strip(" .)"), title=title)
    if alone is not None and content:
        return replace(row, kind=RowKind.STAGE, label=alone[1], title=content)
    wide = any(cell.column_span > 1 for cell in row.cells.get(Role.CONTENT, ()))
    if not number and (label.isupper() or (wide and (label or _STAGE_WORDS.match(fold(title))))):
        return replace(row, kind=RowKind.STAGE, label=label, title=title)
    return None


def _ended(rows: list[Row]) -> list[Row]:
    """Take what stands below the last full step, behind a total or a blank row, for text below the table."""
    last_step = max((position for position, row in enumerate(rows) if _is_full_step(row)), default=len(rows))
    ended, closed = rows[: last_step + 1], False
    for above, row in zip(rows[last_step:], rows[last_step + 1 :], strict=False):
        closed = closed or above.kind in {RowKind.TOTAL, RowKind.BLANK} or row.line - above.line > 1
        keeps = not closed or row.kind in {RowKind.TOTAL, RowKind.BLANK, RowKind.HEADER}
        text = " ".join(cell.text for cells in row.cells.values() for cell in cells)
        below = replace(row, kind=RowKind.NOTE, title=row.title or " ".join(text.split("\n")))
        ended.append(row if keeps else below)
    return ended


def _is_full_step(row: Row) -> bool:
    return row.kind is RowKind.STEP and all(row.text(role) for role in REQUIRED)


def _settled(rows: list[Row]) -> Iterator[Row]:
    """Take an unclear row for a stage where the numbers start again below it, or where it states a sum in brackets."""
    for position, row in enumerate(rows):
        if row.kind is RowKind.UNCLEAR and _opens_stage(row, rows[position + 1 :]):
            yield replace(row, kind=RowKind.STAGE)
        else:
            yield row


def _opens_stage(row: Row, below: list[Row]) -> bool:
    following = next((other for other in below if other.kind not in {RowKind.BLANK, RowKind.HEADER}), None)
    if following is None or following.kind is not RowKind.STEP:
        return False
    first = re.fullmatch(r"(?:b|buoc)?[ .]*0?1[.:)]?", fold(following.text(Role.NUMBER, " ")))
    return first is not None or ("(" in row.title and any(periods_in(row.title)))
