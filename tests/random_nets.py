"""Random small processes and pools, sound or not, for those who play the token game."""

from __future__ import annotations

import itertools
import random

from tests.diagrams import diagram

_JOINS = ("xor", "and", "or")
_PLAIN = ("task", "user", "service", "call")
_WAITS = ("timer", "message=m", "signal")
_CATCHERS = ("timer", "message=m", "any", "error=E", "error=F", "escalation=N", "signal")


class _Level:
    """The nodes (id to kind and facts), flows and sub-processes of one level of a random net."""

    def __init__(self, rng: random.Random, count: itertools.count[int]) -> None:
        self.rng, self.count = rng, count
        self.nodes: dict[str, str] = {}
        self.flows: list[list[str]] = []
        self.inner: dict[str, _Level] = {}
        self.hosts: dict[str, str] = {}

    def add(self, kind: str, facts: str = "", host: str = "") -> str:
        """Return the id of a new node."""
        key = f"{kind[0]}{next(self.count)}"
        self.nodes[key] = f"{kind} {key} {facts}"
        if host:
            self.nodes[key] += f" on={host}"
            self.hosts[key] = host
        return key

    def flow(self, *path: str, note: str = "") -> None:
        """Join nodes one after the other."""
        self.flows += [[one, other, note] for one, other in itertools.pairwise(path)]

    def _levels(self) -> list[_Level]:
        """Return the level and those inside it."""
        return [self, *(one for inner in self.inner.values() for one in inner._levels())]

    def lines(self) -> list[str]:
        """Return the level as lines for ``tests/diagrams.py``."""
        found: list[str] = []
        for key, line in self.nodes.items():
            found += [f"{line} {{", *self.inner[key].lines(), "}"] if key in self.inner else [line]
        return found + [f"{one} -> {other}{note}" for one, other, note in self.flows]


class _Net(_Level):
    """One level of a random net that can grow by itself: in blocks or as a random graph, then damaged."""

    def grown(self, size: int, depth: int) -> _Net:
        """Return the level with about *size* nodes, and sub-processes of at most *depth* levels."""
        self.depth = depth
        self.rng.choices((self._blocks, self._waves, self._graph), (72, 8, 20))[0](size)
        for _ in range(self.rng.choice((0, 0, 1, 1, 2)) if self.flows else 0):
            self._damage()
        for host in [key for key, line in self.nodes.items() if line.split()[0] in {*_PLAIN, "receive", "sub"}]:
            if self.rng.random() < (0.1 if host not in self.inner else 0.6):
                self._border(host)
        if self.depth > 0 and self.rng.random() < 0.12:
            self._handler()
        return self

    def _blocks(self, size: int) -> None:
        first, last = self._block(size)
        chance = self.rng.random()
        if chance < 0.03:
            self.flow(self.add("receive", "instantiate"), first)
        if chance > 0.03:
            for _ in range(self.rng.choice((1, 1, 1, 1, 1, 2))):
                self.flow(self.add("start"), first)
        self.flow(last, self._end())

    def _waves(self, size: int) -> None:
        """Let several tokens come to blocks one after the other, whose ways meet again."""
        fork, join = self.add("and"), self.add(self.rng.choice(("and", "and", "xor", "or")))
        for _ in range(self.rng.randint(1, 2)):
            merge = self.add("xor")
            for _ in range(self.rng.choice((1, 2, 2, 3))):
                self.flow(fork, merge)
            first, last = self._block(max(1, size // 2))
            self.flow(merge, first)
            self.flow(last, join)
        self.flow(self.add("start"), fork)
        self.flow(join, self._end())

    def _end(self) -> str:
        if self.depth > 0:
            return self.add("end", self.rng.choice(("", "", "", "", "terminate")))
        return self.add("end", self.rng.choice(("", "", "", "error=E", "any", "escalation=N", "terminate")))

    def _block(self, size: int) -> tuple[str, str]:
        chance = self.rng.random()
        if size <= 1:
            return self._leaf()
        if chance < 0.3:
            (first, one), (other, last) = self._block(size // 2), self._block(size - size // 2)
            self.flow(one, other)
            return first, last
        if chance < 0.68:
            return self._split(size - 2)
        if chance < 0.85:
            return self._loop(size - 2)
        if chance < 0.93 and self.depth > 0:
            return self._sub(size - 2)
        return self.rng.choice((self._events, self._choice, self._link, self._way_out))(size - 2)

    def _leaf(self) -> tuple[str, str]:
        chance = self.rng.random()
        if chance < 0.03:
            node = self.add("adhoc")
            self.inner[node] = inner = _Level(self.rng, self.count)
            inner.flow(inner.add(self.rng.choice(("task", "send"))), inner.add("complex"))
        elif chance < 0.75:
            node = self.add(self.rng.choice(_PLAIN))
        elif chance < 0.9:
            node = self.add("catch", self.rng.choice(_WAITS))
        else:
            node = self.add("throw", self.rng.choice(("", "escalation=N", "message=m", "message=m link=never")))
        return node, node

    def _split(self, size: int) -> tuple[str, str]:
        kind = self.rng.choice(_JOINS)
        fork, join = self.add(kind), self.add(kind)
        ways = self.rng.choice((2, 2, 2, 2, 2, 3))
        for place in range(ways):
            note = " : default" if kind == "or" and place == 0 and self.rng.random() < 0.3 else ""
            if self.rng.random() < 0.15 and place:
                self.flow(fork, join, note=note)
                continue
            first, last = self._block(max(1, size // ways))
            self.flow(fork, first, note=note)
            self.flow(last, join)
        return fork, join

    def _loop(self, size: int) -> tuple[str, str]:
        entry, gate = self.add("xor"), self.add(self.rng.choice(("xor", "xor", "xor", "or")))
        first, last = self._block(max(1, size))
        if self.rng.random() < 0.15:
            # Whoever goes in there never comes out.
            self.flow(entry, gate, first)
            self.flow(last, gate)
            return entry, entry
        self.flow(entry, first)
        self.flow(last, gate, entry)
        return entry, gate

    def _sub(self, size: int) -> tuple[str, str]:
        kind = self.rng.choice(("sub", "sub", "transaction"))
        node = self.add(kind)
        self.inner[node] = inner = type(self)(self.rng, self.count).grown(max(1, min(4, size)), self.depth - 1)
        if kind == "transaction":
            self._cancel(node, inner)
        return node, node

    def _cancel(self, node: str, inner: _Net) -> None:
        tasks = [key for key, line in inner.nodes.items() if line.split()[0] in _PLAIN]
        if tasks:
            gate, end = inner.add("xor"), inner.add("end", "cancel")
            inner.flow(self.rng.choice(tasks), gate, end)
        if self.rng.random() < 0.7:
            self._border(node, "cancel")

    def _events(self, size: int) -> tuple[str, str]:
        gate, join = self.add("events"), self.add(self.rng.choice(("xor", "xor", "xor", "and")))
        for event in (self.add("catch", self.rng.choice(_WAITS)), self.add("receive")):
            self.flow(gate, event)
            first, last = self._block(max(1, size // 3))
            self.flow(event, first)
            self.flow(last, join)
        return gate, join

    def _choice(self, size: int) -> tuple[str, str]:
        task, join = self.add("task"), self.add(self.rng.choice(("or", "or", "xor")))
        for note in self.rng.choice(((" : a", " : default"), (" : a", " : b"), (" : a", ""))):
            first, last = self._block(max(1, size // 2))
            self.flow(task, first, note=note)
            self.flow(last, join)
        return task, join

    def _link(self, size: int) -> tuple[str, str]:
        name = f"link=L{next(self.count)}"
        throw, catch = self.add("throw", name), self.add("catch", name)
        first, last = self._block(max(1, size))
        self.flow(catch, first)
        return throw, last

    def _way_out(self, size: int) -> tuple[str, str]:
        gate = self.add(self.rng.choice(("xor", "and", "or")))
        first, last = self._block(max(1, size))
        self.flow(gate, first)
        self.flow(gate, self._end())
        return gate, last

    def _graph(self, size: int) -> None:
        start = self.add("start")
        kinds = (*_JOINS, *_JOINS, "task", "task", "user", "receive", "events", "catch")
        own = [self.add(kind, "timer" if kind == "catch" else "") for kind in self.rng.choices(kinds, k=size)]
        own.append(self._end())
        for one, other in itertools.pairwise([start, *own]):
            if self.rng.random() < 0.9:
                self.flow(one, other)
        for _ in range(self.rng.randint(0, size // 2 + 1)):
            self.flow(self.rng.choice(own[:-1]), self.rng.choice(own))

    def _damage(self) -> None:
        harmless = [key for key in self.nodes if not key.startswith("b") and key not in self.hosts.values()]
        gates = [key for key in self.nodes if self.nodes[key].split()[0] in _JOINS]
        sources = [key for key in harmless if not self.nodes[key].startswith("end")]
        unlinked = [key for key in harmless if "link=" not in self.nodes[key]]
        targets = [key for key in unlinked if not self.nodes[key].startswith("start")]
        if not (self.flows and sources and targets):
            return
        chance = self.rng.random()
        if chance < 0.45 and gates:
            gate = self.rng.choice(gates)
            self.nodes[gate] = f"{self.rng.choice(_JOINS)} {gate} "
        elif chance < 0.65:
            self.rng.choice(self.flows)[1] = self.rng.choice(targets)
        elif chance < 0.85:
            self.flow(self.rng.choice(sources), self.rng.choice(targets))
        elif chance < 0.95:
            del self.flows[self.rng.randrange(len(self.flows))]
        else:
            self._remove(self.rng.choice(harmless))

    def _remove(self, node: str) -> None:
        del self.nodes[node]
        self.inner.pop(node, None)
        self.flows = [flow for flow in self.flows if node not in flow[:2]]

    def _border(self, host: str, fact: str = "") -> None:
        if not fact and self.rng.random() < 0.1:
            self.add("boundary", "compensate", host)
            self.add(self.rng.choice(("task", "send", "receive")), "compensation")
            return
        soft = "soft" if not fact and self.rng.random() < 0.3 else ""
        event = self.add("boundary", f"{fact or self.rng.choice(_CATCHERS)} {soft}", host)
        others = [key for key, line in self.nodes.items() if line.split()[0] in {*_PLAIN, *_JOINS, "end"}]
        if others and self.rng.random() < 0.5:
            self.flow(event, self.rng.choice(others))
        elif self.rng.random() < 0.9:
            self.flow(event, self.add("task"), self.add("end"))

    def _handler(self) -> None:
        key = self.add("handler")
        inner = self.inner[key] = _Level(self.rng, self.count)
        soft = "soft" if self.rng.random() < 0.5 else ""
        inner.flow(inner.add("task"), inner.add("end"))
        if self.rng.random() < 0.85:
            facts = self.rng.choice((*_CATCHERS, "cancel", "compensate", "cancel compensate", "error=E timer"))
            inner.flow(inner.add("start", f"{facts} {soft}"), next(iter(inner.nodes)))
        if self.flows and self.rng.random() < 0.1:
            # No token ever goes there, but a way does.
            self.rng.choice(self.flows)[1] = key
            self.flow(key, self.rng.choice(self.flows)[1])


def random_net(rng: random.Random) -> bytes:
    """Return a random small process, sound or not: blocks or a graph, damaged, with events, sub-processes, loops."""
    size = rng.randint(8, 12) if rng.random() < 0.1 else rng.randint(1, 7)
    net = _Net(rng, itertools.count(1)).grown(size, depth=rng.choice((1, 1, 1, 2)))
    if net.flows and rng.random() < 0.1:
        net.flow(net.add("start"), rng.choice(net.flows)[1])
    return diagram("\n".join(net.lines()))


def random_pools(rng: random.Random) -> bytes:
    """Return two random small processes in pools that send each other messages, which may or may not come."""
    count = itertools.count(1)
    pools = [_Pool(rng, count).grown(rng.randint(1, 4), depth=rng.choice((0, 0, 1))) for _ in range(2)]
    flows = ""
    for pool, other in (pools, reversed(pools)):
        for receiver in pool.receivers:
            senders = [*other.senders, "outside"] if rng.random() < 0.2 else other.senders
            for sender in rng.sample(senders, min(len(senders), rng.choice((0, 1, 1, 1, 1, 2)))):
                flows += f'<messageFlow id="m{next(count)}" sourceRef="{sender}" targetRef="{receiver}"/>'
    if rng.random() < 0.03:
        flows += f'<messageFlow id="m{next(count)}" sourceRef="gone" targetRef="pool0"/>'
    parts = "".join(f'<participant id="pool{n}" processRef="process{n}"/>' for n in range(2))
    shown = f'<collaboration id="all"><participant id="outside"/>{parts}{flows}</collaboration>'
    texts = ["\n".join([f"process process{n}", *pool.lines()]) for n, pool in enumerate(pools)]
    return diagram(*texts, collaboration=shown)


class _Pool(_Net):
    """A random net of which some nodes send and some wait for messages."""

    def grown(self, size: int, depth: int) -> _Pool:
        """Return the pool with about *size* nodes."""
        super().grown(size, depth)
        nodes = dict(pair for level in self._levels() for pair in level.nodes.items())
        self.receivers = [key for key, line in nodes.items() if line.split()[0] == "receive" or "message=" in line]
        self.senders = [key for key, line in nodes.items() if line.split()[0] in {"send", "end", "throw"}]
        return self

    def _leaf(self) -> tuple[str, str]:
        node = self.add(*self.rng.choice((("send",), ("throw", "message=m"), ("receive",), ("catch", "message=m"))))
        return node, node

    def add(self, kind: str, facts: str = "", host: str = "") -> str:
        """Return the id of a new node; some pools begin with a message."""
        begins = kind == "start" and self.rng.random() < 0.3
        return super().add(kind, "message=m" if begins else facts, host)
