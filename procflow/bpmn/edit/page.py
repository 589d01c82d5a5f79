"""One page of drawing while it is edited: boxes and lines with what they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from procflow.bpmn.edit.change import Change
from procflow.bpmn.edit.shapes import overlap
from procflow.bpmn.model.activities import DataInputAssociation, DataOutputAssociation, SubProcess
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import Association, Group, Lane, MessageFlow, Participant
from procflow.bpmn.model.diagram import Bounds, Point, is_horizontal
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import SequenceFlow
from procflow.bpmn.namespaces import BPMNDI, DC, DI, local_reference
from procflow.bpmn.orientation import is_upright
from procflow.errors import Location, ModelError

_DIAGRAM = f"{{{BPMNDI}}}BPMNDiagram"
_PLANE = f"{{{BPMNDI}}}BPMNPlane"
_SHAPE = f"{{{BPMNDI}}}BPMNShape"
_EDGE = f"{{{BPMNDI}}}BPMNEdge"
_LABEL = f"{{{BPMNDI}}}BPMNLabel"
_BOUNDS = f"{{{DC}}}Bounds"
_WAYPOINT = f"{{{DI}}}waypoint"
_LIMIT = 1e9


@dataclass(slots=True, eq=False)
class Box:
    """
    A shape.

    Attributes:
        element: What it shows, None if that is not in the file.
        bounds: Where it lies.
        label: Where the label beside it lies, None if the file does not say.
        node: Its node, None for a new one.
        is_frame: Whether other shapes stand inside it.
    """

    element: Element | None
    bounds: Bounds
    label: Bounds | None = None
    node: etree._Element | None = None
    is_frame: bool = False
    saved: tuple[Bounds, Bounds | None] | None = None

    @property
    def is_horizontal(self) -> bool | None:
        """Whether the file says that a pool or lane lies, None if it does not say."""
        return is_horizontal(self.node) if self.node is not None else None


@dataclass(slots=True, eq=False)
class Line:
    """
    An edge.

    Attributes:
        element: What it shows, None if that is not in the file.
        points: Where it runs.
        label: Where its label lies, None if the file does not say.
        node: Its node, None for a new one.
    """

    element: Element | None
    points: list[Point]
    label: Bounds | None = None
    node: etree._Element | None = None
    saved: tuple[list[Point], Bounds | None] | None = None

    @property
    def ends(self) -> tuple[Element | None, Element | None]:
        """What the line leads from and to."""
        return (None, None) if self.element is None else ends(self.element)


@dataclass(slots=True, eq=False)
class Page:
    """
    A plane of the diagram interchange.

    Attributes:
        plane: Its node.
        shows: What it shows as a whole: a collaboration, a process, a sub-process.
        boxes: All its shapes.
        lines: All its edges.
    """

    plane: etree._Element
    shows: Element | None
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def box(self, element: Element | None) -> Box | None:
        """Return the shape of *element*, None if it is not drawn here."""
        return next((box for box in self.boxes if element is not None and box.element is element), None)

    def line(self, element: Element | None) -> Line | None:
        """Return the edge of *element*, None if it is not drawn here."""
        return next((line for line in self.lines if element is not None and line.element is element), None)

    def lines_at(self, elements: Sequence[Element]) -> list[Line]:
        """Return the edges that begin or end at one of *elements*."""
        return [line for line in self.lines if any(end is element for end in line.ends for element in elements)]

    def labels(self) -> Iterator[tuple[Box | Line, Bounds]]:
        """Yield each label with what it belongs to."""
        for box in self.boxes:
            if box.label is not None:
                yield box, box.label
        for line in self.lines:
            if line.label is not None:
                yield line, line.label

    def obstacles(self, *inside: Element | None) -> list[Box]:
        """Return the shapes that nothing may cover: all but pools, lanes, groups and what holds *inside*."""
        free = [above for element in inside for above in chain(element)]
        return [
            box
            for box in self.boxes
            if not isinstance(box.element, Lane | Participant | Group)
            and not (box.is_frame and any(box.element is above for above in free))
        ]


def pages(change: Change) -> list[Page]:
    """
    Return the pages of the model.

    Raises:
        ModelError: A coordinate is no usable number.
    """
    model = change.definitions
    found = []
    for diagram in model.node.iterfind(_DIAGRAM):
        plane = diagram.find(_PLANE)
        if plane is None:
            continue
        page = Page(plane, model.get(_target(plane)))
        for node in plane.iter(_SHAPE, _EDGE):
            _read(page, node, model.get(_target(node)), model.file)
        _mark_frames(page)
        found.append(page)
    return found


def save(change: Change, page: Page) -> None:
    """Write what changed on *page* into the tree."""
    for box in page.boxes:
        if box.node is None:
            box.node = _new(change, page, _SHAPE, box.element)
        if box.saved != (box.bounds, box.label):
            _set_bounds(change, box.node, box.bounds)
            _set_label(change, box.node, box.label)
    for line in page.lines:
        if line.node is None:
            line.node = _new(change, page, _EDGE, line.element)
        if line.saved != (line.points, line.label):
            _set_points(change, line.node, line.points)
            _set_label(change, line.node, line.label)


def erase(change: Change, ids: set[str]) -> None:
    """Remove every shape and edge of the elements with *ids*, and every page that shows one of them as a whole."""
    root = change.definitions.node
    gone: set[str] = set()
    for diagram in root.findall(_DIAGRAM):
        plane = diagram.find(_PLANE)
        doomed = [diagram] if plane is not None and _target(plane) in ids else []
        doomed = doomed or [node for node in diagram.iter(_SHAPE, _EDGE) if _target(node) in ids]
        for node in doomed:
            gone |= _take(change, node)
    _forget(change, gone)


def erase_line(change: Change, page: Page, line: Line) -> None:
    """Remove the edge from *page*; other pages keep theirs."""
    page.lines.remove(line)
    if line.node is not None:
        _forget(change, _take(change, line.node))


def _take(change: Change, node: etree._Element) -> set[str]:
    """Take *node* out of the drawing, and return the ids that are gone with it."""
    change.remove(node)
    return {str(part.get("id")) for part in node.iter(etree.Element) if part.get("id")}


def _forget(change: Change, gone: set[str]) -> None:
    """Take from all edges what they say of shapes and edges that are gone."""
    root = change.definitions.node
    for edge in root.iter(_EDGE) if gone else ():
        for name in ("sourceElement", "targetElement"):
            if local_reference(edge.get(name) or "") in gone:
                change.assign(edge, name, None)


def unlink(change: Change, page: Page, line: Line) -> None:
    """Take from the edge which shapes it joins, where that is no longer so; its element says which it does."""
    for name, end in zip(("sourceElement", "targetElement"), line.ends, strict=True):
        box = page.box(end)
        joined = box.node.get("id") if box is not None and box.node is not None else None
        if line.node is not None and line.node.get(name) and local_reference(line.node.get(name) or "") != joined:
            change.assign(line.node, name, None)


def ends(element: Element) -> tuple[Element | None, Element | None]:
    """Return what a flow or association leads from and to, None for what is not in the file."""
    if isinstance(element, SequenceFlow | MessageFlow | Association):
        return element.source, element.target
    if isinstance(element, DataInputAssociation):
        return next(iter(element.child_references("sourceRef")), None), element.parent
    if isinstance(element, DataOutputAssociation):
        return element.parent, next(iter(element.child_references("targetRef")), None)
    return None, None


def chain(element: Element | None) -> Iterator[Element]:
    """Yield *element* and all it stands in, from the inside out."""
    while element is not None:
        yield element
        element = element.parent


def host_box(page: Page, box: Box) -> Box | None:
    """Return the shape that *box* sits on the border of, None if it is no boundary event."""
    return page.box(box.element.attached_to) if isinstance(box.element, BoundaryEvent) else None


def _read(page: Page, node: etree._Element, element: Element | None, file: str) -> None:
    label = node.find(_LABEL)
    label_bounds = None if label is None else _bounds(label, file)
    if node.tag == _EDGE:
        points = [(_number(way, "x", file), _number(way, "y", file)) for way in node.iterfind(_WAYPOINT)]
        if points:
            page.lines.append(Line(element, points, label_bounds, node, (list(points), label_bounds)))
        return
    bounds = _bounds(node, file)
    if bounds is not None:
        page.boxes.append(Box(element, bounds, label_bounds, node, saved=(bounds, label_bounds)))


def _mark_frames(page: Page) -> None:
    drawn = {id(box.element): box.bounds for box in page.boxes}
    for box in page.boxes:
        if isinstance(box.element, Lane | Participant | Group):
            box.is_frame = True
        elif isinstance(box.element, SubProcess):
            inside = (drawn.get(id(child)) for child in box.element.children)
            expanded = box.node is not None and box.node.get("isExpanded") == "true"
            box.is_frame = expanded or any(bounds is not None and overlap(bounds, box.bounds) for bounds in inside)


def _target(node: etree._Element) -> str:
    return local_reference(node.get("bpmnElement") or "")


def _bounds(node: etree._Element, file: str) -> Bounds | None:
    found = node.find(_BOUNDS)
    return None if found is None else Bounds(*(_number(found, name, file) for name in ("x", "y", "width", "height")))


def _number(node: etree._Element, name: str, file: str) -> float:
    try:
        value = float(node.get(name) or "0")
    except ValueError:
        value = float("nan")
    if not -_LIMIT < value < _LIMIT:
        raise ModelError(
            f"the coordinate {name}={node.get(name)!r} is no usable number",
            hint="open and save the diagram in the modeler",
            where=Location(file, node.sourceline),
        )
    return value


def _new(change: Change, page: Page, tag: str, element: Element | None) -> etree._Element:
    shown = element.id if element is not None else ""
    node = page.plane.makeelement(tag, {"id": change.id(None, f"{shown}_di"), "bpmnElement": shown})
    if element is not None and element.kind == "exclusiveGateway":
        node.set("isMarkerVisible", "true")
    if isinstance(element, SubProcess):
        node.set("isExpanded", "false")
    if isinstance(element, Lane):
        node.set("isHorizontal", "false" if is_upright(element, page.box) else "true")
    change.insert(page.plane, len(page.plane), node)
    return node


def _set_bounds(change: Change, node: etree._Element, bounds: Bounds) -> None:
    found = node.find(_BOUNDS)
    if found is None:
        found = node.makeelement(_BOUNDS, nsmap={"dc": DC})
        change.insert(node, 0, found)
    for name, value in zip(("x", "y", "width", "height"), _values(bounds), strict=True):
        _set_number(change, found, name, value)


def _values(bounds: Bounds) -> tuple[float, float, float, float]:
    return bounds.x, bounds.y, bounds.width, bounds.height


def _set_label(change: Change, node: etree._Element, bounds: Bounds | None) -> None:
    found = node.find(_LABEL)
    if bounds is None:
        if found is not None and found.find(_BOUNDS) is not None:
            change.remove(found)
        return
    if found is None:
        found = node.makeelement(_LABEL)
        change.insert(node, len(node), found)
    _set_bounds(change, found, bounds)


def _set_points(change: Change, node: etree._Element, points: list[Point]) -> None:
    old = node.findall(_WAYPOINT)
    for way in old[len(points) :]:
        change.remove(way)
    place = node.index(old[0]) if old else 0
    for number, (x, y) in enumerate(points):
        if number < len(old):
            way = old[number]
        else:
            way = node.makeelement(_WAYPOINT, nsmap={"di": DI})
            change.insert(node, place + number, way)
        _set_number(change, way, "x", x)
        _set_number(change, way, "y", y)


def _set_number(change: Change, node: etree._Element, name: str, value: float) -> None:
    text = node.get(name)
    if text is None or float(text or "0") != value:
        change.assign(node, name, str(int(value)) if value == int(value) else f"{value:.6g}")
