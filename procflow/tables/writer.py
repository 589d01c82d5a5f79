"""Write the decision table of a procedure as .docx or .xlsx, so that reading it back gives the same facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from procflow.documents import (
    Align,
    OutCell,
    OutTable,
    Properties,
    add_heading,
    add_line,
    add_paragraph,
    add_rows,
    add_table,
    excel_bytes,
    new_document,
    new_workbook,
    word_bytes,
)
from procflow.errors import FileTypeError, Location, TableError
from procflow.files import path_of, replace_file
from procflow.procedure import Document, Limit, Procedure, Step
from procflow.tables.periods import read_limit
from procflow.tables.roles import VIETNAMESE, Role
from procflow.tables.rows import COMMON
from procflow.tables.units import printed_limit

TITLE = "Quy trình nội bộ giải quyết TTHC"
_DOTS = "…………"
_TOTAL = "Tổng thời gian giải quyết TTHC"
_WIDTHS_CM = {Role.NUMBER: 1.4, Role.NAME: 3.0, Role.CONTENT: 7.5, Role.PERFORMER: 4.0, Role.TIME: 3.0}
_WIDTH_CM = 3.5
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def write_table(procedure: Procedure, path: str | Path, *, at: datetime | None = None) -> None:
    """
    Write the decision table of *procedure*: stage and case rows, a merged time for a shared limit, a total row.

    A step without number gets its position; what is unknown stays empty, and no total is worked out.

    Args:
        procedure: The procedure.
        path: A file that ends in .docx or .xlsx; written whole or not at all.
        at: The instant the file bears; equal input gives equal bytes.

    Raises:
        FileTypeError: The file ends in something else.
        TableError: There is no step, or steps that share a limit do not follow each other.
        FileAccessError: The file cannot be written.
    """
    target = path_of(path)
    writers: dict[str, Callable[[Procedure, OutTable, Properties], bytes]] = {".docx": _word, ".xlsx": _excel}
    write = writers.get(target.suffix.lower())
    if write is None:
        raise FileTypeError(
            f"a decision table is not written as {target.suffix or 'a file without ending'!r}",
            hint="end the name in .docx or .xlsx",
            where=Location(str(path)),
        )
    title = " ".join((procedure.title or procedure.code).split())
    properties = Properties(
        title=": ".join(filter(None, (TITLE, title))), subject=procedure.field, keywords=procedure.code, at=at
    )
    replace_file(target, write(procedure, table_of(procedure), properties))


def table_of(procedure: Procedure) -> OutTable:
    """
    Return the decision table of a procedure, for papers that hold it.

    Raises:
        TableError: There is no step, or steps that share a limit do not follow each other.
    """
    if not procedure.steps:
        raise TableError("the procedure has no step", hint="fill in at least one")
    roles = _roles(procedure)
    rows = _Rows(procedure, roles)
    return OutTable(
        header=tuple(VIETNAMESE[role] for role in roles),
        rows=tuple(rows.all()),
        widths_cm=tuple(_WIDTHS_CM.get(role, _WIDTH_CM) for role in roles),
    )


def _word(procedure: Procedure, table: OutTable, properties: Properties) -> bytes:
    document = new_document(landscape=len(table.header) > 5)
    heading, *lines = _lines(procedure)
    add_heading(document, heading, align=Align.CENTER)
    for line in lines:
        add_paragraph(document, line)
    add_table(document, table)
    return word_bytes(document, properties)


def _excel(procedure: Procedure, table: OutTable, properties: Properties) -> bytes:
    book, sheet = new_workbook("Quy trình")
    lines = _lines(procedure)
    for row, line in enumerate(lines, start=1):
        add_line(sheet, row, line, len(table.header), bold=row == 1)
    add_rows(sheet, table, first_row=len(lines) + 2)
    return excel_bytes(book, properties)


def _lines(procedure: Procedure) -> list[str]:
    code = f" (Mã TTHC: {procedure.code})" if procedure.code else ""
    title = " ".join(procedure.title.split())
    # Dots wait for a title that is unknown; the reader takes none from them.
    lines = [f"{TITLE}: {title or _DOTS}{code}"]
    if procedure.limit is not None:
        lines.append(f"Thời hạn giải quyết: {_time(procedure.limit)}")
    return lines


@dataclass(frozen=True, slots=True)
class _Rows:
    procedure: Procedure
    roles: tuple[Role, ...]

    def all(self) -> Iterator[tuple[OutCell, ...]]:
        stage = case = ""
        n_stages = n_cases = 0
        spans = _group_spans(self.procedure.steps)
        for position, step in enumerate(self.procedure.steps):
            if _leaves_all((stage, case), (step.stage, step.case)):
                yield self._title("", COMMON)
                stage = case = ""
            if step.stage != stage or (case and not step.case):
                n_stages, n_cases, case = n_stages + (step.stage != stage), 0, ""
                yield self._title(_ROMAN[(n_stages - 1) % len(_ROMAN)], step.stage)
            if step.case and step.case != case:
                n_cases += 1
                yield self._title(chr(ord("a") + (n_cases - 1) % 8), step.case)
            stage, case = step.stage, step.case
            yield tuple(self._cells(step, position, spans))
        if self.procedure.declared_total is not None:
            yield self._total(self.procedure.declared_total)

    def _cells(self, step: Step, position: int, spans: dict[int, int]) -> Iterator[OutCell]:
        for role in self.roles:
            if role is Role.TIME:
                if spans.get(position, 1):
                    yield OutCell(_time(step.limit), rows=spans.get(position, 1), align=Align.CENTER)
            else:
                centred = Align.CENTER if role is Role.NUMBER else Align.LEFT
                yield OutCell(_text(step, role, position, self.procedure), align=centred)

    def _title(self, label: str, title: str) -> tuple[OutCell, ...]:
        if not label:
            return (OutCell(title, columns=len(self.roles), bold=True),)
        return OutCell(label, bold=True, align=Align.CENTER), OutCell(title, columns=len(self.roles) - 1, bold=True)

    def _total(self, total: Limit) -> tuple[OutCell, ...]:
        before = self.roles.index(Role.TIME)
        after = len(self.roles) - before - 1
        rest = (OutCell(),) * after
        return (OutCell(_TOTAL, columns=before, bold=True), OutCell(_time(total), bold=True, align=Align.CENTER), *rest)


def _leaves_all(before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Return whether a step leaves a stage for none, or a case that lies in no stage for anything but another case."""
    leaves_stage = bool(before[0]) and not after[0]
    leaves_case = bool(before[1]) and not before[0] and (bool(after[0]) or not after[1])
    return leaves_stage or leaves_case


def _roles(procedure: Procedure) -> tuple[Role, ...]:
    optional = {
        Role.RESULT: any(step.result for step in procedure.steps),
        Role.FORMS: any(step.forms for step in procedure.steps),
        Role.DOCUMENTS: any(step.documents_in for step in procedure.steps),
        Role.LEGAL_BASIS: any(step.legal_basis for step in procedure.steps),
    }
    named = any(step.name and step.name != step.content for step in procedure.steps)
    first = (Role.NUMBER, *((Role.NAME,) if named else ()), Role.CONTENT, Role.PERFORMER, Role.TIME)
    return (*first, *(role for role, wanted in optional.items() if wanted))


def _named(procedure: Procedure) -> tuple[Document, ...]:
    """Return what steps may name by its id."""
    return (*(procedure.documents or ()), *(procedure.registers or ()))


def _text(step: Step, role: Role, position: int, procedure: Procedure) -> str:
    names = {document.id: document.name or document.id for document in _named(procedure)}
    texts = {
        Role.NUMBER: step.number or str(position + 1),
        Role.NAME: step.name,
        Role.CONTENT: step.content,
        Role.PERFORMER: step.performer,
        Role.RESULT: step.result,
        Role.FORMS: _listed(step.forms or ()),
        Role.DOCUMENTS: _listed([names.get(key, key) for key in step.documents_in or ()]),
        Role.LEGAL_BASIS: _listed(step.legal_basis or ()),
    }
    return texts[role]


def _listed(items: Sequence[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _time(limit: Limit | None) -> str:
    """Return the words of a limit where they alone say it, else its value and unit."""
    if limit is None or not limit.text:
        return printed_limit(limit)
    try:
        again = read_limit(limit.text).limit
    except TableError:
        return printed_limit(limit)
    same = again is not None and (again.value, again.unit) == (limit.value, limit.unit)
    return limit.text if same else printed_limit(limit)


def _group_spans(steps: Sequence[Step]) -> dict[int, int]:
    """
    Return for the first step of each group how many rows its time covers, and 0 for the others.

    Raises:
        TableError: A group is torn apart by other steps, or by a stage or a case that begins in it.
    """
    positions: dict[int, list[int]] = {}
    for position, step in enumerate(steps):
        if step.group is not None:
            positions.setdefault(step.group, []).append(position)
    for members in positions.values():
        for one, other in pairwise(members):
            before, after = steps[one], steps[other]
            if other != one + 1 or (before.stage, before.case) != (after.stage, after.case):
                raise TableError(
                    f"steps {one + 1} and {other + 1} share a limit and do not follow each other",
                    hint="give each its own limit, or put them next to each other",
                )
    return {
        position: len(members) if position == members[0] else 0
        for members in positions.values()
        for position in members
    }
