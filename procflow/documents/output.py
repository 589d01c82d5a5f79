"""From a document or workbook in memory to its bytes: equal input gives equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

from docx.document import Document
from openpyxl.workbook import Workbook

from procflow.documents.text import writable

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNKNOWN = datetime(1980, 1, 1, tzinfo=UTC)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_MAX_LETTERS = 255


@dataclass(frozen=True, slots=True)
class Properties:
    """
    The core properties of an office file, shown under File, Info.

    Attributes:
        title: Title.
        subject: What it is about.
        keywords: Codes by which it is found.
        category: The form it is.
        comments: What a reader must know of its origin.
        version: Its version.
        language: Its language.
        at: The instant it speaks of; never the clock of the machine.
    """

    title: str
    subject: str = ""
    keywords: str = ""
    category: str = ""
    comments: str = ""
    version: str = ""
    language: str = "vi-VN"
    at: datetime | None = None

    @property
    def instant(self) -> datetime:
        """The instant in UTC without zone, as office files store it; 1980 where none is known."""
        return (self.at or _UNKNOWN).astimezone(UTC).replace(tzinfo=None)


def word_bytes(document: Document, properties: Properties) -> bytes:
    """Return the bytes of a Word document with its core properties."""
    core = document.core_properties
    _set_texts(core, properties)
    core.author = core.last_modified_by = "procflow"
    core.created = core.modified = properties.instant
    core.revision = 1
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue(), properties)


def excel_bytes(book: Workbook, properties: Properties) -> bytes:
    """Return the bytes of a workbook with its core properties."""
    core = book.properties
    _set_texts(core, properties)
    core.creator = core.lastModifiedBy = "procflow"
    core.created = core.modified = properties.instant
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_times(buffer.getvalue(), properties)


def _set_texts(core: object, properties: Properties) -> None:
    for word_name, excel_name in _NAMES.items():
        value = writable(getattr(properties, word_name))[:_MAX_LETTERS]
        setattr(core, word_name if hasattr(core, word_name) else excel_name, value)


_NAMES = {
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "category": "category",
    "comments": "description",
    "version": "version",
    "language": "language",
}


def _without_times(raw: bytes, properties: Properties) -> bytes:
    """Return the package with one fixed time on every entry; openpyxl stamps the machine's time when it saves."""
    stamp = properties.instant.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            target.writestr(fixed, content)
    return buffer.getvalue()
