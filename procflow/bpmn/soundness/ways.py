"""Ways that are drawn: what an inclusive gateway asks for before it joins."""

from __future__ import annotations

from collections.abc import Mapping

from procflow.bpmn.families import link_name
from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.events import (
    CompensateEventDefinition,
    Event,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    LinkEventDefinition,
)
from procflow.bpmn.model.flow import FlowContainer, FlowNode


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
            caught = self._links().get(element.id)
            for flow in element.outgoing if caught is None else ():
                found |= bits.get(flow.id, 0)
            further = [flow.target for flow in element.outgoing] if caught is None else caught
            further += _attached(element)
            pending += [node for node in further if node.id not in seen]
            seen.update(node.id for node in further)
        return found

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
    return [event for event in events if not is_for_compensation(event)]


def is_for_compensation(event: FlowNode) -> bool:
    """Return whether only compensation brings *event* about."""
    found = _definitions(event)
    return bool(found) and all(isinstance(one, CompensateEventDefinition) for one in found)
