"""Activities: the tasks, call activities and sub-processes of BPMN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procflow.bpmn.model.base import Element, Expression
from procflow.bpmn.model.flow import FlowContainer, FlowNode

if TYPE_CHECKING:
    from procflow.bpmn.model.events import BoundaryEvent


class LoopCharacteristics(Element):
    """How often an activity is repeated: multi-instance or standard loop."""

    __slots__ = ()

    @property
    def is_multi_instance(self) -> bool:
        """Whether the activity runs once for each item, else it is a standard loop."""
        return self.kind == "multiInstanceLoopCharacteristics"

    @property
    def is_sequential(self) -> bool:
        """Whether the items run one after the other."""
        return self.flag("isSequential", default=False)

    @property
    def cardinality(self) -> Expression | None:
        """The number of items as an expression, None if a collection says it."""
        return self.child_expression("loopCardinality")

    @property
    def completion_condition(self) -> Expression | None:
        """The condition that ends the loop before its last item, None if there is none."""
        return self.child_expression("completionCondition")


class Activity(FlowNode):
    """
    Work that is done: a task, a call activity or a sub-process.

    Attributes:
        boundary_events: The events attached to its border, in the order of the file.
    """

    __slots__ = ("boundary_events",)

    boundary_events: tuple[BoundaryEvent, ...]

    @property
    def loop(self) -> LoopCharacteristics | None:
        """How it is repeated, None if it runs once."""
        return next(iter(self.children_of(LoopCharacteristics)), None)

    @property
    def is_for_compensation(self) -> bool:
        """Whether it runs only to undo another activity."""
        return self.flag("isForCompensation", default=False)

    @property
    def data_inputs(self) -> tuple[Element, ...]:
        """The data objects and stores that point into the activity."""
        found = [ref for node in self.children_of(DataInputAssociation) for ref in node.child_references("sourceRef")]
        return tuple(found)

    @property
    def data_outputs(self) -> tuple[Element, ...]:
        """The data objects and stores the activity points to."""
        found = [ref for node in self.children_of(DataOutputAssociation) for ref in node.child_references("targetRef")]
        return tuple(found)


class DataInputAssociation(Element):
    """A dotted arrow from a data object or store into an activity or event."""

    __slots__ = ()


class DataOutputAssociation(Element):
    """A dotted arrow from an activity or event to a data object or store."""

    __slots__ = ()


class Task(Activity):
    """A step without parts; of kind ``task`` it says nothing about who does it how."""

    __slots__ = ()


class UserTask(Task):
    """A step a person does with the help of the system."""

    __slots__ = ()


class ManualTask(Task):
    """A step a person does without the system."""

    __slots__ = ()


class ServiceTask(Task):
    """A step a program does."""

    __slots__ = ()


class ScriptTask(Task):
    """A step in which the engine runs a script."""

    __slots__ = ()


class BusinessRuleTask(Task):
    """A step in which a decision is evaluated."""

    __slots__ = ()


class SendTask(Task):
    """A step that sends a message."""

    __slots__ = ()


class ReceiveTask(Task):
    """A step that waits for a message."""

    __slots__ = ()


class CallActivity(Activity):
    """A step that runs another process."""

    __slots__ = ()


class SubProcess(Activity, FlowContainer):
    """A step made of steps."""

    __slots__ = ()

    @property
    def is_event_sub_process(self) -> bool:
        """Whether an event inside starts it, not a sequence flow."""
        return self.flag("triggeredByEvent", default=False)


class Transaction(SubProcess):
    """A sub-process that is completed or cancelled as a whole."""

    __slots__ = ()


class AdHocSubProcess(SubProcess):
    """A sub-process whose steps may be done in any order."""

    __slots__ = ()
