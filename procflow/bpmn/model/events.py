"""Events and their definitions."""

from __future__ import annotations

from typing import Literal

from procflow.bpmn.model.activities import Activity
from procflow.bpmn.model.base import Element, Error, Escalation, Expression, Message, Signal
from procflow.bpmn.model.data import DataAssociation, DataInput, DataOutput, DataProperty
from procflow.bpmn.model.flow import FlowNode
from procflow.bpmn.model.resources import Operation

TimerKind = Literal["timeDate", "timeDuration", "timeCycle"]
_TIMER_KINDS: tuple[TimerKind, ...] = ("timeDate", "timeDuration", "timeCycle")


class EventDefinition(Element):
    """What an event waits for or throws."""

    __slots__ = ()


class TimerEventDefinition(EventDefinition):
    """A date, a duration or a cycle."""

    __slots__ = ()

    @property
    def timer_kind(self) -> TimerKind | None:
        """Which of the three is filled in, None if none is."""
        return next((kind for kind in _TIMER_KINDS if self.child_text(kind)), None)

    @property
    def text(self) -> str:
        """The ISO 8601 text or expression, empty if nothing is filled in."""
        kind = self.timer_kind
        return self.child_text(kind) if kind else ""


class MessageEventDefinition(EventDefinition):
    """A message."""

    __slots__ = ()

    @property
    def message(self) -> Message | None:
        """The message, None if none is chosen."""
        found = self.reference("messageRef")
        return found if isinstance(found, Message) else None

    @property
    def operation(self) -> Operation | None:
        """The operation of the message, None if it is not in this file."""
        return next((found for found in self.child_references("operationRef") if isinstance(found, Operation)), None)


class SignalEventDefinition(EventDefinition):
    """A signal."""

    __slots__ = ()

    @property
    def signal(self) -> Signal | None:
        """The signal, None if none is chosen."""
        found = self.reference("signalRef")
        return found if isinstance(found, Signal) else None


class ErrorEventDefinition(EventDefinition):
    """An error."""

    __slots__ = ()

    @property
    def error(self) -> Error | None:
        """The error, None for any."""
        found = self.reference("errorRef")
        return found if isinstance(found, Error) else None


class EscalationEventDefinition(EventDefinition):
    """An escalation."""

    __slots__ = ()

    @property
    def escalation(self) -> Escalation | None:
        """The escalation, None for any."""
        found = self.reference("escalationRef")
        return found if isinstance(found, Escalation) else None


class ConditionalEventDefinition(EventDefinition):
    """A condition over variables."""

    __slots__ = ()

    @property
    def condition(self) -> Expression | None:
        """The condition, None if it is not filled in."""
        return self.child_expression("condition")


class LinkEventDefinition(EventDefinition):
    """A jump to the link event of the same name on the same level."""

    __slots__ = ()

    @property
    def sources(self) -> tuple[Element, ...]:
        """The link definitions it is jumped to from, where the file names them."""
        return self.child_references("source")

    @property
    def target(self) -> Element | None:
        """The link definition it jumps to, where the file names it."""
        return next(iter(self.child_references("target")), None)


class TerminateEventDefinition(EventDefinition):
    """The end of everything on its level."""

    __slots__ = ()


class CompensateEventDefinition(EventDefinition):
    """The undoing of finished activities."""

    __slots__ = ()

    @property
    def activity(self) -> Activity | None:
        """The activity that is undone, None for all."""
        return self.referred("activityRef", Activity)

    @property
    def waits(self) -> bool:
        """Whether the event ends only when all is undone."""
        return self.flag("waitForCompletion", default=True)


class CancelEventDefinition(EventDefinition):
    """The cancellation of a transaction."""

    __slots__ = ()


class Event(FlowNode):
    """Something that happens."""

    __slots__ = ()

    @property
    def event_definitions(self) -> tuple[EventDefinition, ...]:
        """Its definitions, own ones first, then those it refers to; none for a blank event."""
        referred = self.child_references("eventDefinitionRef")
        return self.children_of(EventDefinition) + tuple(e for e in referred if isinstance(e, EventDefinition))

    @property
    def triggers(self) -> tuple[str, ...]:
        """What it waits for or throws, such as ``timer`` or ``message``; none for a blank event."""
        return tuple(definition.kind.removesuffix("EventDefinition") for definition in self.event_definitions)

    @property
    def data_associations(self) -> tuple[DataAssociation, ...]:
        """The dotted arrows from and to data."""
        return self.children_of(DataAssociation)

    @property
    def data_properties(self) -> tuple[DataProperty, ...]:
        """The data it keeps for itself (``property``)."""
        return self.children_of(DataProperty)


class CatchEvent(Event):
    """An event that waits."""

    __slots__ = ()

    @property
    def is_parallel_multiple(self) -> bool:
        """Whether all of its definitions must happen, not just one (``parallelMultiple``)."""
        return self.flag("parallelMultiple", default=False)

    @property
    def data_outputs(self) -> tuple[DataOutput, ...]:
        """The data it brings."""
        return self.children_of(DataOutput)


class ThrowEvent(Event):
    """An event that is brought about."""

    __slots__ = ()

    @property
    def data_inputs(self) -> tuple[DataInput, ...]:
        """The data it takes along."""
        return self.children_of(DataInput)


class StartEvent(CatchEvent):
    """Where a process or sub-process begins."""

    __slots__ = ()

    @property
    def is_interrupting(self) -> bool:
        """Whether the start of an event sub-process ends what it stands in."""
        return self.flag("isInterrupting", default=True)


class IntermediateCatchEvent(CatchEvent):
    """A wait in the middle of the flow."""

    __slots__ = ()


class BoundaryEvent(CatchEvent):
    """
    An event at the border of an activity.

    Attributes:
        attached_to: The activity it is attached to.
    """

    __slots__ = ("attached_to",)

    attached_to: Activity

    @property
    def cancel_activity(self) -> bool:
        """Whether it ends the activity (interrupting)."""
        return self.flag("cancelActivity", default=True)


class IntermediateThrowEvent(ThrowEvent):
    """An event brought about in the middle of the flow."""

    __slots__ = ()


class ImplicitThrowEvent(ThrowEvent):
    """An event that the standard lets stand where others do and no tool draws: a loop throws one by itself."""

    __slots__ = ()


class EndEvent(ThrowEvent):
    """Where a path ends."""

    __slots__ = ()
