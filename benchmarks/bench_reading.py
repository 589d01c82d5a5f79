"""Reading and writing a model beside lxml alone, and one task's cost in a long loop beside a short one."""

from __future__ import annotations

import argparse
import io
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent))

from procflow import xml
from procflow.bpmn import Builder, SequenceFlow, read, set_name, write
from procflow.clock import SystemClock
from procflow.engine import Engine


def model_of(tasks: int) -> bytes:
    """Return a drawn model: tasks in a row, in four lanes, each with three properties."""
    make = Builder("p", "Quy trình")
    lanes = [make.lane(name) for name in ("Một cửa", "Chuyên viên", "Lãnh đạo", "Văn thư")]
    before = make.add("startEvent", "Bắt đầu", lane=lanes[0])
    for number in range(tasks):
        facts = {"pf.limit.value": "1", "pf.limit.unit": "working-day", "pf.result": f"Kết quả {number}"}
        task = make.add("userTask", f"Bước {number}", id=f"T{number}", lane=lanes[number % 4], properties=facts)
        make.flow(before, task)
        before = task
    make.flow(before, make.add("endEvent", "Kết thúc", lane=lanes[0]))
    return write(make.build())


def parse_alone(raw: bytes) -> None:
    """Do what any reader must do: parse with the same hardened options."""
    etree.parse(io.BytesIO(raw), xml.parser())


def read_all(raw: bytes) -> None:
    """Read, and touch every flow and every property."""
    model = read(raw)
    for flow in model.elements(SequenceFlow):
        _ = flow.source.properties, flow.target.name


def medians(repeats: int, *works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each work, done in turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(repeats):
        for work, found in zip(works, times, strict=True):
            started = time.perf_counter()
            work()
            found.append(time.perf_counter() - started)
    return [statistics.median(found) for found in times]


def reading(sizes: list[int], repeats: int) -> None:
    """Print reading and writing as ratios to lxml."""
    print(f"reading, procflow {version('procflow')} beside lxml {version('lxml')}, median of {repeats}")
    for size in sizes:
        raw = model_of(size)
        edited = read(raw)
        set_name(edited.element("T0"), "Khác")
        tree = etree.parse(io.BytesIO(raw), xml.parser())
        alone, whole, plain, written = medians(
            repeats,
            lambda raw=raw: parse_alone(raw),
            lambda raw=raw: read_all(raw),
            lambda tree=tree: etree.tostring(tree, encoding="UTF-8"),
            lambda edited=edited: write(edited),
        )
        print(
            f"{size:6d} tasks: read {whole / alone:5.2f} x lxml ({whole * 1e3:.1f} ms), write {written / plain:5.2f} x"
        )


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


def main() -> None:
    """Run at full size, or once at the smallest size with ``--smoke``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true")
    smoke = parser.parse_args().smoke
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    reading([20] if smoke else [20, 100, 500], 3 if smoke else 25)
    loop_cost([10, 30] if smoke else [10, 100, 1000])


if __name__ == "__main__":
    main()
