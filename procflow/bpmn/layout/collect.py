"""From a model to the sheets that are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from procflow.bpmn.layout.scene import Anchor, Band, Guest, Item, Link, LinkKind, Pool, Sheet
from procflow.bpmn.layout.sizes import (
    ARTIFACTS,
    DRAWN,
    form_of,
    guest_offsets,
    holds_something,
    host_size,
    markers_room,
    outer_label,
    shape_size,
    usual_size,
)
from procflow.bpmn.layout.text import block_height, label_size
from procflow.bpmn.model.activities import Activity, DataInputAssociation, DataOutputAssociation, SubProcess
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.collaboration import (
    Association,
    Collaboration,
    DataObjectReference,
    DataStoreReference,
    Group,
    Lane,
    LaneSet,
    MessageFlow,
    Participant,
    TextAnnotation,
)
from procflow.bpmn.model.definitions import Definitions
from procflow.bpmn.model.events import BoundaryEvent
from procflow.bpmn.model.flow import FlowContainer, Process, SequenceFlow
from procflow.bpmn.namespaces import BPMNDI, local_reference
from procflow.errors import ModelError

_TITLE_WIDTH = 200  # the name of a sub-process is wrapped there to know how many lines it takes
_CORNER = 20  # the corners of a box are round, and an event there would seem to sit on two sides
_CLEAR = 30  # half an event and an arrow, so that a way out does not touch it
_APART = 50  # an event is 36 wide: a gap to the next remains


@dataclass(slots=True)
class _Home:
    """Where an element is drawn."""

    sheet: Sheet
    item: Item | None = None
    pool: Pool | None = None
    guest: Guest | None = None

    def anchor(self) -> Anchor:
        if self.guest is not None:
            return Anchor(self.item, guest=self.guest, side="bottom")
        return Anchor(self.item, self.pool)


class Collector:
    """
    Reads what has to be drawn out of a model.

    Attributes:
        sheets: One sheet for each diagram, the main one first.
        inside: The sheet and item that each sheet of an expanded sub-process belongs to.
    """

    def __init__(self, model: Definitions) -> None:
        self._model = model
        self._homes: dict[str, _Home] = {}
        self.sheets: list[Sheet] = []
        self.inside: dict[Sheet, tuple[Sheet, Item]] = {}
        # Asked of the tree: where the old drawing cannot be used, a new one is what is wanted.
        shapes = model.node.iterfind(f".//{{{BPMNDI}}}BPMNShape[@isExpanded='false']")
        drawn_closed = {local_reference(shape.get("bpmnElement", "")) for shape in shapes}
        self._closed = {
            node.id for node in model.elements(SubProcess) if not holds_something(node) or node.id in drawn_closed
        }
        tasks = [
            node for node in model.elements(Activity) if not isinstance(node, SubProcess) or node.id in self._closed
        ]
        self._usual = usual_size([task.name for task in tasks])
        self._collect()
        self._connect()

    def _collect(self) -> None:
        shown: set[str] = set()
        for collaboration in self._model.children_of(Collaboration):
            participants = collaboration.children_of(Participant)
            if participants:
                sheet = Sheet(collaboration.id)
                self.sheets.append(sheet)
                shown.update(self._participant(sheet, participant) for participant in participants)
                self._notes(sheet, collaboration)
        for process in self._model.processes:
            if process.id not in shown and (process.flow_nodes or not self.sheets):
                sheet = Sheet(process.id)
                self.sheets.append(sheet)
                self._container(sheet, process, Pool())
        if not self.sheets:
            raise ModelError(
                "the model has no process and no pool to draw",
                hint="choreographies and conversations are not laid out",
                where=self._model.where,
            )

    def _participant(self, sheet: Sheet, participant: Participant) -> str:
        process = participant.process
        pool = Pool(participant.id, depth=1, name=participant.name)
        self._homes[participant.id] = _Home(sheet, pool=pool)
        if process is None or process.id in self._homes:
            sheet.pools.append(pool)
            return ""
        self._homes[process.id] = _Home(sheet, pool=pool)
        self._container(sheet, process, pool)
        return process.id

    def _container(self, sheet: Sheet, container: FlowContainer, pool: Pool) -> None:
        sheet.pools.append(pool)
        first = len(sheet.items)
        band_of = self._bands(container, pool)
        for child in container.children:
            if isinstance(child, Group) and (members := _members(container, child)):
                sheet.frames[child.id] = members
            elif isinstance(child, DRAWN) and not isinstance(child, BoundaryEvent):
                # An empty frame is in no lane; it needs no strip of its own for that.
                anywhere = pool.bands[0] if isinstance(child, Group) and pool.bands else None
                self._item(sheet, child, band_of.get(child.id) or anywhere)
        self._guests(container)
        for item in sheet.items[first:]:
            if item.band is _NOWHERE:
                item.band = pool.bands[0] if item.is_artifact and pool.bands else self._rest(pool)
        if not pool.bands and pool.id == "":
            self._rest(pool)

    def _bands(self, container: FlowContainer, pool: Pool) -> dict[str, Band]:
        found: dict[str, Band] = {}

        def walk(lanes: tuple[Lane, ...], above: tuple[str, ...]) -> None:
            for lane in lanes:
                path = (*above, lane.id)
                inner = {node.id for child in lane.descendants(Lane) for node in child.flow_nodes}
                own = [node.id for node in lane.flow_nodes if node.id not in inner]
                pool.depth = max(pool.depth, len(path) + bool(pool.id))
                if own or not lane.child_lanes:
                    band = Band(path, lane.name)
                    pool.bands.append(band)
                    found.update((node_id, band) for node_id in own)
                walk(lane.child_lanes, path)

        lane_sets = container.children_of(LaneSet)
        if lane_sets and isinstance(container, Process):
            walk(lane_sets[0].children_of(Lane), ())
        return found

    def _rest(self, pool: Pool) -> Band:
        if not pool.bands or pool.bands[-1].lanes:
            pool.bands.append(Band())
        return pool.bands[-1]

    def _item(self, sheet: Sheet, element: Element, band: Band | None) -> None:
        if not element.id:
            return  # a shape refers to an id
        item = Item(
            id=element.id,
            form=form_of(element),
            size=shape_size(element, self._usual),
            band=band or _NOWHERE,
            order=len(sheet.items),
            label=outer_label(element),
            clear=markers_room(element, is_closed=element.id in self._closed),
            is_artifact=isinstance(element, ARTIFACTS),
            label_above=isinstance(element, DataObjectReference | DataStoreReference),
        )
        sheet.items.append(item)
        self._homes[element.id] = _Home(sheet, item)
        if isinstance(element, SubProcess) and holds_something(element):
            inner = Sheet(element.id, title_height=block_height(element.name, _TITLE_WIDTH))
            if element.id in self._closed:
                self.sheets.append(inner)
            else:
                item.inner = inner
                self.inside[inner] = sheet, item
            self._container(inner, element, Pool())

    def _guests(self, container: FlowContainer) -> None:
        for host in container.children_of(Activity):
            events = [event for event in host.boundary_events if event.container is container]
            home = self._homes[host.id]
            item = home.item
            if not events or item is None:
                continue
            item.size = host_size(
                item.size, len(events), labelled=any(event.name for event in events), clear=item.clear
            )
            for event in events:
                guest = Guest(event.id, 0, outer_label(event))
                item.guests.append(guest)
                self._homes[event.id] = _Home(home.sheet, item, guest=guest)
            set_guests(item)

    def _notes(self, sheet: Sheet, collaboration: Collaboration) -> None:
        notes = collaboration.children_of(TextAnnotation)
        pool = next((pool for pool in sheet.pools if pool.bands), None)
        if pool is None and notes:
            pool = Pool(bands=[Band()])
            sheet.pools.append(pool)
        for note in notes:
            self._item(sheet, note, self._rest(pool) if pool is not None else None)

    def _connect(self) -> None:
        for element in self._model.elements(Element):
            if isinstance(element, SequenceFlow):
                self._link(element, "sequence", element.source, element.target)
            elif isinstance(element, MessageFlow):
                self._link(element, "message", element.source, element.target)
            elif isinstance(element, Association):
                self._link(element, "association", element.source, element.target)
            elif isinstance(element, DataInputAssociation):
                source = next(iter(element.child_references("sourceRef")), None)
                self._link(element, "association", source, element.parent)
            elif isinstance(element, DataOutputAssociation):
                target = next(iter(element.child_references("targetRef")), None)
                self._link(element, "association", element.parent, target)

    def _link(self, element: Element, kind: LinkKind, source: Element | None, target: Element | None) -> None:
        homes = [self._homes.get(end.id) for end in (source, target) if end is not None]
        if len(homes) < 2 or homes[0] is None or homes[1] is None or not element.id:
            return
        first, second = homes[0], homes[1]
        above = self._chain(first.sheet)
        common = next((sheet for sheet in self._chain(second.sheet) if sheet in above), None)
        if common is None:
            return  # one end is drawn on another page, inside a collapsed sub-process
        label = label_size(element.name) if kind != "association" else None
        ends = self._lift(first, common, element.id), self._lift(second, common, element.id)
        if ends[0].item is None and ends[0].pool is ends[1].pool and ends[1].item is None:
            return  # from a pool to itself: it would run through all that stands in it
        is_default = isinstance(element, SequenceFlow) and element.is_default
        common.links.append(Link(element.id, kind, *ends, label=label, is_default=is_default))

    def _chain(self, sheet: Sheet) -> list[Sheet]:
        chain = [sheet]
        while chain[-1] in self.inside:
            chain.append(self.inside[chain[-1]][0])
        return chain

    def _lift(self, home: _Home, common: Sheet, link_id: str) -> Anchor:
        """Return the anchor in *common*, with a way out of each sub-process in between."""
        sheet, anchor = home.sheet, home.anchor()
        while sheet is not common:
            way_out = Link(link_id, "message", anchor, Anchor(pool=sheet.pools[0]))
            sheet.links.append(way_out)
            sheet, item = self.inside[sheet]
            anchor = Anchor(item, way_out=way_out)
        return anchor


_NOWHERE = Band()


def _members(container: FlowContainer, group: Group) -> list[str]:
    """Return the ids of what bears the category of *group*."""
    category = group.node.get("categoryValueRef")
    return [node.id for node in container.flow_nodes if category and category in node.child_texts("categoryValueRef")]


def set_guests(item: Item, ways_out: Sequence[int] = ()) -> None:
    """Spread the events on the lower border of *item*, clear of its markers and of the links at *ways_out*."""
    if not item.guests:
        return
    half = item.size.width // 2 - _CORNER
    settled: list[int] = []
    wanted_places = guest_offsets(item.size.width, len(item.guests), clear=item.clear)
    for guest, wanted in zip(item.guests, wanted_places, strict=True):
        options = sorted(range(-(half // 10) * 10, half + 1, 10), key=lambda place: (abs(place - wanted), place))
        free = (
            place
            for place in options
            if abs(place) >= item.clear
            and all(abs(place - way) >= _CLEAR for way in ways_out)
            and all(place - dx >= _APART for dx in settled)
        )
        guest.dx = next(free, wanted)
        settled.append(guest.dx)
