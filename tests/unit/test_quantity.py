"""Figures with unit and basis."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal

import pytest

from procflow.errors import DataError, UnitMismatch
from procflow.quantity import Quantity, read_money


def test_like_quantities_add_and_subtract() -> None:
    """The result keeps unit, basis, denominator and rounding of the first."""
    seven = Quantity(Decimal("7.5"), "working-day", "declared", "dossier", "two places")

    assert Quantity(Decimal(10), "working-day", "declared", "dossier", "two places") == seven + Quantity(
        Decimal("2.5"), "working-day", "declared"
    )
    assert Quantity(Decimal(5), "working-day", "declared", "dossier", "two places") == seven - Quantity(
        Decimal("2.5"), "working-day", "declared"
    )


@pytest.mark.parametrize("operation", [operator.add, operator.sub])
def test_what_was_rounded_on_either_side_is_said(operation: Callable[[Quantity, Quantity], Quantity]) -> None:
    """An exact figure and a rounded one give a rounded one, two roundings are both named (invariant 8)."""
    exact, cut, rounded = (Quantity(Decimal(1), "hour", rounding=rounding) for rounding in ("", "truncate", "half-up"))

    assert "half-up" == operation(exact, rounded).rounding
    assert "half-up" == operation(rounded, exact).rounding
    assert "truncate; half-up" == operation(cut, rounded).rounding


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.lt])
def test_shares_of_different_wholes_are_refused(operation: Callable[[Quantity, Quantity], object]) -> None:
    """Per cent of one thing are not added to, taken from or compared with per cent of another (invariant 8)."""
    steps, cost = (Quantity(Decimal(10), "%", "counted", of) for of in ("steps before", "cost before"))

    with pytest.raises(UnitMismatch, match="'steps before' and of 'cost before'"):
        operation(steps, cost)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.lt])
@pytest.mark.parametrize(
    "other", [Quantity(Decimal(1), "calendar-day", "declared"), Quantity(Decimal(1), "working-day", "elapsed")]
)
def test_unlike_quantities_are_refused(operation: Callable[[Quantity, Quantity], object], other: Quantity) -> None:
    """A different unit or basis is refused, whatever is done with the two (invariant 8)."""
    with pytest.raises(UnitMismatch, match="cannot be") as caught:
        operation(Quantity(Decimal(1), "working-day", "declared"), other)

    assert other == caught.value.facts["right"]


def test_like_quantities_have_an_order() -> None:
    """The smaller value is the smaller quantity."""
    assert Quantity(Decimal("0.5"), "hour") < Quantity(Decimal(1), "hour")


def test_a_whole_number_becomes_exact() -> None:
    """A value given as int is kept as Decimal, and prints without trailing zeros."""
    quantity = Quantity(100, "step")  # type: ignore[arg-type]  # callers without a type checker

    assert isinstance(quantity.value, Decimal)
    assert "100 step" == str(quantity)


@pytest.mark.parametrize(("text", "amount"), [("40000", "40000"), (" 40000,5 ", "40000.5"), ("40.25", "40.25")])
def test_money_has_at_most_two_decimals(text: str, amount: str) -> None:
    """Digits are an amount, with decimals after a point or a comma."""
    assert Decimal(amount) == read_money(text)


@pytest.mark.parametrize("text", ["", "40.000", "40,000", "40.0005", "1.000.000", "-1", "4e4", "NaN", "４0", "40 000"])
def test_money_is_never_guessed(text: str) -> None:
    """What may be thousands or thousandths is no amount, nor is anything but plain digits."""
    with pytest.raises(DataError, match="without separators of thousands"):
        read_money(text)
