"""The encoding and the line ends of a text in bytes: what the parser of XML does not tell."""

from __future__ import annotations

import codecs
import re
from unicodedata import normalize

_LONE_RETURN = re.compile(rb"\r(?!\n)")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_OPENINGS = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
# What stands in the letters of Vietnamese, each in one piece, and the marks that word processors put into a text.
_MARKS = "“”‘’–—…§°"
_VIETNAMESE = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ" + _MARKS)
# In Windows-1258 a tone is a letter of its own behind its vowel; other code pages have no đ at the begin of a word.
_TONE = re.compile(r"[aeiouyăâêôơư][\u0300\u0301\u0303\u0309\u0323]|\bđ[aeiouăâêôơư]", re.IGNORECASE)
# A tone without vowel or a capital behind a small letter is no Vietnamese.
_NO_TONE = re.compile(r"(?<![aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ])[\u0300\u0301\u0303\u0309\u0323]|[a-z][ÀÁÂĂÈÉÊÍÓÔƠÙÚƯÝĐ]")
# These letters stand at the same place in the code pages of western, central and northern Europe.
_SMALL, _LARGE = "äöüßéáíóúçâîôë", "ÄÖÜÉÁÍÓÚÇÂÎÔË"
# Two of them side by side, a capital behind a small letter, or one alone are no words of these languages.
_ODD = re.compile(rf"[{_SMALL}{_LARGE}]{{2}}|[a-z][{_LARGE}]|(?<![a-zA-Z])[{_SMALL}{_LARGE}](?![a-zA-Z])")


def with_line_feeds(raw: bytes) -> bytes:
    r"""
    Return *raw* with a line feed for each carriage return that stands alone.

    To XML both are the same line end, but its parser counts only the lines that a line feed ends.

    Example:
        >>> with_line_feeds(b"<a>\r<b/>\r\n</a>")
        b'<a>\n<b/>\r\n</a>'
    """
    # Counting pairs takes a tenth of the time of parsing; most files have none.
    if b"\r" not in raw or raw.count(b"\r") == raw.count(b"\r\n"):
        return raw
    wide = _WIDE.get(raw[:2]) or _OPENINGS.get(raw[:2])
    if wide is None:
        return _LONE_RETURN.sub(b"\n", raw)
    try:
        text = raw.decode(wide)
    except UnicodeDecodeError:
        return raw
    return re.sub(r"\r(?!\n)", "\n", text).encode(wide)


def mistake(raw: bytes, declared: str) -> tuple[int, str] | None:
    """
    Return where *raw* stops being in the encoding it declares, as a line, and which encoding it looks like.

    The encoding is empty where nothing speaks for one.
    Nothing is returned where it is in that encoding, or marks another one at its begin.
    """
    if raw[:2] in _WIDE or raw[:2] in _OPENINGS or raw.startswith(codecs.BOM_UTF8):
        return None
    try:
        raw.decode(declared)
    except UnicodeDecodeError as exc:
        return raw.count(b"\n", 0, exc.start) + 1, looks_like(raw)
    return None


def looks_like(raw: bytes) -> str:
    r"""
    Return the encoding that *raw*, which is not in the one it declares, is likely to be in; empty if none is.

    Example:
        >>> looks_like("Cấp phép".encode()), looks_like("Gewähr".encode("cp1252")), looks_like(b"Ti\xaap nh\x8cn")
        ('UTF-8', 'windows-1252', '')
    """
    for name, is_likely in (("UTF-8", bool), ("windows-1258", _is_vietnamese), ("windows-1252", _is_western)):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if is_likely(text):
            return name
    return ""


def _is_vietnamese(text: str) -> bool:
    if _NO_TONE.search(text) or not _TONE.search(text):
        return False
    return all(letter.isascii() or letter in _VIETNAMESE for letter in set(normalize("NFC", text).lower()))


def _is_western(text: str) -> bool:
    letters = {letter.lower() for letter in text if not letter.isascii()}
    return letters <= {*_SMALL, *_MARKS} and not letters <= {*_MARKS} and not _ODD.search(text)
