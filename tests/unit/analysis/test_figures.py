"""Figures that are known or say why not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procflow.analysis import Missing, Rounding, Unknown, change, jsonable, percent, required, shown
from procflow.errors import DataError, NotComputable
from procflow.quantity import Quantity
from procflow.wording import Wording


def same(text: str) -> Wording:
    """Return a reason that is the same in both languages."""
    return Wording(text, text)


TEN = Quantity(Decimal(10), "step")
LACKING = Unknown(same("hours are not filled in"), (Missing("effort_hours", "Xet", "Xét hồ sơ"),))


def test_what_is_missing_names_field_element_and_step() -> None:
    """As much as is known of the place is said."""
    assert "effort_hours of Xet (Xét hồ sơ)" == str(LACKING.missing[0])
    assert "limit of (Ký)" == str(Missing("limit", name="Ký"))
    assert "fee_vnd" == str(Missing("fee_vnd"))


def test_an_unknown_figure_says_why() -> None:
    """Verdict, reason and what is missing, if anything."""
    assert "not computable: hours are not filled in (effort_hours of Xet (Xét hồ sơ))" == shown(LACKING)
    assert "not comparable: unlike" == str(Unknown(same("unlike"), verdict="not comparable"))


def test_a_known_figure_is_required_and_an_unknown_one_raises() -> None:
    """The error carries what is missing and a next step, if there is one."""
    assert TEN == required(TEN)
    with pytest.raises(NotComputable, match="fill in what is missing") as caught:
        required(LACKING, "the cost")
    assert LACKING.missing == caught.value.facts["missing"]
    with pytest.raises(NotComputable) as bare:
        required(Unknown(same("unlike units")))
    assert not bare.value.hint


def test_unlike_figures_are_not_subtracted() -> None:
    """Another unit or another basis is not comparable."""
    others = (Quantity(Decimal(1), "hand-off"), Quantity(Decimal(1), "step", "declared"))

    assert ["not comparable"] * 2 == [
        found.verdict for other in others if isinstance(found := change(TEN, other), Unknown)
    ]


def test_a_change_with_two_unknown_sides_gives_both_reasons_once() -> None:
    """The same reason is not repeated."""
    assert "before and after: hours are not filled in" == _reason(change(LACKING, LACKING))
    assert "after: hours are not filled in" == _reason(change(TEN, LACKING))


def test_a_share_of_the_unknown_is_unknown() -> None:
    """Part or whole."""
    exact = Rounding()

    assert LACKING == percent(LACKING, TEN, of="x", rounding=exact) == percent(TEN, LACKING, of="x", rounding=exact)


def test_a_share_of_another_unit_is_refused() -> None:
    """Steps are no part of hand-offs."""
    found = percent(TEN, Quantity(Decimal(1), "hand-off"), of="x", rounding=Rounding())

    assert "unlike units: before in hand-off, after in step" == _reason(found)


@pytest.mark.parametrize(
    ("mode", "decimals", "expected"),
    [("half-up", 0, "-108"), ("truncate", 0, "-107"), ("half-up", 1, "-107.5")],
)
def test_rounding_goes_by_the_size_of_the_number(mode: str, decimals: int, expected: str) -> None:
    """43 of 40 is 107.5 %: half-up is away from zero, truncated is towards it, on either side."""
    found = percent(
        Quantity(Decimal(-43), "x"),
        Quantity(Decimal(40), "x"),
        of="x",
        rounding=Rounding(mode, decimals),  # type: ignore[arg-type]
    )

    assert Decimal(expected) == required(found).value


def test_a_rounding_has_at_least_no_decimals() -> None:
    """-1 decimals are refused."""
    with pytest.raises(DataError):
        Rounding(decimals=-1)


def test_json_keeps_digits_and_reasons() -> None:
    """A known figure says all it is, an unknown one what is known at least."""
    exact = Quantity(Decimal("0.10"), "%", denominator="all: 10 step", rounding="half-up, 2 decimals")

    assert {
        "value": "0.10",
        "unit": "%",
        "basis": "counted",
        "denominator": "all: 10 step",
        "rounding": "half-up, 2 decimals",
    } == jsonable(exact)
    assert {
        "unknown": "not computable",
        "reason": "r",
        "missing": [],
        "at_least": jsonable(TEN),
    } == jsonable(Unknown(same("r"), at_least=TEN))


def _reason(figure: object) -> str:
    assert isinstance(figure, Unknown)
    return figure.reason


@pytest.mark.parametrize("decimals", [-1, 13, 28, 10**9])
def test_decimals_beyond_what_is_worked_out_are_refused(decimals: int) -> None:
    """A number of decimals that arithmetic cannot give is an error with a code."""
    with pytest.raises(DataError, match="0 to 12 decimals"):
        Rounding("half-up", decimals)


def test_a_huge_share_has_all_its_decimals() -> None:
    """The most decimals go together with the largest amounts."""
    assert Decimal("1E+20") == Rounding("half-up", 12).apply(Decimal("1E+20"))
