"""From the model back to a file."""

from __future__ import annotations

import os
from pathlib import Path

from lxml import etree

from procflow.bpmn.model import Definitions
from procflow.files import replace_file


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
