"""Run every benchmark of this folder: ``python -m benchmarks [--smoke]``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path


def main() -> int:
    """Run the benchmarks one after the other; return 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="the smallest size, once: shows that they run")
    options = ["--smoke"] if parser.parse_args().smoke else []
    scripts = sorted(Path(__file__).parent.glob("bench_*.py"))
    if not scripts:
        print("there are no benchmarks yet")
    return max((_run(script, options) for script in scripts), default=0)


def _run(script: Path, options: list[str]) -> int:
    print(f"== {script.stem}", flush=True)
    started = time.perf_counter()
    code = subprocess.run([sys.executable, script, *options], check=False).returncode
    print(f"== {time.perf_counter() - started:.1f} s, exit {code}", flush=True)
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main())
