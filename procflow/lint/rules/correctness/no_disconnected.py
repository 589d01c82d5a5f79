"""Every element is connected by a sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, AdHocSubProcess, CompensateEventDefinition, Definitions, Event, FlowNode
from procflow.lint.finding import Problem, Severity
from procflow.lint.paths import is_event_sub_process

SEVERITY = Severity.ERROR


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the flow nodes that no sequence flow enters or leaves."""
    for node in model.elements(FlowNode):
        if not node.incoming and not node.outgoing and not _stands_alone(node):
            yield Problem(node, "no sequence flow enters or leaves it", "connect it or delete it")


def _stands_alone(node: FlowNode) -> bool:
    """Return whether the element is started without flow: by an event, by compensation, or freely in any order."""
    return (
        is_event_sub_process(node)
        or isinstance(node.container, AdHocSubProcess)
        or (isinstance(node, Activity) and node.is_for_compensation)
        or (isinstance(node, Event) and bool(node.children_of(CompensateEventDefinition)))
    )
