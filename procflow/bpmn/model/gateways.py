"""Gateways: where paths part and meet."""

from __future__ import annotations

from procflow.bpmn.model.flow import FlowNode


class Gateway(FlowNode):
    """Where paths part or meet."""

    __slots__ = ()


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


class ComplexGateway(Gateway):
    """A gateway with an activation rule of its own."""

    __slots__ = ()
