"""Where elements are drawn: shapes with bounds, edges with waypoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

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
_SAID = {"true": True, "1": True, "false": False, "0": False}
# Makes a named tuple without the call of a Python function for each.
_made = tuple.__new__

Point = tuple[float, float]


# A drawing holds thousands of these, and a named tuple is made several times faster than a frozen dataclass.
class Bounds(NamedTuple):
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


class Shape(NamedTuple):
    """
    How a node, lane, pool or artifact is drawn.

    Attributes:
        element_id: Id of what it shows.
        bounds: Where it lies.
        label_bounds: Where the label beside it lies, None if the file does not say.
        is_expanded: Whether a sub-process shows what stands in it.
        is_horizontal: Whether a pool or lane lies, None if the file does not say;
            `procflow.bpmn.orientation.is_upright` tells it all the same.
    """

    element_id: str
    bounds: Bounds
    label_bounds: Bounds | None = None
    is_expanded: bool = True
    is_horizontal: bool | None = None


class Edge(NamedTuple):
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


def is_horizontal(node: etree._Element) -> bool | None:
    """Return whether a shape is said to lie, None where the file does not say it, or in no word that XML has for it."""
    said = node.get("isHorizontal")
    return None if said is None else _SAID.get(said.strip())


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


# A coordinate that is left out is 0, as the metamodel of diagrams says: tools that write only what is not the default
# leave it out, though the schema wants it. A size has no such default, but without one the place is still known.
# What is empty was lost, and no one knows where the thing stood.
# The two below run once for each thing drawn: one loop, no call for each number.
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
    get = node.get
    return _made(Shape, (element_id, bounds, label, get("isExpanded") != "false", is_horizontal(node)))


def _edge(node: etree._Element, element_id: str, file: str) -> Edge:
    points: list[Point] = []
    label = None
    for child in node:
        tag = child.tag
        if tag == _WAYPOINT:
            get = child.get
            try:
                x, y = float(get("x", 0)), float(get("y", 0))
            except ValueError:
                raise _unusable(child, file) from None
            if not (-_FARTHEST < x < _FARTHEST and -_FARTHEST < y < _FARTHEST):
                raise _unusable(child, file)
            points.append((x, y))
        elif tag == _LABEL:
            label = _label(child, file)
    return _made(Edge, (element_id, tuple(points), label))


def _label(node: etree._Element, file: str) -> Bounds | None:
    found = node.find(_BOUNDS) if len(node) else None
    return None if found is None else _bounds(found, file)


def _bounds(node: etree._Element, file: str) -> Bounds:
    get = node.get
    try:
        x, y = float(get("x", 0)), float(get("y", 0))
        width, height = float(get("width", 0)), float(get("height", 0))
    except ValueError:
        raise _unusable(node, file) from None
    if abs(x) + abs(y) + abs(width) + abs(height) < _FARTHEST:
        return _made(Bounds, (x, y, width, height))
    raise _unusable(node, file)


def _unusable(node: etree._Element, file: str) -> ModelError:
    shown = " ".join(f"{name}={text!r}" for name, text in node.items())
    drawn = next((each.get("bpmnElement", "") for each in node.iterancestors(_SHAPE, _EDGE)), "")
    return ModelError(
        f"one of the coordinates {shown} is no usable number",
        hint="open and save the diagram in the modeler",
        where=Location(file, node.sourceline, local_reference(drawn)),
    )
