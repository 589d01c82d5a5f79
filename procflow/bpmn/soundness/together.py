"""Pools played together: which receivers no message reaches."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from procflow.bpmn.model.activities import ReceiveTask
from procflow.bpmn.model.definitions import Definitions
from procflow.bpmn.model.flow import Process
from procflow.bpmn.soundness.compile import Beginning, beginnings
from procflow.bpmn.soundness.fragments import Fragment, Step, steps_of
from procflow.bpmn.soundness.game import BOUND, Game, Move, State
from procflow.bpmn.soundness.judged import NotJudged
from procflow.bpmn.soundness.mail import Mail
from procflow.bpmn.soundness.net import Kind
from procflow.bpmn.soundness.reduce import Reduction
from procflow.bpmn.soundness.rules import TooManyChoices
from procflow.bpmn.soundness.search import crowded_joins, outside, scopes, waiting_fragments

# Large states are played by the hundred, not by the thousand: so many tokens and counts of messages are kept in all.
_MOST_COUNTS = 30_000_000

# For each pool which of its beginnings it took, -1 for none yet, and its state; then the messages on each flow.
Joint: TypeAlias = tuple[tuple[tuple[int, State | None], ...], tuple[int, ...]]
BOUND_REACHED = "bound reached"


@dataclass(frozen=True, slots=True)
class Missed:
    """A receiver that no message reaches, and a shortest run after which it waits; empty if it never begins."""

    element_id: str
    run: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """
    What is known of pools played together.

    Attributes:
        missed: The receivers that no message reaches, the nearest first.
        reason: Why more may be missed than was seen, else empty.
    """

    missed: tuple[Missed, ...] = ()
    reason: str = ""


def play_together(model: Definitions, max_states: int) -> Together:
    """
    Return which receivers no message reaches when the pools of *model* are played together.

    What has to do with no message is reduced, and what pools do without messages is played in one order only:
    the states in which all is stuck are the same.
    Where that is not certain the pools are played as they are drawn.
    """
    try:
        mail = Mail.of(model)
        return _told(mail, max_states) if mail.waits else Together()
    except (NotJudged, TooManyChoices) as reason:
        return Together((), reason.told)


def _told(mail: Mail, max_states: int) -> Together:
    play = _Play([_pool(process, mail, Reduction.ALL) for process in mail.joined], mail, max_states)
    told = play.told()
    if not play.is_over:
        return told
    left = max_states - play.states
    pools = [_pool(process, mail, Reduction.NONE) for process in mail.joined]
    return _Play(pools, mail, left, is_as_drawn=True).told()


@dataclass(slots=True)
class _Pool:
    """
    One pool.

    Attributes:
        starts: The start event and game of each of its beginnings.
        waits: Whether it begins when a message comes.
        receive_tasks: Its receive tasks.
    """

    starts: list[tuple[str, Game]]
    waits: bool
    receive_tasks: frozenset[str]


def _pool(process: Process, mail: Mail, reduction: Reduction) -> _Pool:
    found = [(one.start_id, Game(one.net)) for one in _beginnings(process, mail, reduction)]
    awaited = [start for start in found if start[0] in mail.waits]
    receive_tasks = frozenset(node.id for node in process.flow_nodes if isinstance(node, ReceiveTask))
    return _Pool(awaited or found, bool(awaited), receive_tasks)


def _beginnings(process: Process, mail: Mail, reduction: Reduction) -> Iterator[Beginning]:
    try:
        yield from beginnings(process, reduction=reduction, kept=mail.ends)
    except NotJudged as reason:
        # A pool in which nothing can begin is complete.
        if reason.element is not process:
            raise


class _Own(NamedTuple):
    """A move of one pool: what comes of it there, and the elements of it that send or wait."""

    move: Move
    state: State
    mailing: tuple[str, ...]


class _Reached(NamedTuple):
    """How a state was come to: by how many steps, from which state, and what happened last."""

    distance: int
    before: Joint | None
    last: Move | tuple[Step, ...]


_Follower: TypeAlias = tuple[Joint, Move | tuple[Step, ...]]


@dataclass(slots=True)
class _Play:
    """
    The pools played together.

    Attributes:
        is_as_drawn: Whether nothing is reduced, and every order of steps is played.
        is_over: Whether a state over the bound ended it, or one that must be played as drawn.
        is_whole: Whether all states that can be reached were looked at.
    """

    pools: list[_Pool]
    mail: Mail
    max_states: int
    is_as_drawn: bool = False
    is_over: bool = False
    is_whole: bool = True
    _reached: dict[Joint, _Reached] = field(default_factory=dict)
    _pending: dict[int, list[Joint]] = field(default_factory=dict)
    _played: set[Joint] = field(default_factory=set)
    _own: dict[tuple[int, int, State], list[_Own]] = field(default_factory=dict)
    _looked_at: set[tuple[int, int, State]] = field(default_factory=set)

    @property
    def states(self) -> int:
        """How many states were found."""
        return len(self._reached)

    def told(self) -> Together:
        """Play, and return each receiver that no message reaches once."""
        begun: set[int] = set()
        stuck: list[Joint] = []
        for joint in self._states():
            self._played.add(joint)
            begun |= {number for number, (start, _) in enumerate(joint[0]) if start >= 0}
            followers = self._followers(joint)
            for after, last in followers:
                self._reach(after, joint, last)
            stuck += [] if followers else [joint]
        found = self._missed(stuck)
        for number, pool in enumerate(self.pools if self.is_whole else ()):
            if pool.waits and number not in begun:
                found |= {start: () for start, _ in pool.starts if start not in found}
        missed = tuple(Missed(element_id, run) for element_id, run in found.items())
        return Together(missed, "" if self.is_whole else BOUND_REACHED)

    def _missed(self, stuck: list[Joint]) -> dict[str, tuple[Step, ...]]:
        """Return the receivers in which a token waits in states without any step, each with a shortest run."""
        ways = [(joint, tuple(self._parts_passed(joint))) for joint in stuck]
        ways.sort(key=lambda way: self._reached[way[0]].distance + sum(part.cost for part in way[1]))
        nearest: dict[str, tuple[Joint, tuple[Fragment, ...]]] = {}
        for joint, parts in ways:
            for element_id in self._waiting(joint):
                nearest.setdefault(element_id, (joint, parts))
        return {element_id: self._run(*way) for element_id, way in nearest.items()}

    def _parts_passed(self, joint: Joint) -> Iterator[Fragment]:
        for pool, (start, state) in zip(self.pools, joint[0], strict=True):
            if state is not None:
                yield from waiting_fragments(pool.starts[start][1], state)

    def _states(self) -> Iterator[Joint]:
        for joint in self._first():
            self._reach(joint, None, self._begun(joint))
        while self._pending:
            # By levels: from a level in which a state is over the bound no step is taken.
            distance = min(self._pending)
            level = [one for one in self._pending.pop(distance) if self._reached[one].distance == distance]
            self.is_over = any(map(self._holds_too_much, level))
            if self.is_over:
                self.is_whole = False
                return
            for joint in level:
                if len(self._reached) > min(self.max_states, _MOST_COUNTS // _size(joint)):
                    self.is_whole = False
                    return
                yield joint

    def _reach(self, joint: Joint, before: Joint | None, last: Move | tuple[Step, ...]) -> None:
        cost = last.rules[0].cost if isinstance(last, Move) else len(last)
        distance = cost if before is None else self._reached[before].distance + cost
        if joint not in self._reached or distance < self._reached[joint].distance:
            self._reached[joint] = _Reached(distance, before, last)
            self._pending.setdefault(distance, []).append(joint)

    def _first(self) -> Iterator[Joint]:
        choices: list[list[tuple[int, State | None]]] = []
        for pool in self.pools:
            begun: list[tuple[int, State | None]] = [
                (number, state)
                for number, (_, game) in enumerate(pool.starts)
                for state in ([] if pool.waits else game.begin())
            ]
            choices.append(begun or [(-1, None)])
        if math.prod(map(len, choices)) > self.max_states:
            self.is_whole = False
            return
        for chosen in itertools.product(*choices):
            yield chosen, (0,) * self.mail.flows

    def _begun(self, joint: Joint) -> tuple[Step, ...]:
        named = (pool.starts[start] for pool, (start, _) in zip(self.pools, joint[0], strict=True) if start >= 0)
        return tuple(step for start_id, game in named for step in _first_steps(start_id, game))

    def _followers(self, joint: Joint) -> list[_Follower]:
        """
        Return what may come next.

        Where one pool goes on without any message it is enough to let it go on: whatever the others do comes later.
        It must lead on to a state not yet played, else it could go round for ever while the others wait.
        """
        every: list[_Follower] = []
        for number, (start, state) in enumerate(joint[0]):
            if state is None:
                every += self._begin(joint, number)
                continue
            own = self._moves(number, start, state)
            found: list[_Follower] = [
                (self._with(joint, number, (start, one.state), messages), one.move)
                for one in own
                for messages in self._exchange(one.mailing, joint[1])
            ]
            is_alone = not self.is_as_drawn and not any(one.mailing for one in own)
            if is_alone and any(after not in self._played for after, _ in found):
                return found
            every += found
        return every

    def _begin(self, joint: Joint, number: int) -> Iterator[_Follower]:
        pool = self.pools[number]
        for index, (start_id, game) in enumerate(pool.starts if pool.waits else ()):
            for messages in self._taken(start_id, joint[1]):
                # A receive task that begins the pool takes its message when it ends.
                left = joint[1] if start_id in pool.receive_tasks else messages
                for begun in game.begin():
                    yield self._with(joint, number, (index, begun), left), _first_steps(start_id, game)

    def _moves(self, number: int, start: int, state: State) -> list[_Own]:
        """Return the moves of one pool, worked out once."""
        key = (number, start, state)
        if key not in self._own:
            game, ends = self.pools[number].starts[start][1], self.mail.ends
            self._own[key] = [
                _Own(move, outside(game, move), tuple(one for one in _done(move) if one in ends))
                for move in game.moves(state)
            ]
        return self._own[key]

    def _with(self, joint: Joint, number: int, pool: tuple[int, State | None], messages: tuple[int, ...]) -> Joint:
        return (*joint[0][:number], pool, *joint[0][number + 1 :]), messages

    def _exchange(self, mailing: tuple[str, ...], messages: tuple[int, ...]) -> list[tuple[int, ...]]:
        """Return the messages there are after these elements: those waited for taken, those sent added."""
        ready = [messages]
        for element_id in mailing:
            ready = [after for before in ready for after in self._taken(element_id, before)]
            ready = [self._sent(element_id, before) for before in ready]
        return ready

    def _taken(self, element_id: str, messages: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if element_id not in self.mail.waits:
            yield messages
            return
        for flow in self.mail.waits[element_id]:
            if messages[flow]:
                yield (*messages[:flow], messages[flow] - 1, *messages[flow + 1 :])

    def _sent(self, element_id: str, messages: tuple[int, ...]) -> tuple[int, ...]:
        flows = self.mail.sends.get(element_id)
        if flows is None:
            return messages
        counts = list(messages)
        for flow in flows:
            counts[flow] = min(BOUND, counts[flow] + 1)
        return tuple(counts)

    def _holds_too_much(self, joint: Joint) -> bool:
        """Return whether a pool is over the bound, or tokens may meet in what was reduced."""
        return any(
            self._is_full(number, start, state)
            for number, (start, state) in enumerate(joint[0])
            if state is not None and (number, start, state) not in self._looked_at
        )

    def _is_full(self, number: int, start: int, state: State) -> bool:
        game = self.pools[number].starts[start][1]
        is_full = any(
            len(many) > BOUND and max(Counter(many).values()) > BOUND
            for _, inside in scopes(game, state)
            for many in (inside.tokens, [number for number, _, _ in inside.running])
        )
        self._looked_at.add((number, start, state))
        return is_full or (not self.is_as_drawn and bool(crowded_joins(game, [state])))

    def _waiting(self, joint: Joint) -> Iterator[str]:
        """Yield the receivers in which, or in front of which, a token waits."""
        for pool, (start, state) in zip(self.pools, joint[0], strict=True):
            for game, inside in scopes(pool.starts[start][1], state) if state is not None else ():
                nodes = [game.book.places[place].node for place in inside.tokens]
                nodes = [node for node in nodes if game.book.has_place(node)]
                nodes += [game.book.activities[number] for number, _, _ in inside.running]
                for node in nodes:
                    behind = [flow.target for flow in node.outs] if node.kind is Kind.EVENT_BASED else [node]
                    yield from (one.id for one in behind if one.id in self.mail.waits)

    def _run(self, joint: Joint, parts: tuple[Fragment, ...]) -> tuple[Step, ...]:
        """Return the steps to *joint*, then those of what tokens pass there before they wait."""
        steps: list[tuple[Step, ...]] = [tuple(step for part in parts for step in steps_of(part))]
        at: Joint | None = joint
        while at is not None:
            _, at, last = self._reached[at]
            steps.append(tuple(last.steps()) if isinstance(last, Move) else last)
        return tuple(step for several in reversed(steps) for step in several)


def _first_steps(start_id: str, game: Game) -> tuple[Step, ...]:
    return (game.begun_by(start_id), *game.passed_for_certain())


def _done(move: Move) -> Iterator[str]:
    """Yield the elements that end or happen in *move*."""
    for rule in move.rules:
        if rule.steps and not rule.is_first:
            yield rule.steps[-1].element_id


def _size(joint: Joint) -> int:
    """Return how many tokens and counts of messages the state holds."""
    return 1 + len(joint[1]) + sum(len(state.tokens) for _, state in joint[0] if state is not None)
