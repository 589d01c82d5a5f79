"""The words in which approved tables count time, and how procflow writes them back."""

from __future__ import annotations

import re
from decimal import Decimal

from procflow.calendars import LimitUnit
from procflow.procedure import Limit

# Longer words first: the first that fits is taken.
_UNIT_WORDS: tuple[tuple[str, LimitUnit], ...] = (
    (r"ngày\s+l[àa]m\s+vi[ệeê]c|ngày\s+lv|nlv", LimitUnit.WORKING_DAY),
    (r"ngày\s+\(?(?:theo\s+lịch|dương\s+lịch|lịch|tự\s+nhiên|liên\s+tục)\)?", LimitUnit.CALENDAR_DAY),
    (r"ngày", LimitUnit.DAY_UNSTATED),
    (r"giờ\s+(?:l[àa]m\s+vi[ệeê]c|hành\s+chính)|giờ|tiếng|h", LimitUnit.HOUR),
)
UNIT_PATTERN = "|".join(words for words, _ in _UNIT_WORDS) + "|phút"
# Without diacritics they are units only where nothing else stands in the cell: "ngay" is also "at once".
PLAIN_UNITS = {
    "ngay lam viec": LimitUnit.WORKING_DAY,
    "ngay": LimitUnit.DAY_UNSTATED,
    "gio lam viec": LimitUnit.HOUR,
    "gio": LimitUnit.HOUR,
}
_PRINTED = {
    LimitUnit.WORKING_DAY: "ngày làm việc",
    LimitUnit.CALENDAR_DAY: "ngày theo lịch",
    LimitUnit.DAY_UNSTATED: "ngày",
    LimitUnit.HOUR: "giờ làm việc",
    LimitUnit.OFFICE_HOURS: "Giờ hành chính",
    LimitUnit.NOT_COUNTED: "Không tính thời gian",
    LimitUnit.NONE_SET: "Không quy định",
}


def unit_of(words: str) -> LimitUnit | None:
    """Return the unit that *words* (small letters) name, None for minutes and unknown words."""
    for pattern, unit in _UNIT_WORDS:
        if re.fullmatch(pattern, words):
            return unit
    return None


def printed_number(value: Decimal) -> str:
    """
    Return a number in Vietnamese writing; whole numbers below ten get a zero in front, as the tables do.

    Example:
        >>> printed_number(Decimal("0.50")), printed_number(Decimal(3)), printed_number(Decimal(120))
        ('0,5', '03', '120')
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"0{text}" if len(text) == 1 and text != "0" else text.replace(".", ",")


def printed_limit(limit: Limit | None) -> str:
    """
    Return a limit as tables write it; a text limit as it is, nothing for an unknown one.

    Example:
        >>> printed_limit(Limit(value=Decimal("0.5"), unit=LimitUnit.WORKING_DAY))
        '0,5 ngày làm việc'
    """
    if limit is None:
        return ""
    if limit.unit is None:
        return limit.text
    words = _PRINTED[limit.unit]
    return words if limit.value is None else f"{printed_number(limit.value)} {words}"
