"""Conditions in FEEL and JUEL: what holds, what is undecided, what is refused."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.errors import ExpressionError, Location
from procflow.expressions import compile_condition
from procflow.expressions.feel import evaluate

WHERE = Location("x.bpmn", 12, "Flow_1", "Đồng ý")
DATA: Mapping[str, object] = {
    "days": 7,
    "result": "approve",
    "urgent": False,
    "complete": True,
    "fee": Decimal("0.30"),
    "rate": 0.1,
    "nothing": None,
    "typed": {"million": "1e6", "grouped": "1_000", "endless": "Infinity", "spaced": " 9 ", "thai": "๙"},
    "tags": ["a"],
    "dossier": {"applicant": {"age": 18}, "số_ngày": 5},
}

HOLDS = [
    ("days = 7", True),
    ("days != 7", False),
    ("days < 7", False),
    ("days <= 7", True),
    ("days > -1", True),
    ("days >= 7.0", True),
    ("7 <= days", True),
    ("8 < days", False),
    ("-3 > days", False),
    ("fee = 0.3", True),
    ("rate = .1", True),
    ('result = "approve"', True),
    ('"approve" != result', False),
    ('result < "b"', True),
    ("urgent", False),
    ("complete", True),
    ("urgent = false", True),
    ("not(urgent)", True),
    ("nothing = null", True),
    ("missing = null", True),
    ("days != null", True),
    ("missing = 1", False),
    ("missing != 1", True),
    ("tags.length = 1", False),
    ("dossier.applicant.age >= 18", True),
    ("dossier.số_ngày = 5", True),
    ("true", True),
    ("not(false)", True),
    ("complete and days > 5", True),
    ("urgent or days > 5 or missing > 1", True),
    ("urgent or complete and days = 8", False),
    ("(urgent or complete) and days = 7", True),
    ("complete and (complete and days = 7)", True),
    ("missing and urgent", False),
    ("missing or complete", True),
    ('result = "\\u0061pprove"', True),
    ('result = "a\\"b"', False),
]
UNDECIDED = [
    "missing",
    "missing > 1",
    "days",
    'days > "7"',
    "result > 7",
    "tags = 1",
    "dossier = 1",
    "not(missing)",
    "not(days = true)",
    "missing and complete",
    "missing or urgent",
    "complete = 1",
]
JUEL = [
    ("${days == 7}", True),
    ("#{days == 7}", True),
    ("${ days eq 7 and result eq 'approve' }", True),
    ("${days ne 7 || urgent}", False),
    ("${days lt 8 && days gt 6 and days le 7 and days ge 7}", True),
    ("${!urgent}", True),
    ("${not urgent && !(days == 8)}", True),
    ('${result == "approve"}', True),
    ("${result != 'it\\'s'}", True),
    ("${dossier.applicant.age >= 18}", True),
    ("${days == '7'}", True),
    ("${result == 7}", None),
    ("${typed.million > 5}", True),
    ("${typed.grouped > 5}", None),
    ("${typed.endless > 5}", None),
    ("${typed.spaced > 5}", None),
    ("${typed.thai > 5}", None),
    ("${complete == 'TRUE'}", True),
    ("${complete == 'no'}", False),
    ("${nothing == null or urgent}", True),
    ("${missing > 1}", None),
    ("${true}", True),
]
REFUSED = [
    ("", 1, "compare a variable"),
    ("=", 2, "compare a variable"),
    ("= số ngày > 5", 6, "số_ngày"),
    ("a = b", 3, "compare a variable"),
    ("1 = 1", 3, "compare a variable"),
    ("(a > 1) = true", 9, "compare a variable"),
    ("a = 1 = 2", 7, "compare a variable"),
    ("a < true", 3, "equal"),
    ("null > a", 6, "equal"),
    ("5", 1, "compare a variable"),
    ("null", 1, "compare a variable"),
    ('a and "x"', 7, "compare a variable"),
    ("not(5)", 5, "compare a variable"),
    ("a == 1", 3, "FEEL writes ="),
    ("a && b", 3, "FEEL writes and"),
    ("!a", 1, "not(...)"),
    ("a = 'x'", 5, "double quotes"),
    ("a + 1 > 2", 3, "calculate"),
    ("a - 1 > 2", 3, "calculate"),
    ("-a > 2", 1, "calculate"),
    ("a in (1,2)", 3, "compute"),
    ("if a then b else c", 1, "compute"),
    ('contains(a, "x")', 9, "functions"),
    ("not a", 5, "not(...)"),
    ("(a", 3, "close every"),
    ("a)", 2, "compare a variable"),
    ("a.", 3, "rename"),
    ("a.true", 3, "rename"),
    ("a.5", 2, "compare a variable"),
    ("a > 1e9", 6, "write it out"),
    ('a = "x', 5, "close it"),
    ('a = "\\x"', 6, "known are"),
    ('a = "\\u12"', 6, "4 hexadecimal"),
    ('a = "\\U110000"', 6, "6 hexadecimal"),
    ('a = "\\uD800"', 5, "both halves"),
    ("a = 1;", 6, "compare a variable"),
    ("a = ٣", 5, "compare a variable"),
    ("a and", 6, "compare a variable"),
    ("and a", 1, "compare a variable"),
    ("${a == 1", 9, "one ${...}"),
    ("${a}${b}", 4, "one ${...}"),
    ("${a = 1}", 5, "JUEL writes =="),
    ("${}", 3, "compare a variable"),
    ("${empty a}", 3, "null or ''"),
    ("${a['b'] == 1}", 4, "with a dot"),
    ("${a.isEmpty()}", 12, "functions"),
    ("${5}", 3, "compare a variable"),
    ("${execution.getVariable('a') == 1}", 24, "functions"),
]


@pytest.mark.parametrize(("text", "expected"), HOLDS)
def test_feel_condition_is_worked_out(text: str, expected: bool) -> None:  # noqa: FBT001 - a row of the table
    """A FEEL condition of the subset has the value the standard gives it, with and without the leading sign."""
    condition = compile_condition(text, where=WHERE)

    assert expected is condition.evaluate(DATA)
    assert expected is compile_condition(f" = {text}\n", where=WHERE).evaluate(DATA)


@pytest.mark.parametrize("text", UNDECIDED)
def test_missing_or_unlike_values_leave_it_undecided(text: str) -> None:
    """What depends on a missing variable or on one of another kind is neither true nor false."""
    assert compile_condition(text, where=WHERE).evaluate(DATA) is None


@pytest.mark.parametrize(("text", "expected"), JUEL)
def test_juel_condition_is_worked_out(text: str, expected: bool | None) -> None:  # noqa: FBT001 - a row of the table
    """A JUEL condition of the subset has the value Camunda 7 gives it."""
    condition = compile_condition(text, where=WHERE)

    assert (expected, "juel") == (condition.evaluate(DATA), condition.language)


@pytest.mark.parametrize(("text", "column", "hint"), REFUSED)
def test_anything_else_is_refused_with_column_and_hint(text: str, column: int, hint: str) -> None:
    """A text outside the subset is refused; the error says where it stops and what to write."""
    with pytest.raises(ExpressionError) as caught:
        compile_condition(text, where=WHERE)

    assert (column, WHERE) == (caught.value.facts["column"], caught.value.where)
    assert hint in caught.value.hint


def test_paths_are_named_once_in_reading_order() -> None:
    """A condition tells which variables it reads."""
    condition = compile_condition("= b.c > 1 or not(a) and 5 < b.c", where=WHERE)

    assert ("b.c", "a") == condition.paths


def test_literals_tell_a_walker_what_to_try() -> None:
    """A condition tells what each variable is compared with; a bare one is compared with true."""
    condition = compile_condition('a = 1 or a = true or a = 1.0 or a = "x" or a or b = null', where=WHERE)

    assert (Decimal(1), True, "x") == condition.literals_for("a")
    assert (None,) == condition.literals_for("b")
    assert () == condition.literals_for("c")
    assert () == compile_condition("true", where=WHERE).paths


def test_composed_and_decomposed_letters_are_the_same() -> None:
    """A name or a text typed with combining marks equals the one typed with whole letters."""
    nfd = unicodedata.normalize("NFD", 'kết_quả = "Đồng ý"')
    nfc_data = {"kết_quả": "Đồng ý"}
    nfd_data = {
        unicodedata.normalize("NFD", key): unicodedata.normalize("NFD", value) for key, value in nfc_data.items()
    }

    assert all(
        compile_condition(text, where=WHERE).evaluate(data)
        for text in (nfd, unicodedata.normalize("NFC", nfd))
        for data in (nfc_data, nfd_data)
    )
    assert compile_condition(nfd, where=WHERE).evaluate({"khác": 1, "other": 2}) is False


def test_text_enumerations_compare_as_text() -> None:
    """A member of a text enumeration is the text it stands for."""

    class Result(enum.StrEnum):
        APPROVE = "approve"

    assert compile_condition('result = "approve"', where=WHERE).evaluate({"result": Result.APPROVE}) is True


@pytest.mark.parametrize("value", [float("nan"), Decimal("NaN"), Decimal("sNaN")])
def test_not_a_number_is_undecided(value: object) -> None:
    """A number that is none compares with nothing."""
    assert compile_condition("a > 1", where=WHERE).evaluate({"a": value}) is None


def test_attributes_of_objects_are_out_of_reach() -> None:
    """A path reads keys of mappings only; the attributes of a value are not seen."""
    assert compile_condition('a.__class__.__name__ = "str"', where=WHERE).evaluate({"a": "x"}) is False


def test_nesting_is_bounded() -> None:
    """A hundred levels are read, one more is refused, and a long flat condition is fine."""
    assert compile_condition("(" * 99 + "a" + ")" * 99, where=WHERE).evaluate({"a": True}) is True
    assert compile_condition("a or " * 1500 + "a", where=WHERE).evaluate({"a": False}) is False
    with pytest.raises(ExpressionError, match="100 levels"):
        compile_condition("not(" * 101 + "a" + ")" * 101, where=WHERE)


def test_length_is_bounded() -> None:
    """A text beyond ten thousand characters is refused, and the message shows its beginning only."""
    with pytest.raises(ExpressionError, match="10001 characters") as caught:
        compile_condition("a" * 10_001, where=WHERE)

    assert 400 > len(str(caught.value))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("dossier.applicant.age", 18), ("-5", Decimal(-5)), ('="x"', "x"), (" = days > 5", True), ("missing", None)],
)
def test_feel_text_is_evaluated(text: str, expected: object) -> None:
    """One FEEL text of the subset has its value, whatever its kind."""
    assert expected == evaluate(text, DATA)


_WORDS = [
    "a",
    "b.c",
    " and ",
    " or ",
    "not(",
    "(",
    ")",
    "=",
    "<",
    ">=",
    "!=",
    "1",
    ".5",
    '"x"',
    "null",
    "true",
    "-",
    " ",
]
_JUEL_WORDS = ["a", "b.c", "&&", "||", "!", "not ", " eq ", "==", "<", "1", "'x'", "null", "(", ")", "-", " "]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(_WORDS), max_size=15).map("".join),
        st.lists(st.sampled_from(_JUEL_WORDS), max_size=15).map(lambda words: "${" + "".join(words) + "}"),
        st.text(st.characters(categories=["Cs"]) | st.sampled_from('a="\\uUn'), max_size=20),
    )
)
def test_any_text_compiles_or_is_refused(text: str) -> None:
    """Whatever the text, the only error is ExpressionError, and what compiles is true, false or undecided."""
    try:
        condition = compile_condition(text, where=WHERE)
    except ExpressionError as error:
        assert isinstance(error.facts["column"], int)  # noqa: PT017 - any text may go either way
    else:
        assert condition.evaluate({"a": True, "b": {"c": 1}}) in {True, False, None}


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["a", "a = 1", 'a < "x"', "a != null", "${a == 'x'}", "${a > 1}", "${a == true}"]),
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(max_size=5), st.lists(st.none())
    ),
)
def test_any_value_is_compared_or_undecided(text: str, value: object) -> None:
    """Whatever the value of a variable, a condition is true, false or undecided."""
    assert compile_condition(text, where=WHERE).evaluate({"a": value}) in {True, False, None}
