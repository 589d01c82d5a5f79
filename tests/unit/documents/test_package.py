"""Opening office packages without trusting them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from procflow.documents import PackageKind, open_package, read_tables
from procflow.documents import package as room
from procflow.errors import ArchiveError, FileAccessError, FileTypeError, InputError, XmlError
from tests.unit.documents.packages import (
    CONTENT_TYPES,
    excel_package,
    paragraph,
    relations,
    row,
    table,
    word_entries,
    word_package,
    zipped,
)

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
BODY = table(row("a", "b"))


def test_kind_shows_in_the_content() -> None:
    """A package is what its main part says, whatever the file is called."""
    kinds = [open_package(raw).kind for raw in (word_package(BODY), excel_package(""))]

    assert [PackageKind.DOCX, PackageKind.XLSX] == kinds


def test_relations_may_be_absolute_or_relative() -> None:
    """The main part is found by either way of writing its place, and a part without relations has none."""
    package = open_package(excel_package(""))

    assert "xl/workbook.xml" == package.main
    assert "xl/styles.xml" == package.related(package.main, "/styles")
    assert package.related("xl/styles.xml", "/theme") is None
    assert package.tree("xl/nothing.xml") is None


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (OLE + b"\0" * 600, "old binary format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xef\xbb\xbf\r\n<HTML><table>", "web page"),
        (b"<!DOCTYPE html><table>", "web page"),
        (b"   ", "empty"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "no Word document"),
        (
            zipped(
                word_entries(BODY)
                | {
                    "[Content_Types].xml": CONTENT_TYPES.format(
                        part="word/document.xml", kind="x.macroEnabled.main+xml"
                    )
                }
            ),
            "macros",
        ),
        (zipped({k: v for k, v in word_entries(BODY).items() if k != "word/document.xml"}), "no Word document"),
    ],
)
def test_other_kinds_are_refused_with_the_way_out(tmp_path: Path, raw: bytes, words: str) -> None:
    """Each kind that people hand in and that is not read is named, and the hint says what to do."""
    path = tmp_path / "tệp.docx"
    path.write_bytes(raw)
    with pytest.raises(FileTypeError, match=words) as caught:
        read_tables(path)

    assert caught.value.hint


def test_what_is_no_package_is_refused() -> None:
    """Bytes that are no zip at all are said to be no office package."""
    with pytest.raises(ArchiveError, match="not an office package"):
        open_package(b"hello")


def test_truncated_package_is_refused() -> None:
    """A package cut in half is damaged."""
    with pytest.raises(ArchiveError, match="damaged"):
        open_package(word_package(BODY)[:-40])


def test_changed_bytes_are_refused() -> None:
    """A part whose content does not fit its checksum is damaged."""
    raw = bytearray(word_package(paragraph("x" * 200)))
    place = raw.index(b"word/document.xml") + len(b"word/document.xml") + 8
    raw[place] ^= 0xFF
    with pytest.raises(InputError):
        open_package(bytes(raw))


@pytest.mark.parametrize("part", ["word/document.xml", "word/footer1.xml", "docProps/core.xml", "_rels/.rels"])
def test_doctype_in_any_part_is_refused(part: str) -> None:
    """No part may bear a DOCTYPE, whether it is read or not."""
    bomb = '<!DOCTYPE a [<!ENTITY b "cccccccc">]><a>&b;</a>'
    with pytest.raises(XmlError, match="DOCTYPE"):
        open_package(zipped(word_entries(BODY) | {part: bomb}))


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    """A picture that unpacks to much more than the file is refused."""
    with pytest.raises(ArchiveError, match="200 times"):
        open_package(zipped(word_entries(BODY) | {"word/media/a.png": b"\0" * 30_000_000}))


def test_large_part_is_refused_before_it_is_unpacked() -> None:
    """A part larger than the bound on XML is refused."""
    with pytest.raises(ArchiveError, match="one of its parts"):
        open_package(zipped(word_entries(BODY) | {"word/a.xml": b"<a>" + b" " * 21_000_000 + b"</a>"}))


def test_crowded_part_is_refused_before_it_is_parsed() -> None:
    """A small part with very many elements is refused, for they cost the memory."""
    with pytest.raises(XmlError, match="elements and attributes"):
        open_package(zipped(word_entries(BODY) | {"word/a.xml": b"<a>" + b"<b/>" * 600_000 + b"</a>"}))


@pytest.mark.parametrize(
    ("name", "bound", "words"),
    [("MAX_ENTRIES", 2, "entries"), ("MAX_TOTAL_BYTES", 100, "unpacks to more"), ("MAX_XML_BYTES", 100, "its XML")],
)
def test_every_bound_holds(monkeypatch: pytest.MonkeyPatch, name: str, bound: int, words: str) -> None:
    """Number of entries, unpacked size and size of the XML are bounded."""
    monkeypatch.setattr(room, name, bound)
    with pytest.raises(ArchiveError, match=words):
        open_package(word_package(BODY))


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_doubled_entry_is_refused() -> None:
    """Two entries of one name would be read differently by different programs."""
    buffer = io.BytesIO(word_package(BODY))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", "<other/>")
    with pytest.raises(ArchiveError, match="twice"):
        open_package(buffer.getvalue())


def test_encrypted_entry_is_refused() -> None:
    """An entry with a password is refused."""
    raw = bytearray(word_package(BODY))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ArchiveError, match="encrypted"):
        open_package(bytes(raw))


def test_unusual_packing_is_refused() -> None:
    """Only what office programs use is unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in word_entries(BODY).items():
            archive.writestr(name, content)
    with pytest.raises(ArchiveError, match="unusual"):
        open_package(buffer.getvalue())


def test_links_to_the_outside_are_not_followed() -> None:
    """A relation to an address outside is no part."""
    outside = relations(("r1", "officeDocument", "http://example.org/a.xml")).replace("/>", ' TargetMode="External"/>')
    with pytest.raises(FileTypeError):
        open_package(zipped(word_entries(BODY) | {"_rels/.rels": outside}))


def test_missing_content_types_are_refused() -> None:
    """A zip that does not say what it holds is no office file."""
    entries = {name: content for name, content in word_entries(BODY).items() if "Content" not in name}
    with pytest.raises(FileTypeError):
        open_package(zipped(entries))


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is named in the error."""
    with pytest.raises(FileAccessError, match=r"absent\.docx"):
        read_tables(tmp_path / "absent.docx")


@pytest.mark.parametrize("name", ["bảng.doc", "BANG.XLS"])
def test_a_cut_off_old_file_is_known_by_its_name(name: str) -> None:
    """Where too little is left to know the old format by, the name tells what to save it as."""
    with pytest.raises(FileTypeError, match=r"the old binary format .*save it as \.docx"):
        open_package(b"\xd0\xcf", file=name)
