"""Gateways: where paths part and meet."""

from __future__ import annotations

from procflow.bpmn.model.base import Expression
from procflow.bpmn.model.flow import FlowNode


class Gateway(FlowNode):
    """Where paths part or meet."""

    __slots__ = ()

    @property
    def direction(self) -> str:
        """What the file says of it: ``Unspecified``, ``Converging``, ``Diverging`` or ``Mixed``."""
        return self.node.get("gatewayDirection") or "Unspecified"


class ExclusiveGateway(Gateway):
    """One of several paths."""

    __slots__ = ()


class ParallelGateway(Gateway):
    """All paths at once, and waiting for all."""

    __slots__ = ()


class InclusiveGateway(Gateway):
    """Every path whose condition holds."""

    __slots__ = ()


class EventBasedGateway(Gateway):
    """The path whose event happens first."""

    __slots__ = ()

    @property
    def instantiates(self) -> bool:
        """Whether its events start the process."""
        return self.flag("instantiate", default=False)

    @property
    def is_parallel(self) -> bool:
        """Whether all of its events must happen (``eventGatewayType``)."""
        return self.node.get("eventGatewayType") == "Parallel"


class ComplexGateway(Gateway):
    """A gateway with an activation rule of its own."""

    __slots__ = ()

    @property
    def activation_condition(self) -> Expression | None:
        """The condition under which it goes on, None if there is none."""
        return self.child_expression("activationCondition")
