"""Ways that are drawn: what an inclusive gateway asks for before it joins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from procflow.bpmn.families import link_name
from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.events import (
    CompensateEventDefinition,
    Event,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    LinkEventDefinition,
)
from procflow.bpmn.model.flow import FlowContainer, FlowNode, SequenceFlow
from procflow.bpmn.structure.ways import dominated_spans, immediate_dominators


class Ways:
    """The ways from the nodes of one scope, each followed when it is asked for (BPMN 2.0.2, 13.4.3)."""

    def __init__(self, container: FlowContainer) -> None:
        self._container = container
        self._caught: dict[str, list[FlowNode]] | None = None

    def reached(self, element_id: str, gateway_id: str, bits: Mapping[str, int]) -> int:
        """
        Return which of the flows of *bits*, those into a gateway, ways lead to from a node: their bits.

        Ways are what is drawn, whether a token ever goes them or not.
        """
        found, seen = 0, {gateway_id, element_id}
        first = self._container.definitions.get(element_id)
        pending = [first] if isinstance(first, FlowNode) and element_id != gateway_id else []
        while pending:
            element = pending.pop()
            for flow in self._flows(element):
                found |= bits.get(flow.id, 0)
            further = self._further(element)
            pending += [node for node in further if node.id not in seen]
            seen.update(node.id for node in further)
        return found

    def partly_entered(self, element_id: str, gateways: Iterable[FlowNode]) -> set[str]:
        """
        Return which of *gateways* ways from a node lead into by some of their flows, and not by all.

        As for `reached`, a way does not go through the gateway itself: of its flows those are entered whose source has
        a way that does not pass it, which is so if it does not dominate the source.
        """
        nodes = list(self._container.flow_nodes)
        place = {node.id: number for number, node in enumerate(nodes)}
        if element_id not in place:
            return set()
        ahead = [[place[one.id] for one in self._further(node) if one.id in place] for node in nodes]
        root = place[element_id]
        above = immediate_dominators(ahead, root)
        spans = dominated_spans(above, root)
        found = set()
        for gateway in gateways:
            begin, end = spans.get(place[gateway.id], (-1, -1))
            sources = [flow.source for flow in gateway.incoming]
            entered = [
                (at := spans.get(place[source.id])) is not None
                and not begin <= at[0] < end
                and any(flow.target is gateway for flow in self._flows(source))
                for source in sources
            ]
            if any(entered) and not all(entered) and gateway.id != element_id:
                found.add(gateway.id)
        return found

    def _flows(self, element: FlowNode) -> Sequence[SequenceFlow]:
        """Return the flows by which a way leaves *element*: none from a link that throws."""
        return () if element.id in self._links() else element.outgoing

    def _further(self, element: FlowNode) -> list[FlowNode]:
        caught = self._links().get(element.id)
        return ([flow.target for flow in element.outgoing] if caught is None else caught) + _attached(element)

    def _links(self) -> dict[str, list[FlowNode]]:
        """Return for each link event that throws those that catch."""
        if self._caught is None:
            catches: dict[str, list[FlowNode]] = {}
            throws: dict[str, str] = {}
            for element in self._container.flow_nodes:
                for name in links_caught(element):
                    catches.setdefault(name, []).append(element)
                thrown = link_thrown(element)
                if thrown is not None:
                    throws[element.id] = thrown
            self._caught = {throw: catches[name] for throw, name in throws.items() if name in catches}
        return self._caught


def link_thrown(node: FlowNode) -> str | None:
    """Return the name of the link that an event throws, None if it throws none: by the first of its definitions."""
    first = _definitions(node)[:1] if isinstance(node, IntermediateThrowEvent) else ()
    return next((link_name(one.name) for one in first if isinstance(one, LinkEventDefinition)), None)


def links_caught(node: FlowNode) -> set[str]:
    """Return the names of the links that an event catches."""
    definitions = _definitions(node) if isinstance(node, IntermediateCatchEvent) else ()
    return {link_name(one.name) for one in definitions if isinstance(one, LinkEventDefinition)}


def _definitions(element: FlowNode) -> tuple[object, ...]:
    return element.event_definitions if isinstance(element, Event) else ()


def _attached(element: FlowNode) -> list[FlowNode]:
    """Return the boundary events of *element*; those for compensation take no part."""
    events = element.boundary_events if isinstance(element, Activity) else ()
    return [event for event in events if not is_compensation_only(event)]


def is_compensation_only(event: FlowNode) -> bool:
    """Return whether only compensation brings *event* about."""
    found = _definitions(event)
    return bool(found) and all(isinstance(one, CompensateEventDefinition) for one in found)
