"""What stands around a table about the procedure: its code, its title, its statutory limit, its fee."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from procflow.errors import TableError
from procflow.procedure import Limit
from procflow.tables.periods import read_limit
from procflow.tables.wording import fold

_CODE = re.compile(r"(?<![0-9.])[0-9]\.[0-9]{6}(?![0-9.])")
_WITH_CODE = re.compile(
    r"[(\[]?\s*[-–]?\s*\(?(?:Mã(?: số)?(?: TTHC)?|TTHC)?\s*:?\s*[0-9]\.[0-9]{6}\s*\)?[)\].]*", re.IGNORECASE
)
_BEFORE_TITLE = re.compile(
    r"^(?:(?:[0-9]{1,3}|[IVX]{1,5}|[a-zđ])(?:\.[0-9]{1,3})*\s*[.):]\s*)*"
    r"(?:Quy trình(?: số\s*:?\s*[0-9]+)?[^:]{0,60}(?:giải quyết|thực hiện)(?: thủ tục hành chính| TTHC)?\s*:\s*"
    r"|Tên thủ tục(?: hành chính)?\s*:\s*|Thủ tục\s*:\s*)?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"Quy trình[^:]{0,80}(?:TTHC|thủ tục hành chính)\s*:|Tên thủ tục[^:]{0,20}:", re.IGNORECASE)
_LIMIT = re.compile(
    r"(?:[0-9a-z.]{1,5}[.)]?\s*)?(?:thời hạn|thời gian) giải quyết(?: TTHC| thủ tục hành chính)?\s*:\s*(.+)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"tổng(?: cộng| số)?(?: thời gian| thời hạn)[^:]{0,60}:\s*(.+)", re.IGNORECASE)
_AMOUNT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]{1,9})\s*(?:đồng|đ|vnđ|vnd)?\b(?!\s*%)", re.IGNORECASE)
_FREE = re.compile(r"khong(?: co| thu)?(?: phi)?(?:,? le phi)?\.?|mien(?: phi)?\.?")


def code_in(lines: Sequence[str]) -> str:
    """
    Return the code of the procedure, empty where none or several stand there.

    Example:
        >>> code_in(["2. Thủ tục giải thể (Mã TTHC: 1.003999)"])
        '1.003999'
    """
    found = dict.fromkeys(code for line in lines for code in _CODE.findall(line))
    return next(iter(found)) if len(found) == 1 else ""


def title_in(lines: Sequence[str]) -> str:
    """
    Return the title of the procedure: the line that bears its code, without code and ordinal; else none.

    Example:
        >>> title_in(["2. Quy trình nội bộ giải quyết TTHC: Xét tuyển viên chức (Mã TTHC: 1.012300)"])
        'Xét tuyển viên chức'
    """
    named = [line for line in lines if _CODE.search(line)] or [line for line in lines if _NAMED.match(line)]
    if not named:
        return ""
    title = _BEFORE_TITLE.sub("", " ".join(_WITH_CODE.sub(" ", named[-1]).split()), count=1)
    return title.strip(" .,-–:;")


def stated_limit(lines: Sequence[str]) -> Limit | None:
    """Return the limit that a line ``Thời hạn giải quyết: ...`` states, None where none or several do."""
    return _only(lines, _LIMIT)


def stated_total(lines: Sequence[str]) -> Limit | None:
    """Return the total that a line ``Tổng thời gian ...: ...`` outside the table states, None where none does."""
    return _only(lines, _TOTAL)


def fee_in(texts: Sequence[str]) -> Decimal | None:
    """
    Return the one amount that the fee column states, in VND; None where it states none or several.

    Example:
        >>> fee_in(["100.000 đồng", ""]), fee_in(["Không"])
        (Decimal('100000'), Decimal('0'))
    """
    said = dict.fromkeys(text for text in texts if text.strip(" -–."))
    if len(said) != 1:
        return None
    text = next(iter(said))
    if _FREE.fullmatch(fold(text)):
        return Decimal(0)
    amounts = _AMOUNT.findall(text)
    return Decimal(re.sub(r"[.,]", "", amounts[0])) if len(amounts) == 1 else None


def _only(lines: Sequence[str], pattern: re.Pattern[str]) -> Limit | None:
    found = [match[1] for line in lines if (match := pattern.fullmatch(" ".join(line.split()))) is not None]
    if len(found) != 1:
        return None
    try:
        limit = read_limit(found[0]).limit
    except TableError:
        # It stands outside the table: what cannot be read is unknown, and shown as such.
        return None
    return limit if limit is not None and limit.unit is not None else None
