"""Open an office package (.docx, .xlsx) without trusting it."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from procflow import xml
from procflow.errors import ArchiveError, FileTypeError, Location

MAX_ENTRIES = 4096
MAX_TOTAL_BYTES = 200 * 1024 * 1024
MAX_XML_BYTES = 60 * 1024 * 1024
MAX_RATIO = 200
RATIO_MATTERS_FROM_BYTES = 10 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class PackageKind(StrEnum):
    """What an office package is, by its content, not by its name."""

    DOCX = "docx"
    XLSX = "xlsx"


_MAIN_PARTS = {
    "wordprocessingml.document.main+xml": PackageKind.DOCX,
    "wordprocessingml.template.main+xml": PackageKind.DOCX,
    "spreadsheetml.sheet.main+xml": PackageKind.XLSX,
    "spreadsheetml.template.main+xml": PackageKind.XLSX,
}


@dataclass(frozen=True, slots=True)
class Package:
    """
    A package whose every XML part was checked: well-formed, no DOCTYPE, within the bounds.

    Attributes:
        file: Name of the file, for errors.
        kind: What it is.
        main: Name of its main part.
        parts: The XML parts by name; pictures and other binaries are left alone.
        raw: The bytes of the file.
    """

    file: str
    kind: PackageKind
    main: str
    parts: dict[str, bytes]
    raw: bytes

    def tree(self, name: str) -> etree._Element | None:
        """Return the root of a part, None if there is no such part."""
        return xml.parse(self.parts[name], file=f"{self.file}!{name}").getroot() if name in self.parts else None

    def related(self, name: str, kind: str) -> str | None:
        """Return the first part that *name* refers to by a relationship whose type ends in *kind*."""
        return next(iter(self.relations(name, kind).values()), None)

    def relations(self, name: str, kind: str) -> dict[str, str]:
        """Return the parts that *name* refers to by relationships whose type ends in *kind*, by relationship id."""
        return _relations(self.parts, self.file, name, kind)


def open_package(raw: bytes, *, file: str = "") -> Package:
    """
    Return the package in *raw*, checked.

    Args:
        raw: The bytes of the file.
        file: Name used in errors.

    Raises:
        FileTypeError: It is of a kind that is not read; the hint names the way out.
        ArchiveError: It is damaged, over a bound, or no office package.
        XmlError: A part is not XML or has a DOCTYPE.
    """
    where = Location(file=file)
    refuse_other_kinds(raw, where)
    if not raw.startswith(b"PK"):
        if file.lower().endswith((".doc", ".xls")):
            raise _old_format(where)
        raise ArchiveError(
            "the file is not an office package", hint="open it in Word or Excel and save it again", where=where
        )
    parts = _read_parts(raw, where)
    main = next(iter(_relations(parts, file, "", "/officeDocument").values()), "")
    return Package(file=file, kind=_kind(parts, main, where), main=main, parts=parts, raw=raw)


def refuse_other_kinds(raw: bytes, where: Location) -> None:
    """Raise FileTypeError for the kinds of file that people hand in and that are not read."""
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if raw.startswith(_OLE) and _ENCRYPTED_STREAM in raw:
        raise FileTypeError("the file is protected by a password", hint="save a copy without the password", where=where)
    for magic, what, hint in _REFUSED:
        if head[: len(magic)].lower() == magic:
            raise FileTypeError(f"{what} is not read", hint=hint, where=where)


def _old_format(where: Location) -> FileTypeError:
    what, hint = _OLD_FORMAT
    return FileTypeError(f"{what} is not read", hint=hint, where=where)


_OLD_FORMAT = ("the old binary format (.doc, .xls)", "open it and save it as .docx or .xlsx")
_REFUSED = (
    (_OLE, *_OLD_FORMAT),
    (b"%pdf", "PDF", "ask for the .docx file, or convert it and check every cell of the table"),
    (b"{\\rtf", "RTF", "open it in Word and save it as .docx"),
    (b"<html", "a web page", "open it in Word and save it as .docx"),
    (b"<!doctype html", "a web page", "open it in Word and save it as .docx"),
)


def _read_parts(raw: bytes, where: Location) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(raw), where)
            parts: dict[str, bytes] = {}
            for entry in entries:
                if _is_xml(entry.filename):
                    parts[entry.filename.lstrip("/")] = archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError) as exc:
        raise ArchiveError(
            f"the package is damaged: {exc}", hint="open it in Word or Excel and save it again", where=where
        ) from exc
    for name, content in parts.items():
        xml.parse(content, file=f"{where.file}!{name}")
    return parts


def _check_entries(entries: list[zipfile.ZipInfo], file_bytes: int, where: Location) -> None:
    total = sum(entry.file_size for entry in entries)
    xml_total = sum(entry.file_size for entry in entries if _is_xml(entry.filename))
    names = [entry.filename.lstrip("/") for entry in entries]
    broken = {
        f"it has more than {MAX_ENTRIES} entries": len(entries) > MAX_ENTRIES,
        f"it unpacks to more than {MAX_TOTAL_BYTES:,} bytes": total > MAX_TOTAL_BYTES,
        f"its XML is larger than {MAX_XML_BYTES:,} bytes": xml_total > MAX_XML_BYTES,
        f"one of its parts is larger than {xml.MAX_BYTES:,} bytes": (
            max((entry.file_size for entry in entries if _is_xml(entry.filename)), default=0) > xml.MAX_BYTES
        ),
        f"it unpacks to more than {MAX_RATIO} times its size": (
            total > RATIO_MATTERS_FROM_BYTES and total > MAX_RATIO * file_bytes
        ),
        "an entry stands in it twice": len(set(names)) < len(names),
        "an entry is encrypted": any(entry.flag_bits & 1 for entry in entries),
        "an entry is packed in an unusual way": any(entry.compress_type not in _METHODS for entry in entries),
    }
    for reason, holds in broken.items():
        if holds:
            raise _refused(reason, where)


def _refused(reason: str, where: Location) -> ArchiveError:
    return ArchiveError(
        f"the package is refused: {reason}",
        hint="no office program writes such a file; check where it comes from",
        where=where,
    )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _kind(parts: dict[str, bytes], main: str, where: Location) -> PackageKind:
    content_types = parts.get("[Content_Types].xml")
    declared = ""
    if content_types is not None:
        for item in xml.parse(content_types, file=where.file).getroot().iter(f"{_TYPES}Override"):
            if item.get("PartName", "").lstrip("/") == main:
                declared = item.get("ContentType", "")
    kind = next((kind for ending, kind in _MAIN_PARTS.items() if declared.endswith(ending)), None)
    if kind is not None and main in parts:
        return kind
    hint = "save it as .docx or .xlsx"
    if "macroEnabled" in declared:
        raise FileTypeError("a file with macros is not read", hint=f"{hint} without macros", where=where)
    raise FileTypeError("the package is no Word document and no Excel workbook", hint=hint, where=where)


def _relations(parts: dict[str, bytes], file: str, name: str, kind: str) -> dict[str, str]:
    folder, base = posixpath.split(name)
    relations = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    if relations is None:
        return {}
    found = {}
    for item in xml.parse(relations, file=file).getroot().iter(_RELATIONS):
        if item.get("Type", "").endswith(kind) and item.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", "")))
            found[item.get("Id", "")] = target.lstrip("/")
    return found
