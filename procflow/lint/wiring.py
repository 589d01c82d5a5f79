"""Which flows enter and leave an element, as its own lists say."""

from __future__ import annotations

from procflow.bpmn import Definitions, Element, FlowNode
from procflow.bpmn.namespaces import bpmn, local_reference
from procflow.bpmn.nodes import lists_flows


class Wiring:
    """
    The flows of each element of a model, as Camunda Modeler sees them.

    BPMN lets an element list its flows, and Modeler goes by these lists.
    Most tools write them; where a file has none, the ends of the sequence flows say the same.

    Args:
        model: The model; it is not changed.
    """

    def __init__(self, model: Definitions) -> None:
        self.model = model
        self.is_listed = lists_flows(model.node)

    def entering(self, node: FlowNode) -> tuple[Element, ...]:
        """Return the flows that enter *node*."""
        return self._listed(node, "incoming") if self.is_listed else node.incoming

    def leaving(self, node: FlowNode) -> tuple[Element, ...]:
        """Return the flows that leave *node*."""
        return self._listed(node, "outgoing") if self.is_listed else node.outgoing

    def _listed(self, node: FlowNode, tag: str) -> tuple[Element, ...]:
        texts = (entry.text or "" for entry in node.node.iterfind(bpmn(tag)))
        found = (self.model.get(local_reference(text)) for text in texts)
        return tuple(flow for flow in found if flow is not None)
