"""In Camunda 8 a link has a name, and one event of the process catches it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from procflow.bpmn import (
    Definitions,
    FlowNode,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    LinkEventDefinition,
    Process,
)
from procflow.lint.camunda import deployed, first_definition
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the link events without name, and those that catch a link of which another event of the process does."""
    for process in deployed(model, Process):
        links = [node for node in process.descendants(FlowNode) if _is_link(node)]
        count = Counter(_link(node) for node in links if isinstance(node, IntermediateCatchEvent))
        for node in links:
            if not _link(node).strip():
                yield Problem(node, "the link has no name", "name the link, not only the event")
            elif isinstance(node, IntermediateCatchEvent) and count[_link(node)] > 1:
                yield Problem(node, f"several events catch the link {_link(node)!r}", "keep one of them")


def _is_link(node: FlowNode) -> bool:
    between = isinstance(node, IntermediateCatchEvent | IntermediateThrowEvent)
    return between and isinstance(first_definition(node), LinkEventDefinition)


def _link(node: FlowNode) -> str:
    return node.children_of(LinkEventDefinition)[0].name
