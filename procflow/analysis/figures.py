"""Figures that are known or say why they are not, their change and their share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Literal, TypeAlias

from procflow.analysis.wording import (
    joined,
    kind_wording,
    unit_wording,
    verdict_text,
    wording,
)
from procflow.errors import DataError, NotComputable, expect
from procflow.quantity import Quantity
from procflow.wording import Language, Wording, plain

Verdict = Literal["not computable", "not comparable"]
RoundingMode = Literal["half-up", "truncate"]
_DECIMAL_ROUNDING = {"half-up": ROUND_HALF_UP, "truncate": ROUND_DOWN}
# More say nothing: a share is worked out to 28 digits in all.
_MOST_DECIMALS = 12
# Room for every amount that is accepted, with all its decimals.
_WIDE = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Missing:
    """
    An input that is not filled in.

    Attributes:
        field: Name of the field, e.g. ``effort_hours``.
        element_id: Id of the BPMN element it belongs to, empty for the procedure or a step of a table.
        name: What a person calls the step, empty for the procedure itself.
    """

    field: str
    element_id: str = ""
    name: str = ""

    def __str__(self) -> str:
        bearer = " ".join(part for part in (self.element_id, f"({self.name})" if self.name else "") if part)
        return f"{self.field} of {bearer}" if bearer else self.field


@dataclass(frozen=True, slots=True)
class Unknown:
    """
    A figure that cannot be worked out; it stands where the figure would, and is never 0.

    Attributes:
        why: Why, in both languages.
        missing: The inputs that are not filled in.
        at_least: What the known inputs alone give, None where that says nothing.
        verdict: ``not computable``, or ``not comparable`` where two sides are known but unlike.
    """

    why: Wording
    missing: tuple[Missing, ...] = ()
    at_least: Quantity | None = None
    verdict: Verdict = "not computable"

    @property
    def reason(self) -> str:
        """Why, in English."""
        return self.why.en

    def __str__(self) -> str:
        names = ", ".join(str(item) for item in self.missing)
        return f"{self.verdict}: {self.reason}" + (f" ({names})" if names else "")


Figure: TypeAlias = Quantity | Unknown


@dataclass(frozen=True, slots=True)
class Rounding:
    """
    How a percentage is rounded for print.

    Attributes:
        mode: ``half-up`` (5 goes away from zero) or ``truncate`` (digits are cut off).
        decimals: Digits after the point, at most 12.

    Raises:
        DataError: There is no such mode, or no such number of decimals.
    """

    mode: RoundingMode = "half-up"
    decimals: int = 2

    def __post_init__(self) -> None:
        expect(self.mode, str, "the rounding", "choose 'half-up' or 'truncate'")
        expect(self.decimals, int, "the number of decimals", "pass a whole number of at least 0")
        if self.mode not in _DECIMAL_ROUNDING or not 0 <= self.decimals <= _MOST_DECIMALS:
            raise DataError(
                f"no rounding is called {self.mode!r} with {self.decimals} decimals",
                hint=f"choose 'half-up' or 'truncate' and 0 to {_MOST_DECIMALS} decimals",
            )

    def __str__(self) -> str:
        return f"{self.mode}, {self.decimals} decimals"

    def apply(self, value: Decimal) -> Decimal:
        """Return *value* rounded."""
        return value.quantize(Decimal(1).scaleb(-self.decimals), _DECIMAL_ROUNDING[self.mode], _WIDE)


def required(figure: Figure, what: str = "the figure") -> Quantity:
    """
    Return *figure* where it is known.

    Raises:
        NotComputable: It is not; the facts name what is missing.
    """
    if isinstance(figure, Quantity):
        return figure
    raise NotComputable(
        f"{what} is {figure}",
        hint="fill in what is missing" if figure.missing else "",
        missing=figure.missing,
    )


def change(before: Figure, after: Figure) -> Figure:
    """Return after minus before; unlike or unknown sides give the reason instead."""
    if isinstance(before, Unknown) or isinstance(after, Unknown):
        return _unknown_side(before, after)
    if (before.unit, before.basis) != (after.unit, after.basis):
        return unlike(kind_wording(before.unit, before.basis), kind_wording(after.unit, after.basis))
    return after - before


def unlike(before: Wording, after: Wording) -> Unknown:
    """Return the answer to a comparison of unlike units."""
    return Unknown(wording("unlike-units", before=before, after=after), verdict="not comparable")


def percent(part: Figure, whole: Figure, *, of: str, rounding: Rounding) -> Figure:
    """
    Return *part* in per cent of *whole*, rounded as declared.

    Args:
        part: What is expressed, in the unit of the whole.
        whole: The denominator.
        of: The denominator in words.
        rounding: How it is rounded.
    """
    if isinstance(part, Unknown):
        return part
    if isinstance(whole, Unknown):
        return whole
    if part.unit != whole.unit:
        return unlike(unit_wording(whole.unit), unit_wording(part.unit))
    if not whole.value:
        return Unknown(wording("no-denominator", of=of))
    value = rounding.apply(part.value * 100 / whole.value)
    return Quantity(value, "%", part.basis, denominator=f"{of}: {shown(whole)}", rounding=str(rounding))


def shown(figure: Figure, language: Language = "en") -> str:
    """
    Return *figure* as a person reads it, thousands apart.

    Of one that is not known English says what is missing too, by the names of its fields.

    Example:
        >>> shown(Quantity(Decimal(192000000), "VND/year", "elapsed"))
        '192,000,000 VND/year'
        >>> shown(Quantity(Decimal(192000000), "VND/year", "elapsed"), "vi")
        '192.000.000 đồng/năm'
    """
    if isinstance(figure, Unknown):
        return str(figure) if language == "en" else f"{verdict_text(figure.verdict, language)}: {figure.why.vi}"
    return f"{plain(figure.value, language)} {unit_wording(figure.unit).text(language)}"


def jsonable(figure: Figure) -> dict[str, object]:
    """Return *figure* as plain JSON values; numbers are texts, so that no digit is lost."""
    if isinstance(figure, Unknown):
        return {
            "unknown": figure.verdict,
            "reason": figure.reason,
            "missing": [str(item) for item in figure.missing],
            "at_least": None if figure.at_least is None else jsonable(figure.at_least),
        }
    return {
        "value": f"{figure.value:f}",
        "unit": figure.unit,
        "basis": figure.basis,
        "denominator": figure.denominator,
        "rounding": figure.rounding,
    }


def _unknown_side(before: Figure, after: Figure) -> Unknown:
    sides = {"before": before, "after": after}
    unknown = {name: side for name, side in sides.items() if isinstance(side, Unknown)}
    reasons = joined(dict.fromkeys(side.why for side in unknown.values()), Wording("; ", "; "))
    missing = dict.fromkeys(item for side in unknown.values() for item in side.missing)
    key = "both" if len(unknown) > 1 else next(iter(unknown))
    return Unknown(wording(f"{key}-unknown", reasons=reasons), tuple(missing))
