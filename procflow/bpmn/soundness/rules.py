"""The ways in which each node of a net may take and give tokens, worked out once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from procflow.bpmn.soundness.fragments import NOWHERE, Flows, Fragment, Step, steps_of
from procflow.bpmn.soundness.net import Flow, Kind, Net, Node, Trigger
from procflow.bpmn.soundness.ways import Ways

# A choice among more flows than this at one inclusive gateway has too many outcomes to play.
MOST_CHOICES = 10


class TooManyChoices(Exception):
    """A node has too many outcomes to play them all."""

    def __init__(self, element_id: str) -> None:
        super().__init__(element_id)
        self.element_id = element_id

    @property
    def told(self) -> str:
        """The element and the reason, for a person."""
        many = f"more than {MOST_CHOICES} flows leave it that may be taken in any number"
        return f"{self.element_id}: {many}; split it into several gateways"


@dataclass(slots=True, eq=False)
class Rule:
    """
    One way in which a node may take and give tokens.

    Attributes:
        node: The node, which stands for its activities.
        takes: Places it takes one token from each.
        gives: Places it puts one token on each.
        before: What the tokens pass on their way to the node.
        steps: The node's own steps.
        is_first: Whether the token stays in the node for now: it waits or runs.
        begins: Number of the running activity it begins, None for none.
        is_exceptional: Whether it may never come: a boundary event, the start of an event sub-process.
        throws: What it throws and the reference, None for nothing.
        clears: Whether it takes everything in the scope away.
    """

    node: Node
    takes: tuple[int, ...]
    gives: tuple[int, ...]
    before: tuple[Fragment, ...]
    steps: tuple[Step, ...]
    is_first: bool = False
    begins: int | None = None
    is_exceptional: bool = False
    throws: tuple[Kind, str] | None = None
    clears: bool = False

    @property
    def cost(self) -> int:
        """How many steps it is, with what was reduced in front of it."""
        return sum(part.cost for part in self.before) + len(self.steps)

    def all_steps(self) -> Iterator[Step]:
        """Yield its steps, those of what was reduced in front of it first."""
        for part in self.before:
            yield from steps_of(part)
        yield from self.steps


@dataclass(slots=True, eq=False)
class Join:
    """
    An inclusive gateway with several flows in.

    Attributes:
        node: The gateway.
        ins: The places of its incoming flows.
        bits: For each of these flows its bit.
        drawn: The ways of the scope.
        gives: What it may give: places and flows.
        rules: What was worked out so far, by the places it takes from.
    """

    node: Node
    ins: tuple[int, ...]
    bits: dict[str, int]
    drawn: Ways
    gives: list[tuple[tuple[int, ...], Flows]]
    rules: dict[tuple[int, ...], list[Rule]] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)

    def ways(self, element_id: str) -> int:
        """Return the incoming flows that a token in, or in front of, this element can still come to, as bits."""
        known = self._known.get(element_id)
        if known is None:
            known = self._known[element_id] = self.drawn.reached(element_id, self.node.id, self.bits)
        return known


@dataclass(slots=True, eq=False)
class Place:
    """Where tokens are: a flow, or a node that waits or runs."""

    element_id: str
    node: Node
    flow: Flow | None = None


@dataclass(slots=True, eq=False)
class RuleBook:
    """
    Everything that can happen in one scope.

    Attributes:
        places: What the numbers of places mean.
        by_place: The rules, by the first place they take a token from.
        joins: For each place in front of an inclusive gateway with several flows in, the gateway.
        activities: Activities whose running is more than a token: sub-processes, non-interrupting events.
        endings: For each of these the rules by which it ends.
        ends: For each place in front of an end event with several flows in, the event.
    """

    net: Net
    places: list[Place] = field(default_factory=list)
    by_place: dict[int, list[Rule]] = field(default_factory=dict)
    joins: dict[int, Join] = field(default_factory=dict)
    activities: list[Node] = field(default_factory=list)
    endings: list[list[Rule]] = field(default_factory=list)
    ends: dict[int, Node] = field(default_factory=dict)
    _numbers: dict[int, int] = field(default_factory=dict)
    _drawn: Ways = field(init=False)

    def __post_init__(self) -> None:
        self._drawn = Ways(self.net.container)
        sources = [self.net.source] if self.net.source is not None else []
        sources += [trigger.source for node in self.net.nodes for trigger in node.boundary]
        for node in (*sources, *self.net.nodes):
            for flow in node.outs:
                self._place(flow, _name(flow), flow.target, flow)
        for node in self.net.nodes:
            for flow in node.ins:
                self._place(flow, _name(flow), node, flow)
            if _is_complex(node):
                self._numbers[id(node)] = len(self.activities)
                self.activities.append(node)
            elif node.kind in _WAITING and not node.tails:
                self._place(node, node.id, node, None)
        for node in self.net.nodes:
            self._write(node)

    def number(self, thing: Flow | Node) -> int:
        """Return the place of a flow or waiting node, or the number of a complex activity."""
        return self._numbers[id(thing)]

    def has_place(self, node: Node) -> bool:
        """Return whether a token waits or runs in *node* as in a place."""
        return id(node) in self._numbers and not _is_complex(node)

    def outcomes(self, node: Node) -> list[tuple[tuple[int, ...], Flows]]:
        """Return what *node* may give: the places, and the sequence flows that then carry a token."""
        found = []
        for chosen in _choices(node):
            parts = [self._landing(flow) for flow in chosen]
            for combined in itertools.product(*parts):
                places = tuple(place for part in combined for place in part[0])
                found.append((places, tuple(flow for part in combined for flow in part[1])))
        return found

    def _landing(self, flow: Flow) -> list[tuple[tuple[int, ...], Flows]]:
        """Return where a token on *flow* comes to rest; it passes a sending node in the same step."""
        if flow.target.kind is Kind.SENDING:
            return self.outcomes(flow.target)
        return [((self.number(flow),), flow.fragment.entry)]

    def _place(self, thing: Flow | Node, element_id: str, node: Node, flow: Flow | None) -> None:
        if id(thing) not in self._numbers:
            self._numbers[id(thing)] = len(self.places)
            self.places.append(Place(element_id, node, flow))

    def _add(self, rule: Rule) -> None:
        self.by_place.setdefault(rule.takes[0], []).append(rule)

    def _write(self, node: Node) -> None:
        if len(node.ins) > 1 and node.ends:
            self.ends |= {self.number(flow): node for flow in node.ins}
        if node.kind in {Kind.SENDING, Kind.CLOSED}:
            return
        if _is_complex(node):
            self._write_complex(node)
        elif node.kind in _WAITING and not node.tails:
            self._write_waiting(node)
        elif node.kind is Kind.PARALLEL:
            if all(flow.source is not None for flow in node.ins):
                self._write_passing(node, node.ins)
        elif node.kind is Kind.INCLUSIVE and len(node.ins) > 1:
            self._write_join(node)
        else:
            for flow in node.ins:
                self._write_passing(node, [flow])

    def _write_passing(self, node: Node, taken: list[Flow]) -> None:
        before = tuple(flow.fragment for flow in taken)
        ids = tuple(name for part in before for name in part.exit)
        for gives, given in self.outcomes(node):
            rule = Rule(node, tuple(map(self.number, taken)), gives, before, tuple(node.passing(ids, given)))
            rule.clears = node.kind is Kind.TERMINATE
            rule.throws = (node.kind, node.reference) if self._throws(node) else None
            self._add(rule)

    def _throws(self, node: Node) -> bool:
        return node.kind in {Kind.ERROR, Kind.ESCALATION} or (node.kind is Kind.CANCEL and self.net.is_transaction)

    def _begin(self, node: Node, gives: tuple[int, ...], begins: int | None) -> None:
        for flow in node.ins:
            steps = (Step(node.id, flow.fragment.exit),)
            self._add(Rule(node, (self.number(flow),), gives, (flow.fragment,), steps, is_first=True, begins=begins))

    def _write_waiting(self, node: Node) -> None:
        place = self.number(node)
        self._begin(node, (place,), None)
        for rule in self._going_on(node, place):
            self._add(rule)
        for trigger in node.boundary:
            for rule in self.firing(trigger, (place,)):
                self._add(rule)

    def _going_on(self, node: Node, place: int) -> Iterator[Rule]:
        """Yield how the token that waits in *node* goes on."""
        if node.kind is Kind.STUCK:
            return
        if node.kind is not Kind.EVENT_BASED:
            for gives, given in self.outcomes(node):
                yield Rule(node, (place,), gives, (), tuple(node.passing((), given)[1:]))
            return
        for flow in node.outs:
            if flow.fragment is NOWHERE:
                for gives, given in self.outcomes(flow.target):
                    yield Rule(flow.target, (place,), gives, (), (Step(flow.target.id, (), given),))
            else:
                # The event that happens was reduced into the flow: it is seen when the token goes on.
                yield Rule(node, (place,), (self.number(flow),), (), ())

    def _write_complex(self, node: Node) -> None:
        number = self.number(node)
        self._begin(node, (), number)
        outcomes = self.outcomes(node)
        self.endings.append(
            [Rule(node, (), gives, (), tuple(node.passing((), given)[1:])) for gives, given in outcomes]
        )

    def firing(self, trigger: Trigger, takes: tuple[int, ...]) -> list[Rule]:
        """Return how *trigger* fires."""
        if takes and not trigger.may_fire_alone:
            return []
        return [
            Rule(trigger.source, takes, gives, (), (Step(trigger.id, (), given),), is_exceptional=True)
            for gives, given in self.outcomes(trigger.source)
        ]

    def joining(self, join: Join, taken: tuple[int, ...]) -> list[Rule]:
        """Return how an inclusive gateway takes a token from each of the places *taken*."""
        rules = join.rules.get(taken)
        if rules is None:
            before = tuple(flow.fragment for place in taken if (flow := self.places[place].flow) is not None)
            ids = tuple(name for part in before for name in part.exit)
            rules = join.rules[taken] = [
                Rule(join.node, taken, gives, before, tuple(join.node.passing(ids, given)))
                for gives, given in join.gives
            ]
        return rules

    def _write_join(self, node: Node) -> None:
        bits = {flow.fragment.exit[-1]: 1 << number for number, flow in enumerate(node.ins)}
        join = Join(node, tuple(map(self.number, node.ins)), bits, self._drawn, self.outcomes(node))
        self.joins |= dict.fromkeys(join.ins, join)


_WAITING = frozenset({Kind.ACTIVITY, Kind.CATCH, Kind.EVENT_BASED, Kind.STUCK})


def _is_complex(node: Node) -> bool:
    return node.inner is not None or any(not trigger.interrupting for trigger in node.boundary)


def _name(flow: Flow) -> str:
    """Return the element a person is shown for a place: its first flow, else the node a token waits in."""
    entry = flow.fragment.entry
    return entry[0] if entry else flow.source.id if flow.source is not None else flow.target.id


def _choices(node: Node) -> list[list[Flow]]:
    """Return which flows of *node* may get a token at once."""
    if not node.outs:
        return [[]]
    if node.kind in {Kind.EXCLUSIVE, Kind.EVENT_BASED}:
        return [[flow] for flow in node.outs]
    default = [node.default] if node.default is not None else []
    if node.kind is Kind.INCLUSIVE:
        others = [flow for flow in node.outs if flow is not node.default]
        return [*([default] if default else []), *(chosen for chosen in _subsets(node, others) if chosen)]
    sure = [flow for flow in node.outs if flow is not node.default and flow not in node.conditional]
    chosen = ([*sure, *(some or default)] for some in _subsets(node, node.conditional))
    return [flows for flows in chosen if flows]


def _subsets(node: Node, flows: list[Flow]) -> Iterator[list[Flow]]:
    if len(flows) > MOST_CHOICES:
        raise TooManyChoices(node.id)
    for size in range(len(flows) + 1):
        yield from map(list, itertools.combinations(flows, size))
