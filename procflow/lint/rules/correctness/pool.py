"""A process is shown by one pool, and a pool stands for at least one participant."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Participant
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the pools with the process of another one, and those with a multiplicity that cannot be."""
    shown: dict[tuple[object, object], Participant] = {}
    for pool in model.elements(Participant):
        other = shown.setdefault((pool.parent, pool.process), pool) if pool.process is not None else pool
        if other is not pool:
            hint = "give each pool a process of its own, or leave one empty"
            yield Problem(pool, f"it shows the same process as {other.id!r}", hint)
        wrong = _wrong(pool)
        if wrong:
            yield Problem(pool, f"its multiplicity has {wrong}", "let 0 <= minimum <= maximum, and maximum >= 1")


def _wrong(pool: Participant) -> str:
    texts = pool.multiplicity_texts
    if texts is None:
        return ""
    if pool.multiplicity is None:
        return f"a bound that is no whole number: {texts[0]!r} to {texts[1]!r}"
    least, most = pool.multiplicity
    if least < 0 or most < 1:
        return f"a bound that is too small: {least} to {most}"
    return f"a minimum above its maximum: {least} to {most}" if least > most else ""
