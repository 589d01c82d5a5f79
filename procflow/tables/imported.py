"""What an import hands back beside the procedure: sums, and what a person must look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from procflow.procedure import Limit, Procedure
from procflow.tables.conditions import undecided
from procflow.tables.roles import Role
from procflow.tables.wording import shorten

Verdict = Literal["right", "error", "not-checkable", "none"]


@dataclass(frozen=True, slots=True)
class Note:
    """
    Something a person must look at.

    Attributes:
        row: Row of the Word table or the sheet, line of the text; None where it concerns the whole.
        code: Stable name of the kind of observation.
        text: What was seen.
    """

    row: int | None
    code: str
    text: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.text}" if self.row is not None else self.text


@dataclass(frozen=True, slots=True)
class SumCheck:
    """
    A declared sum against the sum of its steps, in working hours (8 a day, for this check alone).

    Attributes:
        declared: The declared limit, None if the table states none.
        declared_hours: It in hours, None if it is no number.
        summed_hours: The sum of the steps, None if a step has no number.
        verdict: ``right``, ``error``, ``not-checkable``, or ``none`` where no number is declared.
        reason: Why, naming steps where one stands in the way.
    """

    declared: Limit | None
    declared_hours: Decimal | None
    summed_hours: Decimal | None
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class StageSum:
    """
    A stage or a case of the table with its own sum.

    Attributes:
        title: What it is called.
        is_case: Whether it is an exclusive case, summed apart.
        row: Its row in the file.
        positions: The steps it holds, counted from 1.
        check: Its declared sum against its steps.
    """

    title: str
    is_case: bool
    row: int
    positions: tuple[int, ...]
    check: SumCheck


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """
    A decision table that was read.

    Attributes:
        file: The file.
        place: Which table of it.
        procedure: The procedure.
        total: The declared total against the steps.
        stages: Stages and cases in order, each with its own sum.
        notes: What a person must look at, in order of the rows.
        columns: Header text of each role that was found.
    """

    file: str
    place: str
    procedure: Procedure
    total: SumCheck
    stages: tuple[StageSum, ...]
    notes: tuple[Note, ...]
    columns: Mapping[Role, str]

    def not_deployable_reasons(self) -> tuple[str, ...]:
        """Return why the procedure cannot run yet; empty if it can."""
        return not_deployable_reasons(self.procedure)


def not_deployable_reasons(procedure: Procedure) -> tuple[str, ...]:
    """Return why an imported procedure cannot run yet: conditions without a branch, steps nobody performs."""
    conditions = (
        f"step {position} holds a condition: branch to be drawn ({shorten(procedure.steps[position - 1].content)})"
        for position in undecided(procedure)
    )
    nobody = (
        f"step {position} names no performer"
        for position, step in enumerate(procedure.steps, start=1)
        if not step.performer and not step.automatic
    )
    return (*conditions, *nobody)
