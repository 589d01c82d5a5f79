"""One procedure against another: every figure before and after, its change, what it saves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from procflow.analysis.cost import Basis, Cost, cost
from procflow.analysis.figures import Figure, Rounding, Unknown, change, jsonable, percent, shown, unlike
from procflow.analysis.flow import Subject
from procflow.analysis.metrics import MEASURES, Metric, Metrics, metrics, same_performer
from procflow.analysis.steps import StepChanges, step_changes
from procflow.analysis.tariffs import TariffLike
from procflow.analysis.wording import joined, unit_wording, wording
from procflow.procedure import Duty, Procedure, Status, Step
from procflow.quantity import Quantity
from procflow.wording import Wording

_COST_ROWS = (
    ("cost_per_dossier", "compliance cost per dossier", "chi phí tuân thủ một hồ sơ"),
    ("cost_per_year", "compliance cost per year", "chi phí tuân thủ một năm"),
)
_SIMPLER = frozenset({measure.name for measure in MEASURES if measure.fewer_is_simpler} | {"cost_per_dossier"})


@dataclass(frozen=True, slots=True)
class Row:
    """
    One figure on both sides.

    Attributes:
        name: Name of the measure.
        label: Its label in English.
        label_vi: Its label in Vietnamese.
        before: The figure before.
        after: The figure after.
        change: After minus before; a cut is negative.
        percent: The change in per cent of the figure before, rounded as it says.
    """

    name: str
    label: str
    label_vi: str
    before: Figure
    after: Figure
    change: Figure
    percent: Figure


@dataclass(frozen=True, slots=True)
class Caution:
    """What a person has to look at before the change is made: the step and why, in both languages."""

    step: Step
    why: Wording

    @property
    def reason(self) -> str:
        """Why, in English."""
        return self.why.en


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    Two procedures beside each other.

    Attributes:
        before: The procedure as it is.
        after: The procedure as it is to be.
        basis: Basis of the cost.
        rows: The figures, cost last.
        cost_before: Cost as it is, with derivation.
        cost_after: Cost as it is to be, with derivation.
        saving_per_dossier: Cost before minus cost after, for one dossier.
        saving_per_year: The same for a year.
        saving_percent: The yearly saving in per cent of the yearly cost before.
        steps: The steps that went, came and changed.
        cautions: Steps a law locks or may lock, and duties that must stay apart.
    """

    before: Procedure
    after: Procedure
    basis: Basis
    rows: tuple[Row, ...]
    cost_before: Cost
    cost_after: Cost
    saving_per_dossier: Figure
    saving_per_year: Figure
    saving_percent: Figure
    steps: StepChanges
    cautions: tuple[Caution, ...]

    @property
    def is_cut(self) -> bool | None:
        """
        Whether the procedure was cut or simplified.

        True if it is abolished, or some figure falls and none rises; False if a figure rises or all stay.
        None if no known figure falls or rises and some are not known.
        Counted are the measures marked as simpler when fewer, and the cost of a dossier.
        """
        if self.after.status is Status.ABOLISHED:
            return True
        changes = [row.change for row in self.rows if row.name in _SIMPLER]
        known = [figure.value for figure in changes if isinstance(figure, Quantity)]
        if any(value > 0 for value in known):
            return False
        if any(value < 0 for value in known):
            return True
        return None if len(known) < len(changes) else False

    def row(self, name: str) -> Row:
        """Return the first row of measure *name*; it is in every comparison."""
        return next(row for row in self.rows if row.name == name)

    def table(self) -> list[tuple[str, str, str, str, str]]:
        """Return label, before, after, change and per cent of each row, as texts to print."""
        return [
            (row.label, shown(row.before), shown(row.after), shown(row.change), shown(row.percent)) for row in self.rows
        ]

    def to_dict(self) -> dict[str, object]:
        """Return the comparison as plain JSON values; numbers are texts, so that no digit is lost."""
        return {
            "before": _identity(self.before),
            "after": _identity(self.after),
            "basis": self.basis,
            "rows": [_row_dict(row) for row in self.rows],
            "cost_before": self.cost_before.to_dict(),
            "cost_after": self.cost_after.to_dict(),
            "saving_per_dossier": jsonable(self.saving_per_dossier),
            "saving_per_year": jsonable(self.saving_per_year),
            "saving_percent": jsonable(self.saving_percent),
            "steps_removed": [_step_dict(step) for step in self.steps.removed],
            "steps_added": [_step_dict(step) for step in self.steps.added],
            "steps_changed": [{**_step_dict(item.after), "fields": list(item.fields)} for item in self.steps.changed],
            "cautions": [{**_step_dict(item.step), "reason": item.reason} for item in self.cautions],
        }

    def to_json(self) -> str:
        """Return the comparison as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


@dataclass(frozen=True, slots=True)
class Terms:
    """
    How two sides are priced and printed, the same for both.

    Attributes:
        basis: How working time is found.
        tariff: VND an hour, a `Tariff`, or a day on which a shipped one holds; None prices nothing.
        dossiers_per_year: Instead of the number each side states.
        rounding: How percentages are rounded.
    """

    basis: Basis = "effort"
    tariff: TariffLike = None
    dossiers_per_year: int | None = None
    rounding: Rounding = field(default_factory=Rounding)

    def price(self, procedure: Procedure) -> Cost:
        """Return the cost of *procedure* on these terms."""
        return cost(procedure, basis=self.basis, tariff=self.tariff, dossiers_per_year=self.dossiers_per_year)


def compare_subjects(before: Subject, after: Subject, terms: Terms) -> Comparison:
    """
    Return the comparison of two procedures on the same terms.

    Raises:
        DataError: Basis, tariff or number of dossiers are not usable.
    """
    prices = [terms.price(side.procedure) for side in (before, after)]
    rounding = terms.rounding
    rows = (*_metric_rows(metrics(before), metrics(after), rounding), *_cost_rows(prices, rounding))
    dossier, year = rows[-2], rows[-1]
    saving = _negative(year.change)
    changes = step_changes(before.procedure.steps, after.procedure.steps)
    return Comparison(
        before=before.procedure,
        after=after.procedure,
        basis=terms.basis,
        rows=rows,
        cost_before=prices[0],
        cost_after=prices[1],
        saving_per_dossier=_negative(dossier.change),
        saving_per_year=saving,
        saving_percent=percent(saving, year.before, of="cost per year before", rounding=rounding),
        steps=changes,
        cautions=(*_lock_cautions(changes), *_duty_cautions(after.procedure)),
    )


def _metric_rows(before: Metrics, after: Metrics, rounding: Rounding) -> Iterator[Row]:
    for measure in MEASURES:
        old, new = before.all(measure.name), after.all(measure.name)
        for one, other, changed in _sides(old, new):
            share = percent(changed, one, of=f"{measure.label} before", rounding=rounding)
            yield Row(measure.name, measure.label, measure.label_vi, one, other, changed, share)


def _sides(before: Sequence[Metric], after: Sequence[Metric]) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield before, after and change for each unit; where the sides use different units nothing is subtracted."""
    old, new = _by_unit(before), _by_unit(after)
    if "" in old or "" in new or old.keys() == new.keys():
        for one, other in _padded(old, new):
            yield one, other, change(one, other)
        return
    both = Wording(" and ", " và ")
    refused = unlike(joined(map(unit_wording, old), both), joined(map(unit_wording, new), both))
    for unit in dict.fromkeys([*old, *new]):
        absent = Unknown(wording("absent-unit", unit=unit_wording(unit)), verdict="not comparable")
        yield old.get(unit, absent), new.get(unit, absent), refused


def _padded(old: dict[str, Figure], new: dict[str, Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pair the figures unit by unit; a side that is unknown as a whole stands against each unit of the other."""
    for unit in [unit for unit in {**old, **new} if unit] or [""]:
        yield old.get(unit) or old[""], new.get(unit) or new[""]


def _by_unit(items: Sequence[Metric]) -> dict[str, Figure]:
    return {item.figure.unit if isinstance(item.figure, Quantity) else "": item.figure for item in items}


def _cost_rows(prices: Sequence[Cost], rounding: Rounding) -> Iterator[Row]:
    before, after = prices
    sides = (
        (before.per_dossier, after.per_dossier, change(before.per_dossier, after.per_dossier)),
        (before.per_year, after.per_year, _yearly_change(before, after)),
    )
    for (name, label, label_vi), (one, other, changed) in zip(_COST_ROWS, sides, strict=True):
        share = percent(changed, one, of=f"{label} before", rounding=rounding)
        yield Row(name, label, label_vi, one, other, changed, share)


def _yearly_change(before: Cost, after: Cost) -> Figure:
    """Return the change a year; a different number of dossiers is no saving and is refused."""
    one, other = before.dossiers_per_year, after.dossiers_per_year
    if isinstance(one, Quantity) and isinstance(other, Quantity) and one.value != other.value:
        loads = [Wording(shown(side), shown(side, "vi")) for side in (one, other)]
        why = wording("different-loads", before=loads[0], after=loads[1])
        return Unknown(why, verdict="not comparable")
    return change(before.per_year, after.per_year)


def _negative(figure: Figure) -> Figure:
    if isinstance(figure, Unknown):
        return figure
    return Quantity(-figure.value + 0, figure.unit, figure.basis, figure.denominator, figure.rounding)


def _lock_cautions(changes: StepChanges) -> Iterator[Caution]:
    for step in changes.removed:
        if step.locked:
            basis = step.locked_basis or wording("basis-not-said")
            yield Caution(step, wording("removed-locked", basis=basis))
        elif step.locked is None:
            yield Caution(step, wording("removed-lock-not-said"))


def _duty_cautions(procedure: Procedure) -> Iterator[Caution]:
    drafts = [step for step in procedure.steps if step.duty is Duty.DRAFT]
    for step in procedure.steps:
        if step.duty is Duty.APPROVE and any(same_performer(step, draft) for draft in drafts):
            yield Caution(step, wording("drafts-and-approves", performer=step.performer))


def _identity(procedure: Procedure) -> dict[str, object]:
    return {"id": procedure.id, "code": procedure.code, "title": procedure.title}


def _step_dict(step: Step) -> dict[str, object]:
    return {"element_id": step.element_id, "number": step.number, "name": step.label}


def _row_dict(row: Row) -> dict[str, object]:
    figures = {"before": row.before, "after": row.after, "change": row.change, "percent": row.percent}
    return {"measure": row.name, "label": row.label, **{name: jsonable(figure) for name, figure in figures.items()}}
