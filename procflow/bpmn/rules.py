"""
What BPMN 2.0.2, chapter 10, forbids: where flows may begin and end, and which events may stand where.

One table for all who make, change or check a model: the builder asks it for each call, an edit for each change, and
lint what it says of cancelling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from lxml import etree

from procflow.bpmn.families import (
    AWAITED,
    CHOOSING,
    GATEWAYS,
    ONLY_INTERRUPTING,
    SUB_PROCESSES,
    TASKS,
    carries_message,
    event_fault,
    event_place,
    link_name,
)
from procflow.bpmn.model.vendor import is_true
from procflow.bpmn.namespaces import bpmn, local_name, local_reference
from procflow.errors import Location, ModelError
from procflow.wording import with_article

CONTAINERS = frozenset({"process", *SUB_PROCESSES})
DATA = frozenset({"dataObjectReference", "dataStoreReference"})

_FLOW = bpmn("sequenceFlow")

KINDS: dict[str, str] = {
    **dict.fromkeys(TASKS, "Task"),
    **dict.fromkeys(GATEWAYS, "Gateway"),
    "callActivity": "Call",
    **dict.fromkeys(SUB_PROCESSES, "SubProcess"),
    "startEvent": "Start",
    "endEvent": "End",
    "intermediateCatchEvent": "Event",
    "intermediateThrowEvent": "Event",
    "boundaryEvent": "Event",
}
"""BPMN name of each flow node that can be built, and the first part of the ids made for it."""


class Fault(NamedTuple):
    """What BPMN forbids: the node it is forbidden at, what is wrong, and what to do."""

    node: etree._Element
    message: str
    hint: str

    def error(self, file: str = "") -> ModelError:
        """Return the error that refuses it."""
        return ModelError(self.message, hint=self.hint, where=_where(self.node, file))


class Rule(NamedTuple):
    """A flow that BPMN forbids at one of its ends: which nodes it forbids there, what is wrong, and what to do."""

    forbids: Callable[[etree._Element], bool]
    message: str
    hint: str


def triggers_of(event: etree._Element) -> tuple[str, ...]:
    """Return what *event* waits for or throws, also by definitions elsewhere that it refers to."""
    own = [local_name(part) for part in event.iterchildren(bpmn("*"))]
    referred = {local_reference(part.text or "") for part in event.iterfind(bpmn("eventDefinitionRef"))}
    if referred:
        root = event.getroottree().getroot()
        own += [local_name(part) for part in root.iter(bpmn("*")) if part.get("id") in referred]
    return tuple(name.removesuffix("EventDefinition") for name in own if name.endswith("EventDefinition"))


def is_event_sub_process(node: etree._Element) -> bool:
    """Tell whether an event starts the sub-process *node*."""
    return local_name(node) in SUB_PROCESSES and is_true(node.get("triggeredByEvent", ""))


def _is(node: etree._Element, *kinds: str) -> bool:
    return local_name(node) in kinds


def _does(node: etree._Element, kind: str, trigger: str) -> bool:
    return local_name(node) == kind and trigger in triggers_of(node)


def is_for_compensation(node: etree._Element) -> bool:
    """Tell whether compensation starts the activity *node*."""
    return is_true(node.get("isForCompensation", ""))


def is_compensation_event(node: etree._Element) -> bool:
    """Tell whether *node* is the event at a border that leads to what undoes the activity."""
    return _does(node, "boundaryEvent", "compensate")


_BESIDE_THE_FLOW = (
    Rule(is_event_sub_process, "an event starts this sub-process, no sequence flow", "join another element"),
    Rule(is_for_compensation, "compensation starts this activity, no sequence flow", "tie it by an association"),
)
_NOT_LEFT = (
    Rule(lambda node: _is(node, "endEvent"), "nothing leaves the end event", "take an intermediate event"),
    *_BESIDE_THE_FLOW,
    Rule(
        is_compensation_event,
        "no sequence flow leaves a compensation event",
        "tie it by an association",
    ),
    Rule(
        lambda node: _does(node, "intermediateThrowEvent", "link"),
        "the flow goes on at the link event of the same name",
        "draw it from there",
    ),
)
_NOT_ENTERED = (
    Rule(
        lambda node: _is(node, "startEvent", "boundaryEvent"),
        "no sequence flow enters the event",
        "take an intermediate event",
    ),
    *_BESIDE_THE_FLOW,
    Rule(
        lambda node: _does(node, "intermediateCatchEvent", "link"),
        "a link event is entered by its link alone",
        "lead the flow to the event that throws it",
    ),
)


def check_flow(
    source: etree._Element, target: etree._Element, *, condition: bool, default: bool, file: str = ""
) -> None:
    """
    Refuse a sequence flow that BPMN does not allow.

    Args:
        source: Node of the element it leaves.
        target: Node of the element it enters.
        condition: Whether it has a condition.
        default: Whether it is the default.
        file: The file, where there is one.

    Raises:
        ModelError: An end is no flow node, nothing may enter or leave it, both stand on different levels,
            the source does not choose between its flows, or the default has a condition.
    """
    for fault in flow_faults(source, target, condition=condition, default=default):
        raise fault.error(file)


def flow_faults(source: etree._Element, target: etree._Element, *, condition: bool, default: bool) -> Iterator[Fault]:
    """Yield what BPMN forbids of a sequence flow, as `check_flow` refuses it."""
    for end, rules in ((source, _NOT_LEFT), (target, _NOT_ENTERED)):
        if local_name(end) not in KINDS:
            yield Fault(end, f"{with_article(local_name(end))} is no flow node", "join tasks, events and gateways")
        yield from (Fault(end, rule.message, rule.hint) for rule in rules if rule.forbids(end))
    if source.getparent() is not target.getparent():
        message = f"{source.get('id')!r} and {target.get('id')!r} stand on different levels"
        yield Fault(source, message, "end the flow inside the sub-process, and go on from the sub-process itself")
    if _is(source, "eventBasedGateway") and not _is_awaited(target):
        found = "".join(f"{trigger} " for trigger in triggers_of(target)) + local_name(target)
        message = f"after the event-based gateway {source.get('id')!r} stands an event that is waited for, no {found}"
        hint = "put a catching message, timer, signal or conditional event, or a receive task, after the gateway"
        yield Fault(target, message, hint)
    if (condition or default) and local_name(source) not in CHOOSING:
        message = f"{with_article(local_name(source))} does not choose between its flows"
        yield Fault(source, message, "put an exclusive gateway after it")
    if condition and default:
        message = "a default flow has no condition: it is taken when those of the others do not hold"
        yield Fault(source, message, "clear the condition, or take the default away")


def check_event(
    event: etree._Element, triggers: Collection[str], *, host: etree._Element | None = None, file: str = ""
) -> None:
    """
    Refuse an event that waits for or throws what it cannot where it stands.

    Args:
        event: Node of the event.
        triggers: What it waits for or throws.
        host: Node of the activity that it is attached to, if any.
        file: The file, where there is one.

    Raises:
        ModelError: It does, lacks what it must wait for, cancels no transaction, does not interrupt what it must, or is
            the second start event of an event sub-process.
    """
    for fault in event_faults(event, triggers, host=host):
        raise fault.error(file)


def event_faults(
    event: etree._Element, triggers: Collection[str], *, host: etree._Element | None = None
) -> Iterator[Fault]:
    """Yield the first thing that BPMN forbids of an event where it stands, as `check_event` refuses it."""
    above = event.getparent()
    assert above is not None  # noqa: S101 - an event stands in a process
    where = event_place(local_name(event), within=local_name(above), is_triggered=is_event_sub_process(above))
    fault = (
        event_fault(where, triggers)
        or transaction_fault(event, triggers, host)
        or _border_fault(event, triggers)
        or _start_fault(event, above)
    )
    if fault is not None:
        yield Fault(event, *fault)


def transaction_fault(
    event: etree._Element, triggers: Collection[str], host: etree._Element | None
) -> tuple[str, str] | None:
    """Return what is wrong with an event that cancels where no transaction is, and what to do; None for nothing."""
    if "cancel" not in triggers:
        return None
    if _is(event, "boundaryEvent"):
        is_there = host is not None and _is(host, "transaction")
        return None if is_there else ("only a transaction is cancelled", "attach the event to a transaction")
    if any(_is(above, "transaction") for above in event.iterancestors()):
        return None
    return "a cancel event stands outside a transaction", "put it into a transaction, or use an error event"


def _border_fault(event: etree._Element, triggers: Collection[str]) -> tuple[str, str] | None:
    always = sorted(ONLY_INTERRUPTING & set(triggers))
    for kind, attribute in (("boundaryEvent", "cancelActivity"), ("startEvent", "isInterrupting")):
        if always and _is(event, kind) and not is_true(event.get(attribute, ""), default=True):
            return f"the event {always[0]} always ends the activity", "let it interrupt, or use an escalation event"
    return None


def _start_fault(event: etree._Element, above: etree._Element) -> tuple[str, str] | None:
    if is_event_sub_process(above) and _is(event, "startEvent") and len(above.findall(bpmn("startEvent"))) > 1:
        return "an event sub-process has one start event", "make another event sub-process for the other event"
    return None


def check_message_end(end: etree._Element, *, sends: bool) -> None:
    """
    Refuse an end of a message flow that cannot send or receive.

    Raises:
        ModelError: It is no pool, activity or message event, or an event that only does the other.
    """
    kind = local_name(end)
    if not carries_message(kind, triggers_of(end), sends=sends):
        raise ModelError(
            f"{end.get('id')!r} ({kind}) {'sends' if sends else 'receives'} no message",
            hint="join pools, activities and events that throw or catch a message",
        )


def check_whole(process: etree._Element) -> None:
    """
    Refuse what can only be known when all of *process* is built.

    Raises:
        ModelError: An event sub-process has no start event, a link leads nowhere or to several events, a
            compensation event is not tied to one activity, or what stands after an event-based gateway is entered from
            elsewhere, too, or waits in two ways.
    """
    for container in (process, *process.iterdescendants(*map(bpmn, SUB_PROCESSES))):
        if is_event_sub_process(container) and container.find(bpmn("startEvent")) is None:
            raise ModelError(
                "an event sub-process has no start event",
                hint="give it one start event with its event",
                where=_where(container),
            )
        faults = (*_link_faults(container), *_compensation_faults(container), *_waiting_faults(container))
        for node, message, hint in faults:
            raise ModelError(message, hint=hint, where=_where(node))


def _link_faults(container: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield the link events of this level that are not one catching event for each name that is thrown."""
    caught, thrown = (
        {event: _link(event) for event in container.iterfind(bpmn(kind)) if _link(event)}
        for kind in ("intermediateCatchEvent", "intermediateThrowEvent")
    )
    catches, throws = Counter(caught.values()), Counter(thrown.values())
    for event, name in thrown.items():
        if not catches[name]:
            yield event, f"nothing catches the link {name!r}", "add the catching link event on the same level"
    for event, name in caught.items():
        if not throws[name]:
            yield event, f"nothing throws the link {name!r}", "add the throwing link event on the same level"
        if catches[name] > 1:
            yield event, f"several events catch the link {name!r}", "keep one of them"


def _compensation_faults(container: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield the compensation events at borders that do not lead to one activity for compensation."""
    undo = {str(node.get("id")) for node in container if is_for_compensation(node)}
    lines = container.iterfind(bpmn("association"))
    tied = Counter(line.get("sourceRef") for line in lines if line.get("targetRef") in undo)
    for event in container.iterfind(bpmn("boundaryEvent")):
        number = tied[event.get("id")]
        if is_compensation_event(event) and number != 1:
            message = f"the compensation event is tied to {number or 'no'} activit{'ies' if number else 'y'}"
            yield event, message, "add one association, to the activity that undoes"


def _waiting_faults(container: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield what stands after an event-based gateway and is no wait for that gateway alone, of one kind of waiting."""
    nodes = {str(node.get("id")): node for node in container}
    after: dict[str, list[str]] = {}
    for flow in container.iterfind(_FLOW):
        after.setdefault(flow.get("sourceRef", ""), []).append(flow.get("targetRef", ""))
    entered = Counter(target for targets in after.values() for target in targets)
    guarded = {event.get("attachedToRef") for event in container.iterfind(bpmn("boundaryEvent"))}
    for gateway in container.iterfind(bpmn("eventBasedGateway")):
        own = Counter(after.get(gateway.get("id", ""), ()))
        for key in own:
            if entered[key] > own[key]:
                message = "another flow enters what an event-based gateway waits for"
                yield nodes[key], message, "lead it to what comes after"
            if key in guarded:
                message = "a receive task after an event-based gateway has an event at its border"
                yield nodes[key], message, "put another event after the gateway instead"
        if _waits_in_two_ways([nodes[key] for key in own]):
            message = "both message events and receive tasks stand after the event-based gateway"
            yield gateway, message, "use message events only, or receive tasks only"


def _waits_in_two_ways(targets: list[etree._Element]) -> bool:
    return any(_is(one, "receiveTask") for one in targets) and any("message" in triggers_of(one) for one in targets)


def _link(event: etree._Element) -> str:
    found = event.find(bpmn("linkEventDefinition"))
    return link_name(found.get("name", "")) if found is not None else ""


def _is_awaited(target: etree._Element) -> bool:
    if _is(target, "receiveTask"):
        return True
    return _is(target, "intermediateCatchEvent") and set(triggers_of(target)) <= AWAITED


def _where(node: etree._Element, file: str = "") -> Location:
    return Location(file, node.sourceline, node.get("id", ""), node.get("name", ""))
