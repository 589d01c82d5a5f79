"""From a BPMN file to the typed model."""

from __future__ import annotations

import os
from collections.abc import Callable

from lxml import etree

from procflow import xml
from procflow.bpmn.model.collaboration import Lane
from procflow.bpmn.model.definitions import Definitions
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowNode, SequenceFlow
from procflow.bpmn.namespaces import BPMN, bpmn, local_name, local_reference, namespace
from procflow.errors import FileTypeError, Location, ModelError
from procflow.files import path_of, read_bytes

Source = str | os.PathLike[str] | bytes


def read(source: Source, *, file: str = "") -> Definitions:
    """
    Return the model of a BPMN 2.0 file, everything in it kept.

    Args:
        source: Path of the file, or its bytes.
        file: Name used in errors when *source* is bytes.

    Raises:
        FileAccessError: The file cannot be read.
        XmlError: It is not XML, has a DOCTYPE, or is over 20 MB or 200 levels.
        FileTypeError: It is XML but not BPMN 2.0.
        ModelError: Two elements share an id, a flow leads nowhere, crosses the border of a sub-process or pool,
            or a node lies in two lanes that do not contain each other.

    Example:
        >>> from procflow.bpmn import read
        >>> text = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"/></definitions>'
        >>> model = read(text)
        >>> [process.id for process in model.processes]
        ['p']
    """
    if isinstance(source, bytes):
        raw = source
    else:
        path = path_of(source)
        raw, file = read_bytes(path, max_bytes=xml.MAX_BYTES), str(path)
    tree = xml.parse(raw, file=file)
    _require_bpmn(tree.getroot(), file)
    model = Definitions(tree, raw, file)
    for check in _CHECKS:
        check(model)
    return model


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


def _check_ids(model: Definitions) -> None:
    for node in model.elements(FlowNode):
        if not node.id:
            raise ModelError(
                f"a {node.kind} has no id", hint="give it an id: flows and lanes refer to it", where=node.where
            )


def _check_flows(model: Definitions) -> None:
    for flow in model.elements(SequenceFlow):
        source, target = flow.source, flow.target
        if source.container is not target.container:
            raise ModelError(
                f"the sequence flow crosses the border between {source.container.id!r} and {target.container.id!r}",
                hint="end it inside, and go on from the sub-process itself; between pools draw a message flow",
                where=flow.where,
            )


def _check_boundary_events(model: Definitions) -> None:
    for event in model.elements(BoundaryEvent):
        host = event.attached_to
        if host.container is not event.container:
            raise ModelError(
                f"the boundary event stands on another level than {host.id!r}, which it is attached to",
                hint="attach it again in the modeler",
                where=event.where,
            )


def _check_defaults(model: Definitions) -> None:
    for node in model.elements(FlowNode):
        text = node.node.get("default")
        if text and model.get(local_reference(text)) not in node.outgoing:
            raise ModelError(
                f"the default flow {text!r} does not leave this element",
                hint="choose the default flow again in the modeler",
                where=node.where,
            )


def _check_lanes(model: Definitions) -> None:
    seen: dict[str, Lane] = {}
    for lane in model.elements(Lane):
        for node in lane.flow_nodes:
            other = seen.setdefault(node.id, lane)
            # Several lane sets of one process are several views of it (BPMN 2.0.2, 10.8).
            if other.path[0].parent is lane.path[0].parent and other not in lane.path:
                raise ModelError(
                    f"the element lies in two lanes, {other.id!r} ({other.name}) and {lane.id!r} ({lane.name})",
                    hint="move it into one lane in the modeler",
                    where=node.where,
                )
            seen[node.id] = lane


_CHECKS: tuple[Callable[[Definitions], None], ...] = (
    _check_ids,
    _check_flows,
    _check_boundary_events,
    _check_defaults,
    _check_lanes,
)
