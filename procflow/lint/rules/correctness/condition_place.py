"""A condition stands only where a choice is made."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.bpmn import Activity, ComplexGateway, Definitions, ExclusiveGateway, FlowNode, InclusiveGateway
from procflow.lint.finding import Problem, Severity
from procflow.lint.parts import has_condition
from procflow.wording import with_article

SEVERITY = Severity.ERROR
_CHOOSING = (Activity, ExclusiveGateway, InclusiveGateway, ComplexGateway)


def check(model: Definitions) -> Iterator[Problem]:
    """Yield conditions after what does not choose, alone after an activity or on a default; and defaults of events."""
    for node in model.elements(FlowNode):
        if node.default is not None and not isinstance(node, _CHOOSING):
            yield Problem(node, f"{with_article(node.kind)} has a default flow", "put an exclusive gateway after it")
        for flow in node.outgoing if node.kind != "eventBasedGateway" else ():
            wrong = _wrong(node) if has_condition(flow) else ""
            if wrong:
                yield Problem(flow, wrong, "remove the condition, or put an exclusive gateway before it")
            elif has_condition(flow) and flow.is_default:
                yield Problem(flow, "a default flow has a condition", "remove the condition: it is never looked at")


def _wrong(source: FlowNode) -> str:
    """Return why no flow that leaves *source* can have a condition, empty if one can."""
    if not isinstance(source, _CHOOSING):
        return f"a condition stands after {with_article(source.kind)}"
    if isinstance(source, Activity) and len(source.outgoing) == 1:
        return "the only flow that leaves the activity has a condition"
    return ""
