"""
Compliance cost of a procedure by Circular 02/2017/TT-VPCP, Article 27, with its derivation.

``C_TTHC = C_work + fees`` for one dossier, ``C_year = C_TTHC x dossiers a year`` (times a year x subjects).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, get_args

from procflow.analysis.figures import Figure, Missing, Unknown, jsonable, shown
from procflow.analysis.tariffs import Tariff, TariffLike, tariff_of
from procflow.analysis.wording import joined, limit_wording, no_limit_wording, number_wording, wording
from procflow.calendars import LimitUnit
from procflow.errors import DataError
from procflow.procedure import Procedure, Status, Step
from procflow.quantity import Quantity
from procflow.wording import Language, Wording

Basis = Literal["effort", "elapsed"]
PER_DOSSIER = "VND/dossier"
PER_YEAR = "VND/year"
_ROUNDED = "half-up, to 1 VND"


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of a derivation.

    Attributes:
        words: The formula with its figures, in both languages.
        amount: What it gives.
        element_id: The step it is about, empty for the whole.
    """

    words: Wording
    amount: Figure
    element_id: str = ""

    def shown(self, language: Language) -> str:
        """Return formula and result as the language writes them."""
        return f"{self.words.text(language)} = {shown(self.amount, language)}"

    def __str__(self) -> str:
        return self.shown("en")


@dataclass(frozen=True, slots=True)
class Cost:
    """
    What complying costs, and how that was worked out.

    Attributes:
        basis: ``effort`` (hours really worked) or ``elapsed`` (the limit charged as if it were worked through).
        tariff: The tariff used, None if none was given.
        per_dossier: VND for one dossier.
        per_year: VND a year.
        dossiers_per_year: The number of dossiers it was multiplied with.
        lines: The derivation.
    """

    basis: Basis
    tariff: Tariff | None
    per_dossier: Figure
    per_year: Figure
    dossiers_per_year: Figure
    lines: tuple[Line, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the cost as plain JSON values."""
        return {
            "basis": self.basis,
            "tariff_vnd_per_hour": None if self.tariff is None else f"{self.tariff.hourly_vnd:f}",
            "tariff_source": None if self.tariff is None else self.tariff.source,
            "per_dossier": jsonable(self.per_dossier),
            "per_year": jsonable(self.per_year),
            "dossiers_per_year": jsonable(self.dossiers_per_year),
            "derivation": [str(line) for line in self.lines],
        }


def cost(
    procedure: Procedure, *, basis: Basis = "effort", tariff: TariffLike = None, dossiers_per_year: int | None = None
) -> Cost:
    """
    Return the compliance cost of *procedure* for one dossier and a year, to the đồng.

    ``effort`` adds effort hours x tariff over all steps, and the fees; each step counts once, those of branches too.
    ``elapsed`` charges the limit of the whole, working days x hours a day x tariff, without fees: decisions such as
    Đồng Nai 2816/QĐ-UBND count so, though it is the agency's time.
    An input that is not filled in makes the figure `Unknown`; opportunity cost is not counted.
    An abolished procedure costs nothing.

    Args:
        procedure: What is priced.
        basis: How working time is found.
        tariff: VND an hour, a `Tariff`, or a day on which a shipped tariff holds.
        dossiers_per_year: Instead of the number the procedure states.

    Raises:
        DataError: Basis, tariff or number are not usable.

    Example:
        >>> from procflow.procedure import Limit
        >>> ten_days = Procedure(limit=Limit(value=Decimal(10), unit=LimitUnit.WORKING_DAY), dossiers_per_year=10)
        >>> for line in cost(ten_days, basis="elapsed", tariff=40_000).lines:
        ...     print(line)
        10 working days x 8 h x 40,000 VND/h = 3,200,000 VND/dossier
        3,200,000 VND/dossier x 10 dossiers/year = 32,000,000 VND/year
    """
    if basis not in get_args(Basis):
        raise DataError(f"no cost has the basis {basis!r}", hint="choose 'effort' or 'elapsed'", basis=basis)
    rate = tariff_of(tariff)
    load = _dossiers(procedure, dossiers_per_year)
    if procedure.status is Status.ABOLISHED:
        return _abolished(basis, rate)
    if rate is None:
        unpriced = Unknown(wording("no-tariff"), (Missing("tariff"),))
        return Cost(basis, None, unpriced, unpriced, load, ())
    lines, exact = _WORKED_OUT[basis](procedure, rate)
    return _priced(basis, rate, load, lines, exact)


def _abolished(basis: Basis, rate: Tariff | None) -> Cost:
    per_dossier, per_year = (Quantity(Decimal(0), unit, basis) for unit in (PER_DOSSIER, PER_YEAR))
    line = Line(wording("abolished-line"), per_year)
    return Cost(basis, rate, per_dossier, per_year, Unknown(wording("abolished")), (line,))


_Derivation = tuple[tuple[Line, ...], Decimal | Unknown]


def _priced(basis: Basis, rate: Tariff, load: Figure, lines: tuple[Line, ...], exact: Decimal | Unknown) -> Cost:
    if isinstance(exact, Unknown):
        return Cost(basis, rate, exact, exact, load, lines)
    per_dossier = _dong(exact, PER_DOSSIER, basis)
    if isinstance(load, Unknown):
        return Cost(basis, rate, per_dossier, load, load, lines)
    per_year = _dong(exact * load.value, PER_YEAR, basis)
    words = wording("year-line", cost=number_wording(exact), load=number_wording(load.value))
    total = Line(words, per_year)
    return Cost(basis, rate, per_dossier, per_year, load, (*lines, total))


def _by_effort(procedure: Procedure, rate: Tariff) -> _Derivation:
    worked = [step for step in procedure.steps if step.effort_hours is not None or not step.automatic]
    missing = [_not_said(step) for step in worked if step.effort_hours is None]
    missing += [Missing("fee_vnd")] if procedure.fee_vnd is None else []
    missing += [] if procedure.steps else [Missing("steps")]
    lines = tuple(_effort_line(step, rate) for step in worked)
    if procedure.fee_vnd is not None:
        lines += (Line(wording("fees"), Quantity(procedure.fee_vnd, PER_DOSSIER, "effort")),)
    if missing:
        return lines, Unknown(wording("no-effort-or-fees"), tuple(missing))
    known = [line.amount.value for line in lines if isinstance(line.amount, Quantity)]
    return (*lines, _sum_line(known)), sum(known, Decimal(0))


def _effort_line(step: Step, rate: Tariff) -> Line:
    label = f"{step.number} {step.label}".strip() or step.element_id
    hours = "?" if step.effort_hours is None else number_wording(step.effort_hours)
    words = wording("effort-line", step=label, hours=hours, rate=number_wording(rate.hourly_vnd))
    if step.effort_hours is None:
        return Line(words, _no_effort(step), step.element_id)
    return Line(words, Quantity(step.effort_hours * rate.hourly_vnd, PER_DOSSIER, "effort"), step.element_id)


def _no_effort(step: Step) -> Unknown:
    return Unknown(wording("no-effort"), (_not_said(step),))


def _not_said(step: Step) -> Missing:
    return Missing("effort_hours", step.element_id, step.label or step.number)


def _sum_line(amounts: list[Decimal]) -> Line:
    total = _dong(sum(amounts, Decimal(0)), PER_DOSSIER, "effort")
    return Line(joined(map(number_wording, amounts), Wording(" + ", " + ")), total)


def _by_elapsed(procedure: Procedure, rate: Tariff) -> _Derivation:
    limit = procedure.limit
    if limit is None or limit.value is None:
        return (), Unknown(no_limit_wording(limit), (Missing("limit"),))
    if limit.unit not in {LimitUnit.WORKING_DAY, LimitUnit.HOUR}:
        return (), Unknown(wording("limit-not-working-days", limit=limit_wording(limit)))
    days = limit.unit is LimitUnit.WORKING_DAY
    exact = limit.value * (rate.hours_per_day if days else 1) * rate.hourly_vnd
    limit_value, rate_value, hours = map(number_wording, (limit.value, rate.hourly_vnd, rate.hours_per_day))
    words = (
        wording("days-line", limit=limit_value, hours=hours, rate=rate_value)
        if days
        else wording("hours-line", limit=limit_value, rate=rate_value)
    )
    return (Line(words, _dong(exact, PER_DOSSIER, "elapsed")),), exact


_WORKED_OUT: dict[Basis, Callable[[Procedure, Tariff], _Derivation]] = {"effort": _by_effort, "elapsed": _by_elapsed}


def _dossiers(procedure: Procedure, given: int | None) -> Figure:
    if given is not None and (type(given) is not int or given < 0):
        raise DataError(f"{given!r} is no number of dossiers", hint="pass a whole number of at least 0", value=given)
    number = procedure.dossiers_per_year if given is None else given
    if number is None:
        return Unknown(wording("no-dossiers"), (Missing("dossiers_per_year"),))
    return Quantity(Decimal(number), "dossier/year", "declared" if given is None else "given by the caller")


def _dong(exact: Decimal, unit: str, basis: Basis) -> Quantity:
    value = exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return Quantity(value, unit, basis, rounding="" if value == exact else _ROUNDED)
