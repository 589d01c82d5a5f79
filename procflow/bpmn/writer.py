"""From the model back to a file."""

from __future__ import annotations

import os
from pathlib import Path

from lxml import etree

from procflow.bpmn.model import Definitions
from procflow.errors import FileAccessError, Location


def write(model: Definitions, path: str | os.PathLike[str] | None = None) -> bytes:
    """
    Return the bytes of *model*, and write them to *path* if one is given.

    A model that was not edited comes back byte for byte.
    An edited one keeps its encoding, its line ends and everything outside the edited elements.
    The file is replaced as a whole or not at all.

    Raises:
        FileAccessError: The file cannot be written; what stood there stays.
    """
    raw = model.raw if model.raw is not None else _serialise(model)
    if path is not None:
        replace_file(Path(path), raw)
    return raw


def _serialise(model: Definitions) -> bytes:
    info = model.tree.docinfo
    raw = etree.tostring(
        model.tree, encoding=info.encoding or "UTF-8", xml_declaration=True, standalone=info.standalone
    )
    return raw if raw.endswith(b"\n") else raw + b"\n"


def replace_file(path: Path, raw: bytes) -> None:
    """
    Put *raw* at *path*, whole or not at all.

    Raises:
        FileAccessError: The folder is missing or may not be written to.
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
