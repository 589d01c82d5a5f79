"""What a BPMN model says about a procedure and its steps."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import (
    Activity,
    CallActivity,
    Definitions,
    Element,
    FlowContainer,
    FlowNode,
    Lane,
    Process,
    SubProcess,
    assignment,
)
from procflow.bpmn.model.definitions import expect_model
from procflow.errors import ModelError
from procflow.procedure.documents import document_id, documents_of, registers_of
from procflow.procedure.labels import is_made_from
from procflow.procedure.parts import Step
from procflow.procedure.properties import fields_from, read_fields
from procflow.procedure.vocabulary import Place

# The lane of steps that no role was named for; it is no role.
UNKNOWN_PERFORMER = "(chưa rõ người thực hiện)"
# The name of a process whose procedure has neither title nor code; it is no title.
UNKNOWN_TITLE = "(chưa rõ tên thủ tục)"
AUTOMATIC_KINDS = frozenset({"serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask"})


def process_of(model: Definitions | Process, process_id: str | None = None) -> Process:
    """
    Return the process a procedure is read from: the named one, else the executable one, else the only one.

    Raises:
        ModelError: There is none, or several and none was named.
    """
    expect_model(model, or_process=True)
    if isinstance(model, Process):
        return model
    candidates = [process for process in model.processes if process_id in {None, process.id}]
    if len(candidates) > 1:
        described = [process for process in candidates if "pf.format" in _texts(process)]
        candidates = described or [process for process in candidates if process.is_executable] or candidates
    if len(candidates) != 1:
        names = ", ".join(process.id for process in model.processes) or "none"
        raise ModelError(
            f"the file does not say which process is meant (processes: {names})",
            hint="name the process id, or mark one as executable",
            where=model.where,
        )
    return candidates[0]


def facts_of(model: Definitions | Process, process_id: str | None = None) -> dict[str, object]:
    """Return the fields of the procedure that lies in *model*."""
    process = process_of(model, process_id)
    process.definitions.require_whole(process)
    pool = process.participant
    facts = fields_from(_texts(process), Place.PROCESS, process.where)
    facts["id"] = process.id
    named = process.name or (pool.name if pool is not None else "")
    # A process without title is called by its code in diagrams; that is no title.
    facts.setdefault("title", "" if named in {facts.get("code"), UNKNOWN_TITLE} else named)
    facts["documents"] = documents_of(process, facts.pop("documents", None))
    facts["registers"] = registers_of(process)
    facts["steps"] = tuple(step_of(activity) for activity in steps_in_order(process))
    return facts


def _texts(process: Process) -> dict[str, str]:
    """Return the properties of *process*, and where it does not say, those of its pool."""
    pool = process.participant
    return {**(pool.properties if pool is not None else {}), **process.properties}


def steps_in_order(container: FlowContainer) -> Iterator[Activity]:
    """
    Yield the activities that are steps, in the order of the flow: sub-processes give the steps inside them.

    What a gateway parts comes branch by branch; a node comes after all that leads to it, loops back aside.
    """
    for node in _nodes_in_order(container):
        if isinstance(node, SubProcess) and node.flow_nodes:
            yield from steps_in_order(node)
        elif isinstance(node, Activity):
            yield node


def performer_of(activity: FlowNode) -> str:
    """
    Return who does a step: ``pf.performer``, else the innermost lane, else candidate groups, assignee or pool.

    Empty for an automatic step that names no performer, and where the model does not say.
    """
    named = activity.properties.get("pf.performer")
    if named or activity.kind in AUTOMATIC_KINDS:
        return named or ""
    lane, offered, pool = activity.lane, assignment(activity), activity.process.participant
    role = lane.name if lane is not None else ""
    if role == UNKNOWN_PERFORMER:
        return ""
    return role or ", ".join(offered.candidate_groups) or offered.assignee or (pool.name if pool is not None else "")


def agency_of(activity: FlowNode) -> str:
    """
    Return the agency of a step: ``pf.agency`` of it or of a lane around it, else the outer of nested lanes.

    A pool names an agency only beside another pool; alone it bears the name of the procedure.
    """
    lane, pool = activity.lane, activity.process.participant
    bearers: list[Element] = [activity, *reversed(lane.path)] if lane is not None else [activity]
    named = next((text for bearer in bearers if (text := bearer.properties.get("pf.agency"))), "")
    is_party = pool is not None and len(activity.definitions.participants) > 1
    return named or _outer_lane_name(lane) or (pool.name if pool is not None and is_party else "")


def step_of(activity: Activity) -> Step:
    """
    Return the step that *activity* is.

    Raises:
        PropertyError: One of its properties cannot be read.
    """
    fields = read_fields(activity, Place.STEP)
    fields["performer"] = performer_of(activity)
    fields["agency"] = agency_of(activity)
    fields["element_id"] = activity.id
    fields["name"] = "" if is_made_from(activity.name, activity.documentation) else activity.name
    fields["content"] = activity.documentation or activity.name
    fields["automatic"] = activity.kind in AUTOMATIC_KINDS and not fields["performer"]
    fields.setdefault("documents_in", _drawn(activity.data_inputs))
    fields.setdefault("documents_out", _drawn(activity.data_outputs))
    return Step.model_validate(fields)


def _outer_lane_name(lane: Lane | None) -> str:
    # A single level of lanes shows roles; only nested lanes show agencies around them.
    return lane.path[0].name if lane is not None and len(lane.path) > 1 else ""


def _drawn(elements: tuple[Element, ...]) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys(document_id(element) for element in elements)) or None


def _nodes_in_order(container: FlowContainer) -> list[FlowNode]:
    """Depth-first finishing order, reversed: every node after its predecessors, loops back aside."""
    finished: list[FlowNode] = []
    seen: set[str] = set()
    starts = [node for node in container.flow_nodes if not node.incoming and node.kind != "boundaryEvent"]
    for start in reversed([*starts, *container.flow_nodes]):
        _visit(start, seen, finished)
    return finished[::-1]


def _visit(start: FlowNode, seen: set[str], finished: list[FlowNode]) -> None:
    pending: list[tuple[FlowNode, bool]] = [(start, False)]
    while pending:
        node, done = pending.pop()
        if done:
            finished.append(node)
        elif node.id not in seen:
            seen.add(node.id)
            pending.append((node, True))
            pending.extend((follower, False) for follower in _followers(node) if follower.id not in seen)


def _followers(node: FlowNode) -> list[FlowNode]:
    events = node.boundary_events if isinstance(node, Activity) else ()
    return [*(flow.target for flow in node.outgoing), *events]


def is_step(element: Element) -> bool:
    """Tell whether *element* is counted as a step of its own."""
    return isinstance(element, Activity) and (
        isinstance(element, CallActivity) or not isinstance(element, SubProcess) or not element.flow_nodes
    )
