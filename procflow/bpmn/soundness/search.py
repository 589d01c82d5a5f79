"""Every state that can be reached from one beginning, and what is wrong with each."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from procflow.bpmn.soundness.fragments import Fragment, Step, activities_of, all_parts, stepping, steps_of
from procflow.bpmn.soundness.game import BOUND, Game, Move, State
from procflow.bpmn.soundness.net import Kind, Node
from procflow.bpmn.soundness.rules import Place, Rule

UNBOUNDED, UNSAFE, UNSAFE_END = "unbounded", "unsafe", "unsafe-end"
DEADLOCK, LIVELOCK, DEAD_ACTIVITY = "deadlock", "livelock", "dead-activity"


@dataclass(slots=True)
class Found:
    """
    Something wrong, and how to come to it.

    Attributes:
        kind: The defect.
        element_ids: The elements named.
        steps: How many steps lead to it.
        number: The state that shows it.
        last: What is passed there before it shows.
    """

    kind: str
    element_ids: tuple[str, ...]
    steps: int
    number: int
    last: tuple[Fragment, ...] = ()


@dataclass(slots=True)
class Search:
    """
    The states reached from one beginning of an instance.

    Attributes:
        start_id: The start event.
        game: The game that is played.
        limit: How many states may be found.
        states: The states, in the order found.
        looked_at: How many of them were looked at: all, if nothing stopped the play.
        is_whole: Whether all states that can be reached were looked at.
        found: What is wrong, each kind and element once, the nearest.
    """

    start_id: str
    game: Game
    limit: int
    states: list[State] = field(default_factory=list)
    looked_at: int = 0
    is_whole: bool = True
    found: dict[tuple[str, tuple[str, ...]], Found] = field(default_factory=dict)
    _numbers: dict[State, int] = field(default_factory=dict)
    _from: list[tuple[int, Move | None]] = field(default_factory=list)
    _after: list[list[int]] = field(default_factory=list)
    _distance: list[int] = field(default_factory=list)
    _stuck: list[int] = field(default_factory=list)
    _used: dict[int, Rule] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        """What kinds of defects were found."""
        return {kind for kind, _ in self.found}

    @property
    def is_bounded(self) -> bool:
        """Whether no place was seen over the bound."""
        return UNBOUNDED not in self.kinds

    def run(self) -> None:
        """Look at every state, the nearest first; stop at one that is over the bound."""
        queue: list[tuple[int, int]] = []
        for state in self.game.begin():
            self._reach(queue, state, 1, (-1, None))
        done: set[int] = set()
        while queue:
            distance, number = heapq.heappop(queue)
            if number in done:
                continue
            self.is_whole = len(self.states) <= self.limit
            if not self.is_whole:
                return
            done.add(number)
            self.looked_at = len(done)
            if not self._look_at(number, distance):
                return
            self._expand(queue, number, distance)
        self._judge_completion()

    def _expand(self, queue: list[tuple[int, int]], number: int, distance: int) -> None:
        regular = False
        for move in self.game.moves(self.states[number]):
            regular = regular or not move.rules[0].is_exceptional
            for rule in move.rules:
                self._used[id(rule)] = rule
            state, cost = outside(self.game, move), move.rules[0].cost
            self._after[number].append(self._reach(queue, state, distance + cost, (number, move)))
        if not regular and not self.states[number].is_empty:
            self._stuck.append(number)

    def _reach(self, queue: list[tuple[int, int]], state: State, distance: int, origin: tuple[int, Move | None]) -> int:
        if state.is_empty:
            # How a complete instance came about does not matter.
            state = self.game.nothing
        number = self._numbers.setdefault(state, len(self.states))
        if number == len(self.states):
            self.states.append(state)
            self._from.append(origin)
            self._after.append([])
            self._distance.append(distance)
        elif distance >= self._distance[number]:
            return number
        self._from[number], self._distance[number] = origin, distance
        heapq.heappush(queue, (distance, number))
        return number

    def _look_at(self, number: int, distance: int) -> bool:
        """Note what is wrong with a state; return whether to go on from it."""
        for kind, element_id, last in _faults(self.game, self.states[number]):
            self._note(Found(kind, (element_id,), distance + sum(part.cost for part in last), number, last))
        return self.is_bounded

    def _note(self, found: Found) -> None:
        key = (found.kind, found.element_ids)
        if key not in self.found or found.steps < self.found[key].steps:
            self.found[key] = found

    def _judge_completion(self) -> None:
        for number in self._stuck:
            last = tuple(waiting_fragments(self.game, self.states[number]))
            steps = self._distance[number] + sum(part.cost for part in last)
            self._note(Found(DEADLOCK, _blockers(self.game, self.states[number]), steps, number, last))
        endless = self._endless()
        if endless:
            number = min(endless, key=self._distance.__getitem__)
            self._note(Found(LIVELOCK, tuple(self._moving(endless)), self._distance[number], number))

    def _moving(self, numbers: list[int]) -> dict[str, None]:
        """Return the elements that can take a step in one of the states, those of the nearest state first."""
        found: dict[str, None] = {}
        for number in sorted(numbers, key=self._distance.__getitem__):
            for move in self.game.moves(self.states[number]):
                found.update(dict.fromkeys(step.element_id for step in move.steps()))
                found.update(dict.fromkeys(stepping([*move.rules[0].before, move.rules[0].node])))
        # What was reduced into a flow is passed also where what the flow leads to waits.
        return found | dict.fromkeys(stepping(_marked(self.game, [self.states[number] for number in numbers])))

    def _endless(self) -> list[int]:
        """Return the states from which neither the end nor a deadlock can be reached."""
        before: list[list[int]] = [[] for _ in self.states]
        for number, followers in enumerate(self._after):
            for follower in followers:
                before[follower].append(number)
        good = [number for number, state in enumerate(self.states) if state.is_empty] + self._stuck
        seen = set(good)
        while good:
            new = set(before[good.pop()]) - seen
            seen |= new
            good.extend(new)
        return [number for number in range(len(self.states)) if number not in seen]

    def live_activities(self) -> Iterable[str]:
        """Return the activities that begin in some state looked at."""
        if self.game.net.is_passed_for_certain:
            return self.game.net.activities
        parts: list[Fragment | Node] = [rule.node for rule in self._used.values()]
        for rule in self._used.values():
            parts.extend(rule.before)
        if self.game.net.source is not None:
            parts.append(self.game.net.source)
        parts.extend(_marked(self.game, self.states))
        return activities_of(parts)

    def steps_to(self, found: Found) -> tuple[Step, ...]:
        """Return the run that shows *found*, from the start event on."""
        moves: list[Move] = []
        number = found.number
        while number >= 0:
            number, move = self._from[number]
            if move is not None:
                moves.append(move)
        steps = [self.game.begun_by(self.start_id)]
        for move in reversed(moves):
            steps += move.steps()
        return (*steps, *(step for part in found.last for step in steps_of(part)))


def outside(game: Game, move: Move) -> State:
    """Return the state of the instance after *move*: an error that nothing catches ends it."""
    return game.nothing if move.thrown is not None and move.thrown[0] is Kind.ERROR else move.state


def scopes(game: Game, state: State) -> Iterator[tuple[Game, State]]:
    """Yield the scope and every running scope inside it."""
    yield game, state
    for number, _, inner in state.running:
        below = game.inner[number]
        if below is not None and inner is not None:
            yield from scopes(below, inner)
    for number, inner in state.subs:
        yield from scopes(game.subs[number], inner)


def _faults(game: Game, state: State) -> Iterator[tuple[str, str, tuple[Fragment, ...]]]:
    for scope, inside in scopes(game, state):
        for place, count in _crowds(inside):
            yield from _crowded(scope, place, count)
        yield from _running_often(scope, inside)
        arrived: dict[Node, list[int]] = {}
        for place in inside.tokens:
            if place in scope.book.ends:
                arrived.setdefault(scope.book.ends[place], []).append(place)
        for node, places in arrived.items():
            if len(places) > 1:
                yield from _crowded_end(scope, node, places)


def _crowds(state: State) -> list[tuple[int, int]]:
    """Return the places with several tokens, and how many each has."""
    if len(set(state.tokens)) == len(state.tokens):
        return []
    return [(place, count) for place, count in Counter(state.tokens).items() if count > 1]


def _running_often(game: Game, state: State) -> Iterator[tuple[str, str, tuple[Fragment, ...]]]:
    for number, count in Counter(number for number, _, _ in state.running).items():
        if count > 1:
            yield UNSAFE, game.book.activities[number].id, ()
        if count > BOUND:
            yield UNBOUNDED, game.book.activities[number].id, ()


def crowded_joins(game: Game, states: Iterable[State]) -> frozenset[str]:
    """Return the inclusive gateways passed for certain that two tokens can pass at once: they may meet there."""
    flows = {id(place.flow): place.flow for place in _crowded_places(game, states) if place.flow is not None}.values()
    around = (end for flow in flows for end in (flow.source, flow.target) if end is not None)
    parts = (*all_parts(flow.fragment for flow in flows), *around)
    return frozenset(part.id for part in parts if isinstance(part, Node) and part.kind is Kind.INCLUSIVE)


def _crowded_places(game: Game, states: Iterable[State]) -> Iterator[Place]:
    """Yield the places that several tokens can be on at once."""
    for state in states:
        for scope, inside in scopes(game, state):
            yield from (scope.book.places[place] for place, _ in _crowds(inside))


def _crowded(game: Game, place: int, count: int) -> Iterator[tuple[str, str, tuple[Fragment, ...]]]:
    where = game.book.places[place]
    yield UNSAFE, where.element_id, ()
    if count > BOUND:
        yield UNBOUNDED, where.element_id, ()
    elif where.flow is not None and where.node.ends:
        yield from _crowded_end(game, where.node, [place, place])


def _crowded_end(game: Game, node: Node, places: list[int]) -> Iterator[tuple[str, str, tuple[Fragment, ...]]]:
    flows = (game.book.places[place].flow for place in places)
    # Two tokens show it: those that have the least to pass.
    last = sorted((flow.fragment for flow in flows if flow is not None), key=lambda part: part.cost)[:2]
    for end in node.ends:
        yield UNSAFE_END, end, tuple(last)


def waiting_fragments(game: Game, state: State) -> Iterator[Fragment]:
    """Yield what tokens of a deadlock pass before they wait."""
    for scope, inside in scopes(game, state):
        for place in inside.tokens:
            flow = scope.book.places[place].flow
            if flow is not None:
                yield flow.fragment


def _blockers(game: Game, state: State) -> tuple[str, ...]:
    """Return the nodes in front of which tokens wait."""
    return tuple(
        dict.fromkeys(
            scope.book.places[place].node.id for scope, inside in scopes(game, state) for place in inside.tokens
        )
    )


def _marked(game: Game, states: Iterable[State]) -> Iterator[Fragment]:
    """Yield what the places that hold a token in one of the states stand for."""
    seen: dict[int, Fragment] = {}
    for state in states:
        for scope, inside in scopes(game, state):
            for place in inside.tokens:
                flow = scope.book.places[place].flow
                if flow is not None:
                    seen[id(flow)] = flow.fragment
    yield from seen.values()
