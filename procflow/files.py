"""Files of the caller: read with a bound, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from procflow.errors import FileAccessError, Location


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
        reason = getattr(exc, "strerror", None) or str(exc)
        raise FileAccessError(f"cannot read the file: {reason}", hint="check the path", where=where) from exc
    if len(raw) > max_bytes:
        raise FileAccessError(
            f"the file is larger than {max_bytes:,} bytes",
            hint="split it into several files",
            where=where,
            max_bytes=max_bytes,
        )
    return raw


def replace_file(path: Path, raw: bytes) -> None:
    """
    Put *raw* at *path*, whole or not at all.

    Raises:
        FileAccessError: The folder is missing or may not be written to; what stood there stays.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(raw)
        draft.replace(path)
    except OSError as exc:
        draft.unlink(missing_ok=True)
        raise FileAccessError(
            f"cannot write the file: {exc.strerror}", hint="choose a folder you may write to", where=Location(str(path))
        ) from exc
