"""How a level of a process is built: regions, dominators, loops; each beside its plain definition."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import pytest

from procflow.bpmn import FlowContainer, read
from procflow.bpmn.structure import Region, dominators, loops, post_dominators, regions
from procflow.bpmn.structure.brackets import cycle_groups
from procflow.bpmn.structure.graph import FlowGraph, flow_graph
from tests.diagrams import diagram
from tests.random_nets import random_net
from tests.support import SEED

Shape = tuple[object, ...]


def level(text: str) -> FlowContainer:
    """Return the only process of *text*."""
    return read(diagram(text)).processes[0]


def shape(region: Region) -> Shape:
    """Return kind, nodes and parts of a region as plain values."""
    return (region.kind, " ".join(region.node_ids), *map(shape, region.parts))


def random_levels(count: int) -> Iterator[FlowContainer]:
    """Yield the levels of random models, which are built anyhow."""
    print(f"seed {SEED}")  # noqa: T201 - shown with a failure
    for number in range(count):
        model = read(random_net(random.Random(SEED + number)))  # noqa: S311 - test data, no secret
        yield from model.elements(FlowContainer)


def all_regions(region: Region) -> Iterator[Region]:
    """Yield a region and every region in it."""
    yield region
    for part in region.parts:
        yield from all_regions(part)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("start s\ntask a\nend e\ns -> a -> e", ("whole", "s a e")),
        (
            "start s\nxor x\ntask a\ntask b\nxor y\nend e\ns -> x -> a -> y -> e\nx -> b -> y",
            ("whole", "s e", ("alternative", "x y a b")),
        ),
        (
            "start s\nand x\ntask a\ntask b\ntask c\nand y\nend e\ns -> x -> a -> c -> y -> e\nx -> b -> y",
            ("whole", "s e", ("parallel", "x y b", ("sequence", "a c"))),
        ),
        (
            """start s\nor x\nevents g\ncatch c timer\ncatch d signal\nxor m\ntask b\nor y\nend e
            s -> x -> g -> c -> m -> y -> e\ng -> d -> m\nx -> b -> y""",
            ("whole", "s e", ("inclusive", "x y b", ("alternative", "g m c d"))),
        ),
        (
            "start s\nxor m\ntask a\nxor x\ntask b\nend e\ns -> m -> a -> x -> e\nx -> b -> m",
            ("whole", "s e", ("loop", "m x a b")),
        ),
        (
            "start s\nand x\nxor y\ntask a\ntask b\nend e\ns -> x -> a -> y -> e\nx -> b -> y",
            ("whole", "s e", ("other", "x y a b")),
        ),
        (
            "start s\ntask x\ntask a\ntask b\nxor y\nend e\ns -> x -> a -> y -> e\nx -> b -> y",
            ("whole", "s e", ("other", "x y a b")),
        ),
        (
            "start s\nand m\ntask a\nxor x\nend e\ns -> m -> a -> x -> e\nx -> m",
            ("whole", "s e", ("other", "m x a")),
        ),
        (
            """start s\nxor x\nxor y\nand z\ntask a\ntask b\nend e
            s -> x -> a -> y -> z -> e\nx -> b -> z\ny -> b""",
            ("whole", "s e", ("other", "x y z a b")),
        ),
        (
            "start s\ntask a\nboundary b on=a timer\ntask c\nxor y\nend e\ns -> a -> y -> e\nb -> c -> y",
            ("whole", "s e", ("other", "a y", ("sequence", "b c"))),
        ),
        (
            "start s\nthrow t link=L\ncatch c link=L\ntask a\nend e\ns -> t\nc -> a -> e",
            ("whole", "s t c a e"),
        ),
        (
            "start s\nstart r\nxor m\ntask a\nend e\nend f\nxor x\ns -> m\nr -> m -> a -> x -> e\nx -> f",
            ("whole", "s r m a x e f"),
        ),
        (
            "start s\nend e\ntask u\nxor x\nxor y\ns -> e\nx -> y -> x",
            ("whole", "u", ("sequence", "s e"), ("other", "x y")),
        ),
        ("start s\nxor x\nend e\ns -> x -> e\nx -> x", ("whole", "s x e")),
        ("", ("whole", "")),
    ],
    ids=[
        "a sequence",
        "a choice",
        "branches at once",
        "blocks in blocks",
        "a loop",
        "a choice closed by another gateway",
        "a task that forks",
        "a loop through a parallel join",
        "no block",
        "a boundary event",
        "a link",
        "several starts and ends",
        "what nothing leads to",
        "a node that leads to itself",
        "nothing",
    ],
)
def test_blocks_are_told(text: str, expected: Shape) -> None:
    """Each block is a region of its kind, and what lies in no block belongs to the region around it."""
    found = shape(regions(level(text)))

    assert sorted_nodes(expected) == sorted_nodes(found)


def sorted_nodes(told: Shape) -> Shape:
    """Return a shape in which the order of nodes does not count."""
    kind, nodes, *parts = told
    return (kind, sorted(str(nodes).split()), *(sorted_nodes(part) for part in parts if isinstance(part, tuple)))


def test_a_region_names_its_way_in_and_out() -> None:
    """The flow that leads in, and the one that leads out."""
    found = regions(level("start s\nxor x\ntask a\ntask b\nxor y\nend e\ns -> x -> a -> y -> e\nx -> b -> y"))
    (block,) = found.parts

    assert (("", ""), ("main-1", "main-4")) == ((found.entry_id, found.exit_id), (block.entry_id, block.exit_id))
    assert ["a", "b", "e", "s", "x", "y"] == sorted(found.all_node_ids())


def test_a_process_is_structured_if_all_its_parts_are() -> None:
    """One part that is no block is enough to break it."""
    block = "start s\nand x\ntask a\ntask b\nand y\nend e\ns -> x -> a -> y -> e\nx -> b -> y"

    assert regions(level(block)).is_structured
    assert not regions(level(block.replace("and y", "xor y"))).is_structured


@pytest.mark.parametrize(
    ("text", "is_structured"),
    [
        ("start s\nxor x\nand j\nxor y\nend e\nend f\ns -> x -> j -> e\nx -> y -> j\ny -> f", False),
        ("start s\nxor m\nxor x\nxor y\nend e\nend f\ns -> m -> x -> y -> m\nx -> e\ny -> f", False),
        ("start s\ntask a\nboundary b on=a timer\nxor m\nend e\nend f\ns -> m -> a -> e\nb -> m\na -> f", False),
        ("start s\nstart r\nand m\nend e\ns -> m -> e\nr -> m", False),
        ("start s\nstart r\nxor m\nxor x\nend e\nend f\ns -> m -> x -> e\nr -> m\nx -> f", True),
        ("start s\nxor x\nand y\nend e\nend f\nend g\ns -> x -> y -> e\ny -> f\nx -> g", True),
        ("start s\nxor x\nxor y\nend e\nend f\ns -> x -> y -> e\ny -> f\nx -> x", True),
    ],
    ids=[
        "ways that part meet in a join before the ends",
        "a loop with two ways out",
        "a boundary event that leads back",
        "starts that wait for each other",
        "starts meet, then ways part",
        "ways part again and again",
        "a way back to the same node",
    ],
)
def test_what_lies_in_no_region_is_structured_as_a_tree(text: str, is_structured: bool) -> None:  # noqa: FBT001
    """From the starts ways may meet, to the ends they may part; what parts and meets again is a region, or none."""
    assert is_structured is regions(level(text)).is_structured


def test_two_nodes_that_lead_to_themselves_bound_nothing() -> None:
    """What stands between them is no region."""
    found = regions(level("start s\nxor x\ntask a\nxor y\nend e\ns -> x -> a -> y -> e\nx -> x\ny -> y"))

    assert ("whole", ["a", "e", "s", "x", "y"]) == sorted_nodes(shape(found))


def test_every_node_is_in_one_region() -> None:
    """The regions of a level share no node and leave none out."""
    found = [
        (Counter(node for region in all_regions(regions(one)) for node in region.node_ids), one)
        for one in random_levels(60)
    ]

    assert [] == [one.id for counts, one in found if counts != Counter(node.id for node in one.flow_nodes)]


def test_a_region_has_one_way_in_and_one_way_out() -> None:
    """Of all flows one leads into a region and one out of it: those it names."""
    wrong = [
        (one.id, region.entry_id, region.exit_id)
        for one in random_levels(60)
        for region in all_regions(regions(one))
        if region.kind != "whole" and not is_bounded_by_its_flows(region, flow_graph(one))
    ]

    assert [] == wrong


def is_bounded_by_its_flows(region: Region, graph: FlowGraph) -> bool:
    """Return whether one edge leads in and one out, those that *region* names."""
    inside = {number for number, node in enumerate(graph.nodes) if node.id in set(region.all_node_ids())}
    named = list(zip(graph.edges, graph.names, strict=True))
    into = [name for (source, target), name in named if source not in inside and target in inside]
    out = [name for (source, target), name in named if source in inside and target not in inside]
    return ([region.entry_id], [region.exit_id]) == (into, out)


def test_every_region_there_could_be_is_in_one_or_is_one() -> None:
    """A part between two flows that has one way in and one out, of two nodes or more, never crosses a region."""
    crossing = [
        (one.id, sorted(part), region.node_ids)
        for one in random_levels(12)
        for graph in [flow_graph(one)]
        for region in all_regions(regions(one))
        for part in parts_between_flows(graph)
        for inside in [set(region.all_node_ids())]
        if part & inside and not (part <= inside or inside <= part) and not is_row(graph, part | inside)
    ]

    assert [] == crossing


def parts_between_flows(graph: FlowGraph) -> Iterator[set[str]]:
    """Yield the nodes between each two flows, where those flows are the only ways in and out."""
    ends = [(graph.exit, graph.entry)]
    for first, last in itertools.permutations(range(len(graph.edges)), 2):
        entry, left = graph.edges[first][1], graph.edges[last][0]
        rest = [edge for number, edge in enumerate([*graph.edges, *ends]) if number not in {first, last}]
        beside = [*rest, *((target, source) for source, target in rest)]
        inside = reached(entry, beside)
        if left in inside and graph.entry not in inside:
            yield {graph.nodes[node].id for node in inside}


def is_row(graph: FlowGraph, ids: Collection[str]) -> bool:
    """Return whether these nodes together have one way in and one way out: of a row any piece may be a region."""
    inside = {number for number, node in enumerate(graph.nodes) if node.id in ids}
    into = sum(source not in inside and target in inside for source, target in graph.edges)
    return (1, 1) == (into, sum(source in inside and target not in inside for source, target in graph.edges))


def reached(root: int, edges: Iterable[tuple[int, int]], without: int = -1) -> set[int]:
    """Return the nodes that ways from *root* lead to, past a node that is left out."""
    pairs = list(edges)
    seen, pending = set[int](), [root] if root != without else []
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending += [target for source, target in pairs if source == node and target != without]
    return seen


@pytest.mark.parametrize("number", range(40))
def test_edges_are_equivalent_if_all_their_cycles_are_common(number: int) -> None:
    """Of two equivalent edges, and of no others, the removal cuts a graph without bridges in two."""
    rng = random.Random(SEED + number)  # noqa: S311 - test data, no secret
    wrong = [graph for graph in (without_bridges(rng) for _ in range(25)) if wrong_pairs(*graph)]

    assert [] == wrong


def wrong_pairs(nodes: int, edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs of edges that are in one group but cut nothing off together, or the other way round."""
    groups = cycle_groups(nodes, edges)
    pairs = itertools.combinations(range(len(edges)), 2)
    return [(a, b) for a, b in pairs if cuts(nodes, edges, (a, b)) != (groups[a] == groups[b])]


def test_a_branch_is_as_high_as_its_highest_edge() -> None:
    """Forks above it are told apart by the edge that goes highest, not by that of another branch."""
    edges = [(0, 4), (5, 6), (5, 7), (5, 4), (1, 5), (2, 3), (1, 3), (7, 1), (2, 0), (1, 5), (5, 4), (6, 0)]

    assert [] == wrong_pairs(8, edges)


def test_edges_with_as_many_cycles_but_other_ones_are_not_equivalent() -> None:
    """Over two edges go two ways back each, of which only one is the same."""
    edges = [(0, 1), (1, 2), (2, 3), (2, 4), (3, 1), (3, 0), (4, 0), (2, 1)]

    assert [] == [order for order in itertools.permutations(edges[2:]) if wrong_pairs(5, [*edges[:2], *order])]


def without_bridges(rng: random.Random) -> tuple[int, list[tuple[int, int]]]:
    """Return a random graph of which every edge lies on a cycle, some nodes leading to themselves."""
    while True:
        nodes = rng.randint(2, 7)
        count = rng.randint(nodes, 2 * nodes)
        edges = [(rng.randrange(nodes), rng.randrange(nodes)) for _ in range(count)]
        if not any(cuts(nodes, edges, (edge,)) for edge in range(count)) and not cuts(nodes, edges, ()):
            return nodes, edges


def cuts(nodes: int, edges: Sequence[tuple[int, int]], gone: Collection[int]) -> bool:
    """Return whether some nodes cannot be reached without these edges, in either direction."""
    rest = [edge for number, edge in enumerate(edges) if number not in gone]
    return len(reached(0, [*rest, *((target, source) for source, target in rest)])) < nodes


def test_dominators_are_what_every_way_passes() -> None:
    """The nearest node without which a node cannot be reached, found by leaving each out."""
    for one in random_levels(30):
        graph = flow_graph(one)

        assert nearest(graph, graph.entry, graph.edges) == dominators(one)
        assert nearest(graph, graph.exit, [(b, a) for a, b in graph.edges]) == post_dominators(one)


def nearest(graph: FlowGraph, root: int, edges: list[tuple[int, int]]) -> dict[str, str]:
    """Return for each node the nearest node that every way from *root* to it passes."""
    count = len(graph.nodes)
    passed = {
        node: {other for other in range(count) if other != node and node not in reached(root, edges, other)}
        for node in range(count)
    }
    return {
        graph.nodes[node].id: next(
            (graph.nodes[above].id for above in dominating if len(passed[above]) == len(dominating) - 1), ""
        )
        for node, dominating in passed.items()
    }


def test_behind_several_starts_only_what_follows_their_merge_dominates() -> None:
    """No start lies on every way."""
    one = level("start s\nstart r\nxor m\ntask a\nend e\nend f\nand x\ns -> m\nr -> m -> a -> x -> e\nx -> f")

    assert {"s": "", "r": "", "m": "", "a": "m", "x": "a", "e": "x", "f": "x"} == dominators(one)
    assert {"s": "m", "r": "m", "m": "a", "a": "x", "x": "", "e": "", "f": ""} == post_dominators(one)


def test_loops_are_sets_of_nodes_that_lead_to_each_other() -> None:
    """Two nodes are in one loop exactly if each leads to the other."""
    for one in random_levels(30):
        graph = flow_graph(one)
        ahead = {n: reached(n, graph.edges) - {n} for n in range(len(graph.nodes))}
        pairs = {(a.id, b.id) for n, a in enumerate(graph.nodes) for m, b in enumerate(graph.nodes) if m in ahead[n]}

        assert {pair for pair in pairs if pair[::-1] in pairs} == {
            pair for loop in loops(one) for pair in itertools.permutations(loop.node_ids, 2)
        }


def test_a_loop_tells_its_entries_and_ways_back() -> None:
    """A loop with one entry is structured, one with two is not."""
    one = level("start s\nxor m\ntask a\nxor x\nend e\ns -> m -> a -> x -> e\nx -> m")
    two = level("start s\nxor c\nxor m\nxor n\nxor x\nend e\ns -> c -> m -> n -> x -> e\nc -> n\nx -> m")
    (single,), (double,) = loops(one), loops(two)

    assert (("m", "a", "x"), ("m",), ("main-5",), True) == (
        single.node_ids,
        single.entry_ids,
        single.back_flow_ids,
        single.is_structured,
    )
    assert (("m", "n"), ("main-3", "main-7"), False) == (
        double.entry_ids,
        double.back_flow_ids,
        double.is_structured,
    )


def test_loops_stand_in_the_order_of_the_file() -> None:
    """A node that leads to itself is a loop too, and so is one that nothing enters."""
    one = level("start s\nxor x\nend e\nxor y\nxor z\ns -> x -> e\nx -> x\ny -> z -> y")

    assert [("x",), ("y", "z")] == [loop.node_ids for loop in loops(one)]


def test_a_link_ties_what_throws_to_what_catches() -> None:
    """An edge leads from one to the other, named by what throws; a name that nothing catches leads to an end."""
    graph = flow_graph(level("start s\nthrow t link=L\nthrow u link=M\ncatch c link=L\nand x\ns -> x -> t\nx -> u"))
    ids = [*(node.id for node in graph.nodes), "entry", "exit"]
    edges = {(ids[source], ids[target]): name for (source, target), name in zip(graph.edges, graph.names, strict=True)}

    assert ("t", "") == (edges["t", "c"], edges["u", "exit"])
    assert ("t", "exit") not in edges
