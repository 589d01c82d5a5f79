"""From a Word document in memory to its bytes: equal input gives equal bytes."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docx.document import Document

from procflow.documents import writable
from procflow.files import replace_file

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNKNOWN = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Properties:
    """
    The core properties of a document, shown by Word under File, Info.

    Attributes:
        title: Title.
        subject: What it is about.
        keywords: Codes by which it is found.
        category: The form it is, with its circular.
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


def save(document: Document, properties: Properties, path: str | os.PathLike[str] | None = None) -> bytes:
    """
    Return the bytes of *document* with *properties*, and put them at *path* if one is given.

    Raises:
        FileAccessError: The file cannot be written; what stood there stays.
    """
    _set(document, properties)
    buffer = io.BytesIO()
    document.save(buffer)
    raw = _without_times(buffer.getvalue())
    if path is not None:
        replace_file(Path(path), raw)
    return raw


def _set(document: Document, properties: Properties) -> None:
    core = document.core_properties
    for name in ("title", "subject", "keywords", "category", "comments", "version", "language"):
        setattr(core, name, writable(getattr(properties, name))[:255])
    core.author = core.last_modified_by = "procflow"
    at = (properties.at or _UNKNOWN).astimezone(UTC).replace(tzinfo=None)
    core.created = core.modified = at
    core.revision = 1


def _without_times(raw: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(entry))
    return buffer.getvalue()
