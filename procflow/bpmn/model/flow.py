"""Flow nodes, the containers they stand in and the sequence flows between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from procflow.bpmn.model.base import Element, Expression
from procflow.bpmn.model.data import DataProperty, InputOutputSpecification
from procflow.bpmn.model.resources import CorrelationSubscription, ResourceRole

if TYPE_CHECKING:
    from procflow.bpmn.model.collaboration import Lane, Participant


class SequenceFlow(Element):
    """
    The order of two flow nodes, drawn as a solid arrow.

    Attributes:
        source: The node the flow leaves.
        target: The node the flow enters.
    """

    __slots__ = ("source", "target")

    source: FlowNode
    target: FlowNode

    @property
    def condition(self) -> Expression | None:
        """The condition under which the flow is taken, None if there is none."""
        return self.child_expression("conditionExpression") if len(self.node) else None

    @property
    def is_default(self) -> bool:
        """Whether the source takes this flow when no condition holds."""
        return self.source.default is self

    @property
    def is_immediate(self) -> bool | None:
        """Whether nothing may happen between its ends, None if the file does not say."""
        return self.flag("isImmediate", default=False) if "isImmediate" in self.node.attrib else None


class FlowContainer(Element):
    """What holds flow nodes: a process or a sub-process."""

    __slots__ = ()

    @property
    def flow_nodes(self) -> tuple[FlowNode, ...]:
        """The flow nodes of this level, in the order of the file."""
        return self.children_of(FlowNode)

    @property
    def sequence_flows(self) -> tuple[SequenceFlow, ...]:
        """The sequence flows of this level, in the order of the file."""
        return self.children_of(SequenceFlow)

    @property
    def start_events(self) -> tuple[FlowNode, ...]:
        """The start events of this level."""
        return tuple(node for node in self.flow_nodes if node.kind == "startEvent")

    def all_flow_nodes(self) -> Iterator[FlowNode]:
        """Yield the flow nodes of this level and of every sub-process below."""
        return self.descendants(FlowNode)

    def all_sequence_flows(self) -> Iterator[SequenceFlow]:
        """Yield the sequence flows of this level and of every sub-process below."""
        return self.descendants(SequenceFlow)


class Process(FlowContainer):
    """A process: what one pool does, or a model without pools."""

    __slots__ = ()

    @property
    def is_executable(self) -> bool:
        """Whether the model asks for the process to be run."""
        return self.flag("isExecutable", default=False)

    @property
    def process_type(self) -> str:
        """``None``, ``Public`` or ``Private``, as the standard writes it."""
        return self.node.get("processType") or "None"

    @property
    def is_closed(self) -> bool:
        """Whether nothing but what is drawn may pass in or out."""
        return self.flag("isClosed", default=False)

    @property
    def io_specification(self) -> InputOutputSpecification | None:
        """What it needs and gives, None if the file does not say."""
        return next(iter(self.children_of(InputOutputSpecification)), None)

    @property
    def data_properties(self) -> tuple[DataProperty, ...]:
        """The data it keeps for itself (``property``)."""
        return self.children_of(DataProperty)

    @property
    def resource_roles(self) -> tuple[ResourceRole, ...]:
        """Who does or owns the work."""
        return self.children_of(ResourceRole)

    @property
    def correlation_subscriptions(self) -> tuple[CorrelationSubscription, ...]:
        """How it keeps the values that tell conversations apart."""
        return self.children_of(CorrelationSubscription)

    @property
    def participant(self) -> Participant | None:
        """The pool that shows this process, None if it has none."""
        return next((pool for pool in self.definitions.participants if pool.process is self), None)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All lanes, nested ones after the lane they stand in."""
        return self.definitions.lanes_of(self)


class FlowNode(Element):
    """
    An activity, an event or a gateway.

    Attributes:
        incoming: The sequence flows that enter, in the order of the file.
        outgoing: The sequence flows that leave, in the order of the file.
        lane: The innermost lane of the node, or of the sub-process it stands in; None without lanes.
        default: The flow taken when no condition of the others holds, None if there is none.
    """

    __slots__ = ("default", "incoming", "lane", "outgoing")

    incoming: tuple[SequenceFlow, ...]
    outgoing: tuple[SequenceFlow, ...]
    lane: Lane | None
    default: SequenceFlow | None

    @property
    def container(self) -> FlowContainer:
        """The process or sub-process the node stands in."""
        above = self.parent
        assert isinstance(above, FlowContainer)  # noqa: S101 - a node that stands elsewhere is left out of the model
        return above

    @property
    def process(self) -> Process:
        """The process the node belongs to, through any sub-process."""
        above: FlowContainer = self.container
        while not isinstance(above, Process):
            above = above.container if isinstance(above, FlowNode) else above  # a container is a process or a node
        return above
