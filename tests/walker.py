"""
Walk a model over everything in it: every sequence flow, boundary event and timer, loops and cycles twice.

The token core is a pure function, so the walker tries each step before it takes one and goes where something is new.
What it found is a list of choices that any engine can be walked by.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import networkx as nx

from procflow.bpmn import Definitions, Process
from procflow.calendars import Calendar, load_calendar
from procflow.clock import FrozenClock
from procflow.engine import Engine
from procflow.eventlog import EntryKind, EventLog
from procflow.expressions import TimerCycle
from procflow.lint import executed_processes
from procflow.runtime._spiff.compile import compile_specs
from procflow.runtime._spiff.compiled import Compiled
from procflow.runtime.core.advance import advance
from procflow.runtime.core.commands import Command, Complete, Deliver, Fail, Fire, Start
from procflow.runtime.core.compile import compile_plan
from procflow.runtime.core.effects import Effect, RaiseIncident, RecordHistory
from procflow.runtime.core.plan import NodePlan, ProcessPlan
from procflow.runtime.core.state import State, Status, TokenState

MONDAY = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)  # 09:00 in Hà Nội
BETWEEN = timedelta(minutes=10)
WALKER = "walker"
MOST_STEPS, MOST_IN_VAIN = 200, 8
Item = tuple[str, str]
Data = Mapping[str, object]


@dataclass(frozen=True)
class Choice:
    """
    One thing done to the instance.

    Attributes:
        verb: ``start``, ``complete``, ``fail``, ``deliver``, or ``wait`` until the next timer is due.
        element: Element of the task or message.
        data: Variables that are handed in.
        error: Code of the error a task ends with.
    """

    verb: str
    element: str = ""
    data: Data = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True)
class Place:
    """Where an instance stands in the middle of a walk."""

    state: State
    now: datetime
    taken: Mapping[Item, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Walks:
    """
    What was found.

    Attributes:
        choices: One list of choices for each instance that is walked.
        covered: The items that these walks cover.
        missed: The items that no walk was found for.
    """

    choices: tuple[tuple[Choice, ...], ...]
    covered: frozenset[Item]
    missed: frozenset[Item]


def walk(choices: tuple[Choice, ...], key: str, clock: FrozenClock, engine: Callable[[], Engine]) -> EventLog:
    """
    Walk an instance of the process *key* by *choices* and return its history.

    Args:
        choices: What is done.
        key: Id of the process, deployed already.
        clock: The clock of the engine.
        engine: Returns the engine for the next step, the same or a new one on the same database.
    """
    instance_id = ""
    for choice in choices:
        if choice.verb == "start":
            instance_id = engine().start(key, choice.data, by=WALKER, business_key="H29").id
        elif choice.verb == "deliver":
            _deliver(engine(), instance_id, choice)
        elif choice.verb == "wait":
            due = engine().timers(instance_id)[0].due_at
            assert due is not None
            clock.set(max(due, clock.now()))
        else:
            _close(engine(), instance_id, choice)
        engine().run_due()
        clock.advance(BETWEEN)
        engine().run_due()
    return engine().history(instance_id)


def _close(engine: Engine, instance_id: str, choice: Choice) -> None:
    task = next(task for task in engine.tasks(instance_id=instance_id) if task.element_id == choice.element)
    if choice.verb == "fail":
        engine.fail(task.id, choice.error, choice.data, by=WALKER)
    else:
        engine.complete(task.id, choice.data, by=WALKER)


def _deliver(engine: Engine, instance_id: str, choice: Choice) -> None:
    engine.correlate(choice.element, choice.data, by=WALKER, instance_id=instance_id)


def find_walks(model: Definitions, process: Process | None = None, seed: int = 1) -> Walks:
    """Return walks over everything in the first executed process of *model*, or in *process*."""
    return _Walker(process or executed_processes(model)[0], random.Random(seed)).find()  # noqa: S311 - test data


class _Walker:
    def __init__(self, process: Process, rng: random.Random) -> None:
        self.calendar: Calendar = load_calendar()
        self.rng = rng
        own = {other.id: other for other in process.definitions.processes}
        plan = compile_plan(process, self.calendar, lambda _caller, name: own.get(name))
        self.compiled: Compiled = compile_specs(plan)
        self.plan: ProcessPlan = plan
        self.graph = _graph(plan)
        self.keys: dict[Item, str] = {}
        self.wanted = frozenset(self._items())
        self.covered: set[Item] = set()

    def find(self) -> Walks:
        found: list[tuple[Choice, ...]] = []
        in_vain = 0
        while not self.wanted <= self.covered and in_vain < MOST_IN_VAIN:
            before = len(self.covered)
            choices = self._one()
            in_vain = in_vain + 1 if len(self.covered) == before else 0
            if not in_vain:
                found.append(choices)
        return Walks(tuple(found), frozenset(self.covered & self.wanted), self.wanted - self.covered)

    def _one(self) -> tuple[Choice, ...]:
        """Walk one instance to its end; its items count if it gets there."""
        place, choices, used = Place(State(), MONDAY), [], Counter[tuple[str, str, str]]()
        while place.state.status is Status.RUNNING and len(choices) < MOST_STEPS:
            options = [(choice, after) for choice in self._options(place) if (after := self._step(place, choice))]
            if not options:
                return ()
            open_items = self.wanted - self.covered - _done(place.taken)
            distances = self._distances(open_items)
            choice, place = min(
                options,
                key=lambda option: (
                    -len((_done(option[1].taken) - self.covered - _done(place.taken)) & self.wanted),
                    _nearest(option[1], distances) + 3 * used[_mark(option[0])],
                    used[_mark(option[0])],
                    self.rng.random(),
                ),
            )
            used[_mark(choice)] += 1
            choices.append(choice)
        if place.state.status is Status.RUNNING:
            return ()
        self.covered |= _done(place.taken)
        return tuple(choices)

    def _options(self, place: Place) -> Iterator[Choice]:
        if place.state == State():
            yield from (Choice("start", data=data) for data in self._data(self.plan.start))
            return
        seen: set[str] = set()
        for token in place.state.tokens:
            node = self.plan.nodes[token.node]
            if node.element_id in seen:
                continue
            seen.add(node.element_id)
            yield from self._options_at(token, node)
        if any(token.timer is not None and token.timer.due_at is not None for token in place.state.tokens):
            yield Choice("wait")

    def _options_at(self, token: TokenState, node: NodePlan) -> Iterator[Choice]:
        if token.is_active and node.kind in {"userTask", "serviceTask"}:
            yield from (Choice("complete", node.element_id, data) for data in self._data(node.key))
            for event in (self.plan.nodes[key] for key in node.boundary):
                if event.event == "error":
                    yield from (
                        Choice("fail", node.element_id, data, event.error or "any") for data in self._data(event.key)
                    )
        elif node.event == "message" and (token.is_active or token.host):
            yield from (Choice("deliver", node.message, data) for data in self._data(node.key))

    def _step(self, place: Place, choice: Choice) -> Place | None:
        """Return where a choice leads, None if the engine refuses it."""
        state, now, taken = place.state, place.now, Counter(place.taken)
        if choice.verb == "wait":
            now = max(now, min(_due_instants(state)))
        else:
            effects: tuple[Effect, ...]
            state, effects = advance(self.compiled, state, self._command(state, choice), now, self.calendar)
            if not self._note(effects, taken):
                return None
        for then in (now, now + BETWEEN):
            while (due := _first_due(state, then)) is not None:
                state, effects = advance(self.compiled, state, Fire(due.id), then, self.calendar)
                if not self._note(effects, taken):
                    return None
        return Place(state, now + BETWEEN, taken)

    def _command(self, state: State, choice: Choice) -> Command:
        if choice.verb == "start":
            return Start(choice.data, WALKER)
        for token in state.tokens:
            node = self.plan.nodes[token.node]
            if choice.verb == "deliver" and node.message == choice.element and (token.is_active or token.host):
                return Deliver(token.id, choice.data, WALKER)
            if node.element_id == choice.element and token.is_active:
                if choice.verb == "fail":
                    return Fail(token.id, choice.error, choice.data, WALKER)
                return Complete(token.id, choice.data, WALKER)
        raise AssertionError(choice)

    @staticmethod
    def _note(effects: tuple[Effect, ...], taken: Counter[Item]) -> bool:
        """Count what happened; return whether the engine went along."""
        for effect in effects:
            if isinstance(effect, RaiseIncident):
                return False
            if isinstance(effect, RecordHistory):
                if effect.kind is EntryKind.FLOW_TAKEN:
                    taken["flow", effect.element_id] += 1
                elif effect.kind in {EntryKind.TIMER_FIRED, EntryKind.ELEMENT_ENTERED}:
                    taken["event", effect.element_id] += 1
        return True

    def _items(self) -> Iterator[Item]:
        """Yield what is to be covered; ``again`` items count when they happen twice in one instance."""
        rings = {name: n for n, ring in enumerate(nx.strongly_connected_components(self.graph)) for name in ring}
        for node in self.plan.nodes.values():
            for flow in node.flows:
                self.keys["flow", flow.id] = node.key
                yield "flow", flow.id
                loops = rings[node.key] == rings[flow.target] and self._may_repeat(rings, rings[node.key])
                if loops:
                    self.keys["again", flow.id] = node.key
                    yield "again", flow.id
            if node.kind == "boundaryEvent" or node.event == "timer":
                self.keys["event", node.element_id] = node.key
                yield "event", node.element_id
            if node.kind == "boundaryEvent" and isinstance(node.timer, TimerCycle) and node.timer.repetitions != 1:
                self.keys["again", node.element_id] = node.key
                yield "again", node.element_id

    def _may_repeat(self, rings: Mapping[str, int], ring: int) -> bool:
        """Return whether nothing in a loop says that it is walked once only."""
        inside = [node for node in self.plan.nodes.values() if rings[node.key] == ring]
        return all(most > 1 for node in inside for flow in node.flows for _, most in flow.rounds)

    def _distances(self, items: frozenset[Item]) -> dict[str, int]:
        """Return how far each element is from an item that is wanted, or from an end if none is."""
        goals = {self.keys[item] for item in items} or {n.key for n in self.plan.nodes.values() if not n.flows}
        backward = self.graph.reverse(copy=False)
        return {str(key): int(far) for key, far in nx.multi_source_dijkstra_path_length(backward, goals).items()}

    def _data(self, key: str) -> Iterator[Data]:
        """Yield the variables that decide where the token goes from the element *key*."""
        values: dict[str, list[object]] = {}
        for path, value in self._compared(key):
            values.setdefault(path, [])
            values[path] += [other for other in _around(value) if other not in values[path]]
        for chosen in itertools.product(*values.values()):
            data: dict[str, object] = {}
            for path, value in zip(values, chosen, strict=True):
                _put(data, path.split("."), value)
            yield data

    def _compared(self, key: str) -> Iterator[tuple[str, object]]:
        """Yield what conditions compare before anybody else hands in data, timers passed through."""
        pending, seen = deque([key]), set[str]()
        while pending:
            node = self.plan.nodes[pending.popleft()]
            if node.key in seen:
                continue
            seen.add(node.key)
            for flow in node.flows:
                for path in flow.condition.paths if flow.condition is not None else ():
                    assert flow.condition is not None
                    yield from ((path, value) for value in flow.condition.literals_for(path))
            for follower in self.graph.successors(node.key):
                after = self.plan.nodes[follower]
                if after.kind in {"userTask", "serviceTask", "receiveTask"} or after.event == "message":
                    pending.extend(event for event in after.boundary if self.plan.nodes[event].event == "timer")
                elif not (after.kind == "boundaryEvent" and node.key == key):
                    pending.append(follower)


def _graph(plan: ProcessPlan) -> nx.DiGraph[str]:
    """Return the elements with a link from each to what may follow it, into sub-processes and out of them."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    starts = {node.inner_start or (node.call.start if node.call else ""): node for node in plan.nodes.values()}
    for node in plan.nodes.values():
        graph.add_node(node.key)
        graph.add_edges_from((node.key, flow.target) for flow in node.flows)
        graph.add_edges_from((node.key, event) for event in node.boundary)
    for start, host in starts.items():
        if start:
            graph.add_edge(host.key, start)
    for start, host in starts.items():
        inside = [] if not start else [plan.nodes[key] for key in nx.descendants(graph, start)]
        ends = [node for node in inside if not node.flows]
        caught = [event for event in host.boundary if plan.nodes[event].event == "error"]
        graph.add_edges_from((end.key, flow.target) for end in ends if end.event != "error" for flow in host.flows)
        graph.add_edges_from((end.key, event) for end in ends if end.event == "error" for event in caught)
    return graph


def _around(value: object) -> list[object]:
    """Return a value, and one on each side of it."""
    if isinstance(value, bool):
        return [value, not value]
    if isinstance(value, Decimal):
        return [value, value - 1, value + 1]
    return [value, f"{value} (khác)"] if isinstance(value, str) else [value, "có"]


def _put(data: dict[str, object], names: list[str], value: object) -> None:
    for name in names[:-1]:
        inner = data.setdefault(name, {})
        assert isinstance(inner, dict)
        data = inner
    data[names[-1]] = value


def _due_instants(state: State) -> list[datetime]:
    return [token.timer.due_at for token in state.tokens if token.timer is not None and token.timer.due_at is not None]


def _first_due(state: State, now: datetime) -> TokenState | None:
    ready = [
        (token.timer.due_at, token.id, token)
        for token in state.tokens
        if token.timer is not None and token.timer.due_at is not None and token.timer.due_at <= now
    ]
    return min(ready, key=lambda found: found[:2])[2] if ready else None


def _done(taken: Mapping[Item, int]) -> frozenset[Item]:
    again = {("again", name) for (_, name), count in taken.items() if count > 1}
    return frozenset(taken) | again


def _nearest(place: Place, distances: Mapping[str, int]) -> int:
    far = len(distances) + 1000
    return min((distances.get(token.node, far) for token in place.state.tokens), default=0 if not distances else far)


def _mark(choice: Choice) -> tuple[str, str, str]:
    return choice.verb, choice.element, repr(choice.data)
