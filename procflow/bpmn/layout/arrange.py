"""The layout from beginning to end: collect, arrange each level from the inside out, draw."""

from __future__ import annotations

from procflow.bpmn.layout.artifacts import place_artifacts
from procflow.bpmn.layout.collect import Collector, set_guests
from procflow.bpmn.layout.columns import assign_columns
from procflow.bpmn.layout.draw import Drawing
from procflow.bpmn.layout.drawer import Drawer
from procflow.bpmn.layout.looks import Looks
from procflow.bpmn.layout.order import lead_out, order_strips
from procflow.bpmn.layout.polish import polish
from procflow.bpmn.layout.rows import assign_rows
from procflow.bpmn.layout.scene import Anchor, Sheet
from procflow.bpmn.layout.singles import place_singles
from procflow.bpmn.layout.text import Size
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.definitions import Definitions, expect_model
from procflow.bpmn.namespaces import BPMNDI
from procflow.errors import DataError, expect

EFFORT = 100  # takes about a second for fifty lines: as long as somebody waits for a picture
MOST_EFFORT = 1000  # the time grows with it, and a number typed wrong is not to run for hours


def layout(model: Definitions, *, keep_order: bool = False, effort: int = EFFORT) -> None:
    """
    Draw *model* anew: every diagram in it is replaced.

    Colours, styles of labels and what tools add to shapes and edges stay.
    Pools and lanes lie horizontally; a sub-process stays collapsed where it was.
    The same model always gets the same coordinates.
    An element of no known type, or one without an id, is not drawn, nor is what leads to it, nor a message flow from a
    pool to itself.

    Args:
        model: What is drawn.
        keep_order: Whether pools and lanes stand in the order of the file even where flows pass fewer of them in
            another.
        effort: How many changes of place are tried at most on each page and sub-process where lines cross, up to 1,000.
            The larger it is, the fewer of them do and the longer it takes; on a page of many lines fewer are tried, on
            one of more than 300 none.

    Raises:
        DataError: What is handed in is no model, or the effort no whole number from 0 to 1,000.
        ModelError: The model has neither process nor pool, or something in it makes no sense (`Definitions.flaws`) and
            there is a drawing, which would be lost.
    """
    expect_model(model)
    expect_effort(effort)
    if model.node.find(f"{{{BPMNDI}}}BPMNDiagram") is not None:
        model.require_whole()
    collected = Collector(model)
    for sheet in collected.sheets:
        if not keep_order:
            order_strips(sheet)
        _arrange(sheet, effort)
    looks = Looks(model.node)
    for diagram in model.node.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        model.node.remove(diagram)
    kinds = {element.id: element.kind for element in model.elements(Element)}
    for number, sheet in enumerate(collected.sheets, start=1):
        Drawing(sheet, kinds, looks).write(model.node, number)
    model.edited()


def expect_effort(effort: int) -> None:
    """
    Refuse an effort that is no whole number in range.

    Raises:
        DataError: It is not.
    """
    hint = f"pass a whole number from 0 to {MOST_EFFORT}"
    expect(effort, int, "the effort", hint)
    if isinstance(effort, bool) or not 0 <= effort <= MOST_EFFORT:
        raise DataError(f"the effort cannot be {effort}", hint=hint, value=effort)


def _arrange(sheet: Sheet, effort: int) -> None:
    """Lay out *sheet*, what is inside its sub-processes first."""
    lead_out(sheet)
    for item in sheet.items:
        if item.inner is not None:
            _arrange(item.inner, effort)
            item.size = Size(max(item.inner.width, item.size.width), item.inner.height)
            set_guests(item)
    for link in sheet.links:
        for anchor in (link.source, link.target):
            _lead_out(anchor)
    assign_columns(sheet)
    assign_rows(sheet)
    place_singles(sheet)
    place_artifacts(sheet)
    polish(sheet, Drawer(sheet), effort)


def _lead_out(anchor: Anchor) -> None:
    """Fix the port of a link that begins inside a sub-process: straight above or below where it comes out."""
    if anchor.way_out is None or anchor.item is None:
        return
    points = anchor.way_out.points
    anchor.way_out_at = points[-1][0] - anchor.item.size.width // 2
    anchor.side = "top" if points[-1][1] <= 0 else "bottom"
