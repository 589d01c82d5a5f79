"""Times as tables write them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.errors import TableError
from procflow.procedure import Limit, LimitUnit
from procflow.tables import printed_limit, read_limit
from procflow.tables.periods import periods_in, unit_in
from procflow.tables.units import unit_of

DAY, WORKING, CALENDAR, HOUR = (
    LimitUnit.DAY_UNSTATED,
    LimitUnit.WORKING_DAY,
    LimitUnit.CALENDAR_DAY,
    LimitUnit.HOUR,
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0,5 ngày làm việc", "0.5", WORKING),
        ("7.5 ngày làm việc", "7.5", WORKING),
        ("1/4 ngày", "0.25", DAY),
        ("1 1/2 ngày", "1.5", DAY),
        ("½ ngày", "0.5", DAY),
        ("1¼ ngày", "1.25", DAY),
        ("04 giờ", "4", HOUR),
        ("4h", "4", HOUR),
        ("02 giờ hành chính", "2", HOUR),
        ("30 phút", "0.5", HOUR),
        ("01 (một) ngày làm việc", "1", WORKING),
        ("5 ngày theo lịch", "5", CALENDAR),
        ("5 NGÀY DƯƠNG LỊCH", "5", CALENDAR),
        ("- 05 ngày làm việc;", "5", WORKING),
        ("10,0 ngày", "10", DAY),
        ("0.125 ngày", "0.125", DAY),
        ("Không quá 17 ngày kể từ ngày nhận được hồ sơ hợp lệ", "17", DAY),
        ("Thời hạn giải quyết: 10 ngày làm việc, kể từ ngày 01/7/2025", "10", WORKING),
        ("168 giờ (tương đương 21 ngày)", "168", HOUR),
        ("03 ngày làm việc (24 giờ)", "3", WORKING),
        ("01 ngày (8 giờ/ngày)", "1", DAY),
        ("02 ngay", "2", DAY),
        ("02 ngay lam viec.", "2", WORKING),
        ("Nửa ngày", "0.5", DAY),
        ("Trong một ngày làm việc", "1", WORKING),
    ],
)
def test_period_is_read_exactly(text: str, value: str, unit: LimitUnit) -> None:
    """Value and unit of a time are those of its words, in composed and in decomposed letters alike."""
    limit = read_limit(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text))).limit

    assert Limit(value=Decimal(value), unit=unit, text=text) == limit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Không tính thời gian", LimitUnit.NOT_COUNTED),
        ("Không tính vào thời gian giải quyết", LimitUnit.NOT_COUNTED),
        ("giờ hành chính", LimitUnit.OFFICE_HOURS),
        ("Trong giờ hành chính", LimitUnit.OFFICE_HOURS),
        ("Không quy định", LimitUnit.NONE_SET),
        ("Chưa có quy định thời gian", LimitUnit.NONE_SET),
    ],
)
def test_words_without_number_have_a_unit(text: str, unit: LimitUnit) -> None:
    """What tables say instead of a number is kept as what it is."""
    assert Limit(unit=unit, text=text) == read_limit(text).limit


@pytest.mark.parametrize(
    "text",
    [
        "Trong thời gian thông báo tuyển dụng",
        "Ngay sau khi nhận được hồ sơ",
        "Trong ngày",
        "1-2 ngày",
        "từ 03 đến 05 ngày",
        "10 ngày hoặc 30 ngày",
        "1 ngày 4 giờ",
        "2 x 3 ngày",
        "1/3 ngày",
        "20 phút",
        "1.000 giờ",
        "trước 05 ngày",
        "ít nhất 8 ngày trước ngày có hiệu lực",
        "kéo dài quá 10 ngày",
        "05 ngày trước khi họp",
        "Không quá 10 ngày; trường hợp phức tạp không quá 15 ngày",
        "sau 15 giờ",
        "15h00",
        "5 ngày 03/4/2025",
        "03 ngày làm việc (20 giờ)",
        "0,5 ngày " * 1000,
    ],
)
def test_no_single_period_stays_a_text(text: str) -> None:
    """Where the words leave a choice, none is made: the text stays, and a person is told."""
    reading = read_limit(text)

    assert Limit(text=text) == reading.limit
    assert reading.remark


def test_one_introduced_period_among_several_is_the_limit() -> None:
    """A second period that says when something else begins does not hide the limit; a person is told."""
    text = "hoàn thiện hồ sơ trong 10 ngày làm việc; trường hợp kéo dài quá 15 ngày làm việc phải báo cáo"
    reading = read_limit(text)

    assert Limit(value=Decimal(10), unit=WORKING, text=text) == reading.limit
    assert "several periods" in reading.remark


@pytest.mark.parametrize("text", ["", " - ", "...", "x"])
def test_empty_cell_is_unknown(text: str) -> None:
    """Dashes and dots say as little as nothing."""
    assert read_limit(text).limit is None


def test_bare_number_takes_the_unit_of_the_header() -> None:
    """A number alone is in the unit that the header states."""
    assert Limit(value=Decimal("0.25"), unit=WORKING, text="0,25") == read_limit("0,25", WORKING).limit
    assert Limit(text="1/3") == read_limit("1/3", WORKING).limit


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("-1 ngày", None, "negative"),
        ("\u2212 1 ngày", None, "negative"),
        ("5", None, "no unit"),
        ("5", LimitUnit.OFFICE_HOURS, "no unit"),
        ("3 tuần", None, "unknown"),
        ("2 bước", WORKING, "unknown"),
        ("1/0 ngày", None, "zero"),
    ],
)
def test_impossible_times_are_refused(text: str, unit: LimitUnit | None, words: str) -> None:
    """A time that is negative, without unit or in no unit is refused with a next step."""
    with pytest.raises(TableError, match=words) as caught:
        read_limit(text, unit)

    assert caught.value.hint


@given(st.text() | st.text(alphabet="0123456789,./-–½ ngàygiờlmviệctừđến()hoặc"), st.sampled_from([None, WORKING]))
def test_any_text_is_read_or_refused(text: str, unit: LimitUnit | None) -> None:
    """No text brings another exception than TableError, and what is read keeps its words."""
    try:
        limit = read_limit(text, unit).limit
    except TableError:
        return

    assert limit is None or text == limit.text


VALUES = st.decimals(min_value=0, max_value=999, places=2) | st.integers(0, 9999).map(Decimal)
LIMITS = st.builds(
    Limit, value=VALUES, unit=st.sampled_from([unit for unit in LimitUnit if unit.has_value])
) | st.builds(Limit, unit=st.sampled_from([unit for unit in LimitUnit if not unit.has_value]))


@given(LIMITS)
def test_printed_limits_read_back(limit: Limit) -> None:
    """What is printed is read as the same value and unit."""
    again = read_limit(printed_limit(limit)).limit

    assert again is not None
    assert (limit.value, limit.unit) == (again.value, again.unit)


def test_text_limits_print_as_they_are() -> None:
    """A limit that is a text prints as this text, an unknown one as nothing."""
    assert ("Trong ngày", "") == (printed_limit(Limit(text="Trong ngày")), printed_limit(None))


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Thời gian (ngày làm việc)", WORKING),
        ("THỜI GIAN (GIỜ)", HOUR),
        ("Thời gian, tính bằng ngày; 8 giờ/ngày", DAY),
        ("Thời gian thực hiện", None),
        ("Thời gian (ngày hoặc giờ)", None),
    ],
)
def test_header_states_a_unit(header: str, unit: LimitUnit | None) -> None:
    """The unit of a column is the one that its header names, if it names one."""
    assert unit is unit_in(header)


def test_periods_of_a_title_are_found() -> None:
    """A sum in brackets is found with value and unit."""
    (found,) = periods_in("Quy trình giải quyết tại cấp xã (03 ngày làm việc)")

    assert (Decimal(3), WORKING) == (found.value, found.unit)


def test_other_words_are_no_unit() -> None:
    """What is no word for time names no unit."""
    assert unit_of("tuần") is None


@pytest.mark.parametrize(("text", "value"), [("２ ngày làm việc", "2"), ("０，５\u3000ngày làm việc", "0.5")])
def test_full_width_digits_are_digits(text: str, value: str) -> None:
    """What an East Asian keyboard writes is read, and the words are kept as they are."""
    limit = Limit(value=Decimal(value), unit=LimitUnit.WORKING_DAY, text=text)

    assert limit == read_limit(text).limit


@pytest.mark.parametrize("text", ["1000000 ngày làm việc", "0,1234567 giờ"])
def test_a_number_that_is_too_long_is_called_so(text: str) -> None:
    """A period whose number is not read stays a text, and the remark does not deny that it is one."""
    reading = read_limit(text)

    assert Limit(text=text) == reading.limit
    assert "six digits" in reading.remark


@pytest.mark.parametrize("text", ["10 000 ngày", "1 500 giờ"])
def test_thousands_apart_are_not_read_by_their_end(text: str) -> None:
    """The last three digits alone are no limit."""
    assert Limit(text=text) == read_limit(text).limit
