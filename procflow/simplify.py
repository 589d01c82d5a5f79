"""Simplification: one procedure against another, and a set of them against a target."""

from __future__ import annotations

import os

from procflow.analysis import (
    Basis,
    Comparison,
    Goal,
    GoalResult,
    Judgement,
    Rounding,
    RoundingMode,
    Row,
    Subject,
    Target,
    Tariff,
    TariffLike,
    Terms,
    Totals,
    Unknown,
    compare_subjects,
    judge,
    load_targets,
    target,
    totals,
)
from procflow.bpmn import Definitions, Process, read
from procflow.errors import expect
from procflow.procedure import Procedure

__all__ = [
    "Comparison",
    "Goal",
    "GoalResult",
    "Judgement",
    "Row",
    "Side",
    "Target",
    "Tariff",
    "Totals",
    "Unknown",
    "compare",
    "judge",
    "load_targets",
    "target",
    "totals",
]

Side = Definitions | Process | Procedure | str | os.PathLike[str]


def compare(  # noqa: PLR0913 - two sides, and how they are priced, by keyword
    before: Side,
    after: Side,
    *,
    basis: Basis = "effort",
    tariff: TariffLike = None,
    dossiers_per_year: int | None = None,
    rounding: RoundingMode = "half-up",
    decimals: int = 2,
) -> Comparison:
    """
    Return two procedures beside each other: every figure, its change, the cost of both and what is saved.

    Each figure is a `Quantity` with unit and basis, or an `Unknown` that says what is missing; unlike units are never
    subtracted.
    Both sides are priced with the same tariff.

    Args:
        before: The procedure as it is: a model, a procedure, or the path of a BPMN file.
        after: The procedure as it is to be.
        basis: ``effort`` (hours worked) or ``elapsed`` (the limit charged as work).
        tariff: VND an hour as a Decimal or whole number, a `Tariff`, or the day on which a shipped tariff holds.
            Without one no cost is computable.
        dossiers_per_year: Dossiers a year on both sides, instead of the number each states.
        rounding: How percentages are rounded for print: ``half-up`` or ``truncate``.
        decimals: Digits of a percentage after the point, at most 12.

    Raises:
        InputError: A file cannot be read, or an argument is not usable.

    Example:
        >>> from procflow.procedure import Limit
        >>> before, after = (Procedure(limit=Limit(value=days, unit="working-day")) for days in (25, 23))
        >>> found = compare(before, after, basis="elapsed", tariff=40_000, dossiers_per_year=10)
        >>> print(found.saving_per_year, "=", found.saving_percent)
        6400000 VND/year = 8 %
    """
    terms = Terms(basis, tariff, dossiers_per_year, Rounding(rounding, decimals))
    return compare_subjects(_subject(before), _subject(after), terms)


def _subject(side: Side) -> Subject:
    kinds = (Definitions, Process, Procedure, str, os.PathLike, bytes)
    expect(side, kinds, "a side of the comparison", "pass a model, a procedure, or the path of a BPMN file")
    if isinstance(side, Definitions | Process | Procedure):
        return Subject.of(side)
    return Subject.of(read(side))
