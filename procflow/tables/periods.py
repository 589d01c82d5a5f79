"""
Read the time of a cell exactly, or keep its words: never guess.

One period in a text is its limit.
Where several differ, the only one that the words introduce as a limit is taken; else the text stays a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from procflow.calendars import LimitUnit, nominal_day_hours
from procflow.errors import TableError
from procflow.procedure import Limit
from procflow.tables.units import PLAIN_UNITS, UNIT_PATTERN, unit_of
from procflow.tables.wording import fold, shorten

_NUMBER = r"(?:[0-9]{1,5}\s+[0-9]{1,4}/[0-9]{1,4}|[0-9]{1,4}/[0-9]{1,4}|[0-9]{1,6}(?:[.,][0-9]{1,6})?|[0-9]{0,5}[½¼¾])"
_IN_WORDS = r"(?:\s*\([^()0-9]{1,40}\))?"
_PERIOD = re.compile(
    rf"(?<![\w.,/])({_NUMBER}){_IN_WORDS}\s*({UNIT_PATTERN})(?![\w/])(?!\s+[0-9]{{1,2}}\s*(?:/|tháng))",
)
_BARE = re.compile(rf"({_NUMBER}){_IN_WORDS}\.?")
_NUMBER_AND_WORD = re.compile(rf"{_NUMBER}{_IN_WORDS}\s*([^\W\d_][^\d]*)")
_NEGATIVE = re.compile(r"(?:[-–—]|\u2212\s*)[0-9]")
_HOURS_A_DAY = re.compile(
    r"\(?(?:mỗi ngày|0?1 ngày)?\s*(?:=|là|tính|bằng)?\s*0?8\s*(?:giờ(?:\s+làm việc)?|h)\s*/\s*(?:1\s*)?ngày\)?"
    r"|mỗi ngày 0?8\s*(?:giờ|h)"
)
_CHAINED = re.compile(r"[0-9½¼¾]\s*(?:ngày|giờ)?(?:\s+làm việc)?\s*(?:[-–—÷~+×*x,]|đến|tới|hoặc|hay)\s*$")
# What stands before the last three digits of 10 000, which are no number of their own.
_THOUSANDS = re.compile(r"(?<![0-9])[0-9]{1,3}\s$")
_CLOCK_TIME = re.compile(r"(?:trước|sau|lúc|từ|đến)\s+$")
_NO_LIMIT = re.compile(r"(?:ít nhất|tối thiểu|trước|sau|cách|(?<!không )(?<!chưa )quá)\s*(?:thời hạn\s+|là\s+)?$")
_AFTERWARDS = re.compile(r"\s*(?:\([^()]*\)\s*)?trước(?:\s+(?:khi|ngày|thời điểm))")
_INTRODUCED = re.compile(
    r"(?:không quá|tối đa|chậm nhất|trong thời hạn|trong vòng|trong|thời hạn giải quyết|thời gian giải quyết"
    r"|thời gian thực hiện|thời hạn)\s*(?:là|:|không quá|tối đa|chậm nhất là|chậm nhất)?\s*(?:là\s+)?$"
)
_EQUIVALENT = re.compile(r"\s*(?:\(|=|,)?\s*(?:tương đương|tức là|tức|bằng|=|hay)?\s*(?:với\s+)?$")
_WORD_NUMBERS = {
    "nửa": "0.5", "một": "1", "hai": "2", "ba": "3", "bốn": "4", "năm": "5",
    "sáu": "6", "bảy": "7", "tám": "8", "chín": "9", "mười": "10",
}  # fmt: skip
_IN_LETTERS = re.compile(rf"(?:trong |không quá |tối đa )?({'|'.join(_WORD_NUMBERS)})\s+({UNIT_PATTERN})\.?")
_SPECIAL: tuple[tuple[re.Pattern[str], LimitUnit], ...] = (
    (re.compile(r"(?:\(?)khong tinh(?: vao)?(?: trong)? (?:thoi gian|thoi han|gio)\b.*"), LimitUnit.NOT_COUNTED),
    (re.compile(r"(?:trong |theo )?gio hanh chinh\b.*"), LimitUnit.OFFICE_HOURS),
    (re.compile(r"(?:khong|chua)(?: co)? quy dinh\b.*"), LimitUnit.NONE_SET),
)
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_BLANK = re.compile(r"[\s\-–—.…_/x]*")
_LEADING_BULLET = re.compile(r"^[-–+•*]\s+")
_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}
_UNREAD_PERIOD = re.compile(rf"[0-9][0-9.,]*\s*(?:{UNIT_PATTERN})(?!\w)")
_MAX_NAMED = 24
_LOOK_AROUND = 60
_MAX_LETTERS = 5000


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What a text says about time.

    Attributes:
        limit: The limit, None for an empty cell; a limit without unit where the words say no single period.
        remark: What a person should look at, empty if nothing.
    """

    limit: Limit | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Period:
    value: Decimal
    unit: LimitUnit
    start: int
    end: int

    @property
    def hours(self) -> Decimal:
        return self.value if self.unit is LimitUnit.HOUR else self.value * nominal_day_hours()

    @property
    def key(self) -> tuple[Decimal, LimitUnit]:
        return self.value, self.unit


def read_limit(text: str, header_unit: LimitUnit | None = None) -> Reading:
    """
    Return what *text* says about time.

    Args:
        text: The cell, composed letters.
        header_unit: Unit that the header of the column states for bare numbers.

    Raises:
        TableError: A negative time, a number without unit, a unit that is none, a division by zero.

    Example:
        >>> str(read_limit("0,5 ngày làm việc").limit), str(read_limit("1/4", LimitUnit.DAY_UNSTATED).limit)
        ('0.5 working-day', '0.25 day-unstated')
    """
    if len(text) > _MAX_LETTERS:
        return Reading(Limit(text=text), f"the time is longer than {_MAX_LETTERS} letters; it stays a text")
    words = _LEADING_BULLET.sub("", _words(text))
    if _BLANK.fullmatch(words):
        return Reading(None)
    if _NEGATIVE.match(words):
        raise TableError(f"the time {shorten(text)!r} is negative", hint="correct the cell", text=text)
    plain = _HOURS_A_DAY.sub(lambda match: " " * len(match[0]), words)
    periods, doubtful = _periods(plain)
    if not periods and not doubtful:
        return _without_period(text, plain.strip(), header_unit)
    return _choose(text, plain, periods, doubtful=doubtful)


def _words(text: str) -> str:
    """
    Return *text* in small letters on one line, full-width digits and signs as the usual ones.

    Full NFKC would make a digit of a raised footnote mark and three characters of ``½``.
    """
    return " ".join(text.translate(_FULL_WIDTH).split()).lower()


def _periods(words: str) -> tuple[list[_Period], bool]:
    """Return the periods in *words* that may be limits, and whether others were passed over."""
    found: list[_Period] = []
    doubtful = False
    for match in _PERIOD.finditer(words):
        before = words[max(0, match.start() - _LOOK_AROUND) : match.start()]
        after, unit_words = words[match.end() : match.end() + _LOOK_AROUND], match[2]
        unit = unit_of(unit_words)
        value = _value(match[1])
        if unit is None and value is not None:
            value, unit = _minutes(value), LimitUnit.HOUR
        if unit is LimitUnit.HOUR and _CLOCK_TIME.search(before):
            continue
        backward = _NO_LIMIT.search(before) or _AFTERWARDS.match(after)
        in_thousands = len(match[1]) == 3 and match[1].isdecimal() and _THOUSANDS.search(before)
        if value is None or unit is None or backward or in_thousands or _CHAINED.search(before):
            doubtful = True
            continue
        found.append(_Period(value, unit, match.start(), match.end()))
    return found, doubtful


def _choose(text: str, words: str, periods: list[_Period], *, doubtful: bool) -> Reading:
    keys = {period.key for period in periods}
    if len(keys) == 1 and not doubtful:
        return Reading(_limit(text, periods[0]))
    if not doubtful and len(periods) == 2 and _is_equivalent(words, *periods):
        return Reading(_limit(text, periods[0]))
    introduced = {period.key: period for period in periods if _is_introduced(words, period)}
    if len(introduced) == 1:
        chosen = next(iter(introduced.values()))
        remark = f"of several periods in {shorten(text)!r} the one introduced as the limit was taken"
        return Reading(_limit(text, chosen), remark)
    what = "no single period" if periods else "a period that is no limit, or a range"
    return Reading(Limit(text=text), f"the time {shorten(text)!r} names {what}; it stays a text")


def _is_equivalent(words: str, first: _Period, second: _Period) -> bool:
    return first.hours == second.hours and _EQUIVALENT.fullmatch(words[first.end : second.start]) is not None


def _is_introduced(words: str, period: _Period) -> bool:
    return _INTRODUCED.search(words[max(0, period.start - _LOOK_AROUND) : period.start]) is not None


def _without_period(text: str, words: str, header_unit: LimitUnit | None) -> Reading:
    folded = fold(words)
    for pattern, unit in _SPECIAL:
        if pattern.fullmatch(folded):
            return Reading(Limit(unit=unit, text=text))
    bare = _BARE.fullmatch(words)
    if bare is not None:
        return Reading(_bare(text, bare[1], header_unit))
    letters = _IN_LETTERS.fullmatch(words)
    if letters is not None and (unit_in_letters := unit_of(letters[2])) is not None:
        value = Decimal(_WORD_NUMBERS[letters[1]])
        return Reading(Limit(value=value, unit=unit_in_letters, text=text))
    return _named(text, words, folded)


def _named(text: str, words: str, folded: str) -> Reading:
    named = _NUMBER_AND_WORD.fullmatch(words)
    if named is not None and len(named[1]) <= _MAX_NAMED:
        number = re.match(_NUMBER, words)
        unit = PLAIN_UNITS.get(folded[len(fold(words[: named.start(1)])) :].strip(" ."))
        value = _value(number[0]) if number is not None else None
        if unit is None:
            raise TableError(
                f"the unit {named[1].strip()!r} of the time {shorten(text)!r} is unknown",
                hint="write it in 'ngày làm việc', 'ngày' or 'giờ'",
                text=text,
            )
        if value is not None:
            return Reading(Limit(value=value, unit=unit, text=text))
    what = "has a number that is not read (six digits, and six decimals, at most)"
    why = what if _UNREAD_PERIOD.search(words) else "says no period"
    return Reading(Limit(text=text), f"the time {shorten(text)!r} {why}; it stays a text")


def _bare(text: str, number: str, header_unit: LimitUnit | None) -> Limit:
    if header_unit is None or not header_unit.has_value:
        raise TableError(
            f"the time {shorten(text)!r} has no unit, and neither has the header",
            hint="write the unit in the header, such as 'Thời gian (ngày làm việc)'",
            text=text,
        )
    value = _value(number)
    return Limit(text=text) if value is None else Limit(value=value, unit=header_unit, text=text)


def _limit(text: str, period: _Period) -> Limit:
    return Limit(value=period.value, unit=period.unit, text=text)


def _value(number: str) -> Decimal | None:
    """
    Return the exact value of a number, None where it has no exact decimal or a dot that may part thousands.

    Raises:
        TableError: A division by zero.
    """
    if number[-1] in _VULGAR:
        return Decimal(number[:-1] or "0") + _VULGAR[number[-1]]
    *whole, last = number.split()
    if "/" in last:
        top, bottom = last.split("/")
        fraction = _ratio(int(top), int(bottom))
        return None if fraction is None else fraction + Decimal(whole[0] if whole else 0)
    if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", last):
        return None
    return _tidy(Decimal(last.replace(",", ".")))


def _ratio(top: int, bottom: int) -> Decimal | None:
    if bottom == 0:
        raise TableError("a time is divided by zero", hint="correct the fraction")
    value = Decimal(top) / Decimal(bottom)
    return _tidy(value) if value * bottom == top and len(value.as_tuple().digits) < 12 else None


def _minutes(value: Decimal) -> Decimal | None:
    """Return minutes as hours, None where they are no exact decimal of an hour."""
    numerator, denominator = value.as_integer_ratio()
    return _ratio(numerator, denominator * 60)


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def periods_in(text: str) -> Iterator[Limit]:
    """Yield every period that stands in *text*, for headers and titles that state a sum."""
    words = _words(text[:_MAX_LETTERS])
    found, _ = _periods(_HOURS_A_DAY.sub("", words))
    for period in found:
        yield Limit(value=period.value, unit=period.unit, text=text)


def unit_in(text: str) -> LimitUnit | None:
    """
    Return the unit that a header states, None where it states none or two.

    Example:
        >>> unit_in("Thời gian thực hiện (ngày làm việc)"), unit_in("Thời gian thực hiện")
        (<LimitUnit.WORKING_DAY: 'working-day'>, None)
    """
    words = _HOURS_A_DAY.sub("", _words(text))
    found = {unit_of(match[0]) for match in re.finditer(rf"(?<!\w)(?:{UNIT_PATTERN})(?!\w)", words)}
    return found.pop() if len(found) == 1 else None
