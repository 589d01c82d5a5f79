"""A file for Camunda 8 has a process that is marked executable."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Participant
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the processes, at their pools where they have one, if none of them is executable."""
    if any(process.is_executable for process in model.processes):
        return
    first = model.collaboration
    pools = first.children_of(Participant) if first is not None else ()
    for process in model.processes:
        pool = next((pool for pool in pools if pool.process is process), None)
        yield Problem(pool or process, "no process of the file is executable", "mark the one that runs as executable")
