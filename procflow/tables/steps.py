"""Build the steps of a procedure from the rows of a decision table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from procflow.calendars import LimitUnit
from procflow.documents import Cell, CellKind, one_line
from procflow.errors import Location, TableError
from procflow.procedure import Document, Limit, Step
from procflow.tables.conditions import has_condition
from procflow.tables.header import Header
from procflow.tables.imported import Note
from procflow.tables.periods import read_limit, unit_in
from procflow.tables.roles import Role
from procflow.tables.rows import Row, RowKind, markers_of, without_markers
from procflow.tables.wording import fold, shorten

_KINDS_OF_DAY = frozenset({LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY})
_SEVERAL = re.compile(r"^[-+•–]\s.*\s[-+•–]\s|;\s*\S")
_ITEM = re.compile(r"[a-zđ][).]")
_BULLET = re.compile(r"^[-+•–]\s+")
_TRAILING_MARK = re.compile(r"\s*(?:\[[0-9]{1,3}\]|\([0-9]{1,2}\)|\(?\*+\)?|[¹²³⁰⁴-⁹]+)$")


@dataclass(slots=True)
class Draft:
    """
    A step while its rows are read.

    Attributes:
        line: Row in the file it begins in.
        number: Its number as written.
        name: Its title, where the table has one beside the content.
        content: Its lines.
        performer: Who does it.
        time: The cell that holds its time, None if there is none.
        limit: Its limit, as read.
        texts: What else the table says, by role.
        stage: The stage it stands in.
        case: The case it stands in.
    """

    line: int
    number: str
    name: str
    content: str
    performer: str
    time: Cell | None
    limit: Limit | None
    stage: str
    case: str
    texts: dict[Role, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class StepReader:
    """
    Reads rows into drafts, one after the other.

    Args:
        header: The header of the table.
        where: File and table, for errors.
        rows: All rows below the header.
        paragraphs: Paragraphs below the table, which may explain footnote marks.
    """

    header: Header
    where: Location
    rows: Sequence[Row]
    paragraphs: tuple[str, ...] = ()
    drafts: list[Draft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    stage: str = ""
    case: str = ""
    _limits: dict[tuple[int, int], Limit | None] = field(default_factory=dict)
    _markers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._markers = markers_of(tuple(self.rows), self.paragraphs)

    def read_step(self, row: Row) -> None:
        """Add the step of *row*, or what it says to the step above."""
        above = self.drafts[-1] if self.drafts else None
        if above is not None and self._continues(row):
            self._extend(above, row)
            return
        inherits = above is not None and not row.text(Role.CONTENT) and not row.text(Role.NUMBER)
        draft = Draft(
            line=row.line,
            number=above.number if above and inherits else self._text(row, Role.NUMBER, " "),
            name=above.name if above and inherits else self._text(row, Role.NAME, " "),
            content=above.content if above and inherits else self._text(row, Role.CONTENT),
            performer=one_line(self._text(row, Role.PERFORMER, " ")),
            time=next(iter(row.cells.get(Role.TIME, ())), None),
            limit=self.limit_of(row),
            stage=self.stage,
            case=self.case,
        )
        self._add_texts(draft, row, only_new=False)
        self.drafts.append(draft)
        self._remark(draft, row, inherits=inherits)

    def limit_of(self, row: Row) -> Limit | None:
        """
        Return what the time of *row* says.

        Raises:
            TableError: It cannot be read without guessing; row and file are named.
        """
        cells = row.cells.get(Role.TIME, ())
        if not cells:
            return None
        key = cells[0].row, cells[0].column
        if key not in self._limits or len(cells) > 1:
            self._limits[key] = self._read_limit(row, cells)
        return self._limits[key]

    def _read_limit(self, row: Row, cells: tuple[Cell, ...]) -> Limit | None:
        where = replace(self.where, line=row.line)
        for cell in cells:
            _refuse_cell(cell, where)
        text = _TRAILING_MARK.sub("", without_markers(one_line(row.text(Role.TIME)), self._markers))
        unit = unit_in(row.text(Role.UNIT)) or self.header.unit
        try:
            reading = read_limit(text, unit)
        except TableError as exc:
            raise TableError(exc.message, hint=exc.hint, where=where, **exc.facts) from exc
        if reading.remark:
            self.notes.append(Note(row.line, "time", reading.remark))
        limit = reading.limit
        if limit is not None and limit.unit is LimitUnit.DAY_UNSTATED and unit in _KINDS_OF_DAY:
            # Plain days below a header that says which days are meant are those days.
            return limit.model_copy(update={"unit": unit})
        return limit

    def _continues(self, row: Row) -> bool:
        """Return whether *row* only goes on with the step above: nothing new is done, by nobody new, in no new time."""
        if row.text(Role.NUMBER) and not row.is_inherited(Role.NUMBER):
            return False
        content, performer, time = (row.text(role) for role in (Role.CONTENT, Role.PERFORMER, Role.TIME))
        if all(not text or row.is_inherited(role) for role, text in _of_step(content, performer, time)):
            return True
        unnumbered = self.header.column(Role.NUMBER) is not None and not row.text(Role.NUMBER)
        return unnumbered and bool(content) and not performer and not time

    def _extend(self, above: Draft, row: Row) -> None:
        if (text := row.text(Role.CONTENT)) and not row.is_inherited(Role.CONTENT):
            above.content = f"{above.content}\n{text}"
            self.notes.append(Note(row.line, "continued", "a row without number, performer and time was added above"))
        self._add_texts(above, row, only_new=True)

    def _add_texts(self, draft: Draft, row: Row, *, only_new: bool) -> None:
        for role in (Role.RESULT, Role.FORMS, Role.DOCUMENTS, Role.LEGAL_BASIS):
            if (text := self._text(row, role)) and not (only_new and row.is_inherited(role)):
                draft.texts.setdefault(role, []).append(text)

    def _text(self, row: Row, role: Role, separator: str = "\n") -> str:
        return without_markers(_unwrapped(row.text(role, separator)), self._markers)

    def _remark(self, draft: Draft, row: Row, *, inherits: bool) -> None:
        remarks = {
            "sub-row": ("a row without number and content belongs to the step above", inherits),
            "performer": ("no performer is named", not draft.performer),
            "performers": (
                several_performers(draft.performer),
                _SEVERAL.search(draft.performer) is not None,
            ),
            "no-time": ("no time is given", draft.limit is None),
            "merged-across": ("a cell covers several columns", _is_merged_across(row)),
            "remark": (f"the table remarks: {shorten(row.text(Role.NOTE, ' '))}", bool(row.text(Role.NOTE))),
            "cooperation": (
                f"others take part: {shorten(row.text(Role.COOPERATION, ' '))}",
                bool(row.text(Role.COOPERATION)),
            ),
        }
        self.notes.extend(Note(row.line, code, text) for code, (text, holds) in remarks.items() if holds)


def several_performers(performer: str) -> str:
    """Return what a person is told of a cell that names several performers."""
    return f"several performers in one cell: {shorten(performer)}"


def steps_of(drafts: Sequence[Draft]) -> tuple[tuple[Step, ...], tuple[Document, ...] | None, list[Note]]:
    """Return the steps, the documents they name, and what a person must decide: limits shared, conditions to draw."""
    groups = _groups(drafts)
    documents: dict[str, Document] = {}
    steps: list[Step] = []
    notes: list[Note] = []
    for position, draft in enumerate(drafts):
        group, leads = groups.get(position, (None, True))
        condition = has_condition(draft.content)
        if condition:
            notes.append(Note(draft.line, "condition", f"branch to be drawn: {shorten(draft.content)}"))
        if group is not None and leads:
            notes.append(Note(draft.line, "merged-limit", f"one limit for several steps: {draft.limit}"))
        needed = draft.texts.get(Role.DOCUMENTS)
        steps.append(
            Step(
                number=draft.number,
                name=draft.name,
                content=draft.content,
                performer=draft.performer,
                limit=draft.limit if leads else None,
                group=group,
                documents_in=_document_ids(needed, documents) if needed else None,
                forms=_items(draft.texts.get(Role.FORMS)),
                result="\n".join(draft.texts.get(Role.RESULT, ())),
                legal_basis=_items(draft.texts.get(Role.LEGAL_BASIS)),
                stage=draft.stage,
                case=draft.case,
                has_condition=condition,
            )
        )
    return tuple(steps), tuple(documents.values()) or None, notes


def _unwrapped(text: str) -> str:
    """Return *text* with the lines joined that were broken to fit the cell: they go on with a small letter."""
    first, *rest = text.split("\n")
    for line in rest:
        goes_on = line[:1].islower() and not _ITEM.match(line)
        first += f" {line}" if goes_on else f"\n{line}"
    return first


def _of_step(content: str, performer: str, time: str) -> tuple[tuple[Role, str], ...]:
    return (Role.CONTENT, content), (Role.PERFORMER, performer), (Role.TIME, time)


def _refuse_cell(cell: Cell, where: Location) -> None:
    reasons = {
        CellKind.DATE: (f"the time is stored as the date {cell.text}", "Excel changed it; write it as text or number"),
        CellKind.ERROR: (f"the time shows the error {cell.text}", "correct the formula"),
        CellKind.NO_RESULT: ("the time is a formula without result", "open the file in Excel and save it"),
    }
    if cell.kind in reasons:
        message, hint = reasons[cell.kind]
        raise TableError(message, hint=hint, where=where)


def _is_merged_across(row: Row) -> bool:
    wanted = {role for role in (Role.CONTENT, Role.PERFORMER, Role.TIME) if role not in row.cells}
    return (
        row.kind is RowKind.STEP
        and bool(wanted)
        and any(cell.column_span > 1 for cells in row.cells.values() for cell in cells)
    )


def _groups(drafts: Sequence[Draft]) -> dict[int, tuple[int, bool]]:
    """Return for each position that shares a merged time cell its group number and whether it is the first of it."""
    by_cell: dict[tuple[int, int], list[int]] = {}
    for position, draft in enumerate(drafts):
        if draft.time is not None and draft.time.text:
            by_cell.setdefault((draft.time.row, draft.time.column), []).append(position)
    shared = [positions for positions in by_cell.values() if len(positions) > 1]
    return {
        position: (number, position == positions[0])
        for number, positions in enumerate(shared, start=1)
        for position in positions
    }


def _items(texts: Sequence[str] | None) -> tuple[str, ...] | None:
    items = [_BULLET.sub("", item).strip(" ,") for text in texts or () for item in _split(text)]
    return tuple(dict.fromkeys(item for item in items if item)) or None


def _split(text: str) -> list[str]:
    """Return the lines of a list; only one without bullets and lines is parted at semicolons."""
    lines = text.split("\n")
    return lines if len(lines) > 1 or _BULLET.match(text) else text.split(";")


def _document_ids(texts: Sequence[str], documents: dict[str, Document]) -> tuple[str, ...] | None:
    ids = []
    for name in _items(texts) or ():
        document = documents.setdefault(fold(name), Document(id=f"D{len(documents) + 1}", name=name))
        ids.append(document.id)
    return tuple(dict.fromkeys(ids)) or None
