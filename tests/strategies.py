"""Generators of random data for tests; a new BPMN element is added here. Random nets are in random_nets.py."""

from __future__ import annotations

import copy
import itertools
import random

from hypothesis import strategies as st
from lxml import etree

from procflow.bpmn import Builder, Definitions, EventSpec, Flavour

_VERBS = ("Tiếp nhận", "Kiểm tra", "Thẩm định", "Xem xét", "Phê duyệt", "Đóng dấu", "Trả", "Lấy ý kiến", "Dự thảo")
_NOUNS = ("hồ sơ", "kết quả", "văn bản đề nghị của tổ chức, cá nhân", "quyết định", "tờ trình", "phiếu chuyển")
_ROLES = ("Bộ phận Một cửa", "Chuyên viên", "Lãnh đạo Phòng", "Văn thư", "Lãnh đạo Sở", "Chủ tịch UBND tỉnh")
_QUESTIONS = ("Hồ sơ đầy đủ?", "Đủ điều kiện?", "Đồng ý?", "")
_ANSWERS = ("Có", "Không", "Đạt yêu cầu theo quy định", "")
_TASKS = ("task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "scriptTask")
_SPLITS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
_TEXTS = ("", " ", "\n", "\u00a0", "ß", "x" * 300, "-1", "nan")  # of a broken attribute
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
        waits: EventSpec | None = ("timer", "PT8H") if kind == "intermediateCatchEvent" else None
        node = self.make.add(kind, name, lane=lane, within=within, event=waits)
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
        node.set(rng.choice(names), rng.choice([*other.attrib.values(), *_TEXTS]))
    else:
        node.text = rng.choice([other.text, "", "x"])
