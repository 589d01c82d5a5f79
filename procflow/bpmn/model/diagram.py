"""Where elements are drawn: shapes with bounds, edges with waypoints."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from procflow.bpmn.namespaces import BPMNDI, DC, DI, local_reference
from procflow.errors import Location, ModelError

_DIAGRAM = f"{{{BPMNDI}}}BPMNDiagram"
_SHAPE = f"{{{BPMNDI}}}BPMNShape"
_EDGE = f"{{{BPMNDI}}}BPMNEdge"
_PLANE = f"{{{BPMNDI}}}BPMNPlane"
_LABEL = f"{{{BPMNDI}}}BPMNLabel"
_BOUNDS = f"{{{DC}}}Bounds"
_WAYPOINT = f"{{{DI}}}waypoint"

_FARTHEST = 1e9

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle in diagram units (pixels at 100 %)."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def contains(self, other: Bounds) -> bool:
        """Tell whether *other* lies inside, borders included."""
        return self.x <= other.x and self.y <= other.y and self.right >= other.right and self.bottom >= other.bottom


@dataclass(frozen=True, slots=True)
class Shape:
    """How a node, lane, pool or artifact is drawn."""

    element_id: str
    bounds: Bounds
    label_bounds: Bounds | None = None
    is_expanded: bool = True
    is_horizontal: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """How a flow or association is drawn."""

    element_id: str
    waypoints: tuple[Point, ...]
    label_bounds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Diagram:
    """One page of drawing: what it shows and how."""

    id: str
    plane_element_id: str
    shapes: dict[str, Shape]
    edges: dict[str, Edge]


def read_diagrams(root: etree._Element, file: str) -> tuple[Diagram, ...]:
    """
    Return the diagrams of the definitions *root*.

    Raises:
        ModelError: A coordinate is no number.
    """
    return tuple(_diagram(node, file) for node in root.iterfind(_DIAGRAM))


def _diagram(node: etree._Element, file: str) -> Diagram:
    plane = node.find(_PLANE)
    shapes: dict[str, Shape] = {}
    edges: dict[str, Edge] = {}
    for part in node.iter(_SHAPE, _EDGE):
        element_id = local_reference(part.get("bpmnElement", ""))
        if part.tag == _EDGE:
            edges[element_id] = _edge(part, element_id, file)
        elif (shape := _shape(part, element_id, file)) is not None:
            shapes[element_id] = shape
    return Diagram(
        id=node.get("id", ""),
        plane_element_id=local_reference(plane.get("bpmnElement", "")) if plane is not None else "",
        shapes=shapes,
        edges=edges,
    )


def _shape(node: etree._Element, element_id: str, file: str) -> Shape | None:
    bounds = label = None
    for child in node:
        tag = child.tag
        if tag == _BOUNDS:
            bounds = _bounds(child, file)
        elif tag == _LABEL:
            label = _label(child, file)
    if bounds is None:
        return None
    is_expanded, is_horizontal = node.get("isExpanded") != "false", node.get("isHorizontal") != "false"
    return Shape(element_id, bounds, label, is_expanded, is_horizontal)


def _edge(node: etree._Element, element_id: str, file: str) -> Edge:
    points: list[Point] = []
    label = None
    for child in node:
        tag = child.tag
        if tag == _WAYPOINT:
            points.append((_number(child, "x", file), _number(child, "y", file)))
        elif tag == _LABEL:
            label = _label(child, file)
    return Edge(element_id, tuple(points), label)


def _label(node: etree._Element, file: str) -> Bounds | None:
    found = node.find(_BOUNDS)
    return None if found is None else _bounds(found, file)


def _bounds(node: etree._Element, file: str) -> Bounds:
    return Bounds(
        _number(node, "x", file), _number(node, "y", file), _number(node, "width", file), _number(node, "height", file)
    )


def _number(node: etree._Element, name: str, file: str) -> float:
    text = node.get(name)
    try:
        value = float(text or 0)
    except ValueError:
        value = float("nan")
    if not -_FARTHEST < value < _FARTHEST:
        raise ModelError(
            f"the coordinate {name}={text!r} is no usable number",
            hint="open and save the diagram in the modeler",
            where=Location(file, node.sourceline),
        )
    return value
