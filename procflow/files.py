"""Files of the caller: read with a bound, written whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from procflow.errors import DataError, FileAccessError, Location, expect


def path_of(path: str | os.PathLike[str]) -> Path:
    """
    Return the path that a caller names.

    Raises:
        DataError: It is neither a text nor a path, or empty.
    """
    expect(path, (str, os.PathLike), "the path of a file", "pass it as a text or a pathlib.Path")
    if path == "":
        raise DataError("the path of a file is empty", hint="name the file")
    return Path(path)


def read_bytes(path: Path, *, max_bytes: int) -> bytes:
    """
    Return the bytes of *path*, at most *max_bytes* of them.

    Raises:
        FileAccessError: The file is missing, a folder, not readable or larger than the bound.
    """
    where = Location(file=str(path))
    try:
        with path.open("rb") as handle:
            raw = handle.read(max_bytes + 1)
    except (OSError, ValueError) as exc:
        hint = "name a file, not a folder" if isinstance(exc, IsADirectoryError) else "check the path"
        raise FileAccessError(f"cannot read the file: {_reason(exc)}", hint=hint, where=where) from exc
    if len(raw) > max_bytes:
        raise FileAccessError(
            f"the file is larger than {max_bytes:,} bytes",
            hint="split it into several files",
            where=where,
            max_bytes=max_bytes,
        )
    return raw


def stat_of(path: Path) -> os.stat_result | None:
    """
    Return what the system knows of the file or folder *path*, None where there is none.

    Raises:
        FileAccessError: The name is no file's, or its folder may not be looked into.
    """
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as exc:
        where = Location(file=str(path))
        raise FileAccessError(f"cannot look for the file: {_reason(exc)}", hint="check the path", where=where) from exc


def is_file(path: Path) -> bool:
    """
    Tell whether *path* is a file; a name that is no file's is refused, see `stat_of`.

    Raises:
        FileAccessError: It cannot be told.
    """
    facts = stat_of(path)
    return facts is not None and stat.S_ISREG(facts.st_mode)


def is_folder(path: Path) -> bool:
    """
    Tell whether *path* is a folder; a name that is no folder's is refused, see `stat_of`.

    Raises:
        FileAccessError: It cannot be told.
    """
    facts = stat_of(path)
    return facts is not None and stat.S_ISDIR(facts.st_mode)


def resolved(path: Path) -> Path:
    """
    Return *path* from the root on, without links.

    Raises:
        FileAccessError: The name is no file's, or its links lead in a circle.
    """
    try:
        return path.resolve()
    # Python before 3.13 tells a circle of links as a RuntimeError.
    except (OSError, ValueError, RuntimeError) as exc:
        where = Location(file=str(path))
        raise FileAccessError(f"cannot follow the path: {_reason(exc)}", hint="check the path", where=where) from exc


def make_folder(path: Path) -> None:
    """
    Make the folder *path* and those above it, unless it is there.

    Raises:
        FileAccessError: The name is no folder's, a file stands there, or the folder above may not be written to.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as exc:
        where = Location(str(path))
        reason = f"cannot make the folder: {_reason(exc)}"
        raise FileAccessError(reason, hint="choose another folder", where=where) from exc


def replace_file(path: Path, raw: bytes) -> None:
    """
    Put *raw* at *path*, whole or not at all.

    Raises:
        FileAccessError: The name is no file's, or its folder is missing or may not be written to; what stood there
            stays.
    """
    draft: Path | None = None
    try:
        draft = path.with_name(f".{path.name}.draft")
        draft.write_bytes(raw)
        draft.replace(path)
    except (OSError, ValueError) as exc:
        if draft is not None:
            with suppress(OSError, ValueError):
                draft.unlink()
        is_gone = isinstance(exc, FileNotFoundError)
        hint = "make its folder first, or choose another" if is_gone else "choose a folder you may write to"
        raise FileAccessError(f"cannot write the file: {_reason(exc)}", hint=hint, where=Location(str(path))) from exc


def _reason(exc: Exception) -> str:
    return getattr(exc, "strerror", None) or str(exc)
