"""The token game of one scope: which steps a state allows, and what comes of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from procflow.bpmn.soundness.fragments import Step
from procflow.bpmn.soundness.net import Kind, Net, Node, Trigger
from procflow.bpmn.soundness.rules import Join, Rule, RuleBook

# More tokens than this at one place are as good as any number: docs/explanation/semantics.md, "The bound".
BOUND = 3

Running: TypeAlias = "tuple[int, int, State | None]"
Thrown: TypeAlias = "tuple[Kind, str]"

# The lowest bit of what has been started in a scope; those above are its event sub-processes.
_INTERRUPTED = 1


class State(NamedTuple):
    """
    One scope at one moment.

    Attributes:
        tokens: The place of each token, in the order of places: as long as there are tokens, however many places.
        running: Activities that are more than a token: number, boundary events that have fired, the scope inside.
        subs: Running event sub-processes: number and scope inside.
        started: Which event sub-processes have been started, as bits; the lowest: an interrupting one has.
    """

    tokens: tuple[int, ...] = ()
    running: tuple[Running, ...] = ()
    subs: tuple[tuple[int, State], ...] = ()
    started: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.running or self.subs or self.tokens)


class Move(NamedTuple):
    """
    A step.

    Attributes:
        rules: Its rule, and that of what caught what it threw.
        state: The state after it.
        thrown: What it throws out of the scope.
        is_cut: Whether what caught it took it away before it gave a token.
    """

    rules: tuple[Rule, ...]
    state: State
    thrown: Thrown | None = None
    is_cut: bool = False

    def steps(self) -> Iterator[Step]:
        """Yield its steps; what caught what it threw is not named."""
        steps = list(self.rules[0].all_steps())
        if self.is_cut:
            steps[-1] = replace(steps[-1], given=())
        yield from steps


class Game:
    """
    Plays the token game on one net.

    Attributes:
        book: What can happen in the scope.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        self.book = RuleBook(net)
        self.inner = [Game(node.inner) if node.inner is not None else None for node in self.book.activities]
        self.subs = [Game(sub.inner) for sub in net.subs]
        self._triggers = [
            [(trigger, rules) for trigger in node.boundary if (rules := self.book.firing(trigger, ()))]
            for node in self.book.activities
        ]
        self._starts = [
            [(trigger, self.subs[number].book.firing(trigger, ())) for trigger in sub.triggers]
            for number, sub in enumerate(net.subs)
        ]
        self._sub_ends = [Rule(Node(sub.id, Kind.SOURCE), (), (), (), (Step(sub.id),)) for sub in net.subs]
        self.nothing = State()

    def begin(self) -> list[State]:
        """Return the states an instance may begin in."""
        if self.net.source is None:
            return [self.nothing]
        return [self.given(self.nothing, gives) for gives, _ in self.book.outcomes(self.net.source)]

    def begun_by(self, start_id: str) -> Step:
        """Return the first step of a run: the start event gives the first tokens."""
        source = self.net.source
        parts = [out.fragment for out in source.outs] if source is not None else []
        parts += [part for part, _ in source.tails] if source is not None else []
        return Step(start_id or self.net.id, (), tuple(flow for part in parts for flow in part.entry))

    def passed_for_certain(self) -> Iterator[Step]:
        """Yield the steps of the first tokens where reduction left nothing to play."""
        source = self.net.source
        return iter(source.passing((), ())[1:] if source is not None else ())

    def moves(self, state: State) -> Iterator[Move]:
        """Yield every step that is possible in *state*."""
        for rule in self._enabled(state.tokens):
            yield from self._apply(rule, state)
        for join in dict.fromkeys(map(self.book.joins.get, state.tokens)):
            for rule in self._joining(join, state) if join is not None else ():
                yield from self._apply(rule, state)
        for position, running in enumerate(state.running):
            if position == 0 or state.running[position - 1] != running:
                yield from self._run(state, position)
        for position, (number, inner) in enumerate(state.subs):
            if inner.is_empty:
                rest = state.subs[:position] + state.subs[position + 1 :]
                yield Move((self._sub_ends[number],), state._replace(subs=rest))
            for move in self.subs[number].moves(inner):
                yield from self._rise(self._with_sub(state, position, move.state), move)
        if self._starts and not state.started & _INTERRUPTED and not state.is_empty:
            yield from self._start_subs(state)

    def _enabled(self, tokens: tuple[int, ...]) -> Iterator[Rule]:
        held = frozenset(tokens)
        for place in dict.fromkeys(tokens):
            for rule in self.book.by_place.get(place, ()):
                if len(rule.takes) == 1 or held.issuperset(rule.takes):
                    yield rule

    def _apply(self, rule: Rule, state: State) -> Iterator[Move]:
        if rule.clears:
            yield Move((rule,), self.nothing)
            return
        tokens = [*state.tokens, *rule.gives]
        for place in rule.takes:
            tokens.remove(place)
        after = state._replace(tokens=tuple(sorted(tokens)))
        if rule.begins is not None:
            inner = self.inner[rule.begins]
            for begun in inner.begin() if inner is not None else [None]:
                yield Move((rule,), _with(after, (rule.begins, 0, begun)))
        elif rule.throws is not None:
            yield from self._caught(after, Move((rule,), after, rule.throws))
        else:
            yield Move((rule,), after)

    def _joining(self, join: Join, state: State) -> Iterator[Rule]:
        held = frozenset(state.tokens)
        full = sum(1 << number for number, place in enumerate(join.ins) if place in held)
        elsewhere = {self.book.places[place].node.id for place in held.difference(join.ins)}
        elsewhere.update(self.book.activities[number].id for number, _, _ in state.running)
        seen = map(join.ways, elsewhere)
        if any(way & ~full and not way & full for way in seen):
            return
        taken = [join.ins[number] for number in range(len(join.ins)) if full >> number & 1]
        yield from self.book.joining(join, tuple(taken))

    def _run(self, state: State, position: int) -> Iterator[Move]:
        number, fired, inner = state.running[position]
        rest = state._replace(running=state.running[:position] + state.running[position + 1 :])
        if inner is None or inner.is_empty:
            for rule in self.book.endings[number]:
                yield Move((rule,), self.given(rest, rule.gives))
        else:
            game = self.inner[number]
            for move in game.moves(inner) if game is not None else ():
                if move.thrown is None:
                    yield move._replace(state=_with(rest, (number, fired, move.state)))
                else:
                    yield from self._thrown_inside(rest, (number, fired, move.state), move)
        for index, (trigger, rules) in enumerate(self._triggers[number]):
            if trigger.may_fire_alone:
                for rule in rules:
                    after = self._fire(rest, (number, fired, inner), index, trigger, rule)
                    if after is not None:
                        yield Move((rule,), after)

    def _fire(self, rest: State, running: Running, index: int, trigger: Trigger, rule: Rule) -> State | None:
        """Return the state after a boundary event fired, None if it has fired before."""
        number, fired, inner = running
        if trigger.interrupting:
            return self.given(rest, rule.gives)
        if fired >> index & 1:
            return None
        return self.given(_with(rest, (number, fired | 1 << index, inner)), rule.gives)

    def _thrown_inside(self, rest: State, running: Running, move: Move) -> Iterator[Move]:
        """Let a boundary event catch what was thrown inside the activity, else pass it on outwards."""
        kind, reference = move.thrown or (Kind.END, "")
        for index, (trigger, rules) in enumerate(self._triggers[running[0]]):
            if trigger.matches(kind, reference):
                found = [(rule, self._fire(rest, running, index, trigger, rule)) for rule in rules]
                caught = [
                    Move((*move.rules, rule), after, is_cut=trigger.interrupting)
                    for rule, after in found
                    if after is not None
                ]
                if caught:
                    yield from caught
                    return
        if kind is Kind.CANCEL:
            game = self.inner[running[0]]
            empty = game.nothing if game is not None else None
            yield Move(move.rules, _with(rest, (running[0], running[1], empty)))
        else:
            yield from self._caught(_with(rest, running), move)

    def _rise(self, state: State, move: Move) -> Iterator[Move]:
        """Let this scope catch what an event sub-process of it throws."""
        if move.thrown is None:
            yield move._replace(state=state)
        else:
            yield from self._caught(state, move)

    def _caught(self, state: State, move: Move) -> Iterator[Move]:
        """Let an event sub-process of this scope catch what was thrown, else throw it out of the scope."""
        kind, reference = move.thrown or (Kind.END, "")
        for number, triggers in enumerate(self._starts if kind is not Kind.CANCEL else ()):
            if state.started & (_INTERRUPTED | 2 << number):
                continue
            for trigger, rules in triggers:
                if trigger.matches(kind, reference):
                    for rule in rules:
                        after = self._start(state, number, trigger, rule)
                        yield Move((*move.rules, rule), after, is_cut=trigger.interrupting)
                    return
        yield Move(move.rules, state, move.thrown)

    def _start_subs(self, state: State) -> Iterator[Move]:
        for number, triggers in enumerate(self._starts):
            if not state.started & 2 << number:
                for trigger, rules in triggers:
                    for rule in rules if trigger.may_fire_alone else ():
                        yield Move((rule,), self._start(state, number, trigger, rule))

    def _start(self, state: State, number: int, trigger: Trigger, rule: Rule) -> State:
        if trigger.interrupting:
            state = self.nothing._replace(started=state.started | _INTERRUPTED)
        state = state._replace(started=state.started | 2 << number)
        game = self.subs[number]
        inner = game.given(game.nothing, rule.gives)
        return state._replace(subs=tuple(sorted((*state.subs, (number, inner)))))

    def _with_sub(self, state: State, position: int, inner: State) -> State:
        number, _ = state.subs[position]
        rest = state.subs[:position] + state.subs[position + 1 :]
        return state._replace(subs=tuple(sorted((*rest, (number, inner)))))

    def given(self, state: State, gives: tuple[int, ...]) -> State:
        """Return *state* with one token more on each of these places."""
        return state._replace(tokens=tuple(sorted((*state.tokens, *gives)))) if gives else state


def _with(state: State, running: Running) -> State:
    return state._replace(running=tuple(sorted((*state.running, running))))
