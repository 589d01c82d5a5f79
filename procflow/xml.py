"""
Hardened XML: the only place where procflow parses XML from outside.

No entities, no network, no DOCTYPE, bounds on size and depth.
"""

from __future__ import annotations

import io

from lxml import etree

from procflow.errors import Location, XmlError

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 200


def parser() -> etree.XMLParser:
    """Return a parser that expands nothing and fetches nothing."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_blank_text=False,
        strip_cdata=False,
    )


def parse(raw: bytes, *, file: str = "", max_bytes: int = MAX_BYTES) -> etree._ElementTree:
    """
    Return the tree of *raw*, with comments, processing instructions and blanks kept.

    Args:
        raw: The document, in any encoding its prolog declares.
        file: Name used in errors.
        max_bytes: Bound on the size.

    Raises:
        XmlError: Not well-formed, over a bound, or with a DOCTYPE.
    """
    where = Location(file=file)
    if len(raw) > max_bytes:
        raise XmlError(
            f"the file is larger than {max_bytes:,} bytes",
            hint="split the model into several files",
            where=where,
            max_bytes=max_bytes,
        )
    if not raw.strip():
        raise XmlError("the file is empty", hint="save the diagram again", where=where)
    try:
        tree = etree.parse(io.BytesIO(raw), parser())
    except etree.XMLSyntaxError as exc:
        raise _syntax_error(exc, file) from exc
    _refuse_doctype(tree, file)
    _refuse_depth(tree, file)
    return tree


_TOO_DEEP = etree.XPath("/*" * (MAX_DEPTH + 1))


def _refuse_doctype(tree: etree._ElementTree, file: str) -> None:
    if tree.docinfo.internalDTD is not None:
        raise XmlError(
            "the file has a DOCTYPE, which the files procflow reads never need",
            hint="remove the <!DOCTYPE ...> part",
            where=Location(file=file),
        )


def _refuse_depth(tree: etree._ElementTree, file: str) -> None:
    if _TOO_DEEP(tree):
        raise XmlError(
            f"elements are nested deeper than {MAX_DEPTH}",
            hint="no modelling tool writes such a file; check where it comes from",
            where=Location(file=file),
            max_depth=MAX_DEPTH,
        )


def _syntax_error(exc: etree.XMLSyntaxError, file: str) -> XmlError:
    line = exc.lineno or None
    reason = (exc.msg or "unreadable").split(", line ", 1)[0]
    return XmlError(
        f"the file is not well-formed XML: {reason}",
        hint="open it in the tool that wrote it and save it again",
        where=Location(file=file, line=line),
    )
