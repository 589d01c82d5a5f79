"""Read a CSV file as one grid."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from procflow.documents.grid import Cell, Grid, fill
from procflow.documents.text import read_text
from procflow.errors import FileTypeError, InputError, Location

MAX_BYTES = 20 * 1024 * 1024
MAX_COLUMNS = 256
MAX_ROWS = 5000
_DELIMITERS = (";", "\t", ",")
_SNIFFED_ROWS = 200


def read_csv(raw: bytes, *, file: str = "", encoding: str | None = None) -> Grid:
    """
    Return the rows of a CSV file; comma, semicolon or tab is found out.

    Args:
        raw: The bytes of the file.
        file: Name used in errors.
        encoding: Declared encoding such as ``cp1258``; by default a byte order mark decides, else UTF-8.

    Raises:
        FileTypeError: The text is in another encoding.
        InputError: The quotes do not close, or the file is over the bounds.
    """
    where = Location(file=file)
    if len(raw) > MAX_BYTES:
        raise InputError(f"the file is larger than {MAX_BYTES:,} bytes", hint="split it", where=where)
    text = _decode(raw, where, encoding)
    text, delimiter = _declared_delimiter(text)
    numbered = _rows(text, delimiter or _sniff(text, where), where)
    if any(len(row) > MAX_COLUMNS for _, row in numbered):
        raise InputError(f"a row has more than {MAX_COLUMNS} columns", hint="check the file", where=where)
    cells = [
        Cell(read_text(value), position, column)
        for position, (_, row) in enumerate(numbered)
        for column, value in enumerate(row)
    ]
    shift = 1 if delimiter else 0
    return Grid(1, "table 1", fill(cells, len(numbered)), tuple(line + shift for line, _ in numbered))


def _decode(raw: bytes, where: Location, encoding: str | None) -> str:
    marked = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    chosen = encoding or marked
    try:
        text = raw.decode(chosen)
    except LookupError as exc:
        raise FileTypeError(f"the encoding {chosen!r} is unknown", hint="name it as in 'cp1258'", where=where) from exc
    except UnicodeError as exc:
        raise FileTypeError(
            f"the text is not in {chosen}",
            hint="save it as 'CSV UTF-8', or say the encoding, such as cp1258",
            where=where,
        ) from exc
    if "\x00" in text:
        raise FileTypeError("the file is not text", hint="save the table as 'CSV UTF-8'", where=where)
    return text


def _declared_delimiter(text: str) -> tuple[str, str]:
    """Return the text without the line ``sep=;`` that Excel writes, and its delimiter."""
    first, _, rest = text.partition("\n")
    declared = first.strip()
    if declared.lower() in {f"sep={delimiter}" for delimiter in _DELIMITERS} | {"sep="}:
        return rest, declared[4:] or "\t"
    return text, ""


def _sniff(text: str, where: Location) -> str:
    def fit(delimiter: str) -> tuple[int, int]:
        try:
            rows = _rows(text, delimiter, where, limit=_SNIFFED_ROWS)
        except InputError:
            return 0, 0
        widths = Counter(len(row) for _, row in rows if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(_DELIMITERS, key=fit)


def _rows(text: str, delimiter: str, where: Location, limit: int | None = None) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
            if limit is not None and len(rows) >= limit:
                break
            if len(rows) > MAX_ROWS:
                raise InputError(f"the file has more than {MAX_ROWS} rows", hint="split it", where=where)
    except csv.Error as exc:
        raise InputError(
            f"the CSV cannot be read: {exc}",
            hint="check the quotes in this line",
            where=Location(file=where.file, line=line),
        ) from exc
    return rows
