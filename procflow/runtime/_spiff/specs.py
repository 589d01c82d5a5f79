"""The task specs that procflow's compiler makes: SpiffWorkflow's, with followers made on completion alone."""

from __future__ import annotations

from collections.abc import Sequence

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec

from procflow.errors import IncidentError
from procflow.runtime._spiff.token import Token
from procflow.runtime.core.conditions import holds
from procflow.runtime.core.plan import CallPlan, FlowPlan, NodePlan


class Node(BpmnTaskSpec):
    """Base of all elements: entered, run, left by every flow that leads on."""

    plan: NodePlan
    waits = False
    is_task = False
    is_stage = False
    sends = False
    decides_by_event = False

    def test(self) -> None:
        """Accept the spec: the compiler has checked it, and an element may have no flow that enters."""

    def chosen(self, my_task: Token) -> Sequence[FlowPlan]:
        """Return the flows a token leaves by: all without condition, and those whose condition holds."""
        return chosen_flows(my_task)

    def _predict(self, my_task: Token, *_: object, **__: object) -> None:
        """Predict nothing."""

    def _update_hook(self, my_task: Token) -> bool:  # noqa: ARG002 - SpiffWorkflow's signature
        return True

    def _on_ready_hook(self, my_task: Token) -> None:
        my_task.workflow.ready.append(my_task)

    def _run_hook(self, my_task: Token) -> bool | None:
        my_task.workflow.enter(my_task)
        return True

    def _on_complete_hook(self, my_task: Token) -> None:
        my_task.workflow.leave(my_task, self.chosen(my_task))

    def _on_cancel(self, my_task: Token) -> None:
        my_task.workflow.withdraw(my_task)


class PassingTask(Node, defaults.NoneTask):
    """A task that takes no time in the engine: none and manual tasks, as in Camunda."""


class StartEvent(Node, defaults.StartEvent):
    """Where a process or sub-process begins."""


class ThrowEvent(Node, defaults.IntermediateThrowEvent):
    """An event that happens as soon as it is reached."""

    sends = True


class EndEvent(ThrowEvent, defaults.EndEvent):
    """Where a path ends."""


class TerminateEnd(EndEvent):
    """Where everything on its level ends."""

    def _on_complete_hook(self, my_task: Token) -> None:
        super()._on_complete_hook(my_task)
        my_task.workflow.terminate(my_task)


class ErrorEnd(EndEvent):
    """Where a level ends with an error."""

    def _on_complete_hook(self, my_task: Token) -> None:
        super()._on_complete_hook(my_task)
        my_task.workflow.throw(my_task, self.plan.error or "", my_task.scope)


class Activity(Node):
    """An activity that lasts: its boundary events are armed while it does."""

    def _run_hook(self, my_task: Token) -> bool | None:
        my_task.workflow.enter(my_task)
        my_task.workflow.attach(my_task)
        return self.begin(my_task)

    def begin(self, my_task: Token) -> bool | None:
        """Start the work of the activity; return True if it is done at once."""
        my_task.workflow.waits.open_task(my_task, my_task.workflow.variables_of(my_task))
        return None

    def _on_complete_hook(self, my_task: Token) -> None:
        my_task.workflow.detach(my_task)
        super()._on_complete_hook(my_task)


class UserTask(Activity, defaults.UserTask):
    """A task that waits for a person."""

    waits = True
    is_task = True


class JobTask(Activity, defaults.ServiceTask):
    """A task that waits for a program of its type."""

    waits = True
    is_task = True


class ReceiveTask(Activity, defaults.ReceiveTask):
    """A task that waits for a message."""

    waits = True
    is_stage = True

    def begin(self, my_task: Token) -> bool | None:
        """Wait for the message."""
        my_task.workflow.waits.await_event(my_task)
        return None


class SubProcess(Activity, defaults.SubWorkflowTask):
    """An activity made of elements; it lasts while a token is inside."""

    is_stage = True

    def begin(self, my_task: Token) -> bool | None:
        """Put a token at the start event inside; an empty one is done at once."""
        if not self.plan.inner_start:
            return True
        my_task.workflow.begin_inside(my_task, self.plan.inner_start)
        return None


class CallActivity(Activity, defaults.CallActivity):
    """An activity that runs another process with variables of its own."""

    is_stage = True
    call: CallPlan

    def begin(self, my_task: Token) -> bool | None:
        """Put a token at the start event of the called process."""
        my_task.workflow.begin_call(my_task, self.call)
        return None

    def _on_complete_hook(self, my_task: Token) -> None:
        my_task.workflow.end_call(my_task, self.call)
        super()._on_complete_hook(my_task)


class CatchEvent(Node, defaults.IntermediateCatchEvent):
    """An event that waits."""

    waits = True

    def _run_hook(self, my_task: Token) -> bool | None:
        my_task.workflow.enter(my_task)
        my_task.workflow.waits.await_event(my_task)
        return None


class BoundaryEvent(Node, defaults.BoundaryEvent):
    """An event at the border of an activity; it waits to happen, and runs when it happens."""

    def _update_hook(self, my_task: Token) -> bool:
        my_task.wait()
        my_task.workflow.waits.await_event(my_task)
        return False


class ExclusiveGateway(Node, defaults.ExclusiveGateway):
    """One of several ways: the first whose condition holds, else the default."""

    def chosen(self, my_task: Token) -> Sequence[FlowPlan]:
        """Return the first flow whose condition holds, else the default."""
        return chosen_flows(my_task, first_only=True)


class ParallelGateway(Node, defaults.ParallelGateway):
    """All ways at once; waits for a token on every flow that enters and takes one of each."""

    def chosen(self, my_task: Token) -> Sequence[FlowPlan]:
        """Return all flows."""
        return my_task.plan.flows

    def _update_hook(self, my_task: Token) -> bool:
        return my_task.workflow.join_all(my_task)


class InclusiveGateway(Node, defaults.InclusiveGateway):
    """Every way whose condition holds; waits for every token that can still arrive."""

    reaches: dict[str, frozenset[str]]

    def _update_hook(self, my_task: Token) -> bool:
        if len(self.plan.incoming) < 2:
            return True
        my_task.wait()
        return False


class EventGateway(Node, defaults.EventBasedGateway):
    """Several events wait; the first that happens takes the others away."""

    decides_by_event = True

    def chosen(self, my_task: Token) -> Sequence[FlowPlan]:
        """Return all flows: each leads to an event that waits."""
        return my_task.plan.flows


def chosen_flows(my_task: Token, *, first_only: bool = False) -> Sequence[FlowPlan]:
    """
    Return the flows of a node whose condition holds or that have none, else its default.

    Raises:
        IncidentError: No condition holds and there is no default, or one cannot be decided.
    """
    plan = my_task.plan
    taken = []
    for flow in plan.flows:
        if not flow.is_default and holds(flow, plan, my_task.workflow.variables_of(my_task)):
            taken.append(flow)
            if first_only:
                break
    if not taken and plan.flows:
        taken = [flow for flow in plan.flows if flow.is_default]
        if not taken:
            raise IncidentError(
                "no condition holds and there is no default flow",
                hint="complete the task before it with other data, or draw a default flow",
                where=plan.where,
                node=plan.key,
            )
    return taken
