"""Walk the rows of a decision table: steps into stages and cases, totals to what they sum."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from procflow.calendars import nominal_day_hours
from procflow.documents import CellKind, Grid
from procflow.errors import Location, TableError
from procflow.procedure import Limit, Procedure, Step
from procflow.tables.header import Header
from procflow.tables.imported import Note, StageSum, SumCheck
from procflow.tables.periods import periods_in, read_limit
from procflow.tables.roles import Role
from procflow.tables.rows import Row, RowKind, read_rows
from procflow.tables.spans import Span, settle_case_ends
from procflow.tables.steps import StepReader, steps_of
from procflow.tables.sums import check_sum, kinds_of_day
from procflow.tables.wording import shorten


@dataclass(slots=True)
class _Total:
    row: Row
    limit: Limit | None
    after: int


@dataclass(slots=True)
class Assembly:
    """
    Turns the rows of one table into steps, sums and notes.

    Args:
        grid: The table.
        header: Its header.
        where: File and table, for errors.

    Attributes:
        notes: What a person must look at.
        fees: Texts of the fee column.
        lines: Texts of the rows that are no part of the table.
    """

    grid: Grid
    header: Header
    where: Location
    notes: list[Note] = field(default_factory=list)
    fees: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    _spans: list[Span] = field(default_factory=list)
    _totals: list[_Total] = field(default_factory=list)
    _open: list[tuple[str, Row]] = field(default_factory=list)

    def run(self) -> tuple[Procedure, SumCheck, tuple[StageSum, ...]]:
        """
        Return the procedure, its total check, and its stages with their sums.

        Raises:
            TableError: There is no step, or a time cannot be read.
        """
        rows = read_rows(self.grid, self.header)
        reader = StepReader(self.header, self.where, rows, self.grid.after)
        for row in rows:
            self._read(row, reader)
        if not reader.drafts:
            raise TableError(
                "the table has a header and no step",
                hint="fill in the rows below the header",
                where=replace(self.where, line=self.grid.row_numbers[self.header.last]),
            )
        self.notes += settle_case_ends(self._spans, reader.drafts)
        steps, documents, step_notes = steps_of(reader.drafts)
        self._give_subtotals(len(steps), steps)
        declared = self._declared_total()
        total = check_sum(declared, list(enumerate(steps, start=1)))
        stages = tuple(self._stage_sum(span, steps) for span in self._spans if span.positions(len(steps)))
        self.notes += [*reader.notes, *step_notes]
        self._note_kinds_of_day(steps, declared)
        procedure = Procedure(steps=steps, documents=documents, declared_total=declared)
        self.fees = tuple(row.text(Role.FEE, " ") for row in rows if row.kind is RowKind.STEP)
        self.lines = tuple(row.title for row in rows if row.kind is RowKind.NOTE)
        return procedure, total, stages

    def _read(self, row: Row, reader: StepReader) -> None:
        if row.kind is RowKind.OTHER_HEADER:
            raise TableError(
                "another header stands amid the rows: a second table begins there, or the columns change",
                hint="part the table above this row, or write the header as in the first row",
                where=replace(self.where, line=row.line),
            )
        if row.kind is RowKind.STEP:
            reader.read_step(row)
        elif row.kind is RowKind.COMMON:
            for span in self._spans:
                span.told = span.told or span.end is None
            self._open.clear()
            self._close_spans(reader)
        elif row.kind in {RowKind.STAGE, RowKind.CASE}:
            self._open_span(row, reader)
        elif row.kind is RowKind.TOTAL:
            self._totals.append(_Total(row, self._total_of(row, reader), len(reader.drafts)))
        elif row.kind is RowKind.NOTE:
            self.notes.append(Note(row.line, "footnote", f"below the table: {shorten(row.title)}"))
        elif row.kind is RowKind.UNCLEAR:
            self.notes.append(Note(row.line, "unclear-row", f"a row that is no step: {shorten(row.title)}"))

    def _open_span(self, row: Row, reader: StepReader) -> None:
        level = _level(row.label)
        levels = [opened for opened, _ in self._open]
        if level in levels:
            del self._open[levels.index(level) :]
        self._open.append((level, row))
        self._close_spans(reader)
        declared = reader.limit_of(row) if row.text(Role.TIME) and row.text(Role.TIME) != row.title else None
        found = list(periods_in(row.title))
        self._spans.append(
            Span(
                row=row,
                is_case=row.kind is RowKind.CASE,
                declared=declared or (found[0] if len(found) == 1 else None),
                start=len(reader.drafts),
            )
        )

    def _close_spans(self, reader: StepReader) -> None:
        """End the stages and cases that are no longer open, and tell the reader which are."""
        still_open = {id(row) for _, row in self._open}
        for span in self._spans:
            if span.end is None and id(span.row) not in still_open:
                span.end = len(reader.drafts)
        reader.stage = " / ".join(row.title for _, row in self._open if row.kind is RowKind.STAGE)
        reader.case = " / ".join(row.title for _, row in self._open if row.kind is RowKind.CASE)

    def _total_of(self, row: Row, reader: StepReader) -> Limit | None:
        """Return what a total row declares: its time cell, else the period in its words; a text says no number."""
        if any(cell.kind is CellKind.NO_RESULT for cell in row.cells.get(Role.TIME, ())):
            text = "the total is a formula without result: open the file in Excel and save it"
            self.notes.append(Note(row.line, "total", text))
        own = row.text(Role.TIME, " ")
        if own and own != row.title:
            limit = reader.limit_of(row)
            reader.notes = [note for note in reader.notes if (note.row, note.code) != (row.line, "time")]
            return limit
        return read_total(row.title)

    def _give_subtotals(self, n_steps: int, steps: tuple[Step, ...]) -> None:
        """Give each total row that closes a stage to it; what is left declares the whole."""
        final = [total for total in self._totals if total.after in {0, n_steps}]
        inner = [total for total in self._totals if total not in final]
        for total in inner:
            self._give(total, total.after)
        if inner and final and self._closes_a_stage(final, steps):
            self._give(final.pop(0), n_steps)
        self._totals = final

    def _closes_a_stage(self, final: list[_Total], steps: tuple[Step, ...]) -> bool:
        """Return whether the first of the totals below all steps is that of the last stage, not of the whole."""
        n_steps = len(steps)
        ended = [span for span in self._spans if span.positions(n_steps).stop == n_steps and span.start]
        return bool(ended) and (len(final) > 1 or self._fits(ended[-1], final[0], steps))

    def _fits(self, span: Span, total: _Total, steps: tuple[Step, ...]) -> bool:
        own = check_sum(total.limit, list(enumerate(steps, start=1))[span.start :])
        whole = check_sum(total.limit, list(enumerate(steps, start=1)))
        return own.verdict == "right" and whole.verdict != "right"

    def _give(self, total: _Total, end: int) -> None:
        closed = [span for span in self._spans if (span.end is None and span.start < end) or span.end == end]
        if not closed:
            self.notes.append(Note(total.row.line, "total", f"a total amid the steps: {shorten(total.row.title)}"))
        for span in closed[-1:]:
            span.declared = span.declared or total.limit

    def _declared_total(self) -> Limit | None:
        """
        Return the one total that the table declares, in a row or in the header of the time column.

        Raises:
            TableError: It declares two that differ.
        """
        declared = [(total.row.line, total.limit) for total in self._totals if total.limit is not None]
        if self.header.declared is not None:
            declared.insert(0, (self.grid.row_numbers[self.header.first], self.header.declared))
        numbers = {(limit.value, limit.unit) for _, limit in declared if limit.value is not None}
        if len(numbers) > 1:
            said = "; ".join(f"row {line}: {limit}" for line, limit in declared)
            raise TableError(
                f"the table declares {len(numbers)} totals that differ ({said})",
                hint="correct the one that is wrong, or put each case into a table of its own",
                where=replace(self.where, line=declared[-1][0]),
            )
        limits = sorted((limit for _, limit in declared), key=lambda limit: limit.value is None)
        return limits[0] if limits else None

    def _stage_sum(self, span: Span, steps: tuple[Step, ...]) -> StageSum:
        positions = tuple(position + 1 for position in span.positions(len(steps)))
        check = check_sum(span.declared, [(position, steps[position - 1]) for position in positions])
        if check.verdict == "error":
            self.notes.append(Note(span.row.line, "stage-sum", f"{shorten(span.row.title)}: {check.reason}"))
        return StageSum(span.row.title, span.is_case, span.row.line, positions, check)

    def _note_kinds_of_day(self, steps: tuple[Step, ...], declared: Limit | None) -> None:
        kinds = kinds_of_day([*(step.limit for step in steps), declared])
        if len(kinds) > 1:
            hours = f"{nominal_day_hours():f} h"
            text = f"days of different kinds are summed at {hours} each for the check: {', '.join(kinds)}"
            self.notes.append(Note(None, "mixed-days", text))


def read_total(words: str) -> Limit | None:
    """Return the total that the words of a row declare: its one period, ``none-set`` and the like, else a text."""
    value = words.partition(":")[2].strip() or words
    found = list(periods_in(words))
    if len({(limit.value, limit.unit) for limit in found}) == 1:
        return found[0]
    try:
        return read_limit(value).limit
    except TableError:
        return Limit(text=words)


def _level(label: str) -> str:
    """Return what kind of label it is: stages of one kind follow each other, another kind lies inside."""
    if not label:
        return ""
    if label.isdecimal():
        return "1"
    if label.upper() == label and set(label) <= set("IVX"):
        return "I"
    return "A" if label.isupper() else "a"
