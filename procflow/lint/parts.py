"""Parts of elements that several rules look at, as they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

from lxml import etree

from procflow.bpmn import (
    Activity,
    AdHocSubProcess,
    Bounds,
    ComplexGateway,
    Definitions,
    Element,
    Event,
    EventDefinition,
    ExclusiveGateway,
    FlowContainer,
    FlowNode,
    InclusiveGateway,
    Process,
    SequenceFlow,
    SubProcess,
)
from procflow.bpmn.namespaces import BPMNDI, DC, bpmn, local_reference

_DIAGRAM = f"{{{BPMNDI}}}BPMNDiagram"
_PLANE = f"{{{BPMNDI}}}BPMNPlane"
_SHAPE = f"{{{BPMNDI}}}BPMNShape"
_EDGE = f"{{{BPMNDI}}}BPMNEdge"
_BOUNDS = f"{{{DC}}}Bounds"
_ID = re.compile(r"([a-z][\w.-]*:)?[a-z_][\w.-]*", re.ASCII | re.IGNORECASE)


def own_definitions(event: FlowNode) -> tuple[EventDefinition, ...]:
    """Return the event definitions that stand in *event*; none for another element."""
    return event.children_of(EventDefinition) if isinstance(event, Event) else ()


def or_removed(container: FlowContainer, hint: str) -> str:
    """Return *hint*; of a process in which nothing stands it also says that it can go."""
    is_empty = isinstance(container, Process) and not container.flow_nodes
    return f"{hint}; or remove the process, it is empty" if is_empty else hint


def process_around(element: Element) -> Process | None:
    """Return the process *element* stands in at any depth, None where it stands in none."""
    above = element.parent
    while above is not None and not isinstance(above, Process):
        above = above.parent
    return above


def has_condition(flow: Element) -> bool:
    """Return whether *flow* has a condition, be it still empty."""
    return flow.node.find(bpmn("conditionExpression")) is not None


def default_of(node: FlowNode) -> SequenceFlow | None:
    """Return the default flow of *node*; None where there is none or its kind can have none."""
    choosing = isinstance(node, Activity | ExclusiveGateway | InclusiveGateway | ComplexGateway)
    return node.default if choosing else None


def is_unconditional(flow: Element, source: FlowNode) -> bool:
    """Return whether *flow* is taken always when it leaves *source*: it has no condition and is no default."""
    return not has_condition(flow) and default_of(source) is not flow


def is_event_sub_process(node: FlowNode) -> bool:
    """Return whether an event inside *node* starts it, not a sequence flow."""
    return isinstance(node, SubProcess) and node.is_event_sub_process


def around(element: Element) -> Iterator[Element]:
    """Yield *element* and all it stands in, from the inside out."""
    at: Element | None = element
    while at is not None:
        yield at
        at = at.parent


def is_free(node: FlowNode) -> bool:
    """Return whether *node* is begun without a sequence flow: by an event, for compensation, or in any order."""
    undoes = isinstance(node, Activity) and node.is_for_compensation
    return undoes or is_event_sub_process(node) or isinstance(node.parent, AdHocSubProcess)


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    How an element is drawn.

    Attributes:
        bounds: Its rectangle, None for an edge and where a side is missing.
        size: Its width and height, None for an edge and where one is missing.
        is_expanded: Whether the drawing says that a sub-process shows what stands in it.
        is_horizontal: Whether the drawing says that a pool lies, None where it does not say.
    """

    bounds: Bounds | None
    size: tuple[float, float] | None
    is_expanded: bool
    is_horizontal: bool | None


def drawn_pages(model: Definitions) -> Iterator[list[tuple[str, Drawn]]]:
    """
    Yield for each page the id of each element drawn there and how it is drawn, one pair for each drawing of it.

    A drawing whose own id is taken or no id by the rules of XML is left out: Modeler does not read it.
    """
    taken = {element.id for element in model.elements(Element)} - {""}
    for diagram in filter(_has_proper_id, model.node.iterfind(_DIAGRAM)):
        for plane in filter(_has_proper_id, diagram.iterfind(_PLANE)):
            page = []
            for node in filter(_has_proper_id, plane.iterchildren(_SHAPE, _EDGE)):
                own = node.get("id", "")
                if own not in taken:
                    page.append((local_reference(node.get("bpmnElement") or ""), _drawn(node)))
                taken |= {own} - {""}
            yield page


def _has_proper_id(node: etree._Element) -> bool:
    own = node.get("id")
    return not own or _ID.fullmatch(own) is not None


def drawings(model: Definitions) -> dict[str, Drawn]:
    """Return how each drawn element is drawn; of several drawings of one element the last."""
    return {key: drawn for page in drawn_pages(model) for key, drawn in page}


def _drawn(node: etree._Element) -> Drawn:
    rectangles = node.findall(_BOUNDS) if node.tag == _SHAPE else []
    found = rectangles[-1] if rectangles else None  # of several the last, as in Modeler
    x, y, width, height = (_number(found, side) for side in ("x", "y", "width", "height"))
    size = (width, height) if width is not None and height is not None else None
    # As Modeler and bpmnlint read both marks: to them 1 is as little true as any other word, though XML lets it be.
    lies = node.get("isHorizontal")
    return Drawn(
        bounds=Bounds(x, y, *size) if x is not None and y is not None and size is not None else None,
        size=size,
        is_expanded=node.get("isExpanded") == "true",
        is_horizontal=lies == "true" if lies is not None else None,
    )


def _number(bounds: etree._Element | None, side: str) -> float | None:
    """Return one side of a rectangle: None if it is missing, not a number (NaN) if it cannot be read."""
    text = bounds.get(side) if bounds is not None else None
    try:
        return float(text) if text is not None else None
    except ValueError:
        return nan
