"""Every generator of random data for tests; a new BPMN element is added here."""

from __future__ import annotations

import copy
import itertools
import random

from hypothesis import strategies as st
from lxml import etree

from procflow.bpmn import Builder, Definitions, Flavour
from tests.diagrams import diagram

_VERBS = ("Tiếp nhận", "Kiểm tra", "Thẩm định", "Xem xét", "Phê duyệt", "Đóng dấu", "Trả", "Lấy ý kiến", "Dự thảo")
_NOUNS = ("hồ sơ", "kết quả", "văn bản đề nghị của tổ chức, cá nhân", "quyết định", "tờ trình", "phiếu chuyển")
_ROLES = ("Bộ phận Một cửa", "Chuyên viên", "Lãnh đạo Phòng", "Văn thư", "Lãnh đạo Sở", "Chủ tịch UBND tỉnh")
_QUESTIONS = ("Hồ sơ đầy đủ?", "Đủ điều kiện?", "Đồng ý?", "")
_ANSWERS = ("Có", "Không", "Đạt yêu cầu theo quy định", "")
_TASKS = ("task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "scriptTask")
_SPLITS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
_FLAVOURS: tuple[Flavour, ...] = ("camunda8", "camunda7", "plain")


class RandomModel:
    """
    Grows one random model: blocks in blocks, then loose flows, events on borders, data, notes and messages.

    Args:
        rng: Where the chances come from.
        steps: About how many flow nodes.
    """

    def __init__(self, rng: random.Random, steps: int) -> None:
        self.rng = rng
        self.left = steps
        self.make = Builder(
            "quy_trinh",
            "Quy trình nội bộ",
            flavour=rng.choice(_FLAVOURS),
            pool=rng.choice((None, "Sở Xây dựng")),
        )
        self.lanes = self._lanes()
        self.nodes: dict[str | None, list[str]] = {None: []}

    def build(self) -> Definitions:
        """Return the grown model, laid out."""
        return self.grown().build(effort=0)  # what a model holds is what matters here

    def grown(self) -> Builder:
        """Return the builder with everything added."""
        start, end = self._node("startEvent", None), self._node("endEvent", None)
        first, last = self._sequence(None, 0)
        self.make.flow(start, first)
        self.make.flow(last, end)
        self._loose_flows()
        self._border_events()
        self._beside()
        return self.make

    def _lanes(self) -> list[str]:
        if self.rng.random() < 0.2:
            return []
        lanes: list[str] = []
        for role in self.rng.sample(_ROLES, self.rng.randint(1, 5)):
            lane = self.make.lane(role)
            inner = [self.make.lane(f"{role} {part}", parent=lane) for part in ("A", "B") if self.rng.random() < 0.2]
            lanes += inner or [lane]
        return lanes

    def _node(self, kind: str, within: str | None, name: str = "") -> str:
        lane = self.rng.choice(self.lanes) if self.lanes and within is None else None
        node = self.make.add(kind, name, lane=lane, within=within)
        self.nodes[within].append(node)
        return node

    def _sequence(self, within: str | None, depth: int) -> tuple[str, str]:
        parts = [self._block(within, depth) for _ in range(self.rng.randint(1, 4))]
        while depth == 0 and self.left > 0:
            parts.append(self._block(within, depth))
        for (_, end), (start, _) in itertools.pairwise(parts):
            self.make.flow(end, start)
        return parts[0][0], parts[-1][1]

    def _block(self, within: str | None, depth: int) -> tuple[str, str]:
        self.left -= 1
        chance = self.rng.random()
        if depth < 3 and self.left > 0 and chance < 0.25:
            return self._split(within, depth)
        if depth < 3 and self.left > 0 and chance < 0.35:
            return self._loop(within, depth)
        if depth < 2 and self.left > 0 and chance < 0.42:
            return self._sub_process(within, depth)
        if chance < 0.5:
            wait = self._node("intermediateCatchEvent", within, self.rng.choice(_NOUNS))
            return wait, wait
        task = self._node(self.rng.choice(_TASKS), within, f"{self.rng.choice(_VERBS)} {self.rng.choice(_NOUNS)}")
        return task, task

    def _split(self, within: str | None, depth: int) -> tuple[str, str]:
        kind = self.rng.choice(_SPLITS)
        fork, join = self._node(kind, within, self.rng.choice(_QUESTIONS)), self._node(kind, within)
        default = kind != "parallelGateway"
        for place in range(self.rng.randint(2, 4)):
            name = self.rng.choice(_ANSWERS)
            if place and self.rng.random() < 0.2:
                self.make.flow(fork, join, name=name)
                continue
            start, end = self._sequence(within, depth + 1)
            self.make.flow(fork, start, name=name, default=default and place == 0)
            self.make.flow(end, join)
        return fork, join

    def _loop(self, within: str | None, depth: int) -> tuple[str, str]:
        entry, gate = self._node("exclusiveGateway", within), self._node("exclusiveGateway", within, "Đạt?")
        start, end = self._sequence(within, depth + 1)
        self.make.flow(entry, start)
        self.make.flow(end, gate)
        self.make.flow(gate, entry, name="Không", condition="dat = false")
        return entry, gate

    def _sub_process(self, within: str | None, depth: int) -> tuple[str, str]:
        node = self._node("subProcess", within, f"{self.rng.choice(_VERBS)} {self.rng.choice(_NOUNS)}")
        self.nodes[node] = []
        start, end = self._node("startEvent", node), self._node("endEvent", node)
        first, last = self._sequence(node, depth + 1)
        self.make.flow(start, first)
        self.make.flow(last, end)
        return node, node

    def _loose_flows(self) -> None:
        for nodes in self.nodes.values():
            for _ in range(self.rng.choice((0, 0, 0, 1, 2))):
                source, target = self.rng.choice(nodes), self.rng.choice(nodes)
                if not source.startswith("End") and not target.startswith("Start"):
                    self.make.flow(source, target)

    def _border_events(self) -> None:
        for within, nodes in list(self.nodes.items()):
            hosts = [node for node in nodes if node.startswith(("Task", "SubProcess"))]
            for host in self.rng.sample(hosts, min(len(hosts), self.rng.choice((0, 0, 1, 2)))):
                for _ in range(self.rng.randint(1, 2)):
                    self._border_event(host, within, nodes)

    def _border_event(self, host: str, within: str | None, nodes: list[str]) -> None:
        event = self.make.add(
            "boundaryEvent",
            self.rng.choice(("Quá hạn", "Công dân rút hồ sơ", "")),
            attached_to=host,
            cancel_activity=self.rng.random() < 0.5,
            event=("timer", "PT8H"),
        )
        if self.rng.random() < 0.3:
            later = [node for node in nodes if not node.startswith(("Start", "Event"))]
            self.make.flow(event, self.rng.choice(later))
            return
        handler = self._node("userTask", within, "Gửi thư xin lỗi")
        self.make.flow(event, handler)
        self.make.flow(handler, self._node("endEvent", within))

    def _beside(self) -> None:
        """Add data, notes, and messages to and from someone else."""
        steps = [node for nodes in self.nodes.values() for node in nodes if node.startswith("Task")]
        for step in self.rng.sample(steps, min(len(steps), self.rng.randint(0, 3))):
            paper = self.make.data_object(self.rng.choice(_NOUNS))
            self.make.association(paper, step)
            if self.rng.random() < 0.5:
                self.make.association(self.rng.choice(steps), paper)
        if steps and self.rng.random() < 0.3:
            self.make.annotation("Theo Điều 5 Nghị định 61/2018/NĐ-CP", of=self.rng.choice(steps))
        if steps and self.rng.random() < 0.4:
            other = self.make.black_box("Người dân")
            for step in self.rng.sample(steps, min(len(steps), self.rng.randint(1, 3))):
                ends = (step, other) if self.rng.random() < 0.5 else (other, step)
                self.make.message_flow(*ends, name=self.rng.choice(("Giấy hẹn", "")))


def random_model(rng: random.Random, steps: int = 15) -> Definitions:
    """Return a random model of about *steps* flow nodes, laid out."""
    return RandomModel(rng, steps).build()


def models(max_steps: int = 20) -> st.SearchStrategy[Definitions]:
    """Return random models, laid out; a failing one shrinks to a small seed and few steps."""
    return st.builds(
        lambda steps, seed: random_model(random.Random(seed), steps),  # noqa: S311 - test data, no secret
        st.integers(1, max_steps),
        st.integers(0, 2**32),
    )


Block = tuple[str, list["Block"]]


def block_processes() -> st.SearchStrategy[str]:
    """
    Draw a process of nested blocks as lines for ``tests/diagrams.py``.

    There are sequences, choices, parallel and inclusive blocks, loops, sub-processes and boundary timers.

    ``x<n>`` (0, 1, 2) decides a choice, ``o<n>_<i>`` (true or not) an inclusive way, ``again<n>`` a loop.
    """
    leaves = st.sampled_from([("user", []), ("task", []), ("timer", []), ("receive", [])])
    kinds = st.sampled_from(["sequence", "xor", "and", "or", "loop", "sub", "watched"])
    trees = st.recursive(leaves, lambda inner: st.tuples(kinds, st.lists(inner, min_size=1, max_size=3)), max_leaves=12)
    return trees.map(lambda tree: _Blocks().process(tree))


class _Blocks:
    def __init__(self) -> None:
        self._count = 0

    def process(self, tree: Block) -> str:
        """Return the lines of a process around a block."""
        first, last, lines = self.block(tree)
        return "\n".join(["start s", "end e", *lines, f"s -> {first}", f"{last} -> e"])

    def block(self, tree: Block) -> tuple[str, str, list[str]]:
        """Return the first and the last element of a block, and its lines."""
        kind, parts = tree
        self._count += 1
        n = self._count
        if not parts:
            words = {
                "user": "user",
                "task": "task",
                "timer": "catch {} duration=PT1H",
                "receive": "receive {} message=m",
            }
            head = words[kind] if "{}" in words[kind] else f"{words[kind]} {{}}"
            return f"b{n}", f"b{n}", [head.format(f"b{n}")]
        return getattr(self, f"_{kind}")(n, [self.block(part) for part in parts])

    def _sequence(self, _n: int, parts: list[tuple[str, str, list[str]]]) -> tuple[str, str, list[str]]:
        lines = [line for _, _, own in parts for line in own]
        lines += [f"{one[1]} -> {other[0]}" for one, other in itertools.pairwise(parts)]
        return parts[0][0], parts[-1][1], lines

    def _split(
        self, n: int, kind: str, conditions: list[str], parts: list[tuple[str, str, list[str]]]
    ) -> tuple[str, str, list[str]]:
        lines = [f"{kind} f{n}", f"{kind} j{n}", *(line for _, _, own in parts for line in own)]
        for (first, last, _), condition in zip(parts, conditions, strict=True):
            lines += [f"f{n} -> {first}{condition}", f"{last} -> j{n}"]
        return f"f{n}", f"j{n}", lines

    def _xor(self, n: int, parts: list[tuple[str, str, list[str]]]) -> tuple[str, str, list[str]]:
        conditions = [f" : x{n} = {place}" for place in range(len(parts) - 1)]
        return self._split(n, "xor", [*conditions, " : default"], parts)

    def _and(self, n: int, parts: list[tuple[str, str, list[str]]]) -> tuple[str, str, list[str]]:
        return self._split(n, "and", [""] * len(parts), parts)

    def _or(self, n: int, parts: list[tuple[str, str, list[str]]]) -> tuple[str, str, list[str]]:
        conditions = [f" : o{n}_{place} = true" for place in range(len(parts) - 1)]
        return self._split(n, "or", [*conditions, " : default"], parts)

    def _loop(self, n: int, parts: list[tuple[str, str, list[str]]]) -> tuple[str, str, list[str]]:
        first, last, lines = self._sequence(n, parts)
        lines += [f"xor m{n}", f"user w{n}", f"xor g{n}", f"m{n} -> w{n} -> {first}", f"{last} -> g{n}"]
        lines += [f"task o{n}", f"g{n} -> m{n} : again{n} = true", f"g{n} -> o{n} : default"]
        return f"m{n}", f"o{n}", lines

    def _sub(self, n: int, parts: list[tuple[str, str, list[str]]]) -> tuple[str, str, list[str]]:
        first, last, lines = self._sequence(n, parts)
        return (
            f"p{n}",
            f"p{n}",
            [f"sub p{n} {{", f"start i{n}", f"end d{n}", *lines, f"i{n} -> {first}", f"{last} -> d{n}", "}"],
        )

    def _watched(self, n: int, parts: list[tuple[str, str, list[str]]]) -> tuple[str, str, list[str]]:
        host, _, lines = self._sub(n, parts)
        lines += [f"boundary t{n} on={host} duration=PT3H", f"boundary r{n} on={host} soft cycle=R2/PT1H", f"xor j{n}"]
        lines += [f"task n{n}", f"{host} -> j{n}", f"t{n} -> j{n}", f"r{n} -> n{n}"]
        return host, f"j{n}", lines


def mutant(rng: random.Random, raw: bytes, changes: int = 3) -> bytes:
    """Return an XML file with a few nodes removed, doubled, moved or renamed, and attributes dropped or exchanged."""
    root = etree.fromstring(raw)
    for _ in range(changes):
        nodes = [node for node in root.iter(etree.Element) if node.getparent() is not None]
        if nodes:
            _mutate(rng, rng.choice(nodes), rng.choice(nodes))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _mutate(rng: random.Random, node: etree._Element, other: etree._Element) -> None:
    parent = node.getparent()
    names = list(node.attrib)
    change = rng.randrange(7)
    if change == 0 and parent is not None:
        parent.remove(node)
    elif change == 1 and parent is not None:
        parent.append(copy.deepcopy(node))
    elif change == 2 and node not in other.iterancestors() and other is not node:
        other.append(node)
    elif change == 3:
        node.tag = other.tag
    elif change == 4 and names:
        del node.attrib[rng.choice(names)]
    elif change == 5 and names:
        node.set(rng.choice(names), rng.choice([*other.attrib.values(), "", "ß", "x" * 300, "-1", "nan"]))
    else:
        node.text = rng.choice([other.text, "", "x"])


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
