"""The builder: a model in code, one call for each element."""
# ruff: noqa: A002 - id is the name of the attribute in BPMN

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Concatenate, ParamSpec

from lxml import etree

from procflow.bpmn.builder.assign import assign, write_properties
from procflow.bpmn.builder.data import tie
from procflow.bpmn.builder.draft import Draft, parent_of
from procflow.bpmn.builder.events import EventDefinitions, EventSpec, formal, stated, trigger_of
from procflow.bpmn.families import ACTIVITIES, EVENTS, SUB_PROCESSES
from procflow.bpmn.layout import layout
from procflow.bpmn.model.definitions import Definitions, Flavour
from procflow.bpmn.namespaces import bpmn, local_name
from procflow.bpmn.nodes import add_child, add_expression, slug
from procflow.bpmn.reader import read
from procflow.bpmn.rules import KINDS, check_event, check_flow, check_message_end, check_whole
from procflow.errors import ModelError, expect
from procflow.wording import with_article

P = ParamSpec("P")


def _all_or_nothing(method: Callable[Concatenate[Builder, P], str]) -> Callable[Concatenate[Builder, P], str]:
    """Let a call that is refused leave the builder as it was."""

    @functools.wraps(method)
    def call(builder: Builder, /, *args: P.args, **kwargs: P.kwargs) -> str:
        with builder._draft.all_or_nothing():  # noqa: SLF001 - of the class that is decorated here
            return method(builder, *args, **kwargs)

    return call


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
        DataError: An argument is of another kind.
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
        self._draft = Draft(process_id, name, flavour)
        self._lane_of: dict[str, str] = {}
        self._events = EventDefinitions(self._draft.root, flavour, self._draft.make)
        if pool is not None:
            self._draft.pool(pool)

    @_all_or_nothing
    def lane(
        self,
        name: str,
        *,
        id: str | None = None,
        parent: str | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> str:
        """Add a lane, below those before it or inside the lane *parent*."""
        self._draft.pool(self._draft.process.get("name") or "")
        above, tag = (
            (self._draft.process, "laneSet") if parent is None else (self._draft.get(parent, "lane"), "childLaneSet")
        )
        lane_set = above.find(bpmn(tag))
        if lane_set is None:
            lane_set = self._draft.new(above, tag, None, "LaneSet")
        node = self._draft.new(lane_set, "lane", id, "Lane", name)
        write_properties(node, self._draft.flavour, properties)
        return str(node.get("id"))

    @_all_or_nothing
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
        expect(kind, str, "the kind of an element", "pass its BPMN name, such as 'userTask'")
        if kind not in KINDS:
            raise ModelError(f"{kind!r} is no flow node", hint=f"choose one of {', '.join(sorted(KINDS))}")
        host = self._host(kind, attached_to)
        container = self._draft.container(within) if host is None else parent_of(host)
        node = self._draft.new(container, kind, id, KINDS[kind], name)
        if documentation:
            add_child(node, "documentation", text=documentation)
        assign(node, self._draft.flavour, groups=groups, called=called, job=job)
        write_properties(node, self._draft.flavour, properties)
        if host is not None:
            node.set("attachedToRef", str(host.get("id")))
            if not cancel_activity:
                node.set("cancelActivity", "false")
        elif kind == "startEvent" and not cancel_activity:
            node.set("isInterrupting", "false")
        if triggered_by_event:
            if kind not in SUB_PROCESSES:
                hint = "set triggered_by_event= on sub-processes only"
                raise ModelError(f"no event starts {with_article(kind)}", hint=hint)
            node.set("triggeredByEvent", "true")
        self._define(node, kind, event, host)
        self._into_lane(node, lane, host)
        return str(node.get("id"))

    @_all_or_nothing
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
        condition = stated(condition)
        expect(name, str, "the name of a flow", "pass a text, an empty one for no name")
        ends = self._draft.get(source), self._draft.get(target)
        check_flow(*ends, condition=condition is not None, default=default)
        if default and ends[0].get("default"):
            message = f"{source!r} has the default flow {ends[0].get('default')!r}"
            raise ModelError(message, hint="let one flow be the default, give the others conditions")
        base = "_".join(("Flow", *(_tail(str(end.get("id"))) for end in ends)))
        node = self._draft.new(parent_of(ends[0]), "sequenceFlow", id or self._draft.free(base), "Flow", name)
        node.set("sourceRef", source)
        node.set("targetRef", target)
        if condition is not None:
            add_expression(node, "conditionExpression", formal(condition, self._draft.flavour))
        if default:
            ends[0].set("default", str(node.get("id")))
        add_child(ends[0], "outgoing", text=node.get("id"))
        add_child(ends[1], "incoming", text=node.get("id"))
        return str(node.get("id"))

    @_all_or_nothing
    def data_object(
        self,
        name: str,
        *,
        id: str | None = None,
        within: str | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> str:
        """Add a data object and the reference to it that is drawn; return the id of the reference."""
        container = self._draft.container(within)
        node = self._draft.new(container, "dataObjectReference", id, "Data", name)
        held = self._draft.new(container, "dataObject", f"{node.get('id')}_object", "")
        node.set("dataObjectRef", str(held.get("id")))
        write_properties(node, self._draft.flavour, properties)
        return str(node.get("id"))

    @_all_or_nothing
    def data_store(
        self,
        name: str,
        *,
        id: str | None = None,
        within: str | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> str:
        """Add a register or database; return the id of the reference that is drawn."""
        node = self._draft.new(self._draft.container(within), "dataStoreReference", id, "Store", name)
        write_properties(node, self._draft.flavour, properties)
        return str(node.get("id"))

    @_all_or_nothing
    def annotation(self, text: str, *, of: str | None = None, id: str | None = None) -> str:
        """Add a note, tied to the element *of* if one is named."""
        container = self._draft.process if of is None else self._draft.scope(self._draft.get(of))
        chosen = id or self._draft.free(f"Note_{slug(text)}".rstrip("_"))
        node = self._draft.new(container, "textAnnotation", chosen, "Note")
        add_child(node, "text", text=text)
        note = str(node.get("id"))
        if of is not None:
            self.association(of, note)
        return note

    @_all_or_nothing
    def association(self, source: str, target: str, *, id: str | None = None) -> str:
        """
        Tie data to the step that reads it, a step to the data it writes, or a note to what it is about.

        An activity that a compensation event is tied to becomes one for compensation.
        """
        ends = self._draft.get(source), self._draft.get(target)
        return str(tie(self._draft, *ends, element_id=id).get("id"))

    @_all_or_nothing
    def black_box(self, name: str, *, id: str | None = None) -> str:
        """Add a pool that shows only that someone else takes part, e.g. the applicant; the process gets one, too."""
        self._draft.pool(self._draft.process.get("name") or "")
        return str(self._draft.new(self._draft.collaboration(), "participant", id, "Pool", name).get("id"))

    @_all_or_nothing
    def message_flow(self, source: str, target: str, *, name: str = "", id: str | None = None) -> str:
        """Add a message flow between a pool of someone else and this process or one of its nodes."""
        if self._draft.owner(source) == self._draft.owner(target):
            raise ModelError("a message flow joins two pools", hint="draw a sequence flow inside one")
        check_message_end(self._draft.get(source), sends=True)
        check_message_end(self._draft.get(target), sends=False)
        node = self._draft.new(self._draft.collaboration(), "messageFlow", id, "MessageFlow", name)
        node.set("sourceRef", source)
        node.set("targetRef", target)
        return str(node.get("id"))

    def build(self, *, effort: int = 10) -> Definitions:
        """
        Return the model, laid out with pools and lanes in the order in which they were added.

        The builder can go on and build again.

        Args:
            effort: How many changes of place are tried where lines cross, as in `layout`.

        Raises:
            DataError: The effort is no whole number from 0 to 1,000.
            ModelError: What was added does not make a model, such as an event sub-process without a start event, or a
                link event without the one it jumps to.
        """
        check_whole(self._draft.process)
        root = copy.deepcopy(self._draft.root)
        etree.indent(root)
        draft = read(b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="UTF-8"))
        draft.require_whole()
        layout(draft, keep_order=True, effort=effort)
        return draft

    def _host(self, kind: str, attached_to: str | None) -> etree._Element | None:
        if (kind == "boundaryEvent") != (attached_to is not None):
            raise ModelError(
                "a boundary event is attached to an activity, and nothing else is", hint="set attached_to= accordingly"
            )
        host = self._draft.get(attached_to) if attached_to is not None else None
        if host is not None and local_name(host) not in ACTIVITIES:
            raise ModelError(f"{attached_to!r} is no activity", hint="attach the event to a task or sub-process")
        return host

    def _define(self, node: etree._Element, kind: str, event: EventSpec | None, host: etree._Element | None) -> None:
        if kind in EVENTS:
            check_event(node, () if event is None else (trigger_of(event),), host=host)
        elif event is not None:
            message = f"{with_article(kind)} waits for nothing and throws nothing"
            raise ModelError(message, hint="set event= on events only")
        if event is not None:
            self._events.add(node, event)

    def _into_lane(self, node: etree._Element, lane: str | None, host: etree._Element | None) -> None:
        if host is not None:
            lane = self._lane_of.get(str(host.get("id")))
        if lane is None:
            return
        if parent_of(node) is not self._draft.process:
            raise ModelError("what stands in a sub-process has the lane of the sub-process", hint="leave lane= out")
        above = self._draft.get(lane, "lane")
        self._lane_of[str(node.get("id"))] = lane
        while local_name(above) == "lane":  # a lane lists what its nested lanes hold, as the Modeler writes it
            add_child(above, "flowNodeRef", text=node.get("id"))
            above = parent_of(parent_of(above))


def _tail(element_id: str) -> str:
    return element_id.partition("_")[2] or element_id
