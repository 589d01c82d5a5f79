"""
Feed a target with inputs that coverage steers: ``python -m tests.fuzz TARGET [OPTION OF LIBFUZZER ...] [FOLDER ...]``.

A new input comes from one of the corpus, by damage to its XML structure or, now and then, to its encoding or its bytes:
damaged bytes alone hardly ever pass the parser.
"""

from __future__ import annotations

import random
import sys
import warnings

import atheris

with atheris.instrument_imports(include=["procflow"]):
    from tests.fuzz.targets import TARGETS

from tests.damage import damaged, recoded

# How often bytes are damaged, or the encoding is changed, instead of structure.
_BYTES = 0.1
_ENCODING = 0.1
# Seconds for one input, megabytes in all, bytes of one input: what takes more is a defect.
_LIMITS = ("-timeout=10", "-rss_limit_mb=1024", "-max_len=12000")


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Return a variation of *data*, at most *max_size* bytes of it."""
    rng = random.Random(seed)  # noqa: S311 - test data, no secret
    if rng.random() < _BYTES:
        return bytes(atheris.Mutate(data, max_size))
    found = recoded(rng, data) if rng.random() < _ENCODING else damaged(rng, data)
    return found if len(found) <= max_size else data


def main() -> None:
    """Run the target that the first argument names."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: python -m tests.fuzz {{{'|'.join(TARGETS)}}} [options of libFuzzer] [folders]")
    warnings.simplefilter("ignore")
    # With -merge=1 libFuzzer starts itself again by this name.
    program = f"{sys.executable} -m tests.fuzz {sys.argv[1]}"
    atheris.Setup([program, *_LIMITS, *sys.argv[2:]], TARGETS[sys.argv[1]], custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
