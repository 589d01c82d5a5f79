"""From a BPMN file to the typed model."""

from __future__ import annotations

import os

from lxml import etree

from procflow import xml
from procflow.bpmn.model.definitions import Definitions
from procflow.bpmn.namespaces import BPMN, bpmn, local_name, namespace
from procflow.errors import DataError, FileTypeError, Location
from procflow.files import path_of, read_bytes

Source = str | os.PathLike[str] | bytes


def read(source: Source, *, file: str = "") -> Definitions:
    """
    Return the model of a BPMN 2.0 file, everything in it kept.

    What breaks a rule that the rest rests on (an id used twice, a flow that leads nowhere) is kept, too, but left out
    of the typed model: ``flaws`` of the model lists it.

    Args:
        source: Path of the file, or its bytes.
        file: Name used in errors when *source* is bytes.

    Raises:
        DataError: It is the text of a file instead of its bytes.
        FileAccessError: The file cannot be read.
        XmlError: It is not XML, has a DOCTYPE, or is over 20 MB or 256 levels.
        FileTypeError: It is XML but not BPMN 2.0.

    Example:
        >>> from procflow.bpmn import read
        >>> text = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"/></definitions>'
        >>> model = read(text)
        >>> [process.id for process in model.processes]
        ['p']
    """
    if isinstance(source, bytes):
        raw = source
    elif isinstance(source, str) and source.lstrip().startswith("<"):
        raise DataError("what is to be read is the text of a file, not its path", hint="pass its bytes: text.encode()")
    else:
        path = path_of(source)
        raw, file = read_bytes(path, max_bytes=xml.MAX_BYTES), str(path)
    tree = xml.parse(raw, file=file)
    _require_bpmn(tree.getroot(), file)
    return Definitions(tree, raw, file)


def _require_bpmn(root: etree._Element, file: str) -> None:
    if root.tag == bpmn("definitions"):
        return
    kind = f"<{local_name(root)}> of namespace {namespace(root) or '(none)'}"
    hints = {
        "http://schema.omg.org/spec/BPMN/2.0": "this is a BPMN 2.0 beta file; open and save it in a current modeler",
    }
    raise FileTypeError(
        f"the file is no BPMN 2.0 model: its root is {kind}, not <definitions> of {BPMN}",
        hint=hints.get(namespace(root), "export the diagram as BPMN 2.0 XML"),
        where=Location(file, root.sourceline),
    )
