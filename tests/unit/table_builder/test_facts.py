"""The facts the builder of decision tables expects."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.acceptance.table_builder import Expected, Row, Unit, expected, layouts, load

SEEDS = range(20)


@pytest.fixture(scope="module")
def rows(shared_path: Path) -> dict[str, Row]:
    """Return the rows of the data by their id."""
    return {row["id"]: row for row in load(shared_path / "data" / "procedures.jsonl")}


def facts(row: Row, seed: int = 0) -> Expected:
    """Return the facts of a row in one layout."""
    return expected(row, layouts(row, seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_totals_do_not_depend_on_the_layout(rows: dict[str, Row], seed: int) -> None:
    """Whatever is merged or reworded, 52 totals are right, 1 wrong, 4 not checkable, 10 without a number."""
    verdicts = Counter(facts(row, seed).total.verdict for row in rows.values())

    assert {"right": 52, "error": 1, "not-checkable": 4, "none": 10} == verdicts


def test_sums_agree_with_the_data(rows: dict[str, Row]) -> None:
    """Where the data hold a sum of hours, the limits read from its texts give the same one."""
    known = {
        name: Decimal(str(row["sum_step_hours"]))
        for name, row in rows.items()
        if row["sum_step_hours"] is not None and name != "qt001"
    }

    assert known == {name: facts(rows[name]).total.summed_hours for name in known}


def test_the_error_of_a_published_table(rows: dict[str, Row]) -> None:
    """1.003999 declares 10.5 days and sums to 9.5."""
    total = facts(rows["qt026"]).total

    assert (Decimal(84), Decimal(76), "error") == (total.declared_hours, total.summed_hours, total.verdict)


@pytest.mark.parametrize("seed", SEEDS)
def test_four_limits_are_text(rows: dict[str, Row], seed: int) -> None:
    """In every layout the four recruiting notices alone are limits without a period."""
    texts = [
        (name, fact.limit_text)
        for name, row in rows.items()
        for fact in facts(row, seed).steps
        if fact.limit_unit is Unit.TEXT
    ]

    assert ["qt017", "qt018", "qt020", "qt021"] == [name for name, _ in texts]
    assert all(text.startswith("Trong thời gian thông báo tuyển dụng") for _, text in texts)


def test_the_clause_of_the_next_section_is_no_step(rows: dict[str, Row]) -> None:
    """The last row of qt001 is neither a step nor a total."""
    found = facts(rows["qt001"])

    assert 8 == len(found.steps)
    assert "none" == found.total.verdict


def test_rows_of_one_step_share_number_and_content(rows: dict[str, Row]) -> None:
    """The second step of qt007 is three rows with one content and three performers."""
    first, second, third = facts(rows["qt007"]).steps[1:4]

    assert (False, True, True) == (first.continues, second.continues, third.continues)
    assert 1 == len({first.content, second.content, third.content})
    assert 3 == len({first.performer, second.performer, third.performer})


def test_total_in_the_header(rows: dict[str, Row]) -> None:
    """The total of qt007 stands in the header of its limit column."""
    assert ("03 ngày làm việc", Decimal(24)) == (
        facts(rows["qt007"]).total.text,
        facts(rows["qt007"]).total.declared_hours,
    )


def test_one_sentence_is_one_limit(rows: dict[str, Row]) -> None:
    """The sentence of qt057 is 10 working days for its five steps together."""
    first, *others = facts(rows["qt057"]).steps

    assert (Decimal(10), Unit.WORKING_DAY) == (first.limit_value, first.limit_unit)
    assert [(1, Unit.EMPTY)] * 4 == [(fact.group, fact.limit_unit) for fact in others]


def test_header_says_which_days(rows: dict[str, Row]) -> None:
    """Plain days under a header of working days are working days, under "(ngày)" they stay unstated."""
    units = {name: {fact.limit_unit for fact in facts(rows[name]).steps if fact.limit_value} for name in rows}

    assert {Unit.WORKING_DAY} == units["qt062"]
    assert {Unit.WORKING_DAY} == units["qt064"]
    assert {Unit.DAY_UNSTATED} == units["qt069"]
    assert {Unit.HOUR} == units["qt054"]


def test_cases_and_stages_are_apart(rows: dict[str, Row]) -> None:
    """Stage rows that begin with "Trường hợp" are cases; steps name the one they belong to."""
    cases, stages = facts(rows["qt078"]), facts(rows["qt059"])

    assert (2, 0) == (len(cases.cases), len(cases.stages))
    assert (0, 2) == (len(stages.cases), len(stages.stages))
    assert [cases.cases[0]] * 11 + [cases.cases[1]] * 11 == [fact.stage for fact in cases.steps]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_group_has_one_limit(rows: dict[str, Row], seed: int) -> None:
    """In each group the first step alone has a limit, and its members are neighbours."""
    for row in rows.values():
        steps = facts(row, seed).steps
        for number in {fact.group for fact in steps} - {None}:
            places = [place for place, fact in enumerate(steps) if fact.group == number]
            filled = [place for place in places if steps[place].limit_unit is not Unit.EMPTY]

            assert list(range(places[0], places[-1] + 1)) == places
            assert places[:1] == filled
