"""
Hardened XML: the only place where procflow parses XML from outside.

No entities, no network, no DOCTYPE, bounds on size and depth.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from procflow.encodings import mistake, with_line_feeds
from procflow.errors import Location, XmlError

MAX_BYTES = 20 * 1024 * 1024
# The parser's own bound on nesting.
MAX_DEPTH = 256
# Elements and attributes: the tree of a file takes memory for each of them, however short they are.
MAX_NODES = 500_000
_SHORTEST = len("<a/>")

# Encodings in which "<" and "=" are the bytes of ASCII, so that what is counted is what the parser will see.
_ENCODING = re.compile(
    rb"(?i)utf-?8|utf-?16(le|be)?|(us-)?ascii|iso-?8859-?\d+|latin-?1|(windows-|cp)125\d|cp8[56]\d|koi8-[ru]"
    rb"|gb(2312|k|18030)|big5|shift_jis|euc-(jp|kr)"
)
_WIDE = re.compile(rb"(?i)utf-?16(le|be)?")
_FOUR_BYTES = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"<\0\0\0", b"\0\0\0<")
_DECLARED = re.compile(rb"""<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")
_MAX_DECLARATION = 1000
_EXPORT = "export the diagram as BPMN 2.0 XML from the tool that drew it"
_NO_XML = ("not well-formed XML: it does not begin with '<'", "open it in the tool that wrote it and save it again")
# How files of other kinds begin: what they are and what helps.
_OTHERS = {
    b"%PDF": ("a PDF document, not XML", _EXPORT),
    b"PK\x03\x04": ("a package such as .docx, .xlsx or .zip, not XML", "unpack it, or read a table by procflow import"),
    b"\xd0\xcf\x11\xe0": ("an old Office document, not XML", "save it as .docx or .xlsx for procflow import"),
    b"\x89PNG": ("a picture, not XML", _EXPORT),
    b"\xff\xd8\xff": ("a picture, not XML", _EXPORT),
    b"{\\rtf": ("an RTF document, not XML", _EXPORT),
    b"{": ("JSON, not XML", _EXPORT),
}


_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_blank_text": False,
    "strip_cdata": False,
}
_PIECE = 4096


def parser(encoding: str | None = None) -> etree.XMLParser:
    """Return a parser that expands nothing and fetches nothing; *encoding* overrules what a file declares."""
    made: etree.XMLParser = etree.XMLParser(encoding=encoding, **_SAFE)
    return made


def root_of(raw: bytes) -> tuple[str, dict[str, str]]:
    """
    Return the name of the root of *raw*, with its namespace, and its attributes.

    Hardly more of *raw* is read, so no bound is needed on what stands in it.
    A DOCTYPE, which Graphviz writes, is passed over.

    Args:
        raw: The document, in UTF-8 whatever it declares.

    Raises:
        XmlError: It is not well-formed up to there.
    """
    try:
        root = next(_begun(raw))
    except etree.XMLSyntaxError as exc:
        raise _syntax_error(exc, "") from exc
    return str(root.tag), {str(name): str(value) for name, value in root.attrib.items()}


def _begun(raw: bytes) -> Iterator[etree._Element]:
    """Yield each element of *raw* once its opening has been read; where there is none, the parser says so."""
    reader = etree.XMLPullParser(events=("start",), encoding="utf-8", **_SAFE)
    for begin in range(0, len(raw), _PIECE):
        reader.feed(raw[begin : begin + _PIECE])
        yield from (element for _, element in reader.read_events())
    reader.close()
    yield from (element for _, element in reader.read_events())


def parse(raw: bytes, *, file: str = "", max_bytes: int = MAX_BYTES) -> etree._ElementTree:
    """
    Return the tree of *raw*, with comments, processing instructions and blanks kept.

    Args:
        raw: The document, in any encoding its prolog declares.
        file: Name used in errors.
        max_bytes: Bound on the size.

    Raises:
        XmlError: Not well-formed, over a bound, in an unusual encoding, or with a DOCTYPE.
    """
    where = Location(file=file)
    if len(raw) > max_bytes:
        raise XmlError(
            f"the file is larger than {max_bytes:,} bytes",
            hint="split the model into several files",
            where=where,
            max_bytes=max_bytes,
        )
    if not raw or raw.isspace():
        raise XmlError("the file is empty", hint="save the diagram again", where=where)
    raw = _LATE.sub(rb"\1\3\2", raw, count=1)
    encoding = _encoding(raw, file)
    _refuse_nodes(raw, file)
    lined = with_line_feeds(raw)
    try:
        tree = etree.fromstring(lined, parser(encoding)).getroottree()
    except etree.XMLSyntaxError as exc:
        raise _encoding_error(lined, _declared(raw), encoding, file) or _syntax_error(exc, file) from exc
    _refuse_doctype(tree, raw, file)
    return tree


# Blanks before the declaration, which parsers refuse and modelling tools take: behind it they do no harm.
_LATE = re.compile(rb"\A(\xef\xbb\xbf)?(\s+)(<\?xml\s[^>]*\?>)")


def _encoding(raw: bytes, file: str) -> str | None:
    """
    Return the encoding that overrules what *raw* declares, None where it is as declared.

    Raises:
        XmlError: The declared encoding is an unusual one.
    """
    if raw.startswith(_FOUR_BYTES):
        raise XmlError("the encoding UTF-32 is not read", hint="save the file as UTF-8", where=Location(file, 1))
    head = _head(raw)
    declared = _DECLARED.match(head)
    if declared is not None and _ENCODING.fullmatch(declared[1]) and _is_known(declared[1].decode("ascii")):
        # Tools that build a text in UTF-16 and save it in UTF-8 leave this behind; no UTF-16 begins with these bytes.
        return "UTF-8" if _WIDE.fullmatch(declared[1]) and raw.startswith(b"<?xml") else None
    if declared is not None or (head.startswith(b"<?xml") and b"?>" not in head):
        name = declared[1].decode("ascii", "replace") if declared is not None else "of a very long declaration"
        raise XmlError(f"the encoding {name} is not read", hint="save the file as UTF-8", where=Location(file, 1))
    if not head.lstrip().startswith(b"<"):
        kind, hint = next((said for start, said in _OTHERS.items() if raw.lstrip().startswith(start)), _NO_XML)
        raise XmlError(f"the file is {kind}", hint=hint, where=Location(file, 1))
    return None


def _head(raw: bytes) -> bytes:
    return raw[:_MAX_DECLARATION].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")


def _declared(raw: bytes) -> str:
    """Return the encoding that *raw* declares, empty where it declares none."""
    found = _DECLARED.match(_head(raw))
    return found[1].decode("ascii") if found is not None else ""


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _refuse_nodes(raw: bytes, file: str) -> None:
    # The shortest element is <a/>, the shortest attribute takes more.
    if len(raw) > _SHORTEST * MAX_NODES and raw.count(b"<") - raw.count(b"</") + raw.count(b"=") > MAX_NODES:
        raise XmlError(
            f"the file has more than {MAX_NODES:,} elements and attributes",
            hint="split it into several files",
            where=Location(file),
            max_nodes=MAX_NODES,
        )


def _refuse_doctype(tree: etree._ElementTree, raw: bytes, file: str) -> None:
    if tree.docinfo.internalDTD is not None:
        before = raw.replace(b"\0", b"").partition(b"<!DOCTYPE")[0]
        raise XmlError(
            "the file has a DOCTYPE, which the files procflow reads never need",
            hint="remove the <!DOCTYPE ...> part",
            where=Location(file, 1 + max(before.count(b"\n"), before.count(b"\r"))),
        )


def _too_deep(where: Location) -> XmlError:
    hint = "no modelling tool writes such a file; check where it comes from"
    return XmlError(f"elements are nested deeper than {MAX_DEPTH}", hint=hint, where=where, max_depth=MAX_DEPTH)


def _encoding_error(raw: bytes, declared: str, instead: str | None, file: str) -> XmlError | None:
    """Return what is wrong where *raw* is not in what it *declared*, or in what it is read as *instead*."""
    found = mistake(raw, instead or declared or "UTF-8")
    if found is None:
        return None
    line, likely = found
    message = f"the file is not in the encoding {declared} that it declares"
    if instead:
        message = (
            f"the file declares the encoding {declared}, which it is not in, and cannot be read as {instead} either"
        )
    elif not declared:
        message = "the file is not in the encoding UTF-8, which holds where none is declared"
    again = "open it in the tool that wrote it and save it again as UTF-8"
    begin = f'it looks like {likely}: begin it with <?xml version="1.0" encoding="{likely}"?>'
    hint = again if not likely else begin if likely == "UTF-8" else f"{begin} and look at its letters, or {again}"
    return XmlError(message, hint=hint, where=Location(file, line), declared=declared or "UTF-8", likely=likely)


def _syntax_error(exc: etree.XMLSyntaxError, file: str) -> XmlError:
    line = exc.lineno or None
    reason = (exc.msg or "unreadable").split(", line ", 1)[0]
    if "Excessive depth" in reason:
        return _too_deep(Location(file, line))
    if "XML_PARSE_HUGE" in reason:
        hint = "keep pictures and data beside the model, not in it"
        return XmlError("a text or attribute is too long to be read", hint=hint, where=Location(file, line))
    return XmlError(
        f"the file is not well-formed XML: {reason}",
        hint="open it in the tool that wrote it and save it again",
        where=Location(file=file, line=line),
    )
