"""The comparison finds every kind of miss, and nothing where there is none."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from tests.acceptance.table_builder import Expected, StepFact, TotalFact, Unit, differences


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as an importer returns it."""

    value: Decimal | None
    unit: str | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step as an importer returns it."""

    number: str = "1"
    content: str = "Thụ lý hồ sơ"
    performer: str = "Văn thư"
    limit: Limit | None = Limit(Decimal("0.5"), "working-day", "0,5 ngày làm việc")
    group: int | None = None
    stage: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A total as an importer returns it."""

    declared_hours: Decimal | None = Decimal(4)
    summed_hours: Decimal | None = Decimal(4)
    verdict: str = "right"
    reason: str = ""


FACT = StepFact(
    number="1.",
    content="Thụ lý hồ sơ",
    performer="Văn thư",
    limit_value=Decimal("0.50"),
    limit_unit=Unit.WORKING_DAY,
    limit_text="0,5 ngày làm việc",
    group=None,
    stage="",
    continues=False,
)
TOTAL = TotalFact(Decimal(4), Decimal(4), "0,5 ngày làm việc", "right")


def found(fact: StepFact, step: Step, *, wanted: TotalFact = TOTAL, total: Total | None = None) -> list[str]:
    """Return the kinds of facts that differ."""
    lines = differences(Expected((fact,), (), (), wanted), [step], total or Total())
    return [line.partition(":")[0] for line in lines]


@pytest.mark.parametrize(
    ("fact", "step"),
    [
        (FACT, Step()),
        (FACT, Step(content=unicodedata.normalize("NFD", "Thụ  lý\u00a0hồ sơ\n"))),
        (replace(FACT, continues=True), Step(number="", content="")),
        (replace(FACT, stage="Cấp xã (03 ngày làm việc)"), Step(stage="I. Cấp xã")),
        (replace(FACT, stage="Trường hợp khẩn"), Step(case="Trường hợp khẩn")),
        (replace(FACT, limit_value=None, limit_unit=Unit.EMPTY, limit_text=""), Step(limit=None)),
        (
            replace(FACT, limit_value=None, limit_unit=Unit.TEXT, limit_text="Trong đợt"),
            Step(limit=Limit(None, None, "Trong  đợt")),
        ),
    ],
)
def test_equal_facts_do_not_differ(fact: StepFact, step: Step) -> None:
    """White space, composition, labels and hours of stages, and what a continuing row leaves out do not count."""
    assert [] == found(fact, step)


@pytest.mark.parametrize(
    ("kind", "fact", "step"),
    [
        ("number", FACT, Step(number="2")),
        ("number", replace(FACT, number=""), Step(number="1")),
        ("content", FACT, Step(content="Thụ lý")),
        ("content", FACT, Step(content="")),
        ("content", replace(FACT, continues=True), Step(content="Ký duyệt")),
        ("performer", FACT, Step(performer="Văn thư Sở")),
        ("performer", replace(FACT, continues=True), Step(performer="")),
        ("stage", replace(FACT, stage="Cấp xã"), Step()),
        ("stage", FACT, Step(stage="Cấp xã")),
        ("limit", FACT, Step(limit=None)),
        ("limit", FACT, Step(limit=Limit(Decimal(5), "working-day"))),
        ("limit", FACT, Step(limit=Limit(Decimal("0.5"), "day-unstated"))),
        ("limit", replace(FACT, limit_value=None, limit_unit=Unit.EMPTY), Step()),
        ("limit", replace(FACT, limit_value=None, limit_unit=Unit.NOT_COUNTED), Step(limit=Limit(None, None))),
        ("limit text", replace(FACT, limit_value=None, limit_unit=Unit.TEXT), Step(limit=Limit(None, None, "a"))),
        ("group", replace(FACT, group=1), Step()),
    ],
)
def test_a_miss_is_found(kind: str, fact: StepFact, step: Step) -> None:
    """Each fact of a step that differs is named by its kind."""
    assert [kind] == found(fact, step)


@pytest.mark.parametrize(
    ("kind", "wanted", "total"),
    [
        ("total", TOTAL, Total(declared_hours=Decimal(5))),
        ("total", TOTAL, Total(verdict="error")),
        ("sum", TOTAL, Total(summed_hours=Decimal(5))),
        ("total", replace(TOTAL, verdict="not-checkable"), Total(verdict="not-checkable")),
        ("total", TotalFact(None, None, "", "none"), Total()),
    ],
)
def test_a_missed_total_is_found(kind: str, wanted: TotalFact, total: Total) -> None:
    """A declared number, a verdict, a sum or a reason that is wrong or missing is named."""
    assert [kind] == found(FACT, Step(), wanted=wanted, total=total)


def test_a_missing_step_is_found() -> None:
    """Too few or too many steps are one miss."""
    lines = differences(Expected((FACT, FACT), (), (), TOTAL), [Step()], Total())

    assert ["steps: 2 expected, 1 read: ['Thụ lý hồ sơ']"] == lines


def test_groups_are_compared_by_their_members() -> None:
    """The numbers of groups do not matter, their members do."""
    pair = (replace(FACT, group=1), replace(FACT, group=1, limit_value=None, limit_unit=Unit.EMPTY))
    wanted = Expected(pair, (), (), TOTAL)

    assert [] == differences(wanted, [Step(group=7), Step(group=7, limit=None)], Total())
    assert ["group: [(1, 2)] expected, [(1,), (2,)] read"] == differences(
        wanted, [Step(group=7), Step(group=8, limit=None)], Total()
    )
