"""From the model back to a file."""

from __future__ import annotations

import codecs
import os
import re
from collections import deque

from lxml import etree

from procflow.bpmn.model.definitions import Definitions, expect_model
from procflow.files import path_of, replace_file

# A comment or processing instruction beside the root, with the blanks after it.
_BESIDE = r"(?:<\?(?>.*?\?>)|<!--(?>.*?-->))\s*+"
_PROLOG = re.compile(rf"\ufeff?\s*+(?:{_BESIDE})*+", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")
# In what a line may differ once it is written again.
_SPELLING = re.compile(r"[\s\"'/]+")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)


def write(model: Definitions, path: str | os.PathLike[str] | None = None) -> bytes:
    """
    Return the bytes of *model*, and write them to *path* if one is given.

    A model that was not edited comes back byte for byte.
    An edited one keeps its prolog, its encoding, its line ends and everything outside the edited elements.
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
    return f"{prolog.group() if prolog else ''}{body}{behind}".encode(encoding, "xmlcharrefreplace")


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
        ends.setdefault(_SPELLING.sub("", line), deque()).append(end)
    *head, last = body.split("\n")
    known = (ends.get(_SPELLING.sub("", line)) for line in head)
    return "".join(line + (found.popleft() if found else usual) for line, found in zip(head, known, strict=True)) + last


def _epilog(text: str, count: int) -> str:
    """Return what stands behind the last element: *count* comments and processing instructions, and blanks."""
    epilog = re.compile(rf"\s*+(?:{_BESIDE}){{{count}}}", re.DOTALL)
    end = text.rfind(">")
    while end >= 0 and not epilog.fullmatch(text, end + 1):
        end = text.rfind(">", 0, end)
    return text[end + 1 :]
