"""How texts of a decision table are compared: without case, diacritics and punctuation at the ends."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """
    Return *text* for comparing: small letters without diacritics, single spaces.

    Example:
        >>> fold("ĐƠN VỊ  GIẢI QUYẾT")
        'don vi giai quyet'
    """
    letters = _MARKS.sub("", unicodedata.normalize("NFD", text.lower())).replace("đ", "d")
    return _SPACES.sub(" ", letters).strip()


def shorten(text: str, width: int = 60) -> str:
    """Return the beginning of *text* on one line, for messages."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: width - 1]}…"
