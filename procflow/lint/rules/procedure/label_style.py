"""The label of a step begins with the verb: it says what is done."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from procflow.bpmn import Definitions
from procflow.lint.finding import Problem, Severity
from procflow.lint.steps import human_steps, procedures
from procflow.procedure import folded

SEVERITY = Severity.WARNING
# "1. ", "b) ", "- ": what stands before a label in a list.
_NUMBERING = re.compile(r"^\W*(?:(?:\d+(?:\.\d+)*|[a-zđ])[.):/-]\W*)?")


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the steps whose label begins with a performer, a noun, a legal basis or a time."""
    for process in procedures(model):
        for step in human_steps(process):
            found = _refused().match(_NUMBERING.sub("", folded(step.name)))
            if found is not None:
                yield Problem(step, f"its label begins with {found[0]!r}", _reasons()[found[0]])


@functools.cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("procflow.lint").joinpath("data/labels.toml").read_text("utf-8"))


@functools.cache
def _reasons() -> dict[str, str]:
    """Return why a label does not begin with a word, by word."""
    return {folded(word): str(row["reason"]) for row in _table()["refused"] for word in row["words"]}


@functools.cache
def _refused() -> re.Pattern[str]:
    longest_first = sorted(_reasons(), key=len, reverse=True)
    verbs = "|".join(re.escape(folded(word)) for word in _table()["verbs"])
    return re.compile(rf"(?!(?:{verbs})(?!\w))(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
