"""A figure that says what it counts: value, unit and basis."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from procflow.errors import DataError, UnitMismatch

# Three digits after a separator are thousands in Viet Nam and thousandths elsewhere: of money neither is taken.
_MONEY = re.compile(r"\d+([.,]\d{1,2})?", re.ASCII)


def read_money(text: str) -> Decimal:
    """
    Return the amount in VND that a person wrote: digits, with at most two decimals after a point or a comma.

    Separators of thousands are refused, for nobody can tell thousands from thousandths in ``40.000``.

    Raises:
        DataError: It is no such amount.

    Example:
        >>> read_money("40000"), read_money("40000,5")
        (Decimal('40000'), Decimal('40000.5'))
    """
    written = text.strip()
    if not _MONEY.fullmatch(written):
        raise DataError(
            f"{written[:40]!r} is not an amount in VND without separators of thousands",
            hint="write digits alone, e.g. 40000",
            text=text,
        )
    return Decimal(written.replace(",", "."))


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    A value with its unit and the basis on which it was worked out.

    Quantities of different unit, basis or denominator are never added, subtracted or compared.
    A sum or difference is rounded as either of its sides was.

    Args:
        value: The figure; money and fractions are exact.
        unit: What is counted: ``step``, ``working-day``, ``hour``, ``VND/dossier``, ``VND/year``, ``%`` ...
        basis: How it was obtained: ``counted``, ``declared``, ``effort``, ``elapsed`` ...
        denominator: What a ratio was divided by, in words; empty for a count.
        rounding: How the printed value was rounded; empty for an exact one.

    Example:
        >>> Quantity(Decimal(7), "step") - Quantity(Decimal(5), "step")
        Quantity(value=Decimal('2'), unit='step', basis='counted', denominator='', rounding='')
    """

    value: Decimal
    unit: str
    basis: str = "counted"
    denominator: str = ""
    rounding: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.value, Decimal):
            object.__setattr__(self, "value", Decimal(self.value))

    def __add__(self, other: Quantity) -> Quantity:
        self._require_same_kind(other, "added")
        return self._with(self.value + other.value, other)

    def __sub__(self, other: Quantity) -> Quantity:
        self._require_same_kind(other, "subtracted")
        return self._with(self.value - other.value, other)

    def __lt__(self, other: Quantity) -> bool:
        self._require_same_kind(other, "compared")
        return self.value < other.value

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.unit}"

    def _with(self, value: Decimal, other: Quantity) -> Quantity:
        rounding = "; ".join(dict.fromkeys(filter(None, (self.rounding, other.rounding))))
        return Quantity(value, self.unit, self.basis, self.denominator or other.denominator, rounding)

    def _require_same_kind(self, other: Quantity, verb: str) -> None:
        if (self.unit, self.basis) != (other.unit, other.basis):
            raise UnitMismatch(
                f"{self.unit} ({self.basis}) and {other.unit} ({other.basis}) cannot be {verb}",
                hint="convert one of them first and say how",
                left=self,
                right=other,
            )
        if self.denominator and other.denominator and self.denominator != other.denominator:
            raise UnitMismatch(
                f"shares of {self.denominator!r} and of {other.denominator!r} cannot be {verb}",
                hint="work both out of the same whole first",
                left=self,
                right=other,
            )
