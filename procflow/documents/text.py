"""
Text as it is read from and written to office files.

Decision: what XML cannot hold is never written.
Vertical tab and form feed are line breaks; other control characters and lone surrogates say nothing and are dropped.
A paper must come out for any input of a form, so they are not refused.
"""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_text(raw: str) -> str:
    r"""
    Return *raw* as a person reads it: composed letters, single spaces, one line per line.

    No-break and other odd spaces become plain ones, invisible characters go, blank lines go.

    Example:
        >>> read_text("0,5\u00a0 nga\u0300y\tla\u0300m vie\u0323\u0302c ")
        '0,5 ngày làm việc'
    """
    text = _INVISIBLE.sub("", _ILLEGAL.sub("", _BREAKS.sub("\n", raw))).replace("\u2011", "-")
    lines = (_SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(raw: str) -> str:
    """Return *raw* like `read_text`, its lines joined by a space."""
    return " ".join(read_text(raw).split("\n"))


def writable(raw: str) -> str:
    r"""
    Return *raw* as it may stand in an office file: composed letters, nothing that XML cannot hold.

    Example:
        >>> writable("a\x00b\x0bc")
        'ab\nc'
    """
    return unicodedata.normalize("NFC", _ILLEGAL.sub("", _BREAKS.sub("\n", raw)))
