"""From the plan of a process to SpiffWorkflow's task specs."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition, TerminateEventDefinition
from SpiffWorkflow.specs.base import TaskSpec

from procflow.runtime._spiff import specs
from procflow.runtime._spiff.compiled import Compiled, NoScripts
from procflow.runtime.core.plan import NodePlan, ProcessPlan

_Make = Callable[[BpmnProcessSpec, NodePlan], specs.Node]


def compile_specs(plan: ProcessPlan) -> Compiled:
    """
    Return the process as SpiffWorkflow's task specs, built without its XML parser.

    The keys of the plan hold a colon, so they cannot meet the names of SpiffWorkflow's own specs.
    """
    spec = BpmnProcessSpec(name=plan.process_id)
    made: dict[str, specs.Node] = {}
    for key, node in plan.nodes.items():
        made[key] = _MAKERS[_kind(node)](spec, node)
        made[key].plan = node
    for key, node in plan.nodes.items():
        for flow in node.flows:
            TaskSpec.connect(made[key], made[flow.target])
    TaskSpec.connect(spec.start, made[plan.start])
    for key, found in _reaches(plan).items():
        made[key].reaches = found
    return Compiled(plan, spec, NoScripts())


def _kind(node: NodePlan) -> str:
    if node.kind == "endEvent" and node.event in {"terminate", "error"}:
        return f"endEvent/{node.event}"
    return node.kind


def _plain(cls: type[specs.Node]) -> _Make:
    return lambda spec, node: cls(spec, node.key, lane=node.performer)


def _event(cls: type[specs.Node]) -> _Make:
    return lambda spec, node: cls(spec, node.key, NoneEventDefinition())


def _boundary(spec: BpmnProcessSpec, node: NodePlan) -> specs.Node:
    return specs.BoundaryEvent(spec, node.key, NoneEventDefinition(), node.interrupting)


def _terminate(spec: BpmnProcessSpec, node: NodePlan) -> specs.Node:
    return specs.TerminateEnd(spec, node.key, TerminateEventDefinition())


def _event_gateway(spec: BpmnProcessSpec, node: NodePlan) -> specs.Node:
    return specs.EventGateway(spec, node.key, MultipleEventDefinition())


def _sub_process(spec: BpmnProcessSpec, node: NodePlan) -> specs.Node:
    return specs.SubProcess(spec, node.key, node.inner_start)


def _call(spec: BpmnProcessSpec, node: NodePlan) -> specs.Node:
    assert node.call is not None  # noqa: S101 - every call activity has one
    made = specs.CallActivity(spec, node.key, node.call.start)
    made.call = node.call
    return made


_MAKERS: Mapping[str, _Make] = {
    "task": _plain(specs.PassingTask),
    "manualTask": _plain(specs.PassingTask),
    "userTask": _plain(specs.UserTask),
    "serviceTask": _plain(specs.JobTask),
    "sendTask": _event(specs.ThrowEvent),
    "receiveTask": _event(specs.ReceiveTask),
    "subProcess": _sub_process,
    "callActivity": _call,
    "exclusiveGateway": _plain(specs.ExclusiveGateway),
    "parallelGateway": _plain(specs.ParallelGateway),
    "inclusiveGateway": _plain(specs.InclusiveGateway),
    "eventBasedGateway": _event_gateway,
    "startEvent": _event(specs.StartEvent),
    "intermediateCatchEvent": _event(specs.CatchEvent),
    "intermediateThrowEvent": _event(specs.ThrowEvent),
    "boundaryEvent": _boundary,
    "endEvent": _event(specs.EndEvent),
    "endEvent/terminate": _terminate,
    "endEvent/error": _event(specs.ErrorEnd),
}


def _reaches(plan: ProcessPlan) -> dict[str, dict[str, frozenset[str]]]:
    """Return, for each inclusive join and flow that enters, from where it is reached without passing the join."""
    sources: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for node in plan.nodes.values():
        for flow in node.flows:
            sources[flow.target].append((flow.id, node.key))
    hosts = {event: node.key for node in plan.nodes.values() for event in node.boundary}
    joins = [node.key for node in plan.nodes.values() if node.kind == "inclusiveGateway" and len(node.incoming) > 1]
    return {join: {flow: _before(source, join, sources, hosts) for flow, source in sources[join]} for join in joins}


def _before(
    source: str, join: str, sources: Mapping[str, list[tuple[str, str]]], hosts: Mapping[str, str]
) -> frozenset[str]:
    seen: set[str] = set()
    pending = deque([source])
    while pending:
        key = pending.popleft()
        if key in seen or key == join:
            continue
        seen.add(key)
        pending.extend(above for _, above in sources[key])
        if key in hosts:
            pending.append(hosts[key])
    return frozenset(seen)
