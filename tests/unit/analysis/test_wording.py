"""What figures say in words, in both languages."""

from __future__ import annotations

import re
import string
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import procflow.analysis
from procflow.analysis import MEASURES, Missing, Unknown, change, compare_subjects, cost, judge, shown
from procflow.analysis.flow import Subject
from procflow.analysis.wording import limit_wording, no_limit_wording, unit_wording, wording
from procflow.procedure import BY_NAME, Limit, LimitUnit, Procedure, ProcedureKind, Step
from procflow.quantity import Quantity
from procflow.wording import EMPTY, Wording, plain

PACKAGE = Path(procflow.analysis.__file__).parent
TABLE = tomllib.loads((PACKAGE / "data" / "words.toml").read_text("utf-8"))["text"]
CODE = "".join(path.read_text("utf-8") for path in PACKAGE.glob("*.py"))


@pytest.mark.parametrize("key", TABLE)
def test_both_languages_say_the_same(key: str) -> None:
    """Each text has both languages, puts in the same values, and is used."""
    names = [
        {name for _, name, _, _ in string.Formatter().parse(TABLE[key][language]) if name} for language in TABLE[key]
    ]

    assert ["en", "vi"] == list(TABLE[key])
    # The denominator is named by a label that is there in English alone.
    assert names[1] == names[0] - ({"of"} if key == "no-denominator" else set())
    assert f'"{key}"' in CODE or key in {"both-unknown", "before-unknown", "after-unknown"}


def test_no_reason_is_in_english_alone() -> None:
    """A figure that is not known takes its reason from the table."""
    assert [] == re.findall(r"\b(?:Unknown|Caution|Line)\(f?\"", CODE)


def test_every_unit_has_a_name() -> None:
    """The units of limits, and all that measures, costs and targets count in, have Vietnamese names."""
    steps = (Step(name="Ký", performer="Lãnh đạo", agency="Sở", effort_hours=Decimal(1), contact=False),)
    limit = Limit(value=Decimal(3), unit=LimitUnit.HOUR)
    whole = Procedure(
        steps=steps, limit=limit, documents=(), fee_vnd=1, dossiers_per_year=2, kind=ProcedureKind.WITHIN_AGENCY
    )
    subject, priced = Subject.of(whole), cost(whole, tariff=40_000)
    compared = compare_subjects(subject, subject, procflow.analysis.Terms())
    cuts = [result.cut for result in judge([compared, compared], "internal").results]
    measured = [found.figure for item in MEASURES for found in item.compute(subject)]
    figures = [*measured, *cuts, priced.per_dossier, priced.per_year, priced.dossiers_per_year]
    units = {figure.unit for figure in figures if isinstance(figure, Quantity)}

    assert {"VND/dossier", "VND/year", "dossier/year", "hour", "hand-off", "document", "procedure"} <= units
    assert {unit for unit in {*units, *LimitUnit} if unit_wording(str(unit)).vi == unit} == set()


def test_a_reason_of_two_sides_is_in_vietnamese_too() -> None:
    """The reason of a change holds those of its sides."""
    lacking = Unknown(wording("no-effort"), (Missing("effort_hours"),))
    found = change(lacking, lacking)

    assert "chưa tính được: hiện tại và sau đơn giản hóa: chưa khai giờ công" == shown(found, "vi")
    assert "chưa tính được: x" == shown(Unknown(Wording("x", "x")), "vi")


def test_unlike_units_are_named_in_vietnamese() -> None:
    """Unit and basis have their Vietnamese names."""
    found = change(Quantity(Decimal(1), "hour", "effort"), Quantity(Decimal(1), "working-day", "declared"))

    assert "giờ làm việc (theo giờ công)" in shown(found, "vi")
    assert "ngày làm việc (theo khai báo)" in shown(found, "vi")


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (Limit(value=Decimal("2.50"), unit=LimitUnit.WORKING_DAY), Wording("2.5 working days", "2,5 ngày làm việc")),
        (Limit(value=Decimal(1), unit=LimitUnit.WORKING_DAY), Wording("1 working day", "1 ngày làm việc")),
        (Limit(value=Decimal(7), unit=LimitUnit.CALENDAR_DAY), Wording("7 calendar days", "7 ngày (theo lịch)")),
        (Limit(unit=LimitUnit.NONE_SET), Wording("no limit set", "không quy định")),
        (Limit(text="theo thông báo"), Wording("theo thông báo", "theo thông báo")),
        (None, EMPTY),
    ],
)
def test_limits_are_named_in_both_languages(limit: Limit | None, text: Wording) -> None:
    """A limit has its value in the writing of the language, or stays in its words; an unknown one is empty."""
    assert text == limit_wording(limit)


def test_a_unit_has_one_name() -> None:
    """A choice of the vocabulary, a limit and a figure call a unit of limits the same."""
    for value, en, vi in BY_NAME["pf.limit.unit"].choices:
        unit = LimitUnit(value)
        two = limit_wording(Limit(value=Decimal(2) if unit.has_value else None, unit=unit))

        assert (vi, en) == (two.vi.removeprefix("2 "), two.en.removeprefix("2 "))
        assert vi == unit_wording(value).vi


def test_a_procedure_without_limit_is_told_in_one_way() -> None:
    """The measure and the cost by elapsed time give the same reason where the limit is not filled in."""
    measure = next(item for item in MEASURES if item.name == "statutory_limit")
    (found,) = measure.compute(Subject.of(Procedure()))
    sides = (found.figure, cost(Procedure(), basis="elapsed", tariff=40_000).per_dossier)

    assert [no_limit_wording(None)] * 2 == [side.why for side in sides if isinstance(side, Unknown)]


def test_a_derivation_is_in_vietnamese_too() -> None:
    """Numbers, units and words of each line follow the language."""
    steps = (Step(name="Thẩm định", performer="Chuyên viên", effort_hours=Decimal("1.5")),)
    found = cost(Procedure(steps=steps, fee_vnd=50_000, dossiers_per_year=1200), tariff=40_000)

    assert [
        "Thẩm định: 1,5 giờ x 40.000 đồng/giờ = 60.000 đồng/hồ sơ",
        "phí, lệ phí = 50.000 đồng/hồ sơ",
        "60.000 + 50.000 = 110.000 đồng/hồ sơ",
        "110.000 đồng/hồ sơ x 1.200 hồ sơ/năm = 132.000.000 đồng/năm",
    ] == [line.shown("vi") for line in found.lines]


def test_cautions_and_judgements_are_in_vietnamese_too() -> None:
    """What a person has to look at, and why a target is not judged, is said in both languages."""
    step = Step(name="Kiểm tra", performer="Văn phòng", locked=True)
    before = Procedure(title="Thủ tục", steps=(step,), business_related=True)
    found = compare_subjects(Subject.of(before), Subject.of(Procedure()), procflow.analysis.Terms())
    (result, _) = judge([found], "business").results

    assert ("đã cắt bỏ, nhưng pháp luật quy định: chưa nêu căn cứ",) == tuple(item.why.vi for item in found.cautions)
    assert "mục tiêu xét trên một tập thủ tục, không xét trên một thủ tục" == result.why.vi


def test_every_measure_of_an_empty_procedure_says_why_in_vietnamese() -> None:
    """No English word stands in the Vietnamese reasons."""
    subject = Subject.of(Procedure(steps=(Step(name="Ký"), Step(name="Phát hành"))))
    figures = [found.figure for measure in MEASURES for found in measure.compute(subject)]
    reasons = [figure.why.vi for figure in figures if isinstance(figure, Unknown)]

    assert reasons
    assert all(reason.startswith(("chưa rõ", "chưa khai", "không có bước")) for reason in reasons)


def test_numbers_follow_the_language() -> None:
    """Vietnamese parts thousands by points and decimals by a comma; a text without values stays as it is."""
    assert ("-1.234,5", "-1,234.5") == (plain(Decimal("-1234.50"), "vi"), plain(Decimal("-1234.50")))
    assert Wording("fees and charges", "phí, lệ phí") == wording("fees")
