"""A public process is not executable, and in an executable one nothing happens that is not drawn."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Process
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the public processes that are executable, and in executable ones the flows that are not immediate."""
    for process in model.elements(Process):
        if not process.is_executable:
            continue
        if process.process_type == "Public":
            hint = "make it a private process, or let it not be executable"
            yield Problem(process, "a public process is executable", hint)
        for flow in process.all_sequence_flows():
            if flow.is_immediate is False:
                hint = "remove isImmediate"
                yield Problem(flow, "a flow of an executable process is not immediate", hint)
