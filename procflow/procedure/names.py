"""How names that people wrote are compared."""

from __future__ import annotations

import unicodedata

from procflow.errors import expect


def folded(text: str) -> str:
    """
    Return *text* as names are compared: composed letters, one case, single blanks.

    Example:
        >>> folded("Văn  THƯ ") == folded("văn thư")
        True
    """
    expect(text, str, "a name", "pass a text")
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
