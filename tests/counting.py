"""How much work Python does: counted, for what is timed depends on what else the machine does."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called and left while *work* is done."""
    count = 0

    def seen(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def lines(work: Callable[[], object], within: str = "") -> Counter[str]:
    """Return how often a ``call`` and a ``line`` come while *work* is done, of functions named *within* if given."""
    count: Counter[str] = Counter()

    def inside(_: FrameType, event: str, __: object) -> Callable[..., Any]:
        count[event] += 1
        return inside

    def seen(frame: FrameType, event: str, argument: object) -> Callable[..., Any] | None:
        return None if within not in {"", frame.f_code.co_name} else inside(frame, event, argument)

    before = sys.gettrace()
    sys.settrace(seen)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
