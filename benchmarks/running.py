"""What every benchmark does alike: say where it runs, measure at full size or once at the smallest, judge."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version

REPEATS = 25

Measure = Callable[[bool, int], Sequence[str]]
"""Prints what it measures, at the smallest size if told so and so many times each; returns the bounds it missed."""


def run(description: str | None, measure: Measure) -> int:
    """Run a benchmark as its options say; return 1 if a bound was missed at full size."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--smoke", action="store_true", help="the smallest size, once: shows that it runs")
    smoke = parser.parse_args().smoke
    repeats = 1 if smoke else REPEATS
    print(f"procflow {version('procflow')}, Python {platform.python_version()}, {os.cpu_count()} cores, ", end="")
    print(f"median of {repeats}")
    missed = measure(smoke, repeats)
    if smoke:
        return 0
    print("\n".join(f"MISSED {line}" for line in missed) or "every bound is kept")
    return 1 if missed else 0
