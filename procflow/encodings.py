"""The encoding and the line ends of a text in bytes: what the parser of XML does not tell."""

from __future__ import annotations

import codecs
import re

_LONE_RETURN = re.compile(rb"\r(?!\n)")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_OPENINGS = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
# In Windows-1258 a tone is a byte of its own behind its vowel, and đ, ư, ơ stand where Windows-1252 has ð, ý, õ.
_TONED = re.compile(
    rb"(?i)[aeiouy\xc2\xe2\xca\xea\xd4\xf4\xc3\xe3\xd5\xf5\xdd\xfd][\xcc\xec\xd2\xf2\xde]|[\xd0\xf0](?=[a-z\xc0-\xff])"
)


def with_line_feeds(raw: bytes) -> bytes:
    r"""
    Return *raw* with a line feed for each carriage return that stands alone.

    To XML both are the same line end, but its parser counts only the lines that a line feed ends.

    Example:
        >>> with_line_feeds(b"<a>\r<b/>\r\n</a>")
        b'<a>\n<b/>\r\n</a>'
    """
    if raw.count(b"\r") == raw.count(b"\r\n"):
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
    """
    Return the encoding that *raw*, which is not in the one it declares, is likely to be in.

    Example:
        >>> looks_like("Cấp phép".encode()), looks_like("Phòng Đào tạo".encode("cp1258", "ignore"))
        ('UTF-8', 'windows-1258')
    """
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1258" if _TONED.search(raw) else "windows-1252"
    return "UTF-8"
