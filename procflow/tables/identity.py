"""What stands around a table about the procedure: its code, its title, its statutory limit, its fee."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from procflow.errors import TableError
from procflow.procedure import Limit
from procflow.tables.periods import read_limit
from procflow.tables.wording import fold

# The agency may add its own part, as in 1.001234.000.00.00.H29: the code is taken as it is written.
_CODE_WORDS = r"[0-9]\.[0-9]{6}(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H[0-9]{2})?"
_CODE = re.compile(rf"(?<![0-9.]){_CODE_WORDS}(?![0-9]|\.[0-9])")
_WITH_CODE = re.compile(
    r"[(\[]?\s*[-–]?\s*\(?(?:Mã(?: số| hồ sơ)?(?: TTHC| thủ tục(?: hành chính)?)?|TTHC)?\s*:?\s*"
    rf"{_CODE_WORDS}\s*\)?[)\].]*",
    re.IGNORECASE,
)
_ORDINAL = r"(?:(?:[0-9]{1,3}|[IVX]{1,5}|[a-zđ])(?:\.[0-9]{1,3})*\s*[.):]\s*|[-+•–]\s+)*"
_LABEL = (
    r"(?:Tên (?:thủ tục(?: hành chính)?|TTHC|quy trình)|(?:Thủ tục(?: hành chính)?|TTHC))(?:\s*\(TTHC\))?\s*:"
    r"|Quy trình(?: số\s*:?\s*[0-9]+)?[^:]{0,80}"
    r"(?:giải quyết|thực hiện|TTHC|thủ tục hành chính)(?: thủ tục(?: hành chính)?| TTHC)?\s*:"
)
_BEFORE_TITLE = re.compile(rf"{_ORDINAL}(?:(?:{_LABEL})\s*)?", re.IGNORECASE)
_NAMED = re.compile(rf"{_ORDINAL}(?:{_LABEL})", re.IGNORECASE)
# A heading without colon names one procedure, unless what follows says whose or of which field all of them are.
_HEADING = re.compile(
    rf"{_ORDINAL}Quy trình(?: nội bộ)?(?:,? (?:và )?quy trình điện tử)?(?: trong)? (?:giải quyết|thực hiện) "
    r"(?>(?:các )?(?:thủ tục(?: hành chính)?|TTHC))\b[\s–-]*+"
    r"(?!(?:thuộc|trong|của|tại|lĩnh vực|theo|được|đã|ban hành|áp dụng|cấp (?:tỉnh|huyện|xã|trung ương))\b)",
    re.IGNORECASE,
)
_HEADING_ALONE = re.compile(
    r"Quy trình[^:]{0,60}(?:giải quyết|thực hiện)(?: (?:các )?(?:thủ tục(?: hành chính)?|TTHC))?", re.IGNORECASE
)
_OTHER_LABEL = re.compile(
    r"(?:Lĩnh vực|Cơ quan|Đơn vị|Cấp thực hiện|Mã)\b[^:]{0,40}:|Mã(?: số)?(?: TTHC)?", re.IGNORECASE
)
_BLANK = " .,-–:;…_"
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
    Return the title of the procedure: of the line that bears its code, else of one that names it; else none.

    The nearest to the table is taken; code and ordinal are no part of it, dots that wait for a title are none.

    Example:
        >>> title_in(["2. Quy trình nội bộ giải quyết TTHC: Xét tuyển viên chức (Mã TTHC: 1.012300)"])
        'Xét tuyển viên chức'
        >>> title_in(["Tên thủ tục: Cấp giấy chứng nhận", "Mã số TTHC: 1.001234"])
        'Cấp giấy chứng nhận'
    """
    flat = [" ".join(line.split()) for line in lines]
    by_code = [line for line in flat if _CODE.search(line)]
    named = [line for line in flat if _NAMED.match(line) or _HEADING.match(line)]
    labelled = [line for line in named if _NAMED.match(line)]
    for found in (by_code, labelled, named):
        titles = [title for line in found if (title := _title_of(line))]
        if titles:
            return titles[-1]
    return ""


def _title_of(line: str) -> str:
    """Return what a line names, empty where nothing is left of it but code and labels."""
    bare = " ".join(_WITH_CODE.sub(" ", line).split())
    before = _NAMED.match(bare) or _HEADING.match(bare) or _BEFORE_TITLE.match(bare)
    title = bare[before.end() if before is not None else 0 :].strip(_BLANK)
    is_title = not _OTHER_LABEL.match(title) and not _HEADING_ALONE.fullmatch(title)
    return title if is_title else ""


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
