"""From the model back to a file."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from collections import deque

from lxml import etree

from procflow import xml
from procflow.bpmn.model.definitions import Definitions, expect_model
from procflow.files import path_of, replace_file

# A comment or processing instruction beside the root, with the blanks after it.
_BESIDE = r"(?:<\?(?>.*?\?>)|<!--(?>.*?-->))\s*+"
_PROLOG = re.compile(rf"\ufeff?\s*+(?:{_BESIDE})*+", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")
# In what a line may differ once it is written again, beside letters and tones in one or two characters.
_SPELLING = re.compile(r"[\s\"'/]+")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_ENCODING = re.compile(r"""(\A\s*<\?xml\s[^>]*?\sencoding\s*=\s*["'])[^"'>]*""")
_MARKUP = frozenset("<>&")
# The marks of tones that Windows-1258 writes behind a letter.
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def write(model: Definitions, path: str | os.PathLike[str] | None = None) -> bytes:
    """
    Return the bytes of *model*, and write them to *path* if one is given.

    A model that was not edited comes back byte for byte.
    An edited one keeps its prolog, its encoding, its line ends and everything outside the edited elements.
    A letter that the encoding lacks, or that would be read otherwise, becomes a character reference; where none can
    stand, in a comment or a name, the file is written in UTF-8 and declares it.
    The file is replaced as a whole or not at all.

    Raises:
        DataError: *model* is no model.
        FileAccessError: The file cannot be written; what stood there stays.
    """
    expect_model(model)
    raw = model.raw if model.raw is not None else _serialise(model)
    if path is not None:
        replace_file(path_of(path), raw)
    return raw


def _serialise(model: Definitions) -> bytes:
    encoding = _encoding(model)
    before = model.source.decode(encoding, "replace")
    prolog = _PROLOG.match(before)
    body = _with_line_ends(etree.tostring(model.node, encoding="unicode", with_tail=False), before)
    behind = _epilog(before, sum(1 for _ in model.node.itersiblings()))
    text = f"{prolog.group() if prolog else ''}{body}{behind}"
    raw = _fitted(text, encoding)
    if codecs.lookup(encoding).name.startswith("utf") or _says(raw) == (said := _says(body.encode())):
        return raw
    raw = _fitted(text.translate(_misread(text, encoding)), encoding)
    if _says(raw) == said:
        return raw
    return _ENCODING.sub(r"\1UTF-8", text, count=1).encode("utf-8", "replace")


def _says(raw: bytes) -> str | None:
    """Return all that a file says below its root in one spelling, None where it is not well-formed."""
    try:
        return etree.tostring(etree.fromstring(raw, xml.parser()), encoding="unicode", with_tail=False)
    except etree.XMLSyntaxError:
        return None


def _misread(text: str, encoding: str) -> dict[int, str]:
    """Return a reference for each letter of *text* that a parser reads otherwise: a tone alone, a tilde in Asia."""
    letters = [
        letter for letter in sorted(set(text) - _MARKUP) if letter.isprintable() and not _lacks(encoding, letter)
    ]
    inside = "".join(f"<b>a{letter}</b>" for letter in letters)
    try:
        read = etree.fromstring(
            f'<?xml version="1.0" encoding="{encoding}"?><a>{inside}</a>'.encode(encoding), xml.parser()
        )
    except etree.XMLSyntaxError:
        return {}
    return {
        ord(letter): f"&#{ord(letter)};"
        for letter, node in zip(letters, read, strict=True)
        if node.text != f"a{letter}"
    }


def _fitted(text: str, encoding: str) -> bytes:
    """Return *text* in *encoding*: of a letter that it lacks the tone apart, else a character reference."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        apart = {ord(letter): _apart(letter) for letter in set(text) if _lacks(encoding, letter)}
        spelt = {number: parts for number, parts in apart.items() if not _lacks(encoding, parts)}
        return text.translate(spelt).encode(encoding, "xmlcharrefreplace")


def _lacks(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return True
    return False


def _apart(letter: str) -> str:
    """Return *letter* with its tone behind it, as Windows-1258 writes it."""
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in _TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)) + tones


def _encoding(model: Definitions) -> str:
    """Return the encoding of the source, by its first bytes, else by its declaration."""
    marked = (name for mark, name in _MARKS if model.source.startswith(mark))
    return next(marked, model.tree.docinfo.encoding or "utf-8")


def _with_line_ends(body: str, before: str) -> str:
    """Return *body* with the line ends of *before*; where there are several kinds, each line keeps its own."""
    both, lines, returns = before.count("\r\n"), before.count("\n"), before.count("\r")
    usual = "\r\n" if 2 * both > max(lines, returns) else "\r" if returns > lines else "\n"
    if not returns or not lines or both == lines == returns:
        return body.replace("\n", usual)
    ends: dict[str, deque[str]] = {}
    for line, end in zip(_LINE_END.split(before), _LINE_END.findall(before), strict=False):
        ends.setdefault(_spelt(line), deque()).append(end)
    *head, last = body.split("\n")
    known = (ends.get(_spelt(line)) for line in head)
    return "".join(line + (found.popleft() if found else usual) for line, found in zip(head, known, strict=True)) + last


def _spelt(line: str) -> str:
    """Return *line* without that in which it may differ once it is written again."""
    return unicodedata.normalize("NFC", _SPELLING.sub("", line))


def _epilog(text: str, count: int) -> str:
    """Return what stands behind the last element: *count* comments and processing instructions, and blanks."""
    epilog = re.compile(rf"\s*+(?:{_BESIDE}){{{count}}}", re.DOTALL)
    end = text.rfind(">")
    while end >= 0 and not epilog.fullmatch(text, end + 1):
        end = text.rfind(">", 0, end)
    return text[end + 1 :]
