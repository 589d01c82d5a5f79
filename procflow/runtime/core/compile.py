"""From a BPMN model to the plan of a process: every element with what the run must know of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import cast

from procflow.bpmn import (
    Activity,
    BoundaryEvent,
    CallActivity,
    Element,
    ErrorEventDefinition,
    Event,
    FlowContainer,
    FlowNode,
    Message,
    MessageEventDefinition,
    Process,
    SequenceFlow,
    ServiceTask,
    SubProcess,
    TerminateEventDefinition,
    TimerEventDefinition,
    UserTask,
    assignment,
    called_element,
    form,
    task_type,
)
from procflow.calendars import Calendar, Period
from procflow.errors import NotDeployable
from procflow.expressions import Timer, TimerCycle, compile_condition, parse_timer
from procflow.lint import senders_to_executed, support_of
from procflow.procedure import BY_NAME, Limit, further_limits, limit_of, split_list
from procflow.procedure.from_bpmn import performer_of
from procflow.procedure.properties import parse
from procflow.runtime.core.legal import countable
from procflow.runtime.core.plan import CallPlan, ClockMark, EventType, FlowPlan, NodePlan, ProcessPlan
from procflow.runtime.core.rounds import rounds_of

MAX_NODES = 20_000
_GROUP = "pf.limit.group"
Resolve = Callable[[Process, str], Process | None]
_EVENTS: tuple[tuple[type[Element], EventType], ...] = (
    (TimerEventDefinition, "timer"),
    (MessageEventDefinition, "message"),
    (ErrorEventDefinition, "error"),
    (TerminateEventDefinition, "terminate"),
)


def compile_plan(process: Process, calendar: Calendar, resolve: Resolve) -> ProcessPlan:
    """
    Return the plan of *process* and of every process it calls.

    Args:
        process: A process of which deployment has checked that every element is supported.
        calendar: Says which limits can be counted.
        resolve: Returns the process that a process calls by an id, None if it is not known.

    Raises:
        NotDeployable: A called process is not deployed, or something cannot be run that no rule of its own reports.
    """
    nodes: dict[str, NodePlan] = {}
    spaces = {process: "n"}
    pending = deque([process])
    while pending:
        current = pending.popleft()
        scope = _Compiler(current, calendar, resolve, spaces)
        for node in current.all_flow_nodes():
            nodes[scope.key(node)] = scope.node(node)
            _require(len(nodes) <= MAX_NODES, process, f"more than {MAX_NODES} elements are run", "split the process")
        pending.extend(scope.called)
    return ProcessPlan(
        process_id=process.id,
        name=process.name,
        start=f"n:{_start(process).id}",
        limit=_process_limit(process),
        nodes=nodes,
    )


class _Compiler:
    """Compiles the elements of one process; *spaces* keep keys of different processes apart."""

    def __init__(self, process: Process, calendar: Calendar, resolve: Resolve, spaces: dict[Process, str]) -> None:
        self._process, self._calendar, self._resolve, self._spaces = process, calendar, resolve, spaces
        self._space = spaces[process]
        self._senders = senders_to_executed(process.definitions)
        self._group_limits = _group_limits(process)
        self.called: list[Process] = []

    def key(self, node: Element) -> str:
        return f"{self._space}:{node.id}"

    def node(self, node: FlowNode) -> NodePlan:
        _require(bool(node.id), node, "the element has no id", "save the file in a modeler, which gives one")
        support = support_of(node, senders=self._senders)
        _require(support.supported, node, support.reason, support.hint)
        offered = assignment(node)
        event = _event_of(node)
        group = _group(node)
        plan = NodePlan(
            key=self.key(node),
            element_id=node.id,
            name=node.name,
            kind=node.kind,
            where=node.where,
            flows=tuple(self._flow(flow) for flow in node.outgoing),
            incoming=tuple(_flow_id(flow) for flow in node.incoming),
            performer=_performer(node),
            candidates=_candidates(node),
            users=() if offered.candidate_groups else offered.candidate_users,
            assignee=offered.assignee,
            form=form(node),
            limit=self._group_limits[group] if group else _period(limit_of(node)),
            group=group,
            also=further_limits(split_list(node.properties.get("pf.limit.also", "")), node.where),
            clock=cast("ClockMark | None", node.properties.get("pf.clock")),
            event=event,
            timer=_timer(node, self._calendar),
            message=_message(node),
            error=_error(node),
            interrupting=not isinstance(node, BoundaryEvent) or node.cancel_activity,
            boundary=tuple(map(self.key, node.boundary_events)) if isinstance(node, Activity) else (),
            inner_start=self._inner_start(node),
            call=self._call(node) if isinstance(node, CallActivity) else None,
        )
        self._check(node, plan)
        return plan

    def _flow(self, flow: SequenceFlow) -> FlowPlan:
        condition = flow.condition
        compiled = None if condition is None else compile_condition(condition.text, where=flow.where)
        return FlowPlan(
            id=_flow_id(flow),
            name=flow.name,
            target=self.key(flow.target),
            condition=compiled,
            is_default=flow.is_default,
            where=flow.where,
            rounds=rounds_of(flow),
        )

    def _inner_start(self, node: FlowNode) -> str:
        if not isinstance(node, SubProcess) or not node.flow_nodes:
            return ""
        return self.key(_start(node))

    def _call(self, node: CallActivity) -> CallPlan:
        name = called_element(node).strip()
        process = self._resolve(self._process, name)
        if process is None:
            raise NotDeployable(
                f"the called process {name!r} is not deployed",
                hint="deploy it first, or put it into the same file",
                where=node.where,
            )
        if process not in self._spaces:
            self._spaces[process] = f"n{len(self._spaces)}"
            self.called.append(process)
        begin = _start(process)
        plain = isinstance(begin, Event) and not begin.event_definitions
        _require(plain, node, f"the called process {name!r} begins with an event", "give it a plain start event")
        return CallPlan(process.id, f"{self._spaces[process]}:{begin.id}", *_passes(node))

    def _check(self, node: FlowNode, plan: NodePlan) -> None:
        """Refuse what no lint rule reports and what would otherwise be run wrongly."""
        if plan.event == "timer":
            self._check_timer(node, plan)
        if isinstance(node, Activity):
            hint = "put the mark on an event before or after it"
            _require(plan.clock in {None, "paused"}, node, f"a step cannot {plan.clock} the legal clock", hint)
        if plan.clock == "extend":
            own = countable(plan.limit, self._calendar) if plan.event != "timer" else None
            hint = "give an event without timer pf.limit.value and pf.limit.unit"
            _require(own is not None, node, "nothing says by how much the clock is extended", hint)

    def _check_timer(self, node: FlowNode, plan: NodePlan) -> None:
        """Refuse a timer that would run by something else than it says: it has a limit, else an ISO 8601 time."""
        if plan.timer is None or plan.limit is not None:
            can = countable(plan.limit, self._calendar) is not None
            hint = (
                "count the limit in hours, working or calendar days (of plain days the profile of the authority must "
                "say which are meant), or leave it out and give the timer an ISO 8601 time"
            )
            _require(can, node, "no due date follows from the limit of the timer", hint)
        is_start = isinstance(plan.timer, TimerCycle) and plan.timer.start is not None and plan.limit is not None
        _require(not is_start, node, "a cycle with a start date and a legal limit", "remove the start date")


def _start(container: FlowContainer) -> FlowNode:
    found = container.start_events
    _require(len(found) == 1, container, f"it has {len(found)} start events", "draw exactly one start event")
    return found[0]


def _process_limit(process: Process) -> Period | None:
    pool = process.participant
    bearers = [process] if pool is None else [process, pool]
    found = (_period(limit_of(bearer)) for bearer in bearers)
    return next((limit for limit in found if limit is not None), None)


def _period(limit: Limit | None) -> Period | None:
    if limit is None or limit.unit is None:
        return None
    return Period.of(0 if limit.value is None else limit.value, limit.unit)


def _group(node: FlowNode) -> str:
    text = node.properties.get(_GROUP) if isinstance(node, Activity) else None
    return "" if text is None else str(parse(BY_NAME[_GROUP], text, node.where))


def _group_limits(process: Process) -> dict[str, Period | None]:
    """Return the one limit of each group of steps, None where none of them states one."""
    found: dict[str, Period | None] = {}
    for node in process.all_flow_nodes():
        if not (group := _group(node)):
            continue
        limit, known = _period(limit_of(node)), found.setdefault(group, None)
        hint = "state the limit at the first of them alone"
        _require(None in {limit, known} or limit == known, node, f"the steps of group {group} differ in limit", hint)
        found[group] = known or limit
    return found


def _performer(node: FlowNode) -> str:
    if isinstance(node, ServiceTask):
        return _job(node)
    return performer_of(node) if isinstance(node, Activity) else ""


def _candidates(node: FlowNode) -> tuple[str, ...]:
    if isinstance(node, ServiceTask):
        return (_job(node),)
    if not isinstance(node, UserTask):
        return ()
    offered = assignment(node)
    named = (performer_of(node), *offered.candidate_groups, *offered.candidate_users, offered.assignee)
    return tuple(dict.fromkeys(name for name in named if name))


def _job(node: ServiceTask) -> str:
    return f"job:{task_type(node)}"


def _event_of(node: FlowNode) -> EventType:
    if node.kind in {"receiveTask", "sendTask"}:
        return "message"
    if isinstance(node, Event):
        for definition in node.event_definitions:
            return next(event for kind, event in _EVENTS if isinstance(definition, kind))
    return "none"


def _timer(node: FlowNode, calendar: Calendar) -> Timer | None:
    for definition in node.event_definitions if isinstance(node, Event) else ():
        if isinstance(definition, TimerEventDefinition) and definition.timer_kind is not None:
            return parse_timer(definition.timer_kind, definition.text, where=node.where, default_zone=calendar.zone)
    return None


def _message(node: FlowNode) -> str:
    found: Element | None = None
    if node.kind in {"receiveTask", "sendTask"}:
        found = node.reference("messageRef")
    for definition in node.event_definitions if isinstance(node, Event) else ():
        found = definition.message if isinstance(definition, MessageEventDefinition) else found
    return found.name if isinstance(found, Message) else ""


def _error(node: FlowNode) -> str | None:
    for definition in node.event_definitions if isinstance(node, Event) else ():
        if isinstance(definition, ErrorEventDefinition):
            error = definition.error
            return None if error is None else error.code or error.name or error.id
    return None


def _passes(node: CallActivity) -> tuple[bool, bool]:
    """Return whether variables go into a called process and come out of it: all, unless Camunda 8 says none."""
    holder = node.extension_elements
    found = None if holder is None else holder.find("{*}calledElement")
    parent = "true" if found is None else found.get("propagateAllParentVariables", "true")
    child = "true" if found is None else found.get("propagateAllChildVariables", "true")
    return parent != "false", child != "false"


def _flow_id(flow: SequenceFlow) -> str:
    return flow.id or f"{flow.source.id}->{flow.target.id}"


def _require(holds: bool, element: Element, message: str, hint: str) -> None:  # noqa: FBT001 - the test itself
    if not holds:
        raise NotDeployable(message, hint=hint, where=element.where)
