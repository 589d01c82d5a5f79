"""How the cost of a node grows where rules check a model: every rule set at 10,000 nodes beside 500."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.bench_reading import medians, shown
from benchmarks.models import nested_blocks
from benchmarks.running import run
from procflow.bpmn import read
from procflow.lint import lint

SETS = ("correctness", "executable", "procedure")
GROWTH = 1.5


def growth(sizes: tuple[int, int], repeats: int) -> list[str]:
    """Print what a node of the large model costs beside one of the small, for each rule set and for all rules."""
    models = [read(nested_blocks(size)) for size in sizes]
    missed: list[str] = []
    print(f"a node at {sizes[1]:,} nodes beside {sizes[0]:,}")
    for name in (*SETS, "all"):
        chosen = None if name == "all" else name
        small, large = (len(lint(model, chosen)) for model in models)
        first, last = medians(repeats, *(partial(lint, model, chosen) for model in models))
        print(f"{name}: {small:,} and {large:,} findings, {first * 1e3:.1f} and {last * 1e3:.1f} ms")
        missed += shown(sizes[1], [(name, last / sizes[1] / (first / sizes[0]), GROWTH)])
    return missed


def measure(smoke: bool, repeats: int) -> list[str]:  # noqa: FBT001 - as each benchmark is run
    """Measure the growth of the cost of rules."""
    return growth((20, 100) if smoke else (500, 10_000), repeats)


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
