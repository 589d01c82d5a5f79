"""The diagram written into the tree: shapes, edges and labels in the BPMN diagram interchange."""

from __future__ import annotations

from lxml import etree

from procflow.bpmn.layout.labels import Labels, guest_rect
from procflow.bpmn.layout.looks import Looks
from procflow.bpmn.layout.scene import Anchor, Link, Point, Rect, Sheet, around
from procflow.bpmn.namespaces import BPMNDI, DC, DI

_ORIGIN = (150, 80)  # the Modeler likes it: clear of its tools, with room for labels above
_HEADER = 30  # the strip for the name of a pool or lane: the width the Modeler gives it
_FRAME = 15  # around the members of a group, less than half a column gap, so that two groups do not meet
_NAMESPACES = {"bpmndi": BPMNDI, "dc": DC, "di": DI}


class Drawing:
    """One diagram: collects what a sheet and the sheets inside it hold, then writes it."""

    def __init__(self, sheet: Sheet, kinds: dict[str, str], looks: Looks) -> None:
        self._sheet = sheet
        self._looks = looks
        self._kinds = kinds
        self._shapes: list[tuple[str, Rect, Rect | None]] = []
        self._edges: list[tuple[str, list[Point], Rect | None]] = []
        self._starts: dict[Sheet, Point] = {}
        self._expanded: set[str] = set()
        self._collect(sheet, 0, 0)

    def write(self, root: etree._Element, number: int) -> None:
        """Append the diagram to *root*."""
        suffix = f"_{number}" if number > 1 else ""
        last = root[-1] if len(root) else None
        diagram = etree.SubElement(root, f"{{{BPMNDI}}}BPMNDiagram", nsmap=self._looks.prefixes | _NAMESPACES)
        diagram.set("id", _free_id(root, f"BPMNDiagram_1{suffix}"))
        plane = etree.SubElement(diagram, f"{{{BPMNDI}}}BPMNPlane", bpmnElement=self._sheet.id)
        plane.set("id", _free_id(root, f"BPMNPlane_1{suffix}"))
        self._looks.dress_page(diagram, plane)
        dx, dy = self._shift()
        for element_id, rect, label in self._shapes:
            self._shape(plane, element_id, rect.moved(dx, dy), label and label.moved(dx, dy))
        for element_id, points, label in self._edges:
            moved = [(x + dx, y + dy) for x, y in points]
            self._edge(plane, element_id, moved, label and label.moved(dx, dy))
        if number == 1:
            self._looks.add_styles(diagram)
        etree.indent(diagram, level=1)
        diagram.tail = "\n"
        if last is not None:
            last.tail = "\n  "

    def _collect(self, sheet: Sheet, dx: int, dy: int) -> None:
        self._starts[sheet] = dx, dy
        self._expanded.add(sheet.id)
        labels = Labels(sheet).found
        self._frames(sheet, dx, dy)
        for item in sheet.items:
            self._add_shape(item.id, item.rect, labels, dx, dy)
            if item.inner is not None:
                self._collect(item.inner, dx + item.rect.left, dy + item.rect.top)
        for item in sheet.items:
            for guest in item.guests:
                self._add_shape(guest.id, guest_rect(item, guest), labels, dx, dy)
        places = {element_id: rect for element_id, rect, _ in self._shapes} if sheet.frames else {}
        for group, members in sheet.frames.items():
            rects = [places[element_id] for element_id in members if element_id in places]
            self._shapes.append((group, around(rects).grown(_FRAME), None))
        for link in sheet.links:
            if not _is_way_out(link):
                label = labels.get(link.id)
                points = [(x + dx, y + dy) for x, y in link.points]
                whole = [*self._way(link.source), *points, *reversed(self._way(link.target))]
                self._edges.append((link.id, _joined(whole), label and label.moved(dx, dy)))

    def _way(self, anchor: Anchor) -> list[Point]:
        """Return the part of a link inside a sub-process, from where it really begins."""
        link = anchor.way_out
        if link is None or anchor.item is None or anchor.item.inner is None:
            return []
        dx, dy = self._starts[anchor.item.inner]
        return [*self._way(link.source), *((x + dx, y + dy) for x, y in link.points)]

    def _frames(self, sheet: Sheet, dx: int, dy: int) -> None:
        for pool in sheet.pools:
            if pool.id:
                self._shapes.append((pool.id, Rect(dx, dy + pool.top, dx + sheet.width, dy + pool.bottom), None))
            depth = 1 if pool.id else 0
            lanes: dict[str, tuple[int, int, int]] = {}
            for band in pool.bands:
                for level, lane in enumerate(lane_id for lane_id in band.lanes if lane_id):
                    top = lanes[lane][1] if lane in lanes else band.top
                    lanes[lane] = level, top, band.bottom
            for lane, (level, top, bottom) in lanes.items():
                left = dx + (depth + level) * _HEADER
                self._shapes.append((lane, Rect(left, dy + top, dx + sheet.width, dy + bottom), None))

    def _add_shape(self, element_id: str, rect: Rect, labels: dict[str, Rect], dx: int, dy: int) -> None:
        label = labels.get(element_id)
        self._shapes.append((element_id, rect.moved(dx, dy), label and label.moved(dx, dy)))

    def _shift(self) -> Point:
        lefts = [rect.left for _, *rects in self._shapes for rect in rects if rect is not None]
        tops = [rect.top for _, *rects in self._shapes for rect in rects if rect is not None]
        for _, points, label in self._edges:
            lefts += [x for x, _ in points] + ([label.left] if label else [])
            tops += [y for _, y in points] + ([label.top] if label else [])
        least = min(lefts, default=0), min(tops, default=0)
        return _ORIGIN[0] - least[0] // 10 * 10, _ORIGIN[1] - least[1] // 10 * 10

    def _shape(self, plane: etree._Element, element_id: str, rect: Rect, label: Rect | None) -> None:
        shape = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNShape", id=_di_id(element_id), bpmnElement=element_id)
        kind = self._kinds.get(element_id, "")
        if kind in {"lane", "participant"}:
            shape.set("isHorizontal", "true")
        elif kind == "exclusiveGateway":
            shape.set("isMarkerVisible", "true")
        elif kind in {"subProcess", "transaction", "adHocSubProcess"}:
            shape.set("isExpanded", "true" if element_id in self._expanded else "false")
        self._looks.dress(shape, element_id)
        _bounds(shape, rect)
        self._label(shape, element_id, label)

    def _edge(self, plane: etree._Element, element_id: str, points: list[Point], label: Rect | None) -> None:
        edge = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNEdge", id=_di_id(element_id), bpmnElement=element_id)
        self._looks.dress(edge, element_id)
        for x, y in points:
            etree.SubElement(edge, f"{{{DI}}}waypoint", x=str(x), y=str(y))
        self._label(edge, element_id, label)

    def _label(self, parent: etree._Element, element_id: str, rect: Rect | None) -> None:
        label = self._looks.dress_label(parent, element_id)
        if rect is not None:
            _bounds(etree.SubElement(parent, f"{{{BPMNDI}}}BPMNLabel") if label is None else label, rect)


def _is_way_out(link: Link) -> bool:
    return link.target.pool is not None and link.target.pool.id == ""


def _joined(points: list[Point]) -> list[Point]:
    found: list[Point] = []
    for point in points:
        if found and point == found[-1]:
            continue
        found.append(point)
    return found


def _bounds(parent: etree._Element, rect: Rect) -> None:
    etree.SubElement(
        parent,
        f"{{{DC}}}Bounds",
        x=str(rect.left),
        y=str(rect.top),
        width=str(rect.right - rect.left),
        height=str(rect.bottom - rect.top),
    )


def _di_id(element_id: str) -> str:
    return f"{element_id}_di"


def _free_id(root: etree._Element, wanted: str) -> str:
    used = {str(node.get("id")) for node in root.iter() if node.get("id")}
    number, found = 2, wanted
    while found in used:
        found, number = f"{wanted}_{number}", number + 1
    return found
