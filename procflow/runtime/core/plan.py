"""What the token core must know of each element of a process, apart from how tokens move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from procflow.bpmn import Form
from procflow.calendars import Period
from procflow.errors import Location
from procflow.expressions import Condition, Timer
from procflow.procedure import FurtherLimit

EventType = Literal["none", "timer", "message", "error", "terminate"]
ClockMark = Literal["start", "pause", "resume", "restart", "extend", "stop", "paused"]


@dataclass(frozen=True, slots=True)
class FlowPlan:
    """
    One way out of an element.

    Attributes:
        id: Id of the sequence flow.
        name: Its label.
        target: Key of the element it enters.
        condition: When it is taken, None for always.
        is_default: Whether it is taken when no condition holds.
        where: Its place in the file.
        rounds: What counts each time it is taken, and how often that may be (``pf.max_rounds``).
    """

    id: str
    name: str
    target: str
    condition: Condition | None
    is_default: bool
    where: Location
    rounds: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CallPlan:
    """What a call activity runs: key of the start event, and whether variables go in and come out."""

    process_id: str
    start: str
    passes_in: bool
    passes_out: bool


@dataclass(frozen=True, slots=True)
class NodePlan:
    """
    One flow node as the token core sees it.

    Attributes:
        key: Name of the node, unique over all processes that run in one instance.
        element_id: Id in the BPMN file.
        name: Its label.
        kind: Its BPMN kind.
        where: Its place in the file.
        flows: The ways out, in the order of the file.
        incoming: Ids of the sequence flows that enter.
        performer: The role that does it, empty if nobody does.
        candidates: Roles, groups and persons a task is offered to.
        users: The persons among them, if it is offered to persons alone.
        assignee: The one person named by the model, empty if none.
        form: Form of a task.
        limit: Limit of the step, or of a timer; of a step in a group the limit of the group.
        group: Number of the group of steps that have one limit together, empty for none.
        also: Further limits of a step; the earliest of all holds.
        clock: Its effect on the dossier's legal clock.
        event: What kind of event it is; ``none`` for what is no event.
        timer: When a timer event fires by its ISO 8601 text.
        message: Name of the message it waits for or sends.
        error: Code of the error it throws; of one it catches, None for any.
        interrupting: Whether a boundary event ends its activity.
        boundary: Keys of the boundary events attached to it.
        inner_start: Key of the start event inside a sub-process, empty for an empty one.
        call: What a call activity runs.
    """

    key: str
    element_id: str
    name: str
    kind: str
    where: Location
    flows: tuple[FlowPlan, ...] = ()
    incoming: tuple[str, ...] = ()
    performer: str = ""
    candidates: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    assignee: str = ""
    form: Form | None = None
    limit: Period | None = None
    group: str = ""
    also: tuple[FurtherLimit, ...] = ()
    clock: ClockMark | None = None
    event: EventType = "none"
    timer: Timer | None = None
    message: str = ""
    error: str | None = None
    interrupting: bool = True
    boundary: tuple[str, ...] = ()
    inner_start: str = ""
    call: CallPlan | None = None


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """
    A process with everything it calls, ready to be run.

    Attributes:
        process_id: Id of the process in its file.
        name: Its label.
        start: Key of its start event.
        limit: Limit of the dossier, None if it has none.
        nodes: Every flow node by its key.
    """

    process_id: str
    name: str
    start: str
    limit: Period | None
    nodes: Mapping[str, NodePlan] = field(repr=False)

    @property
    def starts_clock(self) -> bool:
        """Whether the dossier's clock starts with the instance: there is one, and no event is marked to start it."""
        marks = {node.clock for node in self.nodes.values()} - {None}
        return "start" not in marks and (self.limit is not None or bool(marks))
