"""How names that people wrote are compared."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """
    Return *text* as names are compared: composed letters, one case, single blanks.

    Example:
        >>> folded("Văn  THƯ ") == folded("văn thư")
        True
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
