"""Pools played together: which receivers no message reaches."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from procflow.bpmn.model.activities import ReceiveTask
from procflow.bpmn.model.base import Element
from procflow.bpmn.model.definitions import Definitions
from procflow.bpmn.model.events import CatchEvent, MessageEventDefinition
from procflow.bpmn.model.flow import FlowNode, Process
from procflow.bpmn.soundness.compile import Beginning, NotJudged, beginnings
from procflow.bpmn.soundness.fragments import Step
from procflow.bpmn.soundness.game import BOUND, Game, State
from procflow.bpmn.soundness.net import Kind
from procflow.bpmn.soundness.reduce import Reduction
from procflow.bpmn.soundness.rules import Rule, TooManyChoices
from procflow.bpmn.soundness.search import outside, scopes

# Large states are played by the hundred, not by the thousand: so many counts of tokens and messages are kept in all.
_MOST_COUNTS = 30_000_000

# For each pool which of its beginnings it took, -1 for none yet, and its state; then the messages on each flow.
Joint: TypeAlias = tuple[tuple[tuple[int, State | None], ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Missed:
    """A receiver that no message reaches, and a shortest run after which it waits; empty if it never begins."""

    element_id: str
    run: tuple[Step, ...]


@dataclass(slots=True)
class _Pool:
    """
    One pool.

    Attributes:
        starts: The start event and game of each of its beginnings.
        waits: Whether it begins when a message comes.
    """

    starts: list[tuple[str, Game]]
    waits: bool


def missed_messages(model: Definitions, max_states: int) -> tuple[Missed, ...]:
    """Return the receivers that no message reaches when the pools of *model* are played together."""
    mail = _Mail.of(model)
    if not mail.joined:
        return ()
    try:
        pools = [_pool(process, mail) for process in mail.joined]
        return tuple(_Play(pools, mail, max_states).missed())
    except (NotJudged, TooManyChoices):
        return ()


def _pool(process: Process, mail: _Mail) -> _Pool:
    found = [(one.start_id, Game(one.net)) for one in _beginnings(process)]
    awaited = [start for start in found if start[0] in mail.waits]
    return _Pool(awaited or found, bool(awaited))


def _beginnings(process: Process) -> Iterator[Beginning]:
    try:
        yield from beginnings(process, reduction=Reduction.NONE)
    except NotJudged as reason:
        # A pool in which nothing can begin is complete.
        if reason.element is not process:
            raise


@dataclass(slots=True)
class _Mail:
    """
    The message flows between nodes of pools that are in the file.

    Attributes:
        joined: The processes they join.
        waits: For each receiver that waits, the numbers of its flows.
        sends: For each sender the numbers of its flows.
    """

    joined: list[Process] = field(default_factory=list)
    waits: dict[str, list[int]] = field(default_factory=dict)
    sends: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, model: Definitions) -> _Mail:
        """Return the mail of *model*."""
        mail, joined, always = cls(), dict[str, Process](), set[str]()
        pairs = []
        for flow in model.message_flows:
            source, target = flow.source, flow.target
            if isinstance(source, FlowNode) and isinstance(target, FlowNode) and source.process is not target.process:
                pairs.append((source, target))
                joined |= {source.process.id: source.process, target.process.id: target.process}
            elif target is not None:
                always.add(target.id)
        for number, (source, target) in enumerate(pairs):
            if _receives(target) and target.id not in always:
                mail.waits.setdefault(target.id, []).append(number)
                mail.sends.setdefault(source.id, []).append(number)
        mail.joined = [joined[key] for key in sorted(joined)]
        return mail

    @property
    def flows(self) -> int:
        """How many message flows are waited for."""
        return 1 + max((number for numbers in self.waits.values() for number in numbers), default=-1)


def _receives(element: Element) -> bool:
    if isinstance(element, ReceiveTask):
        return True
    definitions = element.event_definitions if isinstance(element, CatchEvent) else ()
    return any(isinstance(one, MessageEventDefinition) for one in definitions)


@dataclass(slots=True)
class _Play:
    pools: list[_Pool]
    mail: _Mail
    max_states: int
    came_from: dict[Joint, tuple[Joint | None, tuple[Step, ...]]] = field(default_factory=dict)
    pending: list[Joint] = field(default_factory=list)
    is_whole: bool = True

    def missed(self) -> Iterator[Missed]:
        """Yield each receiver once, the nearest first."""
        found: set[str] = set()
        begun: set[int] = set()
        for joint in self._states():
            begun |= {number for number, (start, _) in enumerate(joint[0]) if start >= 0}
            followers = list(self._moves(joint))
            for after, steps in followers:
                self._reach(after, joint, steps)
            for element_id in self._waiting(joint) if not followers else ():
                if element_id not in found:
                    found.add(element_id)
                    yield Missed(element_id, self._run(joint))
        for number, pool in enumerate(self.pools if self.is_whole else ()):
            if pool.waits and number not in begun:
                yield from (Missed(start, ()) for start, _ in pool.starts if start not in found)

    def _states(self) -> Iterator[Joint]:
        for joint in self._first():
            self._reach(joint, None, self._begun(joint))
        while self.pending:
            # By levels: from a level in which a state is over the bound no step is taken.
            level, self.pending = self.pending, []
            if any(map(self._is_over, level)):
                self.is_whole = False
                return
            for joint in level:
                if len(self.came_from) > min(self.max_states, _MOST_COUNTS // _size(joint)):
                    self.is_whole = False
                    return
                yield joint

    def _reach(self, joint: Joint, before: Joint | None, steps: tuple[Step, ...]) -> None:
        if joint not in self.came_from:
            self.came_from[joint] = (before, steps)
            self.pending.append(joint)

    def _first(self) -> Iterator[Joint]:
        choices: list[list[tuple[int, State | None]]] = []
        for pool in self.pools:
            begun: list[tuple[int, State | None]] = [
                (number, state)
                for number, (_, game) in enumerate(pool.starts)
                for state in ([] if pool.waits else game.begin())
            ]
            choices.append(begun or [(-1, None)])
        for chosen in itertools.product(*choices):
            yield chosen, (0,) * self.mail.flows

    def _begun(self, joint: Joint) -> tuple[Step, ...]:
        named = (pool.starts[start] for pool, (start, _) in zip(self.pools, joint[0], strict=True) if start >= 0)
        return tuple(game.begun_by(start_id) for start_id, game in named)

    def _moves(self, joint: Joint) -> Iterator[tuple[Joint, tuple[Step, ...]]]:
        for number, (start, state) in enumerate(joint[0]):
            pool = self.pools[number]
            if state is not None:
                game = pool.starts[start][1]
                for move in game.moves(state):
                    for messages in self._exchange(move.rules, joint[1]):
                        yield self._with(joint, number, (start, outside(game, move)), messages), tuple(move.steps())
            elif pool.waits:
                for index, (start_id, game) in enumerate(pool.starts):
                    for messages in self._taken(start_id, joint[1]):
                        for begun in game.begin():
                            yield self._with(joint, number, (index, begun), messages), (game.begun_by(start_id),)

    def _with(self, joint: Joint, number: int, pool: tuple[int, State | None], messages: tuple[int, ...]) -> Joint:
        return (*joint[0][:number], pool, *joint[0][number + 1 :]), messages

    def _exchange(self, rules: tuple[Rule, ...], messages: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the messages there are after these rules: those waited for taken, those sent added."""
        ready = [messages]
        for rule in rules:
            if rule.steps and not rule.is_first:
                element_id = rule.steps[-1].element_id
                ready = [after for before in ready for after in self._taken(element_id, before)]
                ready = [self._sent(element_id, before) for before in ready]
        yield from ready

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

    def _is_over(self, joint: Joint) -> bool:
        return any(
            max(inside.tokens, default=0) > BOUND or _most(inside) > BOUND
            for pool, (start, state) in zip(self.pools, joint[0], strict=True)
            if state is not None
            for _, inside in scopes(pool.starts[start][1], state)
        )

    def _waiting(self, joint: Joint) -> Iterator[str]:
        """Yield the receivers in which, or in front of which, a token waits."""
        for pool, (start, state) in zip(self.pools, joint[0], strict=True):
            for game, inside in scopes(pool.starts[start][1], state) if state is not None else ():
                nodes = [game.book.places[place].node for place, count in enumerate(inside.tokens) if count]
                nodes = [node for node in nodes if game.book.has_place(node)]
                nodes += [game.book.activities[number] for number, _, _ in inside.running]
                for node in nodes:
                    behind = [flow.target for flow in node.outs] if node.kind is Kind.EVENT_BASED else [node]
                    yield from (one.id for one in behind if one.id in self.mail.waits)

    def _run(self, joint: Joint) -> tuple[Step, ...]:
        parts: list[tuple[Step, ...]] = []
        at: Joint | None = joint
        while at is not None:
            at, steps = self.came_from[at]
            parts.append(steps)
        return tuple(step for steps in reversed(parts) for step in steps)


def _most(state: State) -> int:
    numbers = [number for number, _, _ in state.running]
    return max(map(numbers.count, numbers), default=0)


def _size(joint: Joint) -> int:
    """Return how many counts of tokens and messages the state holds."""
    return 1 + len(joint[1]) + sum(len(state.tokens) for _, state in joint[0] if state is not None)
