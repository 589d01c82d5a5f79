"""Hardened XML: what is refused, and where the error points."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from procflow.errors import XmlError
from procflow.xml import MAX_DEPTH, MAX_NODES, parse, root_of

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
        (b'<?xml version="1.0" encoding="UTF-8"?><a>\xff</a>', "is not in the encoding UTF-8"),
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


ENDS = [("\r", "utf-8"), ("\r\n", "utf-8"), ("\n", "utf-8"), ("\r", "utf-16"), ("\r\n", "utf-16"), ("\r", "utf-16-be")]


@pytest.mark.parametrize(("end", "encoding"), ENDS)
def test_lines_are_counted_whatever_ends_them(end: str, encoding: str) -> None:
    """A carriage return alone, as old programs write, ends a line like any other, in errors and in the tree."""
    text = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>{end}<a>{end}<b/>{end}{end}'
    tree = parse(f"{text}<d/></a>".encode(encoding))

    assert [2, 3, 5] == [node.sourceline for node in tree.iter()]
    with pytest.raises(XmlError, match="well-formed") as caught:
        parse(f"{text}</d>".encode(encoding))
    assert 5 == caught.value.where.line


def test_mixed_line_ends_are_counted() -> None:
    """Where some lines end otherwise each is one line."""
    tree = parse(b"<a>\r<b/>\r\n<c/>\n<d/>\r\r<e/></a>")

    assert [1, 2, 3, 4, 6] == [node.sourceline for node in tree.iter()]


def test_half_a_character_ends_no_line() -> None:
    """A text of UTF-16 that is cut off is refused as what it is."""
    with pytest.raises(XmlError):
        parse("<a>\r</a>".encode("utf-16-le")[:-1])


@pytest.mark.parametrize(
    ("declared", "encoding", "name", "likely"),
    [
        ('<?xml version="1.0" encoding="UTF-8"?>', "cp1252", "Gewähr für Écoles", "windows-1252"),
        ("", "cp1252", "Gewähr", "windows-1252"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "cp1258", "Phòng Đào tạo", "windows-1258"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "cp1258", "Quyết định", "windows-1258"),
        ('<?xml version="1.0" encoding="us-ascii"?>', "utf-8", "Cấp phép", "UTF-8"),
    ],
)
def test_a_wrong_encoding_is_told_with_the_right_one(declared: str, encoding: str, name: str, likely: str) -> None:
    """The error names the line and the encoding that the letters look like; begun as it says, the file is read."""
    tones = {"ò": "o\u0300", "à": "a\u0300", "ạ": "a\u0323", "ế": "ê\u0301", "ị": "i\u0323"}
    spelled = "".join(tones.get(letter, letter) for letter in name) if encoding == "cp1258" else name
    body = f'\n<a>\n<b c="{spelled}"/></a>'.encode(encoding)
    with pytest.raises(XmlError, match="is not in") as caught:
        parse(declared.encode() + body, file="x.bpmn")
    begin = f'<?xml version="1.0" encoding="{likely}"?>'

    assert (3, likely) == (caught.value.where.line, caught.value.facts["likely"])
    assert f"begin it with {begin}" in caught.value.hint
    assert name == normalize("NFC", parse(begin.encode() + body).getroot()[0].get("c") or "")


@pytest.mark.parametrize(
    "name",
    [
        b"Ti\xd5p nh\xcbn h\xe5 s\xac",  # Tiếp nhận hồ sơ in TCVN3
        b"Chuy\xd3n ti\xd2n",  # Chuyển tiền in TCVN3, whose bytes are tones in Windows-1258
        "申請を受け付ける".encode("shift-jis"),
        "Принять заявление".encode("cp1251"),
        "Přijmout žádost".encode("cp1250"),
        "Tiếp nhận".encode()[:-1] + b"\xff",  # UTF-8 with damage
        b"\x93 \x94",
    ],
)
def test_no_encoding_is_named_without_evidence(name: bytes) -> None:
    """Whoever followed a guess would have other letters; the tool that wrote the file knows better."""
    with pytest.raises(XmlError) as caught:
        parse(b"<a>\n<b c='" + name + b"'/></a>")

    assert ("", 2) == (caught.value.facts["likely"], caught.value.where.line)
    assert "open it in the tool that wrote it and save it again as UTF-8" == caught.value.hint


@pytest.mark.parametrize(
    ("opening", "message"),
    [
        ("", "the file is not in the encoding UTF-8, which holds where none is declared"),
        ('<?xml version="1.0" encoding="ascii"?>', "the file is not in the encoding ascii that it declares"),
        (
            '<?xml version="1.0" encoding="UTF-16"?>',
            "the file declares the encoding UTF-16, which it is not in, and cannot be read as UTF-8 either",
        ),
    ],
)
def test_what_is_declared_is_told(opening: str, message: str) -> None:
    """The message names what the file declares and as what it was read."""
    with pytest.raises(XmlError) as caught:
        parse(opening.encode() + b"<a b='\xff'/>")

    assert message in str(caught.value)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_mark_at_the_begin_overrules_what_is_declared(mark: bytes) -> None:
    """The parser obeys it, so what is wrong is something else."""
    text = '<?xml version="1.0" encoding="us-ascii"?><a b="ế"></c>'
    raw = mark + text.encode("utf-16-le" if mark == b"\xff\xfe" else "utf-8")
    with pytest.raises(XmlError, match="not well-formed XML: Opening and ending tag mismatch"):
        parse(raw)


@pytest.mark.parametrize("before", ["", f"<!--{10_000 * 'x'}-->", '<!DOCTYPE b SYSTEM "http://none.invalid/b.dtd">'])
def test_the_root_is_known_without_what_stands_in_it(before: str) -> None:
    """Neither a long document nor what is wrong far behind changes it, nor a DOCTYPE before it."""
    text = f'{before}<b xmlns="n" c="Tỉnh &gt;">{10_000 * "<d/>"}</e>'

    assert ("{n}b", {"c": "Tỉnh >"}) == root_of(text.encode())


def test_the_shortest_document_has_a_root() -> None:
    """It ends where it begins."""
    assert ("a", {}) == root_of(b"<a/>")


@pytest.mark.parametrize(
    "raw", [b"", b" ", b"text", b"<a", b"<!-- -->", b'<a b="' + b"x" * 11_000_000, BOMB.partition(b"<a>")[0]]
)
def test_what_has_no_root_is_refused(raw: bytes) -> None:
    """Nothing, blanks, a text, half a tag, a comment alone, an attribute without end, a DOCTYPE alone."""
    with pytest.raises(XmlError):
        root_of(raw)
