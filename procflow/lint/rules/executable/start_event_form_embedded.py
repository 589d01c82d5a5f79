"""The form of a start event is linked, not embedded."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Definitions, StartEvent
from procflow.lint.camunda import deployed, extension, is_embedded
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.WARNING
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the start events with an embedded form."""
    for node in deployed(model, StartEvent):
        form = extension(node, "formDefinition")
        if form is not None and is_embedded(form):
            yield Problem(node, "its form is embedded, which Camunda gives up", "link the form instead")
