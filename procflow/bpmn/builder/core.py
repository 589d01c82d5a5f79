"""The builder: a model in code, one call for each element."""
# ruff: noqa: A002 - id is the name of the attribute in BPMN

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from importlib import metadata

from lxml import etree

from procflow.bpmn.builder.assign import assign_camunda, assign_zeebe
from procflow.bpmn.builder.events import EventDefinitions, EventSpec, formal
from procflow.bpmn.builder.rules import ACTIVITIES, CONTAINERS, DATA, EVENTS, KINDS, check_flow
from procflow.bpmn.layout import layout
from procflow.bpmn.model import Definitions, Flavour
from procflow.bpmn.namespaces import BPMN, BPMNDI, CAMUNDA, DC, DI, XSI, ZEEBE, bpmn, local_name
from procflow.bpmn.nodes import add_child, checked_id, clean, extension, slug
from procflow.bpmn.reader import read
from procflow.errors import ModelError, UnknownElement

_NAMESPACES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI}
_PLACEHOLDER = "__targetRef_placeholder"
_VENDOR: dict[Flavour, dict[str, str]] = {"camunda8": {"zeebe": ZEEBE}, "camunda7": {"camunda": CAMUNDA}, "plain": {}}


class Builder:
    """
    Makes a new model, element by element; ``build()`` returns it valid and laid out.

    Ids are made from the kind and the name (``Task_tiep_nhan``) unless one is given; every method returns the id.
    Lanes need a pool: where none is named, the pool bears the name of the process.

    Args:
        process_id: Id of the process.
        name: Its name.
        flavour: What properties, assignments and expressions are written as; ``plain`` holds none of the first two.
        pool: Name of the pool around the process; None for no pool, unless there are lanes.

    Raises:
        ModelError: An id or a text cannot stand in the file, or a call breaks a rule of BPMN.
        UnknownElement: A call names an element that was not added.

    Example:
        >>> from procflow.bpmn import Builder
        >>> make = Builder("cap_phep", "Cấp phép")
        >>> desk = make.lane("Bộ phận Một cửa")
        >>> start = make.add("startEvent", "Có hồ sơ", lane=desk)
        >>> task = make.add("userTask", "Tiếp nhận hồ sơ", lane=desk, groups=("mot-cua",))
        >>> end = make.add("endEvent", "Đã trả kết quả", lane=desk)
        >>> make.flow(start, task), make.flow(task, end)
        ('Flow_co_ho_so_tiep_nhan_ho_so', 'Flow_tiep_nhan_ho_so_da_tra_ket_qua')
        >>> [node.id for node in make.build().processes[0].flow_nodes]
        ['Start_co_ho_so', 'Task_tiep_nhan_ho_so', 'End_da_tra_ket_qua']
    """

    def __init__(self, process_id: str, name: str, *, flavour: Flavour = "camunda8", pool: str | None = None) -> None:
        if flavour not in _VENDOR:
            raise ModelError(f"{flavour!r} is no flavour", hint=f"choose one of {', '.join(_VENDOR)}")
        self._flavour: Flavour = flavour
        self._ids: dict[str, etree._Element] = {}
        self._lane_of: dict[str, str] = {}
        self._root = etree.Element(bpmn("definitions"), nsmap=_NAMESPACES | _VENDOR[flavour])
        self._root.set("id", f"Definitions_{checked_id(process_id)}")
        self._root.set("targetNamespace", "urn:procflow:bpmn")
        self._root.set("exporter", "procflow")
        self._root.set("exporterVersion", metadata.version("procflow"))
        self._process = self._keep(add_child(self._root, "process", {"id": process_id, "name": name}))
        self._process.set("isExecutable", "true")
        self._events = EventDefinitions(self._root, flavour, self._make)
        self._participant: etree._Element | None = None
        if pool is not None:
            self._pool(pool)

    def lane(
        self,
        name: str,
        *,
        id: str | None = None,
        parent: str | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> str:
        """Add a lane, below those before it or inside the lane *parent*."""
        self._pool(self._process.get("name") or "")
        above, tag = (self._process, "laneSet") if parent is None else (self._get(parent, "lane"), "childLaneSet")
        lane_set = above.find(bpmn(tag))
        if lane_set is None:
            lane_set = self._new(above, tag, None, "LaneSet")
        node = self._new(lane_set, "lane", id, "Lane", name)
        self._properties(node, properties)
        return str(node.get("id"))

    def add(  # noqa: PLR0913 - one keyword for each thing an element may bear
        self,
        kind: str,
        name: str = "",
        *,
        id: str | None = None,
        lane: str | None = None,
        within: str | None = None,
        attached_to: str | None = None,
        cancel_activity: bool = True,
        triggered_by_event: bool = False,
        event: EventSpec | None = None,
        called: str = "",
        job: str = "",
        groups: Sequence[str] = (),
        properties: Mapping[str, str] | None = None,
        documentation: str = "",
    ) -> str:
        """
        Add a flow node.

        Args:
            kind: BPMN name: ``userTask``, ``exclusiveGateway``, ``startEvent``, ...
            name: Its label.
            id: Its id; made from kind and name where none is given.
            lane: Id of the lane it stands in.
            within: Id of the sub-process it stands in.
            attached_to: Id of the activity a boundary event is attached to.
            cancel_activity: Whether a boundary event ends its activity, or the start of an event sub-process what it
                stands in.
            triggered_by_event: Whether a sub-process is an event sub-process.
            event: What an event waits for or throws: ``("timer", "PT8H")``, ``("message", "x")``, ``("terminate",)``.
            called: Id of the process that a call activity runs.
            job: Type (Camunda 8) or topic (Camunda 7) by which a worker finds the task.
            groups: Candidate groups of a user task.
            properties: Extension properties; an empty value is left out.
            documentation: Text of the documentation.
        """
        if kind not in KINDS:
            raise ModelError(f"{kind!r} is no flow node", hint=f"choose one of {', '.join(sorted(KINDS))}")
        host = self._host(kind, attached_to)
        container = self._container(within) if host is None else _parent(host)
        node = self._new(container, kind, id, KINDS[kind], name)
        if documentation:
            add_child(node, "documentation", text=documentation)
        self._assign(node, kind, groups=groups, called=called, job=job)
        self._properties(node, properties)
        if host is not None:
            node.set("attachedToRef", str(host.get("id")))
            if not cancel_activity:
                node.set("cancelActivity", "false")
        elif kind == "startEvent" and not cancel_activity:
            node.set("isInterrupting", "false")
        if triggered_by_event:
            node.set("triggeredByEvent", "true")
        if event is not None:
            self._define(node, kind, event)
        self._into_lane(node, lane, host)
        return str(node.get("id"))

    def flow(  # noqa: PLR0913 - one keyword for each thing a flow may bear
        self,
        source: str,
        target: str,
        *,
        name: str = "",
        condition: str | None = None,
        default: bool = False,
        id: str | None = None,
    ) -> str:
        """
        Add a sequence flow.

        Args:
            source: Id of the node it leaves.
            target: Id of the node it enters.
            name: Its label.
            condition: Expression; the marks of the flavour (``=``, ``${}``) are added where they are missing.
            default: Whether it is taken when no condition of the others holds.
            id: Its id; made from the ids of both ends where none is given.
        """
        ends = self._get(source), self._get(target)
        check_flow(*ends, chosen=default or condition is not None)
        base = "_".join(("Flow", *(_tail(str(end.get("id"))) for end in ends)))
        node = self._new(_parent(ends[0]), "sequenceFlow", id or self._free(base), "Flow", name)
        node.set("sourceRef", source)
        node.set("targetRef", target)
        if condition is not None:
            body = add_child(node, "conditionExpression", text=formal(condition, self._flavour))
            body.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
        if default:
            ends[0].set("default", str(node.get("id")))
        add_child(ends[0], "outgoing", text=node.get("id"))
        add_child(ends[1], "incoming", text=node.get("id"))
        return str(node.get("id"))

    def data_object(
        self,
        name: str,
        *,
        id: str | None = None,
        within: str | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> str:
        """Add a data object and the reference to it that is drawn; return the id of the reference."""
        container = self._container(within)
        node = self._new(container, "dataObjectReference", id, "Data", name)
        node.set("dataObjectRef", str(self._new(container, "dataObject", f"{node.get('id')}_object", "").get("id")))
        self._properties(node, properties)
        return str(node.get("id"))

    def data_store(
        self,
        name: str,
        *,
        id: str | None = None,
        within: str | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> str:
        """Add a register or database; return the id of the reference that is drawn."""
        node = self._new(self._container(within), "dataStoreReference", id, "Store", name)
        self._properties(node, properties)
        return str(node.get("id"))

    def annotation(self, text: str, *, of: str | None = None, id: str | None = None) -> str:
        """Add a note, tied to the element *of* if one is named."""
        container = self._process if of is None else self._scope(self._get(of))
        node = self._new(container, "textAnnotation", id or self._free(f"Note_{slug(text)}".rstrip("_")), "Note")
        add_child(node, "text", text=text)
        note = str(node.get("id"))
        if of is not None:
            self.association(of, note)
        return note

    def association(self, source: str, target: str, *, id: str | None = None) -> str:
        """Tie data to the step that reads it, a step to the data it writes, or a note to what it is about."""
        ends = self._get(source), self._get(target)
        is_data = [local_name(end) in DATA for end in ends]
        if is_data == [True, False] and local_name(ends[1]) in ACTIVITIES | EVENTS:
            return self._data_input(*ends, id)
        if is_data == [False, True] and local_name(ends[0]) in ACTIVITIES | EVENTS:
            node = self._new(ends[0], "dataOutputAssociation", id, "DataOutput")
            add_child(node, "targetRef", text=target)
            return str(node.get("id"))
        node = self._new(self._scope(ends[0]), "association", id, "Association")
        node.set("sourceRef", source)
        node.set("targetRef", target)
        return str(node.get("id"))

    def black_box(self, name: str, *, id: str | None = None) -> str:
        """Add a pool that shows only that someone else takes part, e.g. the applicant; the process gets one, too."""
        self._pool(self._process.get("name") or "")
        return str(self._new(self._collaboration(), "participant", id, "Pool", name).get("id"))

    def message_flow(self, source: str, target: str, *, name: str = "", id: str | None = None) -> str:
        """Add a message flow between a pool of someone else and this process or one of its nodes."""
        for end in (source, target):
            self._get(end)
        if self._owner(source) == self._owner(target):
            raise ModelError("a message flow joins two pools", hint="draw a sequence flow inside one")
        node = self._new(self._collaboration(), "messageFlow", id, "MessageFlow", name)
        node.set("sourceRef", source)
        node.set("targetRef", target)
        return str(node.get("id"))

    def build(self) -> Definitions:
        """
        Return the model, laid out; the builder can go on and build again.

        Raises:
            ModelError: What was added does not make a model.
        """
        root = copy.deepcopy(self._root)
        etree.indent(root)
        draft = read(b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="UTF-8"))
        layout(draft)
        return draft

    def _keep(self, node: etree._Element) -> etree._Element:
        element_id = str(node.get("id"))
        if element_id in self._ids:
            raise ModelError(f"the id {element_id!r} is used twice", hint="give one of the two elements another id")
        self._ids[element_id] = node
        return node

    def _free(self, base: str) -> str:
        number, found = 2, base
        while found in self._ids:
            found, number = f"{base}_{number}", number + 1
        return found

    def _new(
        self, parent: etree._Element, tag: str, element_id: str | None, prefix: str, name: str = ""
    ) -> etree._Element:
        chosen = checked_id(element_id) if element_id else self._free(f"{prefix}_{slug(name)}".rstrip("_"))
        if chosen in self._ids:
            raise ModelError(f"the id {chosen!r} is used twice", hint="give one of the two elements another id")
        clean(name)
        return self._keep(add_child(parent, tag, {"id": chosen, "name": name} if name else {"id": chosen}))

    def _make(self, parent: etree._Element, tag: str, wanted: str, name: str) -> etree._Element:
        return self._new(parent, tag, self._free(wanted.rstrip("_")), "", name)

    def _get(self, element_id: str, kind: str = "") -> etree._Element:
        found = self._ids.get(element_id)
        if found is None or (kind and local_name(found) != kind):
            raise UnknownElement(f"no {kind or 'element'} has the id {element_id!r}", hint="add it first")
        return found

    def _container(self, within: str | None) -> etree._Element:
        found = self._process if within is None else self._get(within)
        if within is not None and local_name(found) not in CONTAINERS:
            raise ModelError(f"{within!r} is no sub-process", hint="name a sub-process, or nothing for the process")
        return found

    def _scope(self, node: etree._Element) -> etree._Element:
        above: etree._Element | None = node
        while above is not None and above is not self._process and local_name(above) != "collaboration":
            if above is not node and local_name(above) in CONTAINERS:
                return above
            above = above.getparent()
        return self._process if above is None else above

    def _host(self, kind: str, attached_to: str | None) -> etree._Element | None:
        if (kind == "boundaryEvent") != (attached_to is not None):
            raise ModelError(
                "a boundary event is attached to an activity, and nothing else is", hint="set attached_to= accordingly"
            )
        host = self._get(attached_to) if attached_to is not None else None
        if host is not None and local_name(host) not in ACTIVITIES:
            raise ModelError(f"{attached_to!r} is no activity", hint="attach the event to a task or sub-process")
        return host

    def _define(self, node: etree._Element, kind: str, event: EventSpec) -> None:
        if kind not in EVENTS:
            raise ModelError(f"a {kind} waits for nothing and throws nothing", hint="set event= on events only")
        self._events.add(node, event)

    def _into_lane(self, node: etree._Element, lane: str | None, host: etree._Element | None) -> None:
        if host is not None:
            lane = self._lane_of.get(str(host.get("id")))
        if lane is None:
            return
        if _parent(node) is not self._process:
            raise ModelError("what stands in a sub-process has the lane of the sub-process", hint="leave lane= out")
        self._lane_of[str(node.get("id"))] = lane
        above = self._get(lane, "lane")
        while local_name(above) == "lane":  # a lane lists what its nested lanes hold, as the Modeler writes it
            add_child(above, "flowNodeRef", text=node.get("id"))
            above = _parent(_parent(above))

    def _data_input(self, data: etree._Element, step: etree._Element, element_id: str | None) -> str:
        """Tie data to the step that reads it, with the placeholder the schema asks for, as the Modeler writes it."""
        node = self._new(step, "dataInputAssociation", element_id, "DataInput")
        holder = next((child for child in step.iterfind(bpmn("property")) if child.get("name") == _PLACEHOLDER), None)
        if holder is None:
            holder = self._new(step, "property", None, "Property")
            holder.set("name", _PLACEHOLDER)
        add_child(node, "sourceRef", text=data.get("id"))
        add_child(node, "targetRef", text=holder.get("id"))
        return str(node.get("id"))

    def _assign(self, node: etree._Element, kind: str, *, groups: Sequence[str], called: str, job: str) -> None:
        for given, kinds, word in ((groups, {"userTask"}, "groups"), (called, {"callActivity"}, "called")):
            if given and kind not in kinds:
                raise ModelError(f"{word}= does not belong to a {kind}", hint=f"it belongs to {', '.join(kinds)}")
        if any("," in group for group in groups):
            raise ModelError("the name of a group holds no comma", hint="commas stand between groups")
        if (groups or job) and self._flavour == "plain":
            raise ModelError("plain BPMN holds no assignment", hint='build with flavour="camunda8" or "camunda7"')
        if self._flavour == "camunda8":
            assign_zeebe(node, kind, groups=groups, called=called, job=job)
        else:
            assign_camunda(node, groups=groups, called=called, job=job)

    def _properties(self, node: etree._Element, properties: Mapping[str, str] | None) -> None:
        filled = {name: value for name, value in (properties or {}).items() if value}
        if not filled:
            return
        if self._flavour == "plain":
            raise ModelError("plain BPMN holds no properties", hint='build with flavour="camunda8" or "camunda7"')
        space = ZEEBE if self._flavour == "camunda8" else CAMUNDA
        holder = extension(node, space, "properties")
        for name, value in filled.items():
            etree.SubElement(holder, f"{{{space}}}property", name=clean(name), value=clean(value))

    def _pool(self, name: str) -> None:
        if self._participant is None:
            self._participant = self._new(self._collaboration(), "participant", None, "Pool", name)
            self._participant.set("processRef", str(self._process.get("id")))

    def _collaboration(self) -> etree._Element:
        found = self._root.find(bpmn("collaboration"))
        if found is None:
            found = self._keep(add_child(self._root, "collaboration", {"id": self._free("Collaboration")}))
            self._process.addprevious(found)
        return found

    def _owner(self, element_id: str) -> str:
        node = self._get(element_id)
        foreign = local_name(node) == "participant" and node is not self._participant
        return element_id if foreign else ""


def _parent(node: etree._Element) -> etree._Element:
    above = node.getparent()
    assert above is not None  # noqa: S101 - only the root has none, and it is never asked
    return above


def _tail(element_id: str) -> str:
    return element_id.partition("_")[2] or element_id
