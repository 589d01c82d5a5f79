"""A procedure says about itself what registers, forms and publication ask for."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import facts, procedures

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the procedures that lack properties their kind asks for."""
    for process in procedures(model):
        stated = facts(process)
        missing = {
            name: reason
            for name, kinds, reason in _required()
            if name not in stated and (not kinds or stated.get("pf.kind") in kinds)
        }
        if missing:
            first = next(iter(missing))
            yield Problem(process, f"it does not state {', '.join(missing)}", f"enter {first}: {missing[first]}")


@functools.cache
def _required() -> tuple[tuple[str, frozenset[str], str], ...]:
    """Return each required property, the kinds of procedure that ask for it (none: all), and why."""
    table = tomllib.loads(files("procflow.lint").joinpath("data/metadata.toml").read_text("utf-8"))
    rows = table["required"]
    return tuple((row["property"], frozenset(row.get("kinds", ())), row["reason"]) for row in rows)
