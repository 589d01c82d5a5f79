"""Which page of a file a picture shows, and what it has nothing of."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    DataAssociation,
    DataObjectReference,
    DataStoreReference,
    Definitions,
    Diagram,
    Element,
    Flaw,
    FlowNode,
    Lane,
    Participant,
    Process,
    SequenceFlow,
    layout,
    read,
    write,
)
from procflow.bpmn.model.collaboration import Artifact, Connection
from procflow.bpmn.model.kinds import BY_TAG
from procflow.errors import DataError, ModelError

# What has a shape or edge of its own.
DRAWN = (
    FlowNode,
    Connection,
    SequenceFlow,
    Lane,
    Participant,
    Artifact,
    DataObjectReference,
    DataStoreReference,
    DataAssociation,
)


def drawn_page(model: Definitions, diagram: str = "") -> tuple[Definitions, Diagram]:
    """
    Return a page of *model* and the model it is of: a copy that is laid out, where the model has no coordinates.

    Args:
        model: The model.
        diagram: Id of the diagram, or of the process, collaboration or sub-process that it shows; the first if empty.

    Raises:
        ModelError: There is nothing to lay out, or a shape has a negative size.
        DataError: There is no such diagram, or nothing is drawn on it.
    """
    page = _page(model, diagram)
    if page is not None and page.shapes:
        refuse_negative(model, page)
        return model, page
    drawn = with_diagram(model)
    page = _page(drawn, diagram) if diagram else drawn.diagrams[0]
    if page is None or not page.shapes:
        what = "there is no diagram" if page is None else "nothing is drawn on the diagram"
        known = ", ".join(dict.fromkeys(diagram_name(page) for page in drawn.diagrams if page.shapes))
        raise DataError(f"{what} {diagram!r}", hint=f"choose one of {known}", where=model.where, diagram=diagram)
    return drawn, page


def diagram_name(page: Diagram) -> str:
    """Return what *page* is chosen by: the id of what it shows, or else its own."""
    return page.plane_element_id or page.id


def page_of(model: Definitions, process: Process) -> Diagram | None:
    """Return the page that shows something of *process*, None if none does."""
    return next((page for page in model.diagrams if not page.shapes.keys().isdisjoint(_drawn_ids(process))), None)


def _page(model: Definitions, diagram: str) -> Diagram | None:
    """Return the page with this id, or else the one that shows the element with this id."""
    if not diagram:
        return next(iter(model.diagrams), None)
    named = [page for page in model.diagrams if page.id == diagram]
    shown = [page for page in model.diagrams if page.plane_element_id == diagram]
    return next(iter(named + shown), None)


def not_shown(model: Definitions) -> tuple[Process, ...]:
    """
    Return the processes of *model* that its picture has nothing of: neither their pool nor a node.

    Raises:
        ModelError: The model holds nothing that can be drawn.
    """
    shapes = with_diagram(model).diagrams[0].shapes
    return tuple(process for process in model.processes if shapes.keys().isdisjoint(_drawn_ids(process)))


def not_drawn(model: Definitions) -> tuple[Flaw, ...]:
    """
    Return the flaws of *model* for which an element is missing in its picture, new layout included.

    Where the file draws such an element all the same, the picture has a plain frame or line without sign there.
    """
    return tuple(
        flaw
        for flaw in model.flaws
        if type(flaw.element) is Element and issubclass(BY_TAG.get(flaw.element.node.tag, (Element,))[0], DRAWN)
    )


def with_diagram(model: Definitions) -> Definitions:
    """
    Return *model* itself if it is drawn, else a copy that is laid out.

    Raises:
        ModelError: There is nothing to lay out, or a shape has a negative size.
    """
    if model.diagrams and model.diagrams[0].shapes:
        refuse_negative(model, model.diagrams[0])
        return model
    copy = read(write(model), file=model.file)
    layout(copy)
    if not copy.diagrams or not copy.diagrams[0].shapes:
        raise ModelError("the model holds nothing that can be drawn", hint="draw a process first", where=model.where)
    return copy


def refuse_negative(model: Definitions, page: Diagram) -> None:
    """
    Refuse a page that cannot be drawn.

    Raises:
        ModelError: A shape has a negative size.
    """
    for key, shape in page.shapes.items():
        bounds, element = shape.bounds, model.get(key)
        if element is not None and min(bounds.width, bounds.height) < 0:
            raise ModelError(
                f"the shape is {bounds.width:g} wide and {bounds.height:g} high, and nothing is drawn of less than 0",
                hint="correct width and height of its bounds, or draw it anew in the modeler",
                where=element.where,
            )


def _drawn_ids(process: Process) -> Iterator[str]:
    if process.participant is not None:
        yield process.participant.id
    yield from (node.id for node in process.descendants(FlowNode))
