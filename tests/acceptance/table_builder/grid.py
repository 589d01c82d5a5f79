"""The table of one layout as a grid of cells, before it becomes a Word or an Excel file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tests.acceptance.table_builder import wording
from tests.acceptance.table_builder.chance import chance
from tests.acceptance.table_builder.layout import Layout
from tests.acceptance.table_builder.merging import Range
from tests.acceptance.table_builder.phrases import limit_of_range, limit_words, number_words, total_words
from tests.acceptance.table_builder.source import Stage, Workflow
from tests.acceptance.table_builder.typeset import set_text


@dataclass(frozen=True, slots=True)
class Cell:
    """
    A cell, or the merged cells that show one text.

    Attributes:
        row: First row, from 0.
        column: First column, from 0.
        text: What it shows.
        height: Rows it spans.
        width: Columns it spans.
        strong: Whether it is set in bold, centred.
        figure: The number that Excel may hold instead of the text.
    """

    row: int
    column: int
    text: str
    height: int = 1
    width: int = 1
    strong: bool = False
    figure: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, its size, and what its columns hold."""

    cells: tuple[Cell, ...]
    n_rows: int
    keys: tuple[str, ...]


def grid_of(workflow: Workflow, layout: Layout) -> Grid:
    """Return the table of a workflow in one layout."""
    board = _Board(workflow, layout)
    board.header()
    if layout.columns.numbering_row:
        board.line({key: f"({place})" for place, key in enumerate(layout.columns.keys, start=1)}, strong=True)
    for position in range(len(workflow.steps)):
        board.position(position)
    board.total()
    if layout.around.footnote == "row":
        board.across(layout.around.footnote_text, strong=False)
    return Grid(tuple(board.cells), board.n_rows, layout.columns.keys)


class _Board:
    """Takes the rows of a table one after the other."""

    def __init__(self, workflow: Workflow, layout: Layout) -> None:
        self.cells: list[Cell] = []
        self.n_rows = 0
        self._workflow = workflow
        self._layout = layout
        self._keys = layout.columns.keys
        self._rng = chance(layout.row_id, layout.seed, "typography")

    def header(self) -> None:
        """Add the header row."""
        self.line(dict(zip(self._keys, self._layout.columns.headers, strict=True)), strong=True, breaks=True)

    def line(self, texts: Mapping[str, str], *, strong: bool = False, breaks: bool = False) -> None:
        """Add a row without merged cells."""
        for column, key in enumerate(self._keys):
            self._put(column, texts.get(key, ""), strong=strong, breaks=breaks)
        self.n_rows += 1

    def across(self, text: str, *, strong: bool) -> None:
        """Add a row of one cell."""
        self._put(0, text, width=len(self._keys), strong=strong)
        self.n_rows += 1

    def band(self, label: str, limit: str) -> None:
        """Add a row with a label merged on the side of the content and a text in the limit column."""
        at = self._keys.index("limit")
        sides = (range(at), range(at + 1, len(self._keys)))
        content = self._keys.index("content")
        for side in sides:
            if content in side:
                self._put(side.start, label, width=len(side), strong=True)
            else:
                for column in side:
                    self._put(column, "")
        self._put(at, limit, strong=True)
        self.n_rows += 1

    def position(self, position: int) -> None:
        """Add a step with what stands above it: a repeated header, a stage row."""
        if position in self._layout.merges.cuts:
            self.header()
        for stage in self._workflow.stages:
            if stage.starts_at == position:
                self._stage(stage)
        self._step(position)

    def _stage(self, stage: Stage) -> None:
        style = self._layout.stage_style
        if style == "subtotal" and stage.hours is not None:
            name, hours = _split_hours(stage.name)
            self.band(f"{stage.label}. {name}", hours)
        elif style == "label" and self._keys[0] == "number":
            self._put(0, stage.label, strong=True)
            self._put(1, stage.name, width=len(self._keys) - 1, strong=True)
            self.n_rows += 1
        else:
            self.across(f"{stage.label}. {stage.name}", strong=True)

    def _step(self, position: int) -> None:
        for column, key in enumerate(self._keys):
            span = _span(position, self._ranges(key))
            if span[0] != position:
                continue
            text, figure = self._text(key, position, span)
            self._put(column, text, height=span[1] - span[0], figure=figure, breaks=True)
        self.n_rows += 1

    def _ranges(self, key: str) -> tuple[Range, ...]:
        merges = self._layout.merges
        ranges = {"number": merges.continuing, "content": merges.continuing}
        return {**ranges, "performer": merges.performers, "limit": merges.limits}.get(key, ())

    def _text(self, key: str, position: int, span: Range) -> tuple[str, Decimal | None]:
        step = self._workflow.steps[position]
        if key == "limit":
            return self._limit(span)
        if key == "number":
            return self._number(position)
        if key in {"content", "performer"}:
            return getattr(step, key), None
        if key == "result" and any(other.output for other in self._workflow.steps):
            return step.output, None
        return ("" if step.of_next_section else self._rng.choice(wording.EXTRA_CELLS[key])), None

    def _limit(self, span: Range) -> tuple[str, Decimal | None]:
        limit = limit_of_range(self._workflow, span)
        figures = self._layout.figures
        is_number = figures.numeric and figures.style == "header" and bool(limit.figure)
        return limit_words(limit, self._layout), limit.value if is_number else None

    def _number(self, position: int) -> tuple[str, Decimal | None]:
        step = self._workflow.steps[position]
        numbers = self._layout.columns.numbers
        if step.continues:
            return "", None
        is_number = self._layout.figures.numeric and numbers == "1"
        return number_words(step, numbers), Decimal(step.number) if is_number else None

    def total(self) -> None:
        """Add the total row, if the table has one."""
        label = self._layout.total_label
        if not self._workflow.total_label:
            return
        style = self._layout.total_style
        words = total_words(self._workflow, self._layout, beside_header=style != "across")
        if style == "across":
            repeated = words.lower().startswith("tổng")
            self.across(words if repeated else f"{label}: {words}", strong=True)
        elif style == "label":
            self.band(label, words)
        else:
            self.line({"content": label, "limit": words}, strong=True, breaks=True)

    def _put(  # noqa: PLR0913 - all but the place and the text are keywords
        self,
        column: int,
        text: str,
        *,
        width: int = 1,
        height: int = 1,
        strong: bool = False,
        figure: Decimal | None = None,
        breaks: bool = False,
    ) -> None:
        soft = breaks and self._layout.typography.breaks != "none"
        shown = set_text(text, self._layout.typography, self._rng, breaks=soft)
        self.cells.append(Cell(self.n_rows, column, shown, height, width, strong, figure))


def _span(position: int, ranges: Iterable[Range]) -> Range:
    found = (span for span in ranges if span[0] <= position < span[1])
    return next(found, (position, position + 1))


_HOURS = re.compile(r"(?P<name>.*?) \((?P<hours>[^)]*)\)")


def _split_hours(name: str) -> tuple[str, str]:
    match = _HOURS.fullmatch(name)
    return (match["name"], match["hours"]) if match else (name, "")
