"""Files that should be decision tables and are none."""

from __future__ import annotations

import functools
import io
import re
import struct
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import docx

from tests.acceptance.hostile.kinds import Content, Kind
from tests.unit.tables.files import HEADER, STEPS, excel, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROWS = (HEADER, *STEPS)
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'
Change = Callable[[str, bytes], bytes]


def _imported(name: str, file: str, content: Content, code: str, *says: str, heavy: bool = False) -> Kind:
    """Return a kind of table; a former model stands where the new one would go."""
    files: Mapping[str, Content] = {file: content, "made.bpmn": "what stood here"}
    return Kind(name, ("import", file, "made.bpmn", "--force"), code, (file, *says), files, heavy=heavy)


def _csv(name: str, text: str, *says: str) -> Kind:
    return _imported(name, "x.csv", text, "PF130", *says)


def _limits(text: str) -> str:
    return f"{','.join(HEADER)}\n1,Tiếp nhận hồ sơ,Bộ phận Một cửa,{text}\n"


@functools.cache
def good_word() -> bytes:
    """Return a Word file with a good table."""
    with tempfile.TemporaryDirectory() as folder:
        return word(Path(folder, "x.docx"), _ROWS).read_bytes()


@functools.cache
def good_excel() -> bytes:
    """Return a workbook with a good table."""
    with tempfile.TemporaryDirectory() as folder:
        return excel(Path(folder, "x.xlsx"), _ROWS).read_bytes()


def repacked(change: Change, good: Callable[[], bytes] = good_word, *, added: Iterable[str] = ()) -> Content:
    """Return what makes a package with each part changed and others added."""

    def make(path: Path) -> None:
        with (
            zipfile.ZipFile(io.BytesIO(good())) as old,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
        ):
            for entry in old.infolist():
                new.writestr(entry.filename, change(entry.filename, old.read(entry)))
            with warnings.catch_warnings(action="ignore"):
                for name in added:
                    new.writestr(name, b"<a/>")

    return make


def _same(_name: str, content: bytes) -> bytes:
    return content


def _bytes(make: Callable[[bytes], bytes]) -> Content:
    return lambda path: path.write_bytes(make(good_word()))


def _in_part(part: str, old: bytes, new: bytes) -> Change:
    return lambda name, content: content.replace(old, new, 1) if name == part else content


def _with_doctype(name: str, content: bytes) -> bytes:
    return content.replace(b"?>", b"?>" + _DOCTYPE, 1) if name == "word/document.xml" else content


def _flooded(part: str, ending: bytes, flood: bytes, times: int) -> Change:
    return lambda name, content: content.replace(ending, flood * times + ending) if name == part else content


def _macros(name: str, content: bytes) -> bytes:
    plain = b"openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return content.replace(plain, b"ms-word.document.macroEnabled.main+xml") if name.startswith("[Con") else content


def _forged_sizes(raw: bytes) -> bytes:
    """Return a package whose directory says that each part is one byte long."""
    forged = bytearray(raw)
    for found in re.finditer(b"PK\x01\x02", raw):
        forged[found.start() + 24 : found.start() + 28] = struct.pack("<I", 1)
    return bytes(forged)


def _encrypted(raw: bytes) -> bytes:
    """Return a package whose parts are marked as encrypted."""
    forged = bytearray(raw)
    for found in re.finditer(b"PK\x01\x02", raw):
        forged[found.start() + 8] |= 1
    return bytes(forged)


_wide = _in_part("word/document.xml", b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="2000000000"/>')
_far_cell = _in_part("xl/worksheets/sheet1.xml", b'r="A2"', b'r="XFD1048576"')
_endless_merge = _in_part(
    "xl/worksheets/sheet1.xml",
    b"</sheetData>",
    b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
)


def _text(text: str, times: int) -> Content:
    return lambda path: path.write_text(text * times, encoding="utf-8")


def _damaged(raw: bytes) -> bytes:
    return raw[:900] + b"\xff" * 64 + raw[964:]


def _other_package(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "b")


def _flood(name: str, file: str, change: Change, code: str, says: str) -> Kind:
    good = good_word if file.endswith("docx") else good_excel
    return _imported(name, file, repacked(change, good), code, says, heavy=True)


def _formulas(path: Path) -> None:
    excel(path, [HEADER, ("1", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "=1+1")])


def _nested_word(path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for _ in range(30):
        cell = cell.add_table(1, 1).cell(0, 0)
    document.save(str(path))


_DOCUMENT = "word/document.xml"
_SHEET = "xl/worksheets/sheet1.xml"
_GOOD_CSV = "\n".join(",".join(f'"{cell}"' for cell in row) for row in _ROWS)
_ATTRIBUTE = b"<w:p w:a=''/>"
_STRANGE = "comes from"

OTHER_FORMATS = (
    _imported("old-word", "x.doc", OLE + b"\0" * 600, "PF103", "save it as .docx"),
    _imported("old-word-renamed", "x.docx", OLE + b"\0" * 600, "PF103", "save it as .docx"),
    _imported("pdf", "x.pdf", b"%PDF-1.7\n%\xe2\xe3", "PF103", "ask for the .docx file"),
    _imported("rtf", "x.docx", b"{\\rtf1 Ti\\'ea}", "PF103", "save it as .docx"),
    _imported("web-page", "x.docx", "<html><table/></html>", "PF103", "save it as .docx"),
    _imported("password", "x.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "PF103", "without the password"),
    _imported("macros", "x.docx", repacked(_macros), "PF103", "without macros"),
    _imported("no-office-package", "x.docx", _other_package, "PF103", "save it as"),
    _imported("empty-table-file", "x.csv", "", "PF103", "save the table again"),
)

PACKAGES = (
    _imported("truncated-word", "x.docx", _bytes(lambda raw: raw[: len(raw) // 2]), "PF102", "save it again"),
    _imported("damaged-word", "x.docx", _bytes(_damaged), "PF102", "save it again"),
    _imported("word-with-doctype", "x.docx", repacked(_with_doctype), "PF101", "DOCTYPE"),
    _imported("word-no-xml", "x.docx", repacked(_in_part(_DOCUMENT, b"<w:body>", b"")), "PF101", "save it again"),
    _imported("forged-sizes", "x.docx", _bytes(_forged_sizes), "PF102", "save it again"),
    _imported("encrypted-parts", "x.docx", _bytes(_encrypted), "PF102", _STRANGE),
    _imported("two-main-parts", "x.docx", repacked(_same, added=[_DOCUMENT]), "PF102", _STRANGE),
    _imported("5000-parts", "x.docx", repacked(_same, added=[f"a{n}.xml" for n in range(5000)]), "PF102", "4096"),
    _imported("endless-span", "x.docx", repacked(_wide), "PF102", _STRANGE),
    _imported("tables-in-tables", "x.docx", _nested_word, "PF130", "header"),
    _flood("word-zip-bomb", "x.docx", _flooded(_DOCUMENT, b"</w:body>", b" ", 220_000_000), "PF102", _STRANGE),
    _flood("word-element-bomb", "x.docx", _flooded(_DOCUMENT, b"<w:sectPr", b"<w:p/>", 2_000_000), "PF101", "500,000"),
    _flood("word-attribute-bomb", "x.docx", _flooded(_DOCUMENT, b"<w:sectPr", _ATTRIBUTE, 900_000), "PF101", "500,000"),
    _flood("excel-zip-bomb", "x.xlsx", _flooded(_SHEET, b"</sheetData>", b" " * 40, 2_000_000), "PF102", _STRANGE),
    _imported("excel-far-cell", "x.xlsx", repacked(_far_cell, good_excel), "PF102", "columns", _STRANGE),
    _imported("excel-endless-merge", "x.xlsx", repacked(_endless_merge, good_excel), "PF130", "header"),
)

CONTENT = (
    _csv("no-header", _limits("x").splitlines()[1], "header row"),
    _csv("header-alone", ",".join(HEADER) + "\n", "step"),
    _imported("two-tables", "x.docx", lambda path: word(path, _ROWS, _ROWS), "PF130", "--table 1"),
    _csv("negative-time", _limits('"-3 ngày làm việc"'), "'-3 ngày làm việc'"),
    _csv("unknown-unit", _limits("03 tuần trăng"), "'03 tuần trăng'"),
    _csv("division-by-zero", _limits("1/0 ngày làm việc"), "divided by zero"),
    _imported("excel-formula", "x.xlsx", _formulas, "PF130", "formula"),
    _imported("wrong-csv-encoding", "x.csv", _GOOD_CSV.encode("utf-16-le"), "PF103", "UTF-8"),
    _imported("no-csv-encoding", "x.csv", b"TT,N\xf4i dung\n\xff\xfe", "PF103", "UTF-8"),
    _imported("open-quote", "x.csv", _GOOD_CSV + '\n5,"Trả', "PF100", "quote"),
    _imported("null-bytes-in-csv", "x.csv", _GOOD_CSV.replace("hồ", "h\0", 1), "PF103", "not text"),
    _imported("a-million-columns", "x.csv", _text(",", 3_000_000), "PF100", "256 columns"),
    _imported("a-million-rows", "x.csv", _text("a,b,c\n", 2_000_000), "PF100", "5000 rows", heavy=True),
)


KINDS = (*OTHER_FORMATS, *PACKAGES, *CONTENT)
