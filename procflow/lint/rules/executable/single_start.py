"""An executed process and each of its sub-processes begins at exactly one start event."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, SubProcess
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import or_removed
from procflow.lint.support import executed_processes

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the processes and sub-processes with no start event or with several; an empty collapsed one needs none."""
    for process in executed_processes(model):
        for container in (process, *process.descendants(SubProcess)):
            count = len(container.start_events)
            if count != 1 and (container is process or container.flow_nodes):
                yield Problem(
                    container,
                    f"it has {count} start events, one is run",
                    or_removed(container, "draw exactly one start event"),
                )
