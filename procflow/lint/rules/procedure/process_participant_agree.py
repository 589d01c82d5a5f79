"""A process and the pool that shows it say the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from procflow.bpmn import Definitions
from procflow.errors import Location, PropertyError
from procflow.lint.finding import Problem, Severity
from procflow.procedure import BY_NAME
from procflow.procedure.properties import Value, parse
from procflow.procedure.vocabulary import IGNORE

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the pools with a ``pf.*`` property that their process states otherwise; ``2,5`` and ``2.5`` are equal."""
    for pool in model.participants:
        if pool.process is None:
            continue
        stated = pool.process.properties
        for name, text in pool.properties.items():
            if not name.startswith("pf.") or name == IGNORE or name not in stated:
                continue
            if _value(name, stated[name]) != _value(name, text):
                message = f"the pool says {name} = {text!r}, its process {stated[name]!r}"
                yield Problem(pool, message, "keep the value at the process and clear it at the pool")


def _value(name: str, text: str) -> Value:
    """Return what *text* says as this property: letters composed, blanks single, a text where it cannot be read."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    try:
        return parse(BY_NAME[name], text, Location()) if name in BY_NAME else text
    except PropertyError:
        return text
