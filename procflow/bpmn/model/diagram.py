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
    shapes = (_shape(shape, file) for shape in node.iter(_SHAPE))
    edges = (_edge(edge, file) for edge in node.iter(_EDGE))
    return Diagram(
        id=node.get("id") or "",
        plane_element_id=_element(plane) if plane is not None else "",
        shapes={shape.element_id: shape for shape in shapes if shape is not None},
        edges={edge.element_id: edge for edge in edges},
    )


def _element(node: etree._Element) -> str:
    return local_reference(node.get("bpmnElement") or "")


def _shape(node: etree._Element, file: str) -> Shape | None:
    bounds = _bounds(node, file)
    if bounds is None:
        return None
    return Shape(
        element_id=_element(node),
        bounds=bounds,
        label_bounds=_label(node, file),
        is_expanded=node.get("isExpanded") != "false",
        is_horizontal=node.get("isHorizontal") != "false",
    )


def _edge(node: etree._Element, file: str) -> Edge:
    points = tuple((_number(point, "x", file), _number(point, "y", file)) for point in node.iterfind(_WAYPOINT))
    return Edge(_element(node), points, _label(node, file))


def _label(node: etree._Element, file: str) -> Bounds | None:
    label = node.find(_LABEL)
    return None if label is None else _bounds(label, file)


def _bounds(node: etree._Element, file: str) -> Bounds | None:
    found = node.find(_BOUNDS)
    if found is None:
        return None
    x, y, width, height = (_number(found, name, file) for name in ("x", "y", "width", "height"))
    return Bounds(x, y, width, height)


def _number(node: etree._Element, name: str, file: str) -> float:
    text = node.get(name) or "0"
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -1e9 < value < 1e9:
        raise ModelError(
            f"the coordinate {name}={text!r} is no usable number",
            hint="open and save the diagram in the modeler",
            where=Location(file, node.sourceline),
        )
    return value
