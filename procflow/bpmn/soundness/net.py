"""The flow nodes of one scope as a net: what the token game is played on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum, auto

from procflow.bpmn.model.flow import FlowContainer
from procflow.bpmn.soundness.fragments import Flows, Fragment, Step, leaf, steps_of


class Kind(IntEnum):
    """
    How a node treats tokens.

    ``SOURCE`` gives tokens and takes none: the beginning of a scope, an event attached to an activity.
    ``STUCK`` waits for what never comes: an event-based gateway without an event behind it.
    ``CLOSED`` takes nothing: a start event that a flow leads to.
    ``HAPPENED`` is the event behind an event-based gateway; ``SENDING`` goes on in the step of what leads to it.
    """

    SOURCE = auto()
    PASS = auto()
    ACTIVITY = auto()
    CATCH = auto()
    EXCLUSIVE = auto()
    PARALLEL = auto()
    INCLUSIVE = auto()
    EVENT_BASED = auto()
    STUCK = auto()
    CLOSED = auto()
    HAPPENED = auto()
    SENDING = auto()
    END = auto()
    TERMINATE = auto()
    ERROR = auto()
    ESCALATION = auto()
    CANCEL = auto()


@dataclass(slots=True, eq=False)
class Flow:
    """A sequence flow, or the fragment it was reduced to; without *source* it never carries a token."""

    fragment: Fragment
    source: Node | None
    target: Node


@dataclass(slots=True, eq=False)
class Trigger:
    """
    A boundary event, or a start event of an event sub-process.

    Attributes:
        id: Id of the event.
        interrupting: Whether it ends what it is attached to, or stands in.
        catches: Which throwing nodes it reacts to: kind, and id of the error or escalation, empty for any.
        may_fire_alone: Whether it may fire at any time.
        source: Gives its tokens.
    """

    id: str
    interrupting: bool
    catches: tuple[tuple[Kind, str], ...]
    may_fire_alone: bool
    source: Node

    def matches(self, kind: Kind, reference: str) -> bool:
        """Return whether it catches what such a node throws."""
        return (kind, "") in self.catches or (kind, reference) in self.catches


@dataclass(slots=True, eq=False)
class Node:
    """
    A flow node.

    Attributes:
        id: Id of the element.
        kind: How it treats tokens.
        reference: Id of the error or escalation it throws.
        ins: Flows that enter.
        outs: Flows that leave.
        default: The flow taken when no condition holds.
        conditional: Flows that leave under a condition; only of activities.
        boundary: Events attached to it.
        inner: What is played inside a sub-process; None if that cannot go wrong.
        inside: How a token passes such a sub-process inside.
        tails: What a token does after it, where what follows was reduced into the node.
        begins: Activities that begin with it.
        also: Parts that a token may pass around it.
        ends: End events it stands for.
        weight: How many steps it takes to pass.
        is_kept: Whether it stays a node however far the net is reduced.
    """

    id: str
    kind: Kind
    reference: str = ""
    ins: list[Flow] = field(default_factory=list)
    outs: list[Flow] = field(default_factory=list)
    default: Flow | None = None
    conditional: list[Flow] = field(default_factory=list)
    boundary: list[Trigger] = field(default_factory=list)
    inner: Net | None = None
    inside: tuple[tuple[Fragment, Node], ...] = ()
    tails: tuple[tuple[Fragment, Node], ...] = ()
    begins: tuple[str, ...] = ()
    also: tuple[Fragment | Node, ...] = ()
    ends: tuple[str, ...] = ()
    weight: int = 1
    is_kept: bool = False

    @property
    def is_simple(self) -> bool:
        """Whether a token passes it for certain, whatever else happens in the model."""
        if self.is_kept or self.boundary or self.conditional:
            return False
        return self.kind in _SIMPLE and self.inner is None

    def passing(self, taken: Flows, given: Flows) -> list[Step]:
        """Return the steps of one token passing a simple node."""
        if self.kind is Kind.SENDING:
            return []
        if self.tails:
            given = tuple(flow for part, _ in self.tails for flow in part.entry)
        if self.kind in _TWO_STEPS:
            found = [Step(self.id, taken), *_walk(self.inside), Step(self.id, (), given)]
        else:
            found = [Step(self.id, taken, given)]
        return [*found, *_walk(self.tails)]


def _walk(branches: tuple[tuple[Fragment, Node], ...]) -> Iterator[Step]:
    for part, end in branches:
        yield from steps_of(part)
        yield from end.passing(part.exit, ())


_TWO_STEPS = frozenset({Kind.ACTIVITY, Kind.CATCH})
_SIMPLE = _TWO_STEPS | {
    Kind.PASS,
    Kind.EXCLUSIVE,
    Kind.PARALLEL,
    Kind.INCLUSIVE,
    Kind.EVENT_BASED,
    Kind.HAPPENED,
    Kind.SENDING,
    Kind.END,
}


@dataclass(slots=True, eq=False)
class EventSubProcess:
    """An event sub-process: the events that start it, and what is played inside."""

    id: str
    triggers: list[Trigger]
    inner: Net


@dataclass(slots=True, eq=False)
class Net:
    """
    One scope: a process, a sub-process or an event sub-process.

    Attributes:
        id: Id of the process or sub-process.
        container: The process or sub-process.
        source: Gives the first tokens; None where a trigger gives them.
        nodes: The nodes a token can come to.
        subs: Event sub-processes that stand in it.
        is_transaction: Whether a cancel end event ends it.
        activities: Activities of all its nodes, those inside them too.
    """

    id: str
    container: FlowContainer
    source: Node | None
    nodes: list[Node]
    subs: list[EventSubProcess] = field(default_factory=list)
    is_transaction: bool = False
    activities: list[str] = field(default_factory=list)

    @property
    def is_passed_for_certain(self) -> bool:
        """Whether reduction left nothing of it: whatever a token does, it comes to its end."""
        source = self.source
        return source is not None and not (source.outs or self.nodes or self.subs)


def new_flow(flow_id: str, source: Node | None, target: Node) -> Flow:
    """Return the sequence flow with this id, not yet entered in its ends."""
    return Flow(leaf(flow_id), source, target)
