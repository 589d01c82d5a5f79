"""Hardened XML: what is refused, and where the error points."""

from __future__ import annotations

import pytest

from procflow.errors import XmlError
from procflow.xml import MAX_DEPTH, MAX_NODES, parse

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY x "aaaaaaaaaa"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>
<a>&y;</a>"""
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"no xml", "not well-formed"),
        (b"<a><b></a>", "not well-formed"),
        (b"<a>", "not well-formed"),
        (b'<?xml version="1.0" encoding="UTF-8"?><a>\xff</a>', "not well-formed"),
        (b'<?xml version="1.0" encoding="no-such-code"?><a/>', "encoding no-such-code is not read"),
        (b'<?xml version="1.0" encoding="IBM037"?><a/>', "encoding IBM037 is not read"),
        ("<?xml version='1.0'  encoding = 'UTF-7'?><a/>".encode("utf-16"), "encoding UTF-7 is not read"),
        (b'<?xml version="1.0"' + b" " * 1000 + b'encoding="IBM037"?><a/>', "very long declaration"),
        ('<?xml version="1.0" encoding="IBM037"?><a/>'.encode("cp037"), "does not begin with '<'"),
        (b"<a>" + b"<b/>" * MAX_NODES + b"</a>", "more than 500,000 elements and attributes"),
        (b"<!DOCTYPE a><a/>", "DOCTYPE"),
        (BOMB, "DOCTYPE"),
        (OUTSIDE, "DOCTYPE"),
        (b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), "nested deeper than 256"),
        (b"<a>" * 5000 + b"</a>" * 5000, "nested deeper than 256"),
        (b'<a b="' + b"x" * 11_000_000 + b'"/>', "too long to be read"),
        (b"%PDF-1.7\n", "a PDF document, not XML"),
        (b"PK\x03\x04", "a package such as .docx"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"{\\rtf1", "an RTF document"),
        (b'{"a": 1}', "JSON"),
    ],
    ids=[
        "empty",
        "blank",
        "text",
        "crossed",
        "truncated",
        "wrong-bytes",
        "unknown-encoding",
        "ebcdic",
        "utf-7-in-utf-16",
        "hidden-encoding",
        "ebcdic-throughout",
        "elements",
        "doctype",
        "entity-bomb",
        "entity-of-a-file",
        "too-deep",
        "far-too-deep",
        "too-long",
        "pdf",
        "package",
        "old-office",
        "picture",
        "rtf",
        "json",
    ],
)
def test_what_is_no_safe_xml_is_refused(raw: bytes, message: str) -> None:
    """Each kind gives one error of our own with the name of the file and a next step."""
    with pytest.raises(XmlError, match=message) as caught:
        parse(raw, file="x.bpmn")

    assert "x.bpmn" == caught.value.where.file
    assert caught.value.hint


def test_a_syntax_error_names_its_line() -> None:
    """The error points to the line the parser stopped at."""
    with pytest.raises(XmlError) as caught:
        parse(b"<a>\n<b>\n</a>")

    assert 3 == caught.value.where.line


def test_a_file_over_the_bound_is_refused() -> None:
    """One byte over the bound is refused before anything is parsed."""
    assert "a" == parse(b"<a/>", max_bytes=4).getroot().tag
    with pytest.raises(XmlError, match="larger than 4 bytes"):
        parse(b"<a />", max_bytes=4)


def test_the_deepest_allowed_tree_is_read() -> None:
    """Two hundred levels are read."""
    tree = parse(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH)

    assert MAX_DEPTH == len(list(tree.iter()))


def test_comments_instructions_and_blanks_are_kept() -> None:
    """The tree holds what a reader would not need but a writer must keep."""
    tree = parse("<a> <!-- ghi chú --><?do it?> <b/>\n</a>".encode())

    assert 4 == len(list(tree.iter()))
    assert "\n" == tree.getroot()[-1].tail


def test_an_encoding_of_the_prolog_is_read() -> None:
    """UTF-16 is read as declared."""
    raw = '<?xml version="1.0" encoding="UTF-16"?><a>Sở</a>'.encode("utf-16")

    assert "Sở" == parse(raw).getroot().text


@pytest.mark.parametrize("raw", [b"<a>" * 5000, b'<a b="' + b"x" * 11_000_000 + b'"/>'])
def test_no_option_of_a_parser_is_recommended(raw: bytes) -> None:
    """Who reads the error cannot set one."""
    with pytest.raises(XmlError) as caught:
        parse(raw)

    assert "HUGE" not in str(caught.value)
