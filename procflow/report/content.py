"""What stands in a report, as texts and pictures ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportedPart:
    """A decision table that was read, and the model made of it."""

    title: str
    sentence: str
    columns: Cells
    rows: tuple[Cells, ...]
    picture: str


@dataclass(frozen=True, slots=True)
class TwinPart:
    """One procedure as it is beside as it is to be."""

    title: str
    rows: tuple[Cells, ...]
    changes: tuple[Cells, ...]
    reasons: Cells
    cautions: Cells
    picture: str
    derivation_before: Cells
    derivation_after: Cells


@dataclass(frozen=True, slots=True)
class TargetPart:
    """One target, judged on a set of procedures."""

    title: str
    source: str
    rows: tuple[Cells, ...]
    notes: Cells


@dataclass(frozen=True, slots=True)
class DossierPart:
    """One dossier from its history: tasks, legal clock, control slip and receipt."""

    business_key: str
    sentence: str
    trace: tuple[Cells, ...]
    clock: tuple[Cells, ...]
    explanation: str
    slip_columns: Cells
    slip_rows: tuple[Cells, ...]
    receipt: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """What of ISO 9001:2015 the run gives evidence for."""

    note: str
    columns: Cells
    rows: tuple[Cells, ...]
    withdrawal: str


@dataclass(frozen=True, slots=True)
class Card:
    """One figure of the summary."""

    figure: str
    caption: str


@dataclass(frozen=True, slots=True)
class Content:
    """
    Everything a report shows.

    Attributes:
        title: Headline.
        made_at: When it was made, timezone-aware.
        cards: Figures of the summary.
        notes: Sentences below them.
        lint: File, number of errors, number of warnings and findings of each model.
        twins: Comparisons.
        targets: Judged targets.
        table: The imported table.
        dossier: The dossier that was run.
        coverage: The coverage matrix.
        files: Name and meaning of each file beside the report.
    """

    title: str
    made_at: datetime
    cards: tuple[Card, ...] = ()
    notes: Cells = ()
    lint: tuple[Cells, ...] = ()
    twins: tuple[TwinPart, ...] = ()
    targets: tuple[TargetPart, ...] = ()
    table: ImportedPart | None = None
    dossier: DossierPart | None = None
    coverage: CoveragePart | None = None
    files: tuple[tuple[str, str], ...] = ()
