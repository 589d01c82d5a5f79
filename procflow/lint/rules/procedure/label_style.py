"""The label of a step begins with the verb: it says what is done."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import human_steps, procedures
from procflow.procedure import folded

SEVERITY = Severity.WARNING


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the steps whose label begins with a performer, a noun, a legal basis or a time."""
    for process in procedures(model):
        for step in human_steps(process):
            found = _refused().match(folded(step.name))
            if found is not None:
                yield Problem(step, f"its label begins with {found[0]!r}", _reasons()[found[0]])


@functools.cache
def _reasons() -> dict[str, str]:
    """Return why a label does not begin with a word, by word."""
    table = tomllib.loads(files("procflow.lint").joinpath("data/labels.toml").read_text("utf-8"))
    return {folded(word): str(row["reason"]) for row in table["refused"] for word in row["words"]}


@functools.cache
def _refused() -> re.Pattern[str]:
    longest_first = sorted(_reasons(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
