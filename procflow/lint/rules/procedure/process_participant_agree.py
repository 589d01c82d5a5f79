"""A process and the pool that shows it say the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the pools with a ``pf.*`` property that their process states otherwise."""
    for pool in model.participants:
        if pool.process is None:
            continue
        stated = pool.process.properties
        for name, text in pool.properties.items():
            if name.startswith("pf.") and _read(stated.get(name, text)) != _read(text):
                message = f"the pool says {name} = {text!r}, its process {stated[name]!r}"
                yield Problem(pool, message, "keep the value at the process and clear it at the pool")


def _read(text: str) -> str:
    """Return *text* as a reader sees it: letters composed, blanks single."""
    return " ".join(unicodedata.normalize("NFC", text).split())
