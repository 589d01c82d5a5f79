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
from procflow.analysis.wording import Wording, limit_wording, plain, unit_wording, wording
from procflow.procedure import Limit, LimitUnit, Procedure, Step
from procflow.quantity import Quantity

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
    assert names[1] <= names[0]
    assert f'"{key}"' in CODE or key in {"both-unknown", "before-unknown", "after-unknown"}


def test_no_reason_is_in_english_alone() -> None:
    """A figure that is not known takes its reason from the table."""
    assert [] == re.findall(r"\b(?:Unknown|Caution|Line)\(f?\"", CODE)


def test_every_unit_has_a_name() -> None:
    """The units of limits and figures have Vietnamese names."""
    units = {*LimitUnit, "step", "hand-off", "performer", "agency", "document", "contact", "field", "procedure"}

    assert {unit for unit in units if unit_wording(str(unit)).vi == unit} == set()


def test_a_reason_of_two_sides_is_in_vietnamese_too() -> None:
    """The reason of a change holds those of its sides."""
    lacking = Unknown.of(wording("no-effort"), (Missing("effort_hours"),))
    found = change(lacking, lacking)

    assert "chưa tính được: hiện tại và sau đơn giản hóa: chưa khai giờ công" == shown(found, "vi")
    assert "chưa tính được: x" == shown(Unknown("x"), "vi")


def test_unlike_units_are_named_in_vietnamese() -> None:
    """Unit and basis have their Vietnamese names."""
    found = change(Quantity(Decimal(1), "hour", "effort"), Quantity(Decimal(1), "working-day", "declared"))

    assert "giờ làm việc (theo giờ công)" in shown(found, "vi")
    assert "ngày làm việc (theo khai báo)" in shown(found, "vi")


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (Limit(value=Decimal("2.5"), unit=LimitUnit.WORKING_DAY), "2,5 ngày làm việc"),
        (Limit(unit=LimitUnit.NONE_SET), "không quy định"),
        (Limit(text="theo thông báo"), "theo thông báo"),
    ],
)
def test_limits_are_named_in_vietnamese(limit: Limit, text: str) -> None:
    """A limit has its value in Vietnamese writing, or stays in its words."""
    assert text == limit_wording(limit).vi


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

    assert ("đã cắt bỏ, nhưng pháp luật quy định: chưa nêu căn cứ",) == tuple(item.reason_vi for item in found.cautions)
    assert "mục tiêu xét trên một tập thủ tục, không xét trên một thủ tục" == result.reason_vi


def test_every_measure_of_an_empty_procedure_says_why_in_vietnamese() -> None:
    """No English word stands in the Vietnamese reasons."""
    subject = Subject.of(Procedure(steps=(Step(name="Ký"), Step(name="Phát hành"))))
    figures = [found.figure for measure in MEASURES for found in measure.compute(subject)]
    reasons = [figure.why.vi for figure in figures if isinstance(figure, Unknown)]

    assert reasons
    assert all(reason.startswith(("chưa rõ", "không có bước")) for reason in reasons)


def test_numbers_follow_the_language() -> None:
    """Vietnamese parts thousands by points and decimals by a comma; a text without values stays as it is."""
    assert ("-1.234,5", "-1,234.5") == (plain(Decimal("-1234.50"), "vi"), plain(Decimal("-1234.50")))
    assert Wording("fees and charges", "phí, lệ phí") == wording("fees")
