"""Compliance cost with its derivation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.analysis import Cost, Tariff, Unknown, cost, load_tariffs, tariff_of, tariffs
from procflow.errors import DataError
from procflow.procedure import Limit, LimitUnit, Procedure, Status
from procflow.quantity import Quantity
from tests.unit.analysis.sketch import days, step

RATE = Tariff(Decimal(40_000), Decimal(8), source="test")


def worked(fee: int | None = 50_000, dossiers: int | None = 20) -> Procedure:
    """Return a procedure of two steps, 2 h and half an hour, and one by a program."""
    steps = (
        step("Nhận", number="B1", effort_hours=Decimal("0.5")),
        step("Xét", number="B2", effort_hours=Decimal(2), element_id="Xet"),
        step("Lưu", performer="", automatic=True),
    )
    return Procedure.model_validate({"steps": steps, "fee_vnd": fee, "dossiers_per_year": dossiers})


def reason(figure: object) -> str:
    """Return why a figure is not known, with what is missing."""
    assert isinstance(figure, Unknown)
    return str(figure)


def lines(found: Cost) -> list[str]:
    """Return the derivation as text."""
    return [str(line) for line in found.lines]


def test_effort_is_hours_times_tariff_plus_fees() -> None:
    """(0.5 + 2) h x 40,000 + 50,000 = 150,000 a dossier; 20 dossiers: 3,000,000 a year."""
    found = cost(worked(), tariff=RATE)

    assert Quantity(Decimal(150_000), "VND/dossier", "effort") == found.per_dossier
    assert Quantity(Decimal(3_000_000), "VND/year", "effort") == found.per_year


def test_the_derivation_shows_every_figure() -> None:
    """Each step, the fees, the sum and the year have their line."""
    assert [
        "B1 Nhận: 0.5 h x 40,000 VND/h = 20,000 VND/dossier",
        "B2 Xét: 2 h x 40,000 VND/h = 80,000 VND/dossier",
        "fees and charges = 50,000 VND/dossier",
        "20,000 + 80,000 + 50,000 = 150,000 VND/dossier",
        "150,000 VND/dossier x 20 dossiers/year = 3,000,000 VND/year",
    ] == lines(cost(worked(), tariff=RATE))


def test_effort_without_hours_names_the_steps() -> None:
    """A step whose hours are not said makes the cost not computable, never cheaper."""
    procedure = Procedure(steps=(step("Nhận", effort_hours=Decimal(1)), step("Xét")), fee_vnd=Decimal(0))
    found = cost(procedure, tariff=RATE, dossiers_per_year=10)

    assert "not computable: effort hours or fees are not filled in (effort_hours of (Xét))" == reason(found.per_dossier)
    assert found.per_dossier == found.per_year
    assert ["Nhận: 1 h x 40,000 VND/h = 40,000 VND/dossier", "fees and charges = 0 VND/dossier"] == [
        text for text in lines(found) if "?" not in text
    ]


def test_effort_needs_fees_and_steps() -> None:
    """An unknown fee is not a fee of 0, and no steps are not no work."""
    assert "(fee_vnd)" in reason(cost(worked(fee=None), tariff=RATE).per_dossier)
    assert "(steps)" in reason(cost(Procedure(fee_vnd=Decimal(0)), tariff=RATE).per_dossier)


def test_the_hours_of_a_program_count_if_they_are_said() -> None:
    """An automatic step that says a quarter of an hour costs it."""
    watched = step("Lưu", performer="", automatic=True, effort_hours=Decimal("0.25"))
    found = cost(Procedure(steps=(watched,), fee_vnd=Decimal(0)), tariff=RATE)

    assert Quantity(Decimal(10_000), "VND/dossier", "effort") == found.per_dossier


def test_elapsed_charges_the_limit_of_the_whole() -> None:
    """10 working days x 8 h x 40,000 = 3,200,000; 10 dossiers 32,000,000, without the fee."""
    procedure = Procedure(limit=days(10), dossiers_per_year=10, fee_vnd=Decimal(5))
    found = cost(procedure, basis="elapsed", tariff=40_000)

    assert Quantity(Decimal(3_200_000), "VND/dossier", "elapsed") == found.per_dossier
    assert Quantity(Decimal(32_000_000), "VND/year", "elapsed") == found.per_year


def test_elapsed_takes_hours_as_they_are() -> None:
    """4 h x 40,000 = 160,000."""
    found = cost(Procedure(limit=days(4, LimitUnit.HOUR)), basis="elapsed", tariff=RATE)

    assert ["4 h x 40,000 VND/h = 160,000 VND/dossier"] == lines(found)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (None, "the limit of the whole is not filled in (limit)"),
        (Limit(unit=LimitUnit.NONE_SET), "the limit of the whole: no limit set (limit)"),
        (days(10, LimitUnit.CALENDAR_DAY), "the limit (10 calendar days) is not in working days"),
        (days(10, LimitUnit.DAY_UNSTATED), "the limit (10 days, kind not stated) is not in working days"),
    ],
)
def test_elapsed_never_takes_other_days_for_working_days(limit: Limit | None, expected: str) -> None:
    """What is not in working days is not computable."""
    found = cost(Procedure(limit=limit), basis="elapsed", tariff=RATE, dossiers_per_year=1)

    assert expected in reason(found.per_dossier)


def test_without_a_tariff_nothing_is_priced() -> None:
    """No tariff is assumed."""
    found = cost(worked())

    assert "not computable: no tariff was given (tariff)" == reason(found.per_dossier) == reason(found.per_year)


def test_without_a_number_of_dossiers_only_the_dossier_is_priced() -> None:
    """A year needs to know how many."""
    found = cost(worked(dossiers=None), tariff=RATE)

    assert isinstance(found.per_dossier, Quantity)
    assert "(dossiers_per_year)" in reason(found.per_year)


def test_a_given_number_of_dossiers_goes_before_that_of_the_procedure() -> None:
    """2 instead of 20; the figure says that the caller gave it."""
    found = cost(worked(), tariff=RATE, dossiers_per_year=2)

    assert Quantity(Decimal(300_000), "VND/year", "effort") == found.per_year
    assert Quantity(Decimal(2), "dossier/year", "given by the caller") == found.dossiers_per_year


def test_money_is_rounded_to_the_dong_once() -> None:
    """A third of an hour at 100 VND is 33 VND a dossier, but 3 dossiers are 100 VND, and both say how."""
    third = step("a", effort_hours=Decimal("0.333"))
    found = cost(Procedure(steps=(third,), fee_vnd=Decimal(0), dossiers_per_year=3), tariff=Decimal(100))

    assert Quantity(Decimal(33), "VND/dossier", "effort", rounding="half-up, to 1 VND") == found.per_dossier
    assert Quantity(Decimal(100), "VND/year", "effort", rounding="half-up, to 1 VND") == found.per_year


def test_an_abolished_procedure_costs_nothing() -> None:
    """There is nothing left to comply with, whatever is not filled in."""
    found = cost(Procedure(status=Status.ABOLISHED), tariff=RATE)

    assert Quantity(Decimal(0), "VND/year", "effort") == found.per_year
    assert "the procedure is abolished" in lines(found)[0]


def test_an_unknown_basis_is_refused() -> None:
    """There are two."""
    with pytest.raises(DataError, match="'effort' or 'elapsed'"):
        cost(worked(), basis="guessed", tariff=RATE)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [-1, 2.5, True])
def test_dossiers_are_a_whole_number(number: object) -> None:
    """Nothing else is taken."""
    with pytest.raises(DataError, match="no number of dossiers"):
        cost(worked(), tariff=RATE, dossiers_per_year=number)  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", [40_000.0, True, "40000", Decimal(-1), Decimal("NaN")])
def test_a_tariff_is_an_exact_amount(amount: object) -> None:
    """Floats, texts and what is no amount are refused."""
    with pytest.raises(DataError):
        tariff_of(amount)  # type: ignore[arg-type]


def test_a_tariff_needs_hours_and_dates_in_order() -> None:
    """A day of 0 hours and an end before the beginning are refused."""
    with pytest.raises(DataError, match="0 hours"):
        Tariff(Decimal(1), Decimal(0))
    with pytest.raises(DataError, match="before it begins"):
        Tariff(Decimal(1), Decimal(8), date(2026, 1, 1), date(2025, 1, 1))


def test_a_tariff_holds_on_its_days() -> None:
    """Both ends are included."""
    tariff = Tariff(Decimal(1), Decimal(8), date(2025, 1, 1), date(2025, 12, 31))

    assert [False, True, True, False] == [
        tariff.holds_on(day) for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert Tariff(Decimal(1), Decimal(8)).holds_on(date(1999, 1, 1))


def test_a_day_finds_the_tariff_that_holds_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """By day or by instant the one without a scope is found, whatever an authority set for itself beside it."""
    general = Tariff(Decimal(50_000), Decimal(8), date(2025, 1, 1), source="a statistic")
    monkeypatch.setattr(tariffs, "load_tariffs", lambda: (replace(general, scope="Đồng Nai"), general))

    assert general == tariff_of(date(2025, 11, 20))
    assert general == tariff_of(datetime(2025, 11, 20, 9, 0, tzinfo=UTC))


@pytest.mark.parametrize("day", [date(2025, 11, 20), date(2040, 1, 1)])
def test_a_tariff_of_one_province_is_not_found_by_a_day(day: date) -> None:
    """What Đồng Nai set for itself holds for nobody else; the hint says how to choose it."""
    with pytest.raises(DataError, match=f"0 shipped tariffs hold for all on {day}") as caught:
        tariff_of(day)

    assert "Đồng Nai from load_tariffs() by its scope" in caught.value.hint


def test_two_tariffs_for_all_on_one_day_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of two is taken; both are named."""
    both = (Tariff(Decimal(1), Decimal(8), source="one"), Tariff(Decimal(2), Decimal(8), source="two"))
    monkeypatch.setattr(tariffs, "load_tariffs", lambda: both)

    with pytest.raises(DataError, match="2 shipped tariffs hold for all on 2025-01-01: one; two"):
        tariff_of(date(2025, 1, 1))


def test_a_day_without_a_tariff_is_refused() -> None:
    """Before the first one nothing holds, and no scope is offered."""
    with pytest.raises(DataError, match="0 shipped tariffs hold for all on 2019-01-01: none") as caught:
        tariff_of(date(2019, 1, 1))

    assert "scope" not in caught.value.hint


def test_every_shipped_tariff_names_its_source() -> None:
    """Law parameters are data with a source."""
    assert all(tariff.source and tariff.valid_from for tariff in load_tariffs())


def test_a_cost_is_plain_json() -> None:
    """Figures are texts with unit and basis, the unknown says why."""
    found = cost(worked(), tariff=RATE).to_dict()
    bare = cost(worked()).to_dict()

    assert {"value": "150000", "unit": "VND/dossier", "basis": "effort", "denominator": "", "rounding": ""} == found[
        "per_dossier"
    ]
    assert bare["tariff_vnd_per_hour"] is None
    assert "no tariff was given" in str(bare["per_year"])


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6), st.integers(0, 10**6), st.integers(0, 10**4))
def test_effort_equals_the_same_sum_in_whole_numbers(quarters: list[int], hourly: int, dossiers: int) -> None:
    """With hours in quarters and a tariff divisible by 4 the cost is exact integer arithmetic."""
    steps = tuple(step(f"s{i}", effort_hours=Decimal(number) / 4) for i, number in enumerate(quarters))
    procedure = Procedure(steps=steps, fee_vnd=Decimal(7), dossiers_per_year=dossiers)
    found = cost(procedure, tariff=hourly * 4)

    expected = sum(quarters) * hourly + 7
    assert Quantity(Decimal(expected), "VND/dossier", "effort") == found.per_dossier
    assert Quantity(Decimal(expected * dossiers), "VND/year", "effort") == found.per_year
