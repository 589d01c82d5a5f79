"""A gateway decides by what is known: a variable that nobody has set is asked for, never read as "no"."""

from __future__ import annotations

import unicodedata

import pytest

from procflow.errors import IncidentError
from tests.unit.runtime.case import Case

WAY = "start s\nuser t\n{gateway} g\nuser yes\nuser no\ns -> t -> g\ng -> yes : {condition}\ng -> no : default"


def _case(condition: str, gateway: str = "xor") -> Case:
    return Case(WAY.format(condition=condition, gateway=gateway))


@pytest.mark.parametrize("gateway", ["xor", "or"])
@pytest.mark.parametrize("condition", ["=ok = true", "ok", "not(ok)", "ok != true", "${ok}", "${ok == true}"])
def test_a_missing_answer_is_no_answer(condition: str, gateway: str) -> None:
    """A completion that leaves out what a gateway asks for is refused, default flow or not; both are named."""
    case = _case(condition, gateway)

    with pytest.raises(IncidentError, match=r"g \(g\) cannot decide the condition '.*': ok is missing - complete"):
        case.complete("t")
    assert ["t"] == case.waiting
    assert ["yes" if "not" not in condition and "!=" not in condition else "no"] == case.complete("t", ok=True).waiting


def test_the_error_names_label_flow_and_variables() -> None:
    """The gateway is told with its label, and the place is the flow whose condition it is."""
    case = Case('start s\nuser t\nxor g "Đủ hồ sơ?"\nend e\ns -> t -> g\ng -> e : a > 1 and b.c = 2\ng -> e : default')

    with pytest.raises(IncidentError, match=r"g \(Đủ hồ sơ\?\) cannot decide.*: a, b\.c are missing") as caught:
        case.complete("t", b={})
    assert "main-3" == caught.value.where.element


def test_null_is_an_answer() -> None:
    """A variable that was set to nothing is not missing: it equals no answer."""
    assert ["no"] == _case("ok = true").complete("t", ok=None).waiting


def test_a_value_of_another_kind_is_told_as_that() -> None:
    """What is there and cannot be compared is not called missing."""
    with pytest.raises(IncidentError, match="ok is of another kind"):
        _case("ok = true").complete("t", ok="true")


@pytest.mark.parametrize(
    ("condition", "data", "way"),
    [
        ("a = 1 or b = 1", {"a": 1}, "yes"),
        ("b = 1 or a = 1", {"a": 1}, "yes"),
        ("b = 1 and a = 1", {"a": 2}, "no"),
    ],
)
def test_what_decides_nothing_may_be_missing(condition: str, data: dict[str, object], way: str) -> None:
    """Where the rest decides whatever the missing variable were, the gateway goes on."""
    assert [way] == _case(condition).complete("t", **data).waiting


@pytest.mark.parametrize("condition", ["reason = null", "${reason == null}", "hồ_sơ.reason = null"])
def test_who_asks_for_null_is_answered(condition: str) -> None:
    """A condition that compares a variable with null asks whether it is there, so it may be missing."""
    case = _case(condition)

    assert ["yes"] == case.complete("t").waiting


def test_a_guarded_variable_may_be_missing() -> None:
    """A comparison behind a test for null is decided by that test."""
    assert ["no"] == _case("x != null and x > 5").complete("t").waiting
    assert ["yes"] == _case("x != null and x > 5").complete("t", x=6).waiting


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_found_in_either_form(form: str) -> None:
    """A variable is there whether its name is written composed or decomposed."""
    name, inner = (unicodedata.normalize(form, text) for text in ("hồ_sơ", "hợp_lệ"))

    assert ["yes"] == _case("hồ_sơ.hợp_lệ = true").complete("t", **{name: {inner: True, "more": 1}}).waiting


def test_every_name_below_a_missing_one_is_missing() -> None:
    """Of a path the first name that is missing is told."""
    with pytest.raises(IncidentError, match="ho_so is missing"):
        _case("ho_so.loai = 1 or ho_so.muc = 1").complete("t")
