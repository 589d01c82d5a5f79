"""The rules of ``docs/explanation/semantics.md``, played out state by state; slow and plain on purpose."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from unicodedata import normalize

from procflow import bpmn

BOUND, PROPERTIES = 3, ("safe", "bounded", "option_to_complete", "proper_completion", "no_dead_activity")
BROKEN_BY = ({"unsafe", "unbounded"}, {"unbounded"}, {"deadlock", "livelock"}, {"unsafe-end"}, {"dead-activity"})
Step = tuple[str, tuple[str, ...], tuple[str, ...]]
Key = tuple[Any, ...]
Found = frozenset[tuple[str, str]]


class Judgement(NamedTuple):
    """What is said of a process: each property ``holds``, is ``broken`` or ``unknown``; *shortest* counts steps."""

    properties: dict[str, str]
    defects: Found
    shortest: dict[str, int]
    states: int


@dataclass(eq=False)
class _Scope:
    """What runs; *started* are the event sub-processes and non-interrupting boundary events it need not see again."""

    of: str
    parent: _Scope | None = None
    tokens: Counter[str] = field(default_factory=Counter)
    running: list[_Scope] = field(default_factory=list)
    subs: list[_Scope] = field(default_factory=list)
    started: set[str] = field(default_factory=set)
    interrupted: bool = False

    def is_empty(self) -> bool:
        return not (self.tokens or self.running or self.subs)

    def clear(self) -> None:
        self.tokens, self.running, self.subs = Counter(), [], []

    def walk(self) -> Iterator[_Scope]:
        yield self
        for inner in self.running + self.subs:
            yield from inner.walk()

    def around(self) -> _Scope:
        return self.parent.around() if self.parent else self

    def freeze(self) -> Key:
        inner = (tuple(sorted(one.freeze() for one in several)) for several in (self.running, self.subs))
        return self.of, tuple(sorted(self.tokens.items())), *inner, tuple(sorted(self.started)), self.interrupted

    def places(self, least: int) -> set[str]:
        counts = [scope.tokens + Counter(run.of for run in scope.running) for scope in self.walk() if scope.of]
        return {place for count in counts for place, number in count.items() if number >= least}


def _thaw(key: Key, parent: _Scope | None = None) -> _Scope:
    scope = _Scope(key[0], parent, started=set(key[4]), interrupted=key[5])
    dict.update(scope.tokens, key[1])
    scope.running, scope.subs = [_thaw(one, scope) for one in key[2]], [_thaw(one, scope) for one in key[3]]
    return scope


class _Node:
    """A flow node as it is played; without a flow into it, it takes from a flow ``>id`` that is not drawn."""

    def __init__(self, element: bpmn.FlowNode) -> None:
        self.id, self.element = element.id, element
        self.drawn = tuple(sorted(flow.id for flow in element.incoming))
        self.takes = self.drawn or (f">{element.id}",)
        self.is_event_sub = element.flag("triggeredByEvent", default=False)
        self.gives = tuple(sorted(flow.id for flow in element.outgoing if not self.is_event_sub))
        self.default = element.default.id if element.default else ""
        self.conditional = {f.id for f in element.outgoing if f.condition and f.id != self.default}
        self.definitions: list[tuple[str, str]] = []
        for one in element.event_definitions if isinstance(element, bpmn.Event) else ():
            kind = one.kind.removesuffix("EventDefinition")
            name = one.name if kind == "link" else getattr(one.reference(f"{kind}Ref"), "id", "")
            self.definitions.append((kind, " ".join(normalize("NFC", name).split())))
        kinds = {kind for kind, _ in self.definitions}
        self.thrown = self.definitions[0] if self.definitions else ("", "")
        self.only = min(kinds, default="") if kinds <= {"cancel", "compensate"} else ""
        self.interrupts = element.flag("cancelActivity", default=True) and element.flag("isInterrupting", default=True)
        self.is_receiver = "message" in kinds or element.kind == "receiveTask"
        self.begins = element.kind == "startEvent" or (not self.drawn and element.flag("instantiate", default=False))
        self.role = element.kind
        if isinstance(element, bpmn.Activity):
            self.role = "passive" if element.is_for_compensation or self.is_event_sub else "activity"
        elif isinstance(element, bpmn.CatchEvent):
            self.role = "catch" if element.kind == "intermediateCatchEvent" and "link" not in kinds else "passive"
        self.takes_no_part = element.flag("isForCompensation", default=False)
        self.takes_no_part |= isinstance(element, bpmn.BoundaryEvent) and self.only == "compensate"
        self.is_played_inside = not (self.takes_no_part or isinstance(element, bpmn.AdHocSubProcess))

    def catches(self, kind: str, ref: str) -> bool:
        return any(own == kind and named in {"", ref} for own, named in self.definitions)

    def choices(self) -> list[tuple[str, ...]]:
        if self.role == "exclusiveGateway":
            return [(flow,) for flow in self.gives] or [()]
        free = set(self.gives) - {self.default} if self.role == "inclusiveGateway" else self.conditional
        if self.role not in {"inclusiveGateway", "activity"} or not free:
            return [self.gives]
        always = set(self.gives) - free - {self.default}
        some = itertools.chain.from_iterable(itertools.combinations(sorted(free), n) for n in range(len(free) + 1))
        chosen = [always | (set(flows) or {self.default} - {""}) for flows in some]
        return [tuple(sorted(flows)) for flows in chosen if flows]


class _Pick:
    """Makes choices one after the other; *script* says which, *others* are the scripts still to try."""

    def __init__(self, script: tuple[int, ...], others: list[tuple[int, ...]]) -> None:
        self.script, self.others, self.made = script, others, 0

    def __call__(self, options: Sequence[Any]) -> Any:  # noqa: ANN401 - an option of any kind
        if not options:
            raise StopIteration
        if self.made == len(self.script):
            self.others += [(*self.script, n) for n in range(1, len(options))]
            self.script = (*self.script, 0)
        self.made += 1
        return options[self.script[self.made - 1]]


class _Game:
    """The rules for some processes; a node of *waits* waits for a message on those flows, one of *sends* sends them."""

    def __init__(self, *processes: bpmn.Process) -> None:
        self.nodes: dict[str, _Node] = {}
        self.events: dict[str, list[tuple[str, _Node]]] = defaultdict(list)
        self.inside, self.borders = (defaultdict[str, list[_Node]](list) for _ in range(2))
        self.ahead, self.waits, self.sends = (defaultdict[str, list[str]](list) for _ in range(3))
        self.has_no_rule = False
        for process in processes:
            self._index(process)

    def _index(self, container: bpmn.FlowContainer, left: int = 50) -> None:
        own = self.inside[container.id] = [_Node(element) for element in container.flow_nodes]
        for node in own:
            self.nodes |= dict.fromkeys((node.id, *node.takes), node)
            self.has_no_rule |= node.role in {"complexGateway", "implicitThrowEvent"}
            if (node.role, node.thrown[0]) == ("intermediateThrowEvent", "link"):
                caught = [to for to in own if "Catch" in to.element.kind and node.thrown in to.definitions]
                self.has_no_rule |= len(caught) != 1
                node.gives = caught[0].gives if caught else ()
            self.ahead[node.id] += [flow.id for flow in node.element.outgoing] if node.is_event_sub else node.gives
            self.ahead |= {place: [node.id] for place in node.takes}
            if isinstance(node.element, bpmn.BoundaryEvent) and not node.takes_no_part:
                self.borders[node.element.attached_to.id].append(node)
                self.ahead[node.element.attached_to.id].append(node.id)
            elif isinstance(node.element, bpmn.SubProcess) and node.is_played_inside:
                starts = [start for start in map(_Node, node.element.start_events) if start.only != "compensate"]
                self.events[container.id] += [(node.id, start) for start in starts if node.is_event_sub]
                if starts or not (node.is_event_sub and node.element.start_events):
                    self.has_no_rule |= not left
                    if left:
                        self._index(node.element, left - 1)

    def begins(self, container: str) -> list[tuple[Step, tuple[str, ...]]]:
        starts = [node for node in self.inside[container] if isinstance(node.element, bpmn.StartEvent)]
        loose = [node for node in self.inside[container] if not node.drawn and node.role != "passive"]
        blank = tuple(flow for node in starts if not node.definitions for flow in node.gives)
        first = blank if starts and container in self.nodes else tuple(node.takes[0] for node in loose)
        found: list[tuple[Step, tuple[str, ...]]] = [((node.id, (), node.gives), node.gives) for node in starts]
        found += [((n.id, (), ()), n.takes) for n in loose if n.begins]
        return found if container not in self.nodes and (found or not first) else [((container, (), ()), first)]

    def begun(self, *instances: tuple[str, tuple[str, ...]]) -> Key:
        around = _Scope("", started={process for process, _ in instances})
        around.subs = [_Scope(process, around, Counter(places)) for process, places in instances]
        return around.freeze()

    def steps(self, key: Key) -> Iterator[tuple[Step, Key, str, bool]]:
        scripts: list[tuple[int, ...]] = [] if _thaw(key).places(BOUND + 1) else [()]
        while scripts:
            pick, around = _Pick(scripts.pop(), scripts), _thaw(key)
            try:
                scope, rule, *facts = pick([rule for scope in around.walk() for rule in self._rules(scope)])
                node: _Node = facts[-1]
                if rule != self._arrive and node.id in self.waits:
                    mail = pick([flow for flow in self.waits[node.id] if around.tokens[flow]])
                    around.tokens -= Counter([mail] if rule != self._start or node.role == "passive" else [])
                taken, given = rule(scope, pick, *facts)
            except StopIteration:
                continue
            begins = node.id if rule in (self._arrive, self._leave) and node.role == "activity" else ""
            yield (node.id, taken, given), around.freeze(), begins, rule in (self._fire, self._start)

    def _rules(self, scope: _Scope) -> list[tuple[Any, ...]]:
        """Return the rules that may apply in *scope*, each after the scope, with the facts it needs, the node last."""
        found: list[tuple[Any, ...]] = []
        for node in dict.fromkeys(self.nodes[place] for place in scope.tokens if scope.of):
            full = tuple(place for place in node.takes if scope.tokens[place])
            groups = [full] if node.role in {"parallelGateway", "inclusiveGateway"} else [(place,) for place in full]
            found += [(scope, self._arrive, one, node) for one in groups if full and self._may_go(node, full, scope)]
            if scope.tokens.get(node.id):
                found += [(scope, self._leave, node.id, event) for event in self.behind(node)]
        for run in scope.running:
            found += [(scope, self._leave, run, self.nodes[run.of])] if run.is_empty() else []
            ready = (by for by in self.borders[run.of] if by.only != "cancel" and by.id not in run.started)
            found += [(scope, self._fire, run, by) for by in ready]
        found += [(scope, self._leave, sub, self.nodes[sub.of]) for sub in scope.subs if scope.of and sub.is_empty()]
        if not scope.is_empty() or not scope.of:
            found += [(scope, self._start, *event) for event in self._startable(scope) if event[1].only != "cancel"]
        return found

    def _startable(self, scope: _Scope) -> list[tuple[str, _Node]]:
        return [one for one in self.events[scope.of] if not scope.interrupted and one[0] not in scope.started]

    def _may_go(self, gate: _Node, full: tuple[str, ...], scope: _Scope) -> bool:
        if gate.role != "inclusiveGateway":
            return gate.role != "passive" and (gate.role != "parallelGateway" or full == gate.takes)
        elsewhere = {*scope.tokens, *(run.of for run in scope.running)} - set(gate.takes)
        ways = [self._reached(origin, gate.id, set()) for origin in elsewhere]
        return all(way & set(full) or not way & set(gate.takes) for way in ways)

    def _reached(self, origin: str, gate: str, seen: set[str]) -> set[str]:
        seen.add(origin)
        for further in set(self.ahead[origin]) - seen - {gate}:
            self._reached(further, gate, seen)
        return seen

    def behind(self, node: _Node) -> list[_Node]:
        if node.role != "eventBasedGateway":
            return [node]
        found = dict.fromkeys(self.nodes[flow] for flow in node.gives)
        return [to for to in found if to.role == "catch" or (to.role, to.element.kind) == ("activity", "receiveTask")]

    def _send(self, scope: _Scope, given: Iterable[str], node: _Node) -> None:
        scope.tokens.update(given)
        scope.around().tokens.update(f for f in self.sends[node.id] if scope.around().tokens[f] < BOUND)

    def _arrive(self, scope: _Scope, pick: _Pick, full: tuple[str, ...], node: _Node) -> tuple[Any, ...]:
        scope.tokens -= Counter(full)
        given: tuple[str, ...] = ()
        if node.role == "activity":
            first = self.begins(node.id)[0][1] if node.id in self.inside else ()
            scope.running.append(_Scope(node.id, scope, Counter(first)))
        elif node.role == "catch" or (node.role == "eventBasedGateway" and node.gives):
            scope.tokens.update([node.id])
        elif node.role == "endEvent":
            self._send(scope, (), node)
            kind, ref = node.thrown
            is_cancelled = kind == "cancel" and isinstance(self.nodes.get(scope.of, node).element, bpmn.Transaction)
            is_caught = (is_cancelled or kind in {"error", "escalation"}) and self._throw(scope, pick, kind, ref)
            if not is_caught and kind == "error":
                next(pool for pool in scope.around().subs if scope in pool.walk()).clear()
            elif not is_caught and (is_cancelled or kind == "terminate"):
                scope.clear()
        else:
            scope.tokens.update([">"])
            if node.thrown[0] == "escalation":
                self._throw(scope, pick, *node.thrown)
            if scope in scope.around().walk() and ">" in scope.tokens:
                del scope.tokens[">"]
                given = pick(node.choices())
            self._send(scope, given, node)
        return tuple(place for place in full if place in node.drawn), given

    def _throw(self, scope: _Scope, pick: _Pick, kind: str, ref: str) -> bool:
        """Fire the first that catches, from *scope* outwards, and return whether anything does."""
        for sub, start in self._startable(scope):
            if kind != "cancel" and start.catches(kind, ref):
                self._start(scope, pick, sub, start)
                return True
        for by in self.borders.get(scope.of, ()):
            if scope.parent and scope in scope.parent.running and by.catches(kind, ref) and by.id not in scope.started:
                self._fire(scope.parent, pick, scope, by)
                return True
        return kind != "cancel" and scope.parent is not None and self._throw(scope.parent, pick, kind, ref)

    def _leave(self, scope: _Scope, pick: _Pick, what: _Scope | str, node: _Node) -> tuple[Any, ...]:
        if isinstance(what, str):
            scope.tokens -= Counter([what])
        else:
            (scope.running if what in scope.running else scope.subs).remove(what)
        given = pick(node.choices())
        self._send(scope, given, node)
        return (), given

    def _fire(self, scope: _Scope, _pick: _Pick, run: _Scope, event: _Node) -> tuple[Any, ...]:
        if event.interrupts:
            scope.running.remove(run)
        run.started.add(event.id)
        self._send(scope, event.gives, event)
        return (), event.gives

    def _start(self, scope: _Scope, _pick: _Pick, sub: str, start: _Node) -> tuple[Any, ...]:
        if start.interrupts and scope.of:
            scope.clear()
            scope.interrupted = True
        scope.started.add(sub)
        scope.subs.append(_Scope(sub, scope, Counter(start.gives if start.role == "passive" else start.takes)))
        return (), start.gives if start.role == "passive" else ()


class _Play:
    """All states that can be reached, by levels; the level in which a state is over the bound is the last."""

    def __init__(self, game: _Game, beginnings: Iterable[Key], max_states: int) -> None:
        self.game, self.level = game, dict.fromkeys(beginnings, 1)
        self.after: dict[Key, list[tuple[Step, Key, str, bool]]] = {}
        ahead = list(self.level)
        while ahead and not any(_thaw(key).places(BOUND + 1) for key in ahead):
            played, ahead = ahead, []
            for key in itertools.takewhile(lambda _: len(self.level) <= max_states, played):
                self.after[key] = list(game.steps(key))
                found = dict.fromkeys((step[1] for step in self.after[key]), self.level[key] + 1)
                ahead += [then for then in found if then not in self.level]
                self.level |= {then: found[then] for then in found if then not in self.level}
        self.is_bounded = not ahead
        self.is_whole = len(self.after) == len(self.level)
        self.complete = {key for key in self.level if not any(any(sub[1:4]) for sub in key[3])}
        self.deadlocks = {key for key, steps in self.after.items() if all(step[3] for step in steps)} - self.complete
        self.alive = self.deadlocks | self.complete | (self.level.keys() - self.after.keys())
        while new := {k for k, to in self.after.items() if k not in self.alive and any(s[1] in self.alive for s in to)}:
            self.alive |= new

    def shown(self, key: Key) -> set[tuple[str, str]]:
        if (over := {("unbounded", place) for place in _thaw(key).places(BOUND + 1)}) or not self.is_bounded:
            return over
        found = {("unsafe", place) for place in _thaw(key).places(2)}
        for scope in _thaw(key).walk():
            for node in self.game.inside.get(scope.of, ()):
                if node.role == "endEvent" and sum(scope.tokens[place] for place in node.takes) > 1:
                    found.add(("unsafe-end", node.id))
                if key in self.deadlocks and {node.id, *node.takes} & scope.tokens.keys():
                    found.add(("deadlock", node.id))
        if key not in self.alive:
            found |= {("livelock", step[0][0]) for step in self.after[key]}
        return found


def judge(process: bpmn.Process, *, max_states: int = 100_000) -> Judgement:
    """Return what the token game says of *process*, played alone with at most about *max_states* states."""
    game = _Game(process)
    if game.has_no_rule or not (begins := game.begins(process.id)):
        return Judgement(dict.fromkeys(PROPERTIES, "unknown"), frozenset(), {}, 0)
    play = _Play(game, [game.begun((process.id, places)) for _, places in begins], max_states)
    shown = {key: play.shown(key) for key in play.level}
    shortest = {kind: play.level[key] for key in reversed(shown) for kind, _ in shown[key]}
    begun = {step[2] for steps in play.after.values() for step in steps}
    dead = {node.id for node in game.nodes.values() if node.role == "activity" and play.is_whole} - begun
    defects = frozenset({("dead-activity", node) for node in dead}.union(*shown.values()))
    broken = [name for name, by in zip(PROPERTIES, BROKEN_BY, strict=True) if {kind for kind, _ in defects} & by]
    verdicts = dict.fromkeys(PROPERTIES, "holds" if play.is_whole else "unknown") | dict.fromkeys(broken, "broken")
    return Judgement(verdicts, defects, shortest, len(play.level))


def replay(process: bpmn.Process, run: Sequence[Step], *, max_states: int = 1) -> tuple[int | None, Found]:
    """Return the place of the first step of *run* that is impossible, None if none is, and what is seen at its end."""
    game, keys = _Game(process), set[Key]()
    for position, wanted in enumerate(run):
        keys = {after for key in keys for step, after, _, _ in game.steps(key) if step == wanted}
        keys |= {game.begun((process.id, at)) for one, at in game.begins(process.id) if (position, one) == (0, wanted)}
        if not keys:
            return position, frozenset()
    plays = {key: _Play(game, [key], max_states) for key in keys}
    shown = {("complete", process.id) for key in keys if key in plays[key].complete}
    return None, frozenset(shown.union(*(plays[key].shown(key) for key in keys)))


def judge_together(model: bpmn.Definitions, *, run: Sequence[Step] = (), max_states: int = 100_000) -> frozenset[str]:
    """Return the receivers that no message reaches when the pools are played together, or in which *run* ends."""
    owner = {node.id: process.id for process in model.processes for node in process.all_flow_nodes()}
    pairs = [(f.id, f.source.id if f.source else "", f.target.id if f.target else "") for f in model.message_flows]
    home = owner | {p.id: (p.process or p).id for p in model.participants if p.process or not p.node.get("processRef")}
    is_clear = not any({a, b} - home.keys() or home[a] == home[b] for _, a, b in pairs)
    between = [(flow, a, b) for flow, a, b in pairs if {a, b} <= owner.keys() and owner[a] != owner[b]]
    joined = sorted({owner[node] for _, *ends in between for node in ends})
    game = _Game(*[process for process in model.processes if process.id in joined])
    if game.has_no_rule or not is_clear:
        return frozenset()
    always = {b for _, a, b in pairs if a not in game.nodes or game.nodes[a].takes_no_part}
    for flow, source, target in between:
        if target in game.nodes and game.nodes[target].is_receiver and target not in always:
            game.waits[target].append(flow)
            game.sends[source if "Gateway" not in model.element(source).kind else ""].append(flow)
    game.events[""] = [(p, n) for p in joined for n in game.inside[p] if n.begins and n.id in game.waits]
    early, keys = [pool for pool in joined if pool not in dict(game.events[""]) and game.begins(pool)], list[Key]()
    heads = {owner.get(step[0], step[0]): step for step in reversed(run)}.values()
    for ways in itertools.product(*map(game.begins, early)):
        first, ahead = {step for step, _ in ways}, {game.begun(*zip(early, [one for _, one in ways], strict=True))}
        for wanted in (step for place, step in enumerate(run) if step not in first or step in run[:place]):
            ahead = {then for key in ahead for step, then, *_ in game.steps(key) if step == wanted}
        keys += [one for one in ahead if not run or (first <= {*heads} and not [*game.steps(one)])]
    play = _Play(game, keys, len(keys) if run else max_states)
    places = {place for key, steps in play.after.items() if not steps for place in _thaw(key).places(1)}
    missed = {event.id for node in game.nodes.values() if node.id in places for event in game.behind(node)}
    asleep = {pool for pool in joined if play.is_whole and not run and not any(pool in key[4] for key in play.level)}
    return frozenset((missed | {node.id for pool, node in game.events[""] if pool in asleep}) & game.waits.keys())
