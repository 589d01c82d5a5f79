"""
What procflow runs: one table, asked by the rules of the set ``executable`` and by deployment.

What the table does not list is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from procflow.bpmn import (
    Activity,
    BoundaryEvent,
    Definitions,
    Element,
    Event,
    FlowNode,
    LoopCharacteristics,
    Participant,
    Process,
    StartEvent,
    SubProcess,
    assignment,
    task_type,
)
from procflow.lint.parts import process_around


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


_MESSAGE_OUT = _runs("puts its message into the history, from where it is sent")
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
    "startEvent/messageEventDefinition": _runs("begins an instance when its message comes"),
    "startEvent/timerEventDefinition": _runs("begins an instance each time it is due"),
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
    "boundaryEvent/errorEventDefinition": _runs("catches the error its activity ends with"),
    "boundaryEvent/signalEventDefinition": _SIGNAL,
    "multiInstanceLoopCharacteristics": _LOOP,
    "standardLoopCharacteristics": _LOOP,
    "several event definitions": _refused("which of its events happens is not decided", "draw one event for each"),
    "compensation": _refused("compensation is not run", "draw the undoing step in the flow"),
    "start event with an event in a sub-process": _refused(
        "a sub-process is begun by its sequence flow", "make it a plain start event"
    ),
    "boundary event of what takes no time": _refused(
        "the task passes through at once, so the event never happens", "make the task a user task"
    ),
    "error event that does not interrupt": _refused(
        "an error always ends its activity", "let the event interrupt, or use a message event"
    ),
    "instantiating element": _refused("it would begin instances by itself", "begin with a start event"),
    "parallel event gateway": _refused("all of its events would have to happen", "use a parallel gateway"),
    "message to an executed process": _refused(
        "messages are not handed from one executed process to another", "draw the receiver as an empty pool"
    ),
    "data mapping": _refused("variables are not renamed on the way", "name them alike and remove the mapping"),
    "listener": _refused("listeners are not called", "remove it, or draw a service task"),
    "due date expression": _refused("due dates come from limits", "remove it and set pf.limit.value and pf.limit.unit"),
    "further limits of what is no user or service task": _refused(
        "only what waits for a performer or worker is due by several limits",
        "give them to a user or service task; for an event, draw one timer event for each limit",
    ),
    "token quantity": _refused("an element takes and gives one token", "remove the quantity"),
}
"""Element kind, with its event definition after a slash, or a trait of elements, to what procflow does with it."""


def support_of(node: FlowNode, *, senders: Collection[Element] | None = None) -> Support:
    """
    Return whether *node* can be run; the first of its traits that is refused decides.

    Args:
        node: The element.
        senders: What `senders_to_executed` returns for its model; give it where many elements are asked for.
    """
    sending = senders_to_executed(node.definitions) if senders is None else senders
    rows = [SUPPORT.get(trait, _UNKNOWN) for trait in _traits(node, sending)]
    return next((row for row in rows if not row.supported), rows[0])


def executed_processes(model: Definitions) -> tuple[Process, ...]:
    """
    Return the processes that deployment runs: those marked executable, or else the first of the file that is not empty.

    Bizagi begins every file with an empty one.
    """
    marked = tuple(process for process in model.processes if process.is_executable)
    filled = tuple(process for process in model.processes if process.flow_nodes)
    return marked or filled[:1] or model.processes[:1]


def executed_nodes(model: Definitions) -> Iterator[FlowNode]:
    """Yield the flow nodes of the processes that deployment runs, those of sub-processes included."""
    for process in executed_processes(model):
        yield from process.all_flow_nodes()


def senders_to_executed(model: Definitions) -> frozenset[Element]:
    """Return the elements from which a message flow leads to a process that deployment runs."""
    executed = executed_processes(model)
    flows = ((flow.source, _process_of(flow.target)) for flow in model.message_flows)
    return frozenset(source for source, process in flows if source is not None and process in executed)


_UNKNOWN = _refused("this kind of element is not run", "use one that the page of the rule supported-element lists")


def _traits(node: FlowNode, senders: Collection[Element]) -> Iterator[str]:
    yield _event_trait(node) if isinstance(node, Event) else node.kind
    for trait, has in _OTHER_TRAITS.items():
        if has(node, senders):
            yield trait
    if isinstance(node, Activity):
        yield from (loop.kind for loop in node.children_of(LoopCharacteristics))


def _event_trait(event: Event) -> str:
    kinds = [definition.kind for definition in event.event_definitions]
    if len(kinds) > 1:
        return "several event definitions"
    return f"{event.kind}/{kinds[0]}" if kinds else event.kind


def _is_compensation(node: FlowNode) -> bool:
    return isinstance(node, Activity) and node.is_for_compensation


def _is_typed_inner_start(node: FlowNode) -> bool:
    return isinstance(node, StartEvent) and isinstance(node.container, SubProcess) and bool(node.event_definitions)


def _never_happens(node: FlowNode) -> bool:
    return isinstance(node, BoundaryEvent) and node.attached_to.kind in {"task", "manualTask", "sendTask"}


def _is_soft_error(node: FlowNode) -> bool:
    return isinstance(node, BoundaryEvent) and not node.cancel_activity and _event_trait(node) == _ERROR_EVENT


def _process_of(target: Element | None) -> Process | None:
    if isinstance(target, FlowNode):
        return process_around(target)
    return target.process if isinstance(target, Participant) else None


def _has_extension(node: FlowNode, *names: str) -> bool:
    holder = node.extension_elements
    return holder is not None and any(_holds_data(part) for name in names for part in holder.iterfind(f"{{*}}{name}"))


def _holds_data(part: etree._Element) -> bool:
    return part.get("variables") != "all"


def _has_due_date(node: FlowNode) -> bool:
    offered = assignment(node)
    return bool(offered.due_date or offered.follow_up_date)


_ERROR_EVENT = "boundaryEvent/errorEventDefinition"
_OTHER_TRAITS: Mapping[str, Callable[[FlowNode, Collection[Element]], bool]] = {
    "compensation": lambda node, _: _is_compensation(node),
    "subProcess by event": lambda node, _: node.kind == "subProcess" and node.flag("triggeredByEvent", default=False),
    "serviceTask without type": lambda node, _: node.kind == "serviceTask" and not task_type(node),
    "start event with an event in a sub-process": lambda node, _: _is_typed_inner_start(node),
    "boundary event of what takes no time": lambda node, _: _never_happens(node),
    "error event that does not interrupt": lambda node, _: _is_soft_error(node),
    "instantiating element": lambda node, _: node.flag("instantiate", default=False),
    "parallel event gateway": lambda node, _: node.node.get("eventGatewayType") == "Parallel",
    "message to an executed process": lambda node, senders: node in senders,
    "data mapping": lambda node, _: _has_extension(node, "ioMapping", "inputOutput", "in", "out"),
    "listener": lambda node, _: _has_extension(
        node, "executionListeners", "executionListener", "taskListeners", "taskListener"
    ),
    "due date expression": lambda node, _: _has_due_date(node),
    "further limits of what is no user or service task": lambda node, _: (
        node.kind not in {"userTask", "serviceTask"} and "pf.limit.also" in node.properties
    ),
    "token quantity": lambda node, _: (
        {node.node.get("startQuantity", "1"), node.node.get("completionQuantity", "1")} != {"1"}
    ),
}
