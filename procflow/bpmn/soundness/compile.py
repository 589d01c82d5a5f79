"""From the typed model to the nets that the token game is played on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from procflow.bpmn.model.activities import Activity, AdHocSubProcess, ReceiveTask, SubProcess, Transaction
from procflow.bpmn.model.events import (
    BoundaryEvent,
    EndEvent,
    Event,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    StartEvent,
)
from procflow.bpmn.model.flow import FlowContainer, FlowNode, SequenceFlow
from procflow.bpmn.model.gateways import (
    EventBasedGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
)
from procflow.bpmn.soundness.events import thrown_by, trigger_of
from procflow.bpmn.soundness.fragments import NOWHERE, Fragment, leaf, row
from procflow.bpmn.soundness.judged import NotJudged, refuse_what_has_no_rule
from procflow.bpmn.soundness.net import (
    EventSubProcess,
    Flow,
    Kind,
    Net,
    Node,
    Trigger,
    new_flow,
)
from procflow.bpmn.soundness.reduce import Reduction, reduce_net
from procflow.bpmn.soundness.ways import Ways, link_thrown, links_caught
from procflow.wording import with_article

_GATEWAYS: dict[type[FlowNode], Kind] = {
    ExclusiveGateway: Kind.EXCLUSIVE,
    ParallelGateway: Kind.PARALLEL,
    InclusiveGateway: Kind.INCLUSIVE,
    EventBasedGateway: Kind.EVENT_BASED,
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """How an instance begins: the event that begins it, empty for all nodes that nothing leads to, and the net."""

    start_id: str
    net: Net


def beginnings(
    container: FlowContainer, *, reduction: Reduction = Reduction.ALL, kept: frozenset[str] = frozenset()
) -> tuple[Beginning, ...]:
    """
    Return a net for each way in which *container* may begin, alone; the nodes *kept* are never reduced.

    Raises:
        NotJudged: It holds what has no rule, or nothing begins it.
    """
    refuse_what_has_no_rule(container)
    starts = [node for node in container.flow_nodes if isinstance(node, StartEvent) or _instantiates(node)]
    if starts:
        return tuple(Beginning(node.id, _Compiler(container, reduction, kept).begun_by([node])) for node in starts)
    free = _free_nodes(container)
    if not free:
        raise NotJudged(container, "nothing begins it")
    return (Beginning("", _Compiler(container, reduction, kept).begun_by(free)),)


def _instantiates(node: FlowNode) -> bool:
    kinds = (EventBasedGateway, ReceiveTask)
    return isinstance(node, kinds) and not node.incoming and node.flag("instantiate", default=False)


def _free_nodes(container: FlowContainer) -> list[FlowNode]:
    """Return the nodes that nothing leads to and nothing else begins."""
    return [node for node in container.flow_nodes if not node.incoming and _may_begin(node)]


def _may_begin(node: FlowNode) -> bool:
    if isinstance(node, StartEvent | BoundaryEvent):
        return False
    if isinstance(node, Activity) and (node.is_for_compensation or _is_event_sub_process(node)):
        return False
    return not links_caught(node)


def _may_happen(node: FlowNode) -> bool:
    """Return whether *node* can be what an event-based gateway waits for."""
    return isinstance(node, IntermediateCatchEvent | ReceiveTask) and _may_begin(node)


def _is_event_sub_process(node: FlowNode) -> bool:
    return isinstance(node, SubProcess) and node.is_event_sub_process


class _Compiler:
    """Makes the net of one scope; what no token can come to is left out."""

    def __init__(self, container: FlowContainer, reduction: Reduction, kept: frozenset[str] = frozenset()) -> None:
        self.container = container
        self.kept = kept
        self.elements = container.flow_nodes
        self.reduction = reduction
        self.nodes: dict[str, Node] = {}
        self.pending: list[tuple[FlowNode, Node]] = []
        self.activities: list[str] = []

    def _within(self, container: FlowContainer) -> _Compiler:
        return _Compiler(container, self.reduction, self.kept)

    def begun_by(self, starts: Iterable[FlowNode]) -> Net:
        """Return the net that begins with all of *starts* at once."""
        source = Node(self.container.id, Kind.SOURCE, weight=0)
        for start in starts:
            if isinstance(start, StartEvent):
                self._send(source, start)
            else:
                self._lead(source, self._node(start))
        return self._finish(source)

    def triggered(self) -> tuple[list[Trigger], Net]:
        """Return the start events of an event sub-process, and the net any of them begins."""
        triggers = []
        for start, trigger in self.starts():
            self._send(trigger.source, start)
            triggers.append(trigger)
        return triggers, self._finish(None)

    def starts(self) -> list[tuple[FlowNode, Trigger]]:
        """Return the start events that may start an event sub-process."""
        found = (
            (start, trigger_of(start, interrupting=start.flag("isInterrupting", default=True)))
            for start in self.container.start_events
        )
        return [(start, trigger) for start, trigger in found if trigger is not None]

    def _finish(self, source: Node | None) -> Net:
        while self.pending:
            self._leave(*self.pending.pop())
        self._block_joins()
        self._keep_joins()
        net = Net(self.container.id, self.container, source, list(self.nodes.values()))
        net.is_transaction = isinstance(self.container, Transaction)
        net.activities = self.activities
        for node in self.elements:
            if isinstance(node, SubProcess) and node.is_event_sub_process:
                net.subs.append(EventSubProcess(node.id, *self._within(node).triggered()))
        reduce_net(net, self.reduction)
        return net

    def _block_joins(self) -> None:
        """Add the flows that never carry a token: a parallel join waits for them, an inclusive one for ways to them."""
        for node in self.nodes.values():
            if node.kind in {Kind.PARALLEL, Kind.INCLUSIVE}:
                element = self.container.definitions.element(node.id)
                incoming = element.incoming if isinstance(element, FlowNode) else ()
                if len(incoming) > len(node.ins):
                    alive = {flow.fragment.exit[-1] for flow in node.ins if flow.fragment.exit}
                    node.ins += [new_flow(flow.id, None, node) for flow in incoming if flow.id not in alive]

    def _keep_joins(self) -> None:
        """
        Keep the inclusive joins that wait for ever for what stays where nothing goes on, though a way is drawn.

        A join to which ways lead by all its flows does not wait: one of them leads to a token that is there.
        """
        idle = [node.id for node in self.nodes.values() if node.kind in {Kind.CLOSED, Kind.STUCK}]
        if not idle:
            return
        found = (
            self.container.definitions.element(one.id) for one in self.nodes.values() if one.kind is Kind.INCLUSIVE
        )
        joins = [element for element in found if isinstance(element, FlowNode)]
        drawn = Ways(self.container)
        for one in idle:
            for element_id in drawn.partly_entered(one, joins):
                self.nodes[element_id].is_kept = True

    def _node(self, element: FlowNode) -> Node:
        node = self.nodes.get(element.id)
        if node is None:
            node = self.nodes[element.id] = self._new(element)
            node.is_kept = element.id in self.kept or _draws_dead_ways(element)
            self.pending.append((element, node))
        return node

    def _new(self, element: FlowNode) -> Node:
        kind = _GATEWAYS.get(type(element))
        if kind is Kind.EVENT_BASED and not element.outgoing:
            kind = Kind.PASS
        if kind is not None:
            return Node(element.id, kind)
        if not _may_begin(element):
            return Node(element.id, Kind.CLOSED)
        if isinstance(element, Activity):
            return self._activity(element)
        if isinstance(element, EndEvent):
            kind, reference = thrown_by(element, Kind.END)
            return Node(element.id, kind, reference, ends=(element.id,))
        if isinstance(element, IntermediateThrowEvent):
            return Node(element.id, *thrown_by(element, Kind.PASS))
        if isinstance(element, IntermediateCatchEvent):
            return Node(element.id, Kind.CATCH, weight=2)
        raise NotJudged(element, f"the token game has no rule for {with_article(element.kind)}")

    def _activity(self, element: Activity) -> Node:
        node = Node(element.id, Kind.ACTIVITY, begins=(element.id,), weight=2)
        self.activities.append(element.id)
        if isinstance(element, SubProcess) and not isinstance(element, AdHocSubProcess):
            blank = [
                start for start in element.start_events if isinstance(start, Event) and not start.event_definitions
            ]
            starts = blank or ([] if element.start_events else _free_nodes(element))
            node.inner = self._within(element).begun_by(starts)
            self.activities += node.inner.activities
            _take_in(node, node.inner)
        return node

    def _leave(self, element: FlowNode, node: Node) -> None:
        if node.kind is Kind.CLOSED or node.ends:
            return
        if isinstance(element, Activity):
            for event in element.boundary_events:
                self._attach(event, node)
        if node.kind is Kind.EVENT_BASED:
            self._choose_event(element, node)
        elif (link := link_thrown(element)) is not None:
            self._lead(node, self._sending(next(one for one in self.elements if link in links_caught(one))))
        elif _is_shared(element):
            self._lead(node, self._sending(element))
        else:
            self._send(node, element)

    def _choose_event(self, element: FlowNode, node: Node) -> None:
        for target in dict.fromkeys(flow.target for flow in element.outgoing):
            if _may_happen(target):
                self._happen(node, target)
        if not node.outs:
            node.kind = Kind.STUCK

    def _attach(self, event: BoundaryEvent, node: Node) -> None:
        trigger = trigger_of(event, interrupting=event.cancel_activity)
        if trigger is not None:
            node.boundary.append(trigger)
            self._send(trigger.source, event)

    def _happen(self, gateway: Node, element: FlowNode) -> None:
        """Lead from an event-based gateway to the event or receive task that happens."""
        begins = (element.id,) if isinstance(element, Activity) else ()
        self.activities += begins
        happened = self.nodes[f"{gateway.id} {element.id}"] = Node(element.id, Kind.HAPPENED, begins=begins)
        happened.is_kept = element.id in self.kept
        gateway.is_kept = gateway.is_kept or happened.is_kept
        self._lead(gateway, happened)
        if _is_shared(element):
            self._lead(happened, self._sending(element))
        else:
            self._send(happened, element)

    def _sending(self, element: FlowNode) -> Node:
        """Return the node that puts tokens on the flows of *element* for all that stand for it."""
        key = f"{element.id} sends"
        if key not in self.nodes:
            self.nodes[key] = Node(element.id, Kind.SENDING, weight=0)
            self._send(self.nodes[key], element)
        return self.nodes[key]

    def _send(self, node: Node, element: FlowNode) -> None:
        """Let *node* put tokens on the flows that leave *element*."""
        default = element.default
        may_choose = isinstance(element, Activity)
        for flow in element.outgoing:
            fragment, target = self._follow(flow)
            made = Flow(fragment, node, self._node(target))
            node.outs.append(made)
            made.target.ins.append(made)
            if flow is default:
                node.default = made
            elif may_choose and flow.condition is not None:
                node.conditional.append(made)

    def _follow(self, flow: SequenceFlow) -> tuple[Fragment, FlowNode]:
        """Return the flow and all activities behind it that a token passes for certain, and what comes then."""
        target = flow.target
        ids = [flow.id]
        while self.reduction is not Reduction.NONE and target.id not in self.kept and _is_passed(target):
            self.activities.append(target.id)
            (flow,) = target.outgoing
            ids += (target.id, flow.id)
            target = flow.target
        return (row(tuple(ids)) if len(ids) > 1 else leaf(flow.id)), target

    def _lead(self, source: Node, target: Node) -> None:
        """Lead from *source* to *target* where no sequence flow carries a token."""
        flow = Flow(NOWHERE, source, target)
        source.outs.append(flow)
        target.ins.append(flow)


def _is_passed(element: FlowNode) -> bool:
    """Return whether *element* is an activity with one way in and one way out, in which nothing can go wrong."""
    if len(element.incoming) != 1 or len(element.outgoing) != 1 or not isinstance(element, Activity):
        return False
    if element.boundary_events or isinstance(element, SubProcess) or element.is_for_compensation:
        return False
    (flow,) = element.outgoing
    return flow.condition is None or flow is element.default


def _draws_dead_ways(element: FlowNode) -> bool:
    """Return whether a flow that never carries a token leaves it: for inclusive joins that is a way all the same."""
    if isinstance(element, EventBasedGateway):
        return any(not _may_happen(flow.target) for flow in element.outgoing)
    return isinstance(element, EndEvent) and bool(element.outgoing)


def _is_shared(element: FlowNode) -> bool:
    """Return whether an event-based gateway and another node lead to *element*."""
    if len(element.incoming) < 2 or not isinstance(element, IntermediateCatchEvent | ReceiveTask):
        return False
    sources = {flow.source for flow in element.incoming}
    return len(sources) > 1 and any(isinstance(source, EventBasedGateway) for source in sources)


def _take_in(node: Node, inner: Net) -> None:
    """Pass a sub-process as one node if nothing inside it can go wrong."""
    source = inner.source
    if source is None or not inner.is_passed_for_certain:
        return
    node.inner, node.inside = None, source.tails
    node.weight += sum(part.cost + end.weight for part, end in source.tails)
    node.also = (*source.also, *(one for tail in source.tails for one in tail))
