"""What a task of Camunda 8 does is said once: a job, a decision or a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from procflow.bpmn import AdHocSubProcess, Definitions, FlowNode, ThrowEvent
from procflow.lint.camunda import deployed, extensions, first_definition, is_blank
from procflow.lint.finding import Problem, Severity

SEVERITY = Severity.ERROR
PLATFORM = "camunda-8.9"
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "calledDecision": ("decisionId", "resultVariable"),
    "script": ("expression", "resultVariable"),
    "taskDefinition": ("type",),
}
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "adHocSubProcess": ("taskDefinition",),
    "businessRuleTask": ("calledDecision", "taskDefinition"),
    "endEvent/messageEventDefinition": ("taskDefinition",),
    "intermediateThrowEvent/messageEventDefinition": ("taskDefinition",),
    "scriptTask": ("script", "taskDefinition"),
    "sendTask": ("taskDefinition",),
    "serviceTask": ("taskDefinition",),
}


def check(model: Definitions) -> Iterator[Problem]:
    """Yield the elements without implementation, with several, with one of another kind, or with a half empty one."""
    for node in deployed(model, FlowNode):
        definition = first_definition(node)
        kind = f"{node.kind}/{definition.kind}" if definition is not None else node.kind
        if not isinstance(node, ThrowEvent) or definition is not None:
            yield from _problems(node, _ALLOWED.get(kind, ()))


def _problems(node: FlowNode, allowed: tuple[str, ...]) -> Iterator[Problem]:
    found = extensions(node, *_NEEDED)
    names = {etree.QName(one).localname for one in found}
    alien = len(names) == 1 and not names <= set(allowed)
    fitting = [one for one in found if etree.QName(one).localname in allowed]
    if alien:
        yield Problem(node, f"it may have no {names.pop()}", "choose another implementation")
    elif len(names) == 1 and any(is_blank(found[0], name) for name in _NEEDED[names.pop()]):
        yield Problem(node, "its implementation is half empty", "fill it in")
    elif allowed and len(fitting) != 1 and not isinstance(node, AdHocSubProcess):
        yield Problem(node, "what it does is not said, or said twice", "choose one implementation")
