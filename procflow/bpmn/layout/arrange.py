"""The layout from beginning to end: collect, arrange each level from the inside out, draw."""

from __future__ import annotations

from procflow.bpmn.layout.artifacts import place_artifacts
from procflow.bpmn.layout.collect import Collector, set_guests
from procflow.bpmn.layout.columns import assign_columns
from procflow.bpmn.layout.draw import Drawing
from procflow.bpmn.layout.grid import Grid
from procflow.bpmn.layout.order import lead_out, order_strips
from procflow.bpmn.layout.pieces import cut
from procflow.bpmn.layout.place import place
from procflow.bpmn.layout.polish import polish
from procflow.bpmn.layout.routes import route
from procflow.bpmn.layout.rows import assign_rows
from procflow.bpmn.layout.scene import Anchor, Guest, Sheet
from procflow.bpmn.layout.singles import place_singles
from procflow.bpmn.layout.text import Size
from procflow.bpmn.layout.tracks import Tracks
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.definitions import Definitions, expect_model
from procflow.bpmn.namespaces import BPMNDI
from procflow.errors import expect

_EFFORT = 70


def layout(model: Definitions, *, keep_order: bool = False, effort: int = _EFFORT) -> None:
    """
    Draw *model* anew: every diagram in it is replaced.

    Pools and lanes lie horizontally; a sub-process stays collapsed where it was.
    The same model always gets the same coordinates.
    An element of no known type, or one without an id, is not drawn, nor is what leads to it.

    Args:
        model: What is drawn.
        keep_order: Whether pools and lanes stand in the order of the file even where flows pass fewer of them in
            another.
        effort: How many changes of place are tried at most on each page and sub-process where lines cross; the larger
            it is, the fewer.

    Raises:
        ModelError: The model has neither process nor pool, or something in it makes no sense (`Definitions.flaws`) and
            there is a drawing, which would be lost.
    """
    expect_model(model)
    expect(effort, int, "the effort", "pass a whole number, 0 for none")
    if model.diagrams:
        model.require_whole()
    collected = Collector(model)
    for sheet in collected.sheets:
        if not keep_order:
            order_strips(sheet)
        _arrange(sheet, effort)
    for diagram in model.node.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        model.node.remove(diagram)
    kinds = {element.id: element.kind for element in model.elements(Element)}
    for number, sheet in enumerate(collected.sheets, start=1):
        Drawing(sheet, kinds).write(model.node, number)
    model.edited()


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
    polish(sheet, lambda: _draw(sheet), effort)


def _draw(sheet: Sheet) -> int:
    """Route and place what is on *sheet*, from the columns and rows of its items; return what it cost, in steps."""
    _order_guests(sheet)
    grid = Grid(sheet)
    place(sheet, grid, Tracks(grid, cut(route(grid))))
    return grid.work


def _order_guests(sheet: Sheet) -> None:
    """Let the event whose flow leads lowest stand leftmost, so that the flows of one host do not cross."""
    places = {band: place for place, band in enumerate(sheet.bands)}
    depth: dict[Guest, tuple[int, int]] = {}
    for link in sheet.links:
        guest, target = link.source.guest, link.target.item
        if guest is not None and target is not None:
            depth[guest] = max(depth.get(guest, (0, 0)), (places[target.band], target.row))
    anchors = [anchor for link in sheet.links for anchor in (link.source, link.target) if anchor.way_out is not None]
    for item in sheet.items:
        item.guests.sort(key=lambda guest: depth.get(guest, (0, 0)), reverse=True)
        below = [anchor.way_out_at for anchor in anchors if anchor.item is item and anchor.side == "bottom"]
        set_guests(item, below)


def _lead_out(anchor: Anchor) -> None:
    """Fix the port of a link that begins inside a sub-process: straight above or below where it comes out."""
    if anchor.way_out is None or anchor.item is None:
        return
    points = anchor.way_out.points
    anchor.way_out_at = points[-1][0] - anchor.item.size.width // 2
    anchor.side = "top" if points[-1][1] <= 0 else "bottom"
