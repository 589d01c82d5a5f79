"""What Excel shows for a number: its exact value in Vietnamese writing, with the words of its format."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from decimal import Context, Decimal, InvalidOperation

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from procflow.documents.grid import CellKind

# Excel keeps 15 significant digits; what a binary fraction adds behind them is noise.
_EXCEL = Context(prec=15)
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)', re.DOTALL)
_DIGITS = frozenset("0#?.,E+-/%")


def shown_number(raw: str, code: str, *, mac_dates: bool = False) -> tuple[str, CellKind]:
    """
    Return the text of a stored number and what it is.

    Args:
        raw: The stored value, with a decimal point.
        code: The number format of the cell.
        mac_dates: Whether the workbook counts days from 1904.

    Example:
        >>> shown_number("0.5", "General"), shown_number("3", '00" ngày"')
        (('0,5', <CellKind.NUMBER: 'number'>), ('03 ngày', <CellKind.NUMBER: 'number'>))
    """
    try:
        value = _EXCEL.create_decimal(raw.strip())
    except InvalidOperation:
        return raw, CellKind.ERROR
    if not value.is_finite():
        return raw, CellKind.ERROR
    if is_date_format(code):
        return _shown_date(value, mac_dates=mac_dates), CellKind.DATE
    prefix, pattern, suffix = _parts(code)
    if "%" in pattern:
        value, suffix = value * 100, f"%{suffix}"
    return f"{prefix}{_plain(value, _leading_zeros(pattern))}{suffix}", CellKind.NUMBER


def _parts(code: str) -> tuple[str, str, str]:
    """Return the words before the digits, the pattern of the digits and the words behind, for positive numbers."""
    prefix = pattern = suffix = ""
    for quoted, escaped, plain in _TOKEN.findall(code):
        words = quoted or escaped
        if plain == ";":
            break
        if plain and plain in _DIGITS:
            pattern += plain
        elif pattern:
            suffix += words or (" " if plain == " " else "")
        else:
            prefix += words
    return prefix, pattern, suffix


def _leading_zeros(pattern: str) -> int:
    whole = re.match(r"[0#,]*", pattern)
    return whole[0].count("0") if whole else 0


def _plain(value: Decimal, n_digits: int) -> str:
    text = f"{abs(value):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, point, fraction = text.partition(".")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole.zfill(n_digits)}{',' if point else ''}{fraction}"


def _shown_date(value: Decimal, *, mac_dates: bool) -> str:
    try:
        moment = from_excel(float(value), CALENDAR_MAC_1904 if mac_dates else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return f"{value:f}"
    if isinstance(moment, datetime):
        midnight = moment.time() == time()
        return moment.strftime("%d/%m/%Y") if midnight else moment.strftime("%d/%m/%Y %H:%M")
    return str(moment) if isinstance(moment, time | timedelta) else f"{value:f}"
