"""Reading and writing a model beside lxml alone, and one task's cost in a long loop beside a short one."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.models import nested_blocks
from benchmarks.running import run
from procflow import xml
from procflow.bpmn import Builder, Definitions, FlowNode, SequenceFlow, read, set_name, write
from procflow.bpmn.namespaces import BPMNDI, DC, DI, bpmn
from procflow.clock import SystemClock
from procflow.engine import Engine

READ, EVERYTHING, WRITE, GROWTH = 3.0, 4.0, 5.0, 1.5
_OWN = bpmn("*")
_DRAWN = [f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge", f"{{{DC}}}Bounds", f"{{{DI}}}waypoint"]
_NUMBERS = frozenset({"x", "y", "width", "height"})
# Bytes: more than the allocator keeps ready, less than it takes from the system for itself.
_LARGE = 1 << 16


def parse_alone(raw: bytes) -> object:
    """Do what any reader must do: parse with the same hardened options."""
    return etree.parse(BytesIO(raw), xml.parser())


def read_elements(raw: bytes) -> Definitions:
    """Read, and touch every element of the process with its lane and extension properties, and every flow."""
    model = read(raw)
    for node in model.elements(FlowNode):
        _ = node.id, node.name, node.kind, node.lane, node.properties
    for flow in model.elements(SequenceFlow):
        _ = flow.id, flow.name, flow.source, flow.target, flow.condition, flow.properties
    return model


def read_everything(raw: bytes) -> Definitions:
    """Read, and touch every attribute, extension, bound and waypoint too."""
    model = read_elements(raw)
    for element in model.elements():
        _ = element.attributes
        if (extensions := element.extension_elements) is not None:
            for node in extensions.iterdescendants():
                _ = node.tag, node.items()
    for diagram in model.diagrams:
        for shape in diagram.shapes.values():
            _ = shape.bounds
        for edge in diagram.edges.values():
            _ = edge.waypoints
    return model


def ask_lxml(raw: bytes) -> object:
    """
    Parse, and ask lxml once for each thing that `read_everything` returns, without keeping or making sense of any.

    No reader on lxml can return everything in less: what it costs beside the parse is the price of asking.
    """
    tree = etree.parse(BytesIO(raw), xml.parser())
    for node in tree.iter(_OWN):
        _ = node.tag, node.getparent(), node.items(), node.text
    for holder in tree.iter(bpmn("extensionElements")):
        for node in holder.iterdescendants():
            _ = node.tag, node.items()
    for node in tree.iter(*_DRAWN):
        _ = node.tag, node.getparent()
        for name, text in node.items():
            if name in _NUMBERS:
                float(text)
    return tree


def medians(repeats: int, *works: Callable[[], object]) -> list[float]:
    """
    Return the median seconds of CPU of each work, done in turns: what else the machine does counts little.

    A result is given back after the clock was read, and the garbage a work leaves is collected before the next:
    a tree of lxml goes when its last name goes, a model when garbage is collected, and neither counts.
    What was freed is put together by the allocator when it is next asked for more than a little (10 ms after a model
    of 2,000 nodes); it is asked before the clock is read, as each work would else pay for the one before it.
    """
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(repeats):
        for work, found in zip(works, times, strict=True):
            gc.collect()
            bytes(_LARGE)
            started = time.process_time()
            result = work()
            found.append(time.process_time() - started)
            del result
    return [statistics.median(found) for found in times]


def reading(sizes: list[int], repeats: int) -> list[str]:
    """Print reading and writing as ratios to lxml, and return what is over its bound."""
    print(f"reading, procflow {version('procflow')} beside lxml {version('lxml')}, median of {repeats}")
    missed: list[str] = []
    for size in sizes:
        raw = nested_blocks(size)
        edited = read(raw)
        set_name(next(edited.elements(FlowNode)), "Khác")
        tree = etree.parse(BytesIO(raw), xml.parser())
        alone, asked, some, whole, plain, written = medians(
            repeats,
            lambda raw=raw: parse_alone(raw),
            lambda raw=raw: ask_lxml(raw),
            lambda raw=raw: read_elements(raw),
            lambda raw=raw: read_everything(raw),
            lambda tree=tree: etree.tostring(tree, encoding="UTF-8"),
            lambda edited=edited: write(edited),
        )
        print(f"{size:6d} nodes, lxml {alone * 1e3:.2f} ms to read, {plain * 1e3:.2f} ms to write")
        print(f"       lxml asked for everything, nothing kept {asked / alone:5.2f} x")
        figures = (("elements", some / alone, READ), ("everything", whole / alone, EVERYTHING))
        missed += [*shown(size, figures), *shown(size, [("write", written / plain, WRITE)])]
    return missed


def shown(size: int, figures: Iterable[tuple[str, float, float]]) -> list[str]:
    """Print each figure with its bound, and return those over it."""
    missed = []
    for name, ratio, bound in figures:
        print(f"       {name:<11} {ratio:5.2f} x (at most {bound:g})")
        if ratio > bound:
            missed.append(f"{name} at {size} nodes: {ratio:.2f} x, at most {bound:g}")
    return missed


def growth(sizes: tuple[int, int], repeats: int) -> list[str]:
    """Print how the cost of a node grows from the small model to the large one."""
    small, large = (nested_blocks(size) for size in sizes)
    first, last = medians(repeats, lambda: read_elements(small), lambda: read_elements(large))
    print(f"a node at {sizes[1]:,} nodes beside {sizes[0]:,}")
    return shown(sizes[1], [("growth", last / sizes[1] / (first / sizes[0]), GROWTH)])


def loop_cost(rounds: list[int]) -> None:
    """Print what a round of a loop of two tasks costs after many rounds, beside the first ones."""
    make = Builder("loop", "Vòng lặp")
    lane = make.lane("Chuyên viên")
    start, join = make.add("startEvent", lane=lane), make.add("exclusiveGateway", id="J", lane=lane)
    task, fork = make.add("userTask", "Sửa", id="T", lane=lane), make.add("exclusiveGateway", "Xong?", lane=lane)
    for source, target in ((start, join), (join, task), (task, fork)):
        make.flow(source, target)
    make.flow(fork, join, default=True)
    make.flow(fork, make.add("endEvent", lane=lane), condition="xong = true")
    with Engine("sqlite://", clock=SystemClock()) as engine:
        instance = engine.start(engine.deploy(make.build()).key, by="benchmark")
        base, done = 0.0, 0
        for goal in rounds:
            costs = []
            while done < goal:
                (open_task,) = engine.tasks(instance_id=instance.id)
                started = time.perf_counter()
                engine.complete(open_task.id, {"xong": False}, by="benchmark")
                costs.append(time.perf_counter() - started)
                done += 1
            last = statistics.median(costs[-10:])
            base = base or last
            print(f"{goal:6d} rounds: one round {last / base:5.2f} x the first ones ({last * 1e3:.2f} ms)")


def measure(smoke: bool, repeats: int) -> list[str]:  # noqa: FBT001 - as each benchmark is run
    """Measure reading and writing, their growth, and the cost of a task in a loop."""
    missed = reading([20] if smoke else [20, 100, 550, 2000], repeats)
    missed += growth((20, 100) if smoke else (500, 10_000), repeats)
    loop_cost([10, 30] if smoke else [10, 100, 1000])
    return missed


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
