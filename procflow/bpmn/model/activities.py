"""Activities: the tasks, call activities and sub-processes of BPMN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procflow.bpmn.model.base import Element, Expression, Message
from procflow.bpmn.model.data import DataAssociation, DataProperty, InputOutputSpecification
from procflow.bpmn.model.flow import FlowContainer, FlowNode
from procflow.bpmn.model.resources import Operation, ResourceRole

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

    @property
    def data_input(self) -> Element | None:
        """The collection it runs over, None if it is not in this file."""
        return next(iter(self.child_references("loopDataInputRef")), None)

    @property
    def data_output(self) -> Element | None:
        """The collection it makes, None if it is not in this file."""
        return next(iter(self.child_references("loopDataOutputRef")), None)

    @property
    def input_item(self) -> Element | None:
        """The one item of the collection that an instance is given (``inputDataItem``)."""
        return next((child for child in self.children if child.kind == "inputDataItem"), None)

    @property
    def output_item(self) -> Element | None:
        """The one item that an instance gives (``outputDataItem``)."""
        return next((child for child in self.children if child.kind == "outputDataItem"), None)

    @property
    def behavior(self) -> str:
        """Which finished instances throw an event: ``All``, ``None``, ``One`` or ``Complex``."""
        return self.node.get("behavior") or "All"

    @property
    def none_event(self) -> Element | None:
        """The event thrown by each instance with behavior ``None``, None if it is not in this file."""
        return self.reference("noneBehaviorEventRef")

    @property
    def one_event(self) -> Element | None:
        """The event thrown by the first instance with behavior ``One``, None if it is not in this file."""
        return self.reference("oneBehaviorEventRef")

    @property
    def tests_before(self) -> bool:
        """Whether a standard loop asks its condition before the first round."""
        return self.flag("testBefore", default=False)

    @property
    def maximum(self) -> str:
        """How many rounds a standard loop makes at most, as written; empty without bound."""
        return self.node.get("loopMaximum") or ""

    @property
    def condition(self) -> Expression | None:
        """The condition under which a standard loop goes on, None if there is none."""
        return self.child_expression("loopCondition")


class DataInputAssociation(DataAssociation):
    """A dotted arrow from a data object or store into an activity or event."""

    __slots__ = ()


class DataOutputAssociation(DataAssociation):
    """A dotted arrow from an activity or event to a data object or store."""

    __slots__ = ()


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
    def io_specification(self) -> InputOutputSpecification | None:
        """What it needs and gives, None if the file does not say."""
        return next(iter(self.children_of(InputOutputSpecification)), None)

    @property
    def data_associations(self) -> tuple[DataAssociation, ...]:
        """The dotted arrows from and to data."""
        return self.children_of(DataAssociation)

    @property
    def data_properties(self) -> tuple[DataProperty, ...]:
        """The data it keeps for itself (``property``)."""
        return self.children_of(DataProperty)

    @property
    def resource_roles(self) -> tuple[ResourceRole, ...]:
        """Who does or owns the work (``performer``, ``humanPerformer``, ``potentialOwner``)."""
        return self.children_of(ResourceRole)

    @property
    def start_quantity(self) -> str:
        """How many tokens must come before it starts, as written."""
        return self.node.get("startQuantity") or "1"

    @property
    def completion_quantity(self) -> str:
        """How many tokens leave when it ends, as written."""
        return self.node.get("completionQuantity") or "1"

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


class Task(Activity):
    """A step without parts; of kind ``task`` it says nothing about who does it how."""

    __slots__ = ()

    @property
    def implementation(self) -> str:
        """By what means it is done, as written (``##WebService``, ``##unspecified``, ...); empty if unset."""
        return self.node.get("implementation") or ""


class UserTask(Task):
    """A step a person does with the help of the system."""

    __slots__ = ()


class ManualTask(Task):
    """A step a person does without the system."""

    __slots__ = ()


class ServiceTask(Task):
    """A step a program does."""

    __slots__ = ()

    @property
    def operation(self) -> Operation | None:
        """The operation that is called, None if it is not in this file."""
        return self.referred("operationRef", Operation)


class ScriptTask(Task):
    """A step in which the engine runs a script."""

    __slots__ = ()

    @property
    def script(self) -> Expression | None:
        """The script and its format, None if there is none."""
        text = self.child_text("script")
        return Expression(text, self.node.get("scriptFormat") or "") if text else None


class BusinessRuleTask(Task):
    """A step in which a decision is evaluated."""

    __slots__ = ()


class MessageTask(Task):
    """A step about a message."""

    __slots__ = ()

    @property
    def message(self) -> Message | None:
        """The message, None if none is chosen."""
        return self.referred("messageRef", Message)

    @property
    def operation(self) -> Operation | None:
        """The operation of the message, None if it is not in this file."""
        return self.referred("operationRef", Operation)


class SendTask(MessageTask):
    """A step that sends a message."""

    __slots__ = ()


class ReceiveTask(MessageTask):
    """A step that waits for a message."""

    __slots__ = ()

    @property
    def instantiates(self) -> bool:
        """Whether its message starts the process."""
        return self.flag("instantiate", default=False)


class CallActivity(Activity):
    """A step that runs another process."""

    __slots__ = ()

    @property
    def called_element(self) -> str:
        """The id of the process or global task in the standard's own attribute, empty if none is chosen there."""
        return self.node.get("calledElement") or ""

    @property
    def called(self) -> Element | None:
        """The process or global task, None if it is not in this file."""
        return self.reference("calledElement")


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

    @property
    def method(self) -> str:
        """How it is cancelled, as written."""
        return self.node.get("method") or "##Compensate"


class AdHocSubProcess(SubProcess):
    """A sub-process whose steps may be done in any order."""

    __slots__ = ()

    @property
    def is_sequential(self) -> bool:
        """Whether only one step is done at a time (``ordering``)."""
        return self.node.get("ordering") == "Sequential"

    @property
    def completion_condition(self) -> Expression | None:
        """The condition that ends it, None if there is none."""
        return self.child_expression("completionCondition")

    @property
    def cancels_remaining(self) -> bool:
        """Whether its end cancels the steps that still run."""
        return self.flag("cancelRemainingInstances", default=True)
