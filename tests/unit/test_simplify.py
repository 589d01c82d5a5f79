"""One procedure against another through the public face."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.analysis import Figure, Unknown, required, shown
from procflow.bpmn import write
from procflow.errors import DataError, NotComputable
from procflow.procedure import LimitUnit, Procedure, Status
from procflow.quantity import Quantity
from procflow.simplify import Comparison, compare
from tests.unit.analysis.sketch import days, flows, model, node, step, task

AS_IS = model(
    node("startEvent", "s")
    + task("receive", "Một cửa", "1", effort_hours="0.5", contact="yes", locked="no")
    + task("check", "Chuyên viên", "2", effort_hours="4", contact="no", locked="no")
    + task("recheck", "Chuyên viên 2", "2", effort_hours="3", contact="no", locked="no")
    + task("sign", "Lãnh đạo", "1", effort_hours="0.5", contact="no", locked="yes")
    + node("endEvent", "e")
    + flows("s receive check recheck sign e"),
    {"pf.fee_vnd": "0", "pf.dossiers_per_year": "100", "pf.limit.value": "6", "pf.limit.unit": "working-day"},
)
TO_BE = model(
    node("startEvent", "s")
    + task("receive", "Một cửa", "1", effort_hours="0.5", contact="yes", locked="no")
    + task("check", "Chuyên viên", "2", effort_hours="3", contact="no", locked="no")
    + task("sign", "Lãnh đạo", "1", effort_hours="0.5", contact="no", locked="yes")
    + node("endEvent", "e")
    + flows("s receive check sign e"),
    {"pf.fee_vnd": "0", "pf.dossiers_per_year": "100", "pf.limit.value": "4", "pf.limit.unit": "working-day"},
)


@pytest.fixture(scope="module")
def found() -> Comparison:
    """Return the comparison of the two models at 50,000 VND an hour."""
    return compare(AS_IS, TO_BE, tariff=Decimal(50_000))


def value(figure: Figure) -> Decimal:
    """Return the bare number of a known figure."""
    return required(figure).value


def test_a_row_holds_both_sides_change_and_percent(found: Comparison) -> None:
    """Steps fall from 4 to 3: by 1, a quarter of the 4 before."""
    row = found.row("steps")

    assert [Decimal(4), Decimal(3), Decimal(-1), Decimal("-25.00")] == [
        value(figure) for figure in (row.before, row.after, row.change, row.percent)
    ]
    assert "steps before: 4 step" == required(row.percent).denominator
    assert "half-up, 2 decimals" == required(row.percent).rounding


def test_cost_and_saving_are_by_hand(found: Comparison) -> None:
    """8 h x 50,000 = 400,000 falls to 4 h x 50,000 = 200,000; with 100 dossiers 20,000,000 a year are saved, 50 %."""
    figures = (
        found.cost_before.per_dossier,
        found.cost_after.per_dossier,
        found.saving_per_dossier,
        found.saving_per_year,
        found.saving_percent,
    )

    assert [Decimal(number) for number in (400_000, 200_000, 200_000, 20_000_000, 50)] == [
        value(figure) for figure in figures
    ]
    assert Quantity(Decimal(20_000_000), "VND/year", "effort") == found.saving_per_year


def test_steps_are_told_apart_by_element(found: Comparison) -> None:
    """Recheck went, check takes less effort, nothing came."""
    assert ["recheck"] == [item.element_id for item in found.steps.removed]
    assert () == found.steps.added
    assert [("check", ("effort_hours",))] == [(item.after.element_id, item.fields) for item in found.steps.changed]


def test_steps_without_elements_are_told_apart_by_name() -> None:
    """Tables are matched by the name of the step, in order, once each; a new number is no change."""
    before = Procedure(steps=(step("Nhận", number="1"), step("Xét", number="2"), step("Xét", number="3")))
    after = Procedure(steps=(step("xét", number="1"), step("Ký", number="2")))
    steps = compare(before, after).steps

    assert ["1", "3"] == [item.number for item in steps.removed]
    assert ["Ký"] == [item.name for item in steps.added]
    assert () == steps.changed


def test_a_moved_step_keeps_its_partner() -> None:
    """An element id goes before the name."""
    before = Procedure(steps=(step("Xét", element_id="a"), step("Ký", element_id="b")))
    after = Procedure(steps=(step("Ký", element_id="a"),))
    steps = compare(before, after).steps

    assert ["b"] == [item.element_id for item in steps.removed]
    assert [("name",)] == [item.fields for item in steps.changed]


def test_unlike_units_are_not_comparable() -> None:
    """10 days of unstated kind against 6 working days give no change and no per cent, as in decision 2842."""
    before, after = Procedure(limit=days(10, LimitUnit.DAY_UNSTATED)), Procedure(limit=days(6))
    rows = [row for row in compare(before, after).rows if row.name == "statutory_limit"]

    assert ["day-unstated", "working-day"] == [
        figure.unit for row in rows for figure in (row.before, row.after) if isinstance(figure, Quantity)
    ]
    assert all(isinstance(row.change, Unknown) and row.change.verdict == "not comparable" for row in rows)
    assert all(row.percent == row.change for row in rows)


def test_units_on_both_sides_are_compared_one_by_one() -> None:
    """3 days and 4 hours against 2 days and 4 hours: one day less, no hour less."""
    hours = step("b", limit=days(4, LimitUnit.HOUR))
    before, after = (Procedure(steps=(step("a", limit=days(number)), hours)) for number in (3, 2))
    rows = [row for row in compare(before, after).rows if row.name == "limit_sum"]

    assert [Quantity(Decimal(-1), "working-day", "declared"), Quantity(Decimal(0), "hour", "declared")] == [
        row.change for row in rows
    ]


def test_one_unknown_side_makes_the_change_unknown() -> None:
    """The known side is shown in each of its units, the change names the side and what is missing."""
    before = Procedure(steps=(step("a", limit=days(3)), step("b", limit=days(4, LimitUnit.HOUR))))
    after = Procedure(steps=(step("a"),))
    rows = [row for row in compare(before, after).rows if row.name == "limit_sum"]

    assert ["3 working-day", "4 hour"] == [shown(row.before) for row in rows]
    assert {"not computable: after: the limit is not known in days or hours (limit of (a))"} == {
        shown(row.change) for row in rows
    }


def test_nothing_before_is_no_denominator() -> None:
    """From 0 steps to 1 is no per cent of anything."""
    row = compare(Procedure(), Procedure(steps=(step("a"),))).row("steps")

    assert "not computable: steps before is 0: there is no denominator" == str(row.percent)


def test_percent_is_rounded_as_declared() -> None:
    """7 steps of 43 less is 16.279...: 16.28 half-up, 16.27 truncated, 16.3 with one decimal."""
    before = Procedure(steps=tuple(step(f"s{number}") for number in range(43)))
    after = Procedure(steps=before.steps[7:])
    printed = [
        shown(compare(before, after, rounding=mode, decimals=decimals).row("steps").percent)
        for mode, decimals in (("half-up", 2), ("truncate", 2), ("half-up", 1))  # type: ignore[arg-type]
    ]

    assert ["-16.28 %", "-16.27 %", "-16.3 %"] == printed


def test_an_unknown_rounding_is_refused() -> None:
    """There are two."""
    with pytest.raises(DataError, match="'half-up' or 'truncate'"):
        compare(AS_IS, TO_BE, rounding="up")  # type: ignore[arg-type]


def test_different_loads_give_no_saving_a_year() -> None:
    """10 dossiers before and 5 after: fewer applicants are no simplification."""
    before, after = (Procedure(limit=days(5), dossiers_per_year=number) for number in (10, 5))
    refused = compare(before, after, basis="elapsed", tariff=1)
    same = compare(before, after, basis="elapsed", tariff=1, dossiers_per_year=7)

    assert isinstance(refused.saving_per_year, Unknown)
    assert "not comparable" == refused.saving_per_year.verdict
    assert Decimal(0) == value(refused.saving_per_dossier)
    assert Decimal(0) == value(same.saving_per_year)


def test_an_abolished_procedure_saves_all_its_cost() -> None:
    """5 days x 8 h x 40,000 x 10 = 16,000,000 a year, all of it."""
    before = Procedure(limit=days(5), dossiers_per_year=10)
    found = compare(before, Procedure(status=Status.ABOLISHED), basis="elapsed", tariff=40_000)

    assert (Decimal(16_000_000), Decimal("100.00")) == (value(found.saving_per_year), value(found.saving_percent))
    assert found.is_cut is True


def test_without_hours_the_saving_is_not_computable() -> None:
    """Asking for the number anyway names what is missing."""
    found = compare(Procedure(steps=(step("a"),)), Procedure(), tariff=1, dossiers_per_year=1)

    with pytest.raises(NotComputable, match=r"effort_hours of \(a\)"):
        required(found.saving_per_year, "the saving")


def test_a_figure_that_rises_is_no_cut(found: Comparison) -> None:
    """Less is a cut, more of anything is none, equal is none, and unknown is not decided."""
    known = {"documents": (), "limit": days(5), "fee_vnd": 0, "dossiers_per_year": 1}
    one = Procedure.model_validate({**known, "steps": [step("a", agency="S", limit=days(5), contact=True)]})
    other = one.model_copy(update={"limit": days(6)})
    by_limit = [compare(*pair, basis="elapsed", tariff=1).is_cut for pair in ((other, one), (one, other), (one, one))]

    assert [True, False, False] == by_limit
    assert found.is_cut is True
    assert compare(Procedure(), Procedure()).is_cut is None


def test_the_table_is_text_to_print(found: Comparison) -> None:
    """One line a row, cost last."""
    table = found.table()

    assert ("steps", "4 step", "3 step", "-1 step", "-25 %") == table[0]
    assert (
        "compliance cost per year",
        "40,000,000 VND/year",
        "20,000,000 VND/year",
        "-20,000,000 VND/year",
        "-50 %",
    ) == table[-1]


def test_json_holds_everything_as_text(found: Comparison) -> None:
    """Numbers keep every digit; the steps, the derivations and the cautions are there."""
    facts = json.loads(found.to_json())

    assert "20000000" == facts["saving_per_year"]["value"]
    assert ["recheck"] == [item["element_id"] for item in facts["steps_removed"]]
    assert [["effort_hours"]] == [item["fields"] for item in facts["steps_changed"]]
    assert len(found.rows) == len(facts["rows"])
    assert facts["cost_before"]["derivation"][-1].endswith("= 40,000,000 VND/year")


def test_paths_are_read(tmp_path: Path) -> None:
    """A path, as text or not, stands for the model in the file."""
    path = tmp_path / "a.bpmn"
    write(AS_IS, path)

    assert compare(AS_IS, TO_BE, tariff=1).table() == compare(path, TO_BE, tariff=1).table()
    assert compare(AS_IS, TO_BE, tariff=1).rows == compare(str(path), TO_BE, tariff=1).rows


STEPS = st.lists(
    st.builds(
        step,
        name=st.sampled_from(["Nhận", "Xét", "Ký"]),
        performer=st.sampled_from(["", "Một cửa", "Lãnh đạo"]),
        limit=st.sampled_from([None, days(1), days(2), days(3, LimitUnit.HOUR)]),
        effort_hours=st.sampled_from([None, Decimal(1), Decimal("0.25")]),
        contact=st.sampled_from([None, True, False]),
        group=st.sampled_from([None, 1]),
        case=st.sampled_from(["", "một", "hai"]),
    ),
    max_size=5,
)
PROCEDURES = st.builds(
    lambda steps, fee: Procedure(steps=tuple(steps), fee_vnd=fee),
    STEPS,
    st.sampled_from([None, Decimal(0), Decimal(1000)]),
)


@given(PROCEDURES)
def test_a_procedure_differs_from_itself_in_nothing(procedure: Procedure) -> None:
    """Every change that is known is 0, no step went or came, and it is no cut."""
    found = compare(procedure, procedure, tariff=40_000, dossiers_per_year=3)
    changes = {figure.value for row in found.rows if isinstance(figure := row.change, Quantity)}

    assert {Decimal(0)} == changes
    assert ((), (), ()) == (found.steps.removed, found.steps.added, found.steps.changed)
    assert found.is_cut is not True


@given(PROCEDURES, PROCEDURES)
def test_turned_round_every_change_has_the_other_sign(one: Procedure, other: Procedure) -> None:
    """What is saved one way is spent the other; what cannot be compared cannot either way."""
    there = compare(one, other, tariff=40_000, dossiers_per_year=3)
    back = compare(other, one, tariff=40_000, dossiers_per_year=3)

    def changes(found: Comparison, sign: int) -> list[tuple[str, str, Decimal | None]]:
        units = [(row.name, row.change.unit if isinstance(row.change, Quantity) else "") for row in found.rows]
        values = [sign * row.change.value if isinstance(row.change, Quantity) else None for row in found.rows]
        return sorted(
            ((*unit, number) for unit, number in zip(units, values, strict=True)), key=lambda item: str(item[:2])
        )

    assert changes(there, 1) == changes(back, -1)
