"""A process of Camunda 7 says how long its history is kept."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, Process
from procflow.bpmn.namespaces import CAMUNDA
from procflow.lint.camunda import deployed
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.INFO
PLATFORM = "camunda-7.24"
_KEPT = f"{{{CAMUNDA}}}historyTimeToLive"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the executable processes without history time to live."""
    for process in deployed(model, Process):
        if not process.node.get(_KEPT):
            hint = "enter the history time to live, or set it for the whole engine"
            yield Problem(process, "nothing says how long its history is kept", hint)
