"""Soundness and structure of a model beside the reading of it, and how the cost of a node grows."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.bench_reading import medians, shown
from benchmarks.models import entered_start, nested_blocks, parallel_branches
from benchmarks.running import run
from procflow.bpmn import Definitions, read
from procflow.bpmn.soundness import soundness
from procflow.bpmn.structure import dominators, loops, regions

AT_MOST, GROWTH = 1.0, 1.5
BRANCHES, FEW = 50, 20


def structure(model: Definitions) -> None:
    """Find regions, dominators and loops of every process."""
    for process in model.processes:
        regions(process)
        dominators(process)
        loops(process)


def sound(raw: bytes) -> Definitions:
    """Return the model, which must be sound, or no time counts."""
    model = read(raw)
    if not soundness(model).is_sound:
        sys.exit("a block-structured model was not found sound")
    return model


def blocks(size: int, repeats: int) -> list[str]:
    """Print what soundness and structure of nested blocks cost beside reading them."""
    raw = nested_blocks(size)
    model = sound(raw)
    reading, judging, building = medians(repeats, lambda: read(raw), lambda: soundness(model), lambda: structure(model))
    print(f"{size:6d} nodes, {reading * 1e3:.1f} ms to read; structure {building / reading:.2f} x")
    return shown(size, [("soundness", judging / reading, AT_MOST)])


def branches(repeats: int) -> list[str]:
    """Print what soundness of many branches at once costs beside reading a small model."""
    small, model = nested_blocks(FEW), sound(parallel_branches(BRANCHES))
    reading, judging = medians(repeats, lambda: read(small), lambda: soundness(model))
    print(f"{BRANCHES} branches at once beside reading {FEW} nodes, {reading * 1e3:.2f} ms")
    return shown(FEW, [("soundness", judging / reading, AT_MOST)])


def entered(sizes: tuple[int, int], repeats: int) -> list[str]:
    """Print how the cost of an inclusive block grows behind a start event that a flow enters."""
    models = [read(entered_start(size)) for size in sizes]
    costs = medians(repeats, *(lambda model=model: soundness(model) for model in models))
    small, large = (cost / size for cost, size in zip(costs, sizes, strict=True))
    print(f"a block behind an entered start event at {sizes[1]:,} blocks beside {sizes[0]:,}, {small * 1e3:.2f} ms")
    return shown(sizes[1], [("soundness", large / small, GROWTH)])


def growth(sizes: tuple[int, int], repeats: int) -> list[str]:
    """Print how the cost of a node grows from the small model to the large one."""
    costs = []
    for size in sizes:
        raw = nested_blocks(size)
        model = sound(raw)
        works = (
            lambda raw=raw: read(raw),
            lambda model=model: structure(model),
            lambda model=model: soundness(model),
        )
        costs.append([cost / size for cost in medians(repeats, *works)])
        del model
    print(f"a node at {sizes[1]:,} nodes beside {sizes[0]:,}")
    names = ("reading", "structure", "soundness")
    return shown(sizes[1], [(name, last / first, GROWTH) for name, first, last in zip(names, *costs, strict=True)])


def measure(smoke: bool, repeats: int) -> list[str]:  # noqa: FBT001 - as each benchmark is run
    """Measure blocks, parallel branches, an entered start event and growth."""
    missed: list[str] = []
    for size in (20,) if smoke else (20, 100, 550, 2000):
        found = blocks(size, repeats)
        missed += found if size == 2000 else []
    missed += branches(repeats)
    missed += entered((10, 20) if smoke else (100, 400), repeats)
    return missed + growth((20, 100) if smoke else (500, 10_000), repeats)


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
