"""
What procflow runs: one table, asked by the rules of the set ``executable`` and by deployment.

What the table does not list is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from procflow.bpmn import Activity, Definitions, Event, FlowNode, LoopCharacteristics, Process, task_type


@dataclass(frozen=True, slots=True)
class Support:
    """
    Whether an element can be run.

    Attributes:
        supported: Whether it can.
        reason: What it does when it runs, or why it is refused.
        hint: What to draw instead of a refused one.
    """

    supported: bool
    reason: str
    hint: str = ""


def _runs(reason: str) -> Support:
    return Support(supported=True, reason=reason)


def _refused(reason: str, hint: str) -> Support:
    return Support(supported=False, reason=reason, hint=hint)


_MESSAGE_OUT = _refused("nothing delivers a message it sends", "draw a user task that sends it")
_SIGNAL = _refused("signals are not broadcast between instances", "use a message event")
_LOOP = _refused("a repeated activity is not run yet", "draw the loop with a gateway")

SUPPORT: Mapping[str, Support] = {
    "task": _runs("passes through, as in Camunda"),
    "manualTask": _runs("passes through, as in Camunda"),
    "userTask": _runs("waits until a performer completes it"),
    "receiveTask": _runs("waits for its message"),
    "serviceTask": _runs("waits until a worker of its task type completes it"),
    "serviceTask without type": _refused("no worker can find it", "give it a task type, or make it a user task"),
    "scriptTask": _refused("scripts are never run", "make it a service task with a task type, or a user task"),
    "businessRuleTask": _refused("decision tables are not evaluated yet", "make it a user task"),
    "sendTask": _MESSAGE_OUT,
    "callActivity": _runs("runs the called process and waits for its end"),
    "subProcess": _runs("runs what stands in it"),
    "subProcess by event": _refused("event sub-processes are not run", "attach the event to a sub-process's border"),
    "transaction": _refused("transactions are not run", "make it a plain sub-process"),
    "adHocSubProcess": _refused("ad-hoc sub-processes are not run", "draw the order of its steps"),
    "exclusiveGateway": _runs("takes the first flow whose condition holds, else the default"),
    "parallelGateway": _runs("takes all flows; waits for all that enter"),
    "inclusiveGateway": _runs("takes every flow whose condition holds; waits for all that can still arrive"),
    "eventBasedGateway": _runs("takes the flow whose event happens first"),
    "complexGateway": _refused("its activation rule has no defined language", "use a parallel or inclusive gateway"),
    "startEvent": _runs("begins an instance"),
    "startEvent/messageEventDefinition": _refused("no message begins an instance yet", "use a plain start event"),
    "startEvent/timerEventDefinition": _refused("no timer begins an instance yet", "use a plain start event"),
    "startEvent/signalEventDefinition": _SIGNAL,
    "endEvent": _runs("ends its path"),
    "endEvent/terminateEventDefinition": _runs("ends everything on its level"),
    "endEvent/errorEventDefinition": _runs("ends its sub-process with an error that a boundary event catches"),
    "endEvent/messageEventDefinition": _MESSAGE_OUT,
    "endEvent/signalEventDefinition": _SIGNAL,
    "intermediateThrowEvent": _runs("marks that a point is reached"),
    "intermediateThrowEvent/messageEventDefinition": _MESSAGE_OUT,
    "intermediateThrowEvent/signalEventDefinition": _SIGNAL,
    "intermediateThrowEvent/linkEventDefinition": _refused("links are not followed", "draw a sequence flow"),
    "intermediateCatchEvent/timerEventDefinition": _runs("waits until it is due"),
    "intermediateCatchEvent/messageEventDefinition": _runs("waits for its message"),
    "intermediateCatchEvent/signalEventDefinition": _SIGNAL,
    "intermediateCatchEvent/linkEventDefinition": _refused("links are not followed", "draw a sequence flow"),
    "boundaryEvent/timerEventDefinition": _runs("fires when it is due while its activity runs"),
    "boundaryEvent/messageEventDefinition": _runs("fires when its message comes while its activity runs"),
    "boundaryEvent/errorEventDefinition": _runs("catches the error its sub-process ends with"),
    "boundaryEvent/signalEventDefinition": _SIGNAL,
    "multiInstanceLoopCharacteristics": _LOOP,
    "standardLoopCharacteristics": _LOOP,
    "several event definitions": _refused("which of its events happens is not decided", "draw one event for each"),
    "compensation": _refused("compensation is not run", "draw the undoing step in the flow"),
}
"""Element kind, with its event definition after a slash, or a trait of elements, to what procflow does with it."""


def support_of(node: FlowNode) -> Support:
    """Return whether *node* can be run; the first of its traits that is refused decides."""
    rows = [SUPPORT.get(trait, _UNKNOWN) for trait in _traits(node)]
    return next((row for row in rows if not row.supported), rows[0])


def executed_processes(model: Definitions) -> tuple[Process, ...]:
    """Return the processes that deployment runs: those marked executable, or else the first of the file."""
    marked = tuple(process for process in model.processes if process.is_executable)
    return marked or model.processes[:1]


def executed_nodes(model: Definitions) -> Iterator[FlowNode]:
    """Yield the flow nodes of the processes that deployment runs, those of sub-processes included."""
    for process in executed_processes(model):
        yield from process.all_flow_nodes()


_UNKNOWN = _refused("this kind of element is not run", "use an element that docs/rules/supported-element.md lists")


def _traits(node: FlowNode) -> Iterator[str]:
    if isinstance(node, Event):
        yield _event_trait(node)
        return
    yield node.kind
    if isinstance(node, Activity):
        yield from (loop.kind for loop in node.children_of(LoopCharacteristics))
        if node.is_for_compensation:
            yield "compensation"
    if node.kind == "subProcess" and node.flag("triggeredByEvent", default=False):
        yield "subProcess by event"
    if node.kind == "serviceTask" and not task_type(node):
        yield "serviceTask without type"


def _event_trait(event: Event) -> str:
    kinds = [definition.kind for definition in event.event_definitions]
    if len(kinds) > 1:
        return "several event definitions"
    return f"{event.kind}/{kinds[0]}" if kinds else event.kind
